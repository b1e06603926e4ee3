"""Keys heard in the sound (ITU-T Q.23, received as Q.24 has it)."""

from __future__ import annotations

from agent.audio.dtmf import FREQUENCIES
from agent.audio.spectrum import Frame

OFF_PITCH = 0.025
"""Q.24: 1.5 % has to be accepted, 3.5 % to be refused."""
TWIST = (-10.0, 7.0)
"""The high tone's level less the low one's, in dB. Q.24: -8 to 4 (North America), -5 to 5 and more
elsewhere."""
PURE = 0.85
QUIETEST_DBOV = -42.0
FRAMES = 2
"""Q.24: 40 ms is a key, 20 is none."""
GAP_FRAMES = 3
"""So many frames without it, 60 ms, and the same key is pressed anew; fewer are lost packets."""


class KeyListener:
    """``hear`` every frame; get a key once, when it has been heard for 40 ms."""

    def __init__(self) -> None:
        self._key = ""
        self._frames = 0
        self._gap = 0
        self._down = ""

    def hear(self, frame: Frame) -> str:
        key = key_of(frame)
        self._frames = self._frames + 1 if key == self._key else 1
        self._key = key
        if self._down and key != self._down:
            self._gap += 1
            if self._gap >= GAP_FRAMES:
                self._down = ""
        elif key:
            self._gap = 0
        if not key or key == self._down or self._frames < FRAMES:
            return ""
        self._down, self._gap = key, 0
        return key


def key_of(frame: Frame) -> str:
    """The key that sounds in ``frame``; empty for none."""
    if len(frame.pitches) < 2 or frame.purity < PURE or frame.level < QUIETEST_DBOV:
        return ""
    low, high = frame.pitches
    weak, strong = (10 ** (limit / 10) * frame.strengths[0] for limit in TWIST)
    if not weak <= frame.strengths[1] <= strong:
        return ""
    return next(
        (key for key, (row, column) in FREQUENCIES.items() if _near(low, row) and _near(high, column)), ""
    )


def _near(pitch: float, hertz: int) -> bool:
    return abs(pitch - hertz) <= OFF_PITCH * hertz
