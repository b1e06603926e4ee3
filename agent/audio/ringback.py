"""Ringback: the far telephone rings (ITU-T E.180 section 4, and its supplement 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent.audio.bursts import Burst
from agent.audio.cadence import Interruption
from agent.audio.chords import Chord, chord
from agent.audio.spectrum import Frame


@dataclass(frozen=True, slots=True)
class _Ring:
    """``on`` seconds long, where two parts less than ``joins`` apart are one (packets are lost); a pause of
    ``sure`` seconds after it, or a second one after ``gap``, make it certain; after a pause longer than
    ``most`` it rings no more."""

    on: tuple[float, float]
    most: float
    sure: float = 0.3
    joins: float = 0.0
    gap: tuple[float, float] | None = None


_RINGS = {
    Chord.US_RING: _Ring((1.6, 2.5), 5.2, joins=0.3),
    Chord.UK_RING: _Ring((0.3, 0.5), 3.0, gap=(0.1, 0.32)),
    # 0.67 to 1.5 s on and 3 to 5 off. Other signals of a single tone are repeated sooner.
    Chord.EUROPE: _Ring((0.62, 1.75), 6.0, sure=2.0),
}

Change = Literal["ringback", "ringback_over"]


class RingbackDetector:
    """``hear`` every frame with the burst that ended in it, if one did, and the tone that sounds."""

    def __init__(self) -> None:
        self._chord = Chord.OTHER
        self._start = self._end = 0.0
        """Of the latest ring."""
        self._whole = False
        """It was as long as a ring is."""
        self._ringing = False
        self._interruption = Interruption()

    def hear(self, frame: Frame, ended: Burst | None, sounds: Burst | None, now: float) -> Change | None:
        self._interruption.hear(frame)
        if ended is not None:
            return self._burst(ended)
        ring, pause = _RINGS.get(self._chord), now - self._end
        if ring is None:
            return None
        if self._interruption.heard or (sounds is None and pause > ring.most):
            return self._stop()
        if self._whole and sounds is None and ring.gap is None and pause >= ring.sure:
            return self._ring()
        return None

    def _burst(self, ended: Burst) -> Change | None:
        name = chord(ended)
        ring = _RINGS.get(name)
        changed = self._stop() if name is not self._chord or self._interruption.heard else None
        if ring is None:
            return changed
        gap = ended.start - self._end
        joined = name is self._chord and gap < ring.joins
        again = (
            name is self._chord and self._whole and ring.gap is not None and ring.gap[0] <= gap <= ring.gap[1]
        )
        self._start = self._start if joined else ended.start
        self._end, self._chord = ended.end, name
        self._whole = ring.on[0] <= self._end - self._start <= ring.on[1]
        self._interruption.begin(ended)
        return self._ring() if again and self._whole else changed

    def _ring(self) -> Change | None:
        begins, self._ringing = not self._ringing, True
        return "ringback" if begins else None

    def _stop(self) -> Change | None:
        over, self._ringing, self._chord, self._whole = self._ringing, False, Chord.OTHER, False
        return "ringback_over" if over else None
