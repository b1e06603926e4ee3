"""Pressing keys: RFC 4733 events where the peer takes them, tones in the sound where it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from agent.audio.dtmf import tone
from agent.call.events import KeysFailed, KeysPressed

KEY_SECONDS = 0.12
GAP_SECONDS = 0.1
END_SECONDS = 0.06
"""RFC 4733 section 2.5.1.4: the end packet goes out three times, 20 ms apart."""
PAUSE_SECONDS = 0.5
KEYS = frozenset("0123456789*#ABCD")


class KeySender:
    """Presses keys one after the other; every ``press`` is answered once through ``on_event``.

    ``send_event(key, seconds)`` queues an RFC 4733 event and answers False where the peer has no
    telephone-event. ``send_sound(pcm, on_out)`` plays tones. ``later(job, seconds)`` is the
    caller's clock; nothing here waits.
    """

    def __init__(
        self,
        rate: int,
        send_event: Callable[[str, float], bool],
        send_sound: Callable[[bytes, Callable[[], None]], None],
        later: Callable[[Callable[[], None], float], None],
        on_event: Callable[[KeysPressed | KeysFailed], None],
    ) -> None:
        self._rate = rate
        self._send_event = send_event
        self._send_sound = send_sound
        self._later = later
        self._on_event = on_event
        self._waiting: list[str] = []
        self._busy = False

    def press(self, digits: str) -> None:
        digits = digits.upper().replace("W", "w")
        if wrong := [key for key in digits if key not in KEYS and key != "w"]:
            self._on_event(KeysFailed(digits, f"not a key: {wrong[0]!r}"))
            return
        self._waiting.append(digits)
        if not self._busy:
            self._begin()

    def _begin(self) -> None:
        if self._waiting:
            self._busy = True
            digits = self._waiting.pop(0)
            self._press_from(digits, 0)

    def _press_from(self, digits: str, position: int) -> None:
        if position == len(digits):
            self._done(digits, "rfc4733")
            return
        key = digits[position]
        if key == "w":
            wait = PAUSE_SECONDS
        elif self._send_event(key, KEY_SECONDS):
            wait = KEY_SECONDS + END_SECONDS + GAP_SECONDS
        else:
            rest = key_sound(digits[position:], self._rate)
            self._send_sound(rest, lambda: self._done(digits, "inband"))
            return
        self._later(lambda: self._press_from(digits, position + 1), wait)

    def _done(self, digits: str, mode: Literal["rfc4733", "inband"]) -> None:
        self._busy = False
        self._on_event(KeysPressed(digits, mode))
        self._later(self._begin, 0.0)


def key_sound(digits: str, rate: int) -> bytes:
    """The tones of ``digits`` with their gaps and pauses, 16-bit mono PCM at ``rate``."""
    gap = bytes(2 * int(GAP_SECONDS * rate))
    pause = bytes(2 * int(PAUSE_SECONDS * rate))
    return b"".join(pause if key == "w" else tone(key, KEY_SECONDS, rate) + gap for key in digits)
