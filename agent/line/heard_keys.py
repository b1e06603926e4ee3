"""Keys that come by two ways: as RFC 4733 events and as tones in the sound."""

from __future__ import annotations

from typing import Literal

SAME_SECONDS = 0.5
"""The same key by both ways within this time is one press: gateways let the beginning of the tone through."""


class HeardKeys:
    """Pairs each key of one way with one of the other; a key pressed twice comes twice by the same way."""

    def __init__(self) -> None:
        self._unpaired: list[tuple[str, str, float]] = []

    def is_new(self, digit: str, way: Literal["packets", "sound"], now: float) -> bool:
        """``now`` in monotonic seconds. False where the key was told already, by the other way."""
        self._unpaired = [key for key in self._unpaired if now - key[2] <= SAME_SECONDS]
        for key in self._unpaired:
            if key[0] == digit and key[1] != way:
                self._unpaired.remove(key)
                return False
        self._unpaired.append((digit, way, now))
        return True
