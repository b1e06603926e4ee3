"""Special information tones before "the number is not in service" (ITU-T E.180 section 7)."""

from __future__ import annotations

from agent.audio.bursts import Burst
from agent.audio.chords import Chord, chord

SECONDS = (0.15, 0.46)
"""Of each tone: 330 ms in E.180, 276 or 380 in North America; some of it may be lost."""
GAP_SECONDS = 0.15
"""E.180 has up to 30 ms between them."""
_RISING = (Chord.SIT_LOW, Chord.SIT_MIDDLE, Chord.SIT_HIGH)


class SpecialInformation:
    """``hear`` every burst; true for the one that completes the three."""

    def __init__(self) -> None:
        self._heard = 0
        self._until = 0.0

    def hear(self, ended: Burst) -> bool:
        name = chord(ended)
        follows = ended.start - self._until <= GAP_SECONDS and name is _RISING[self._heard]
        if not SECONDS[0] <= ended.seconds <= SECONDS[1]:
            self._heard = 0
        elif follows or name is _RISING[0]:
            self._heard = self._heard + 1 if follows else 1
        else:
            self._heard = 0
        self._until = ended.end
        if self._heard < len(_RISING):
            return False
        self._heard = 0
        return True
