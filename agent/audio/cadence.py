"""Busy and congestion: a tone that goes on and off (ITU-T E.180 sections 5 and 6)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from agent.audio.bursts import Burst, is_tone
from agent.audio.chords import Chord, chord
from agent.audio.spectrum import FRAME_SECONDS, Frame

BURSTS = 3
CONGESTION_PERIOD, BUSY_PERIOD = (0.36, 0.61), (0.61, 1.2)
"""From one beginning to the next, in seconds: congestion has 0.5, busy 1.0 (the United Kingdom 0.75), 15 %
off."""
ON_SHARE = (0.28, 0.72)
REGULAR_SECONDS = 0.1
"""Two periods, or two tones, differ by less: frames are 20 ms, and some are lost."""
UNEVEN = 1.4
"""Of two tones in turn, the United Kingdom's congestion: 0.4 s on, 0.35 off, 0.225 on, 0.525 off."""
TRAIN_SECONDS = 1.2
"""No longer pause occurs in a rhythm."""
_CHORDS = frozenset({Chord.US_BUSY, Chord.EUROPE, Chord.UK_BUSY})
OTHER_SECONDS = 0.14
OTHER_BELOW = 12.0

Signal = Literal["busy", "congestion"]


class Interruption:
    """Another sound in the pauses of a tone: so loud (less than 12 dB below it) and so long that it is none
    of the network's. ``hear`` every frame; ``begin`` where a burst is over."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._level = 0.0

    @property
    def heard(self) -> bool:
        return self._seconds > OTHER_SECONDS

    def begin(self, burst: Burst) -> None:
        self._seconds, self._level = 0.0, burst.level - OTHER_BELOW

    def hear(self, frame: Frame) -> None:
        if frame.level > self._level and not is_tone(frame):
            self._seconds += FRAME_SECONDS


class CadenceDetector:
    """``hear`` every frame with the burst that ended in it, if one did."""

    def __init__(self) -> None:
        self._train: list[Burst] = []
        self._chord = Chord.OTHER
        self._interruption = Interruption()
        self._told: Signal | None = None

    def hear(self, frame: Frame, ended: Burst | None) -> Signal | None:
        self._interruption.hear(frame)
        if ended is None:
            return None
        name = chord(ended)
        pause = ended.start - self._train[-1].end if self._train else 0.0
        if name is not self._chord or pause > TRAIN_SECONDS or self._interruption.heard:
            self._train, self._told, self._chord = [], None, name
        self._interruption.begin(ended)
        if name not in _CHORDS:
            return None
        self._train = [*self._train[1 - BURSTS :], ended]
        signal = _signal(self._train)
        if signal is None or self._told is not None:
            return None
        self._told = signal
        return signal


def _signal(train: Sequence[Burst]) -> Signal | None:
    if len(train) < BURSTS:
        return None
    on = [burst.seconds for burst in train]
    first, second = (after.start - before.start for before, after in pairwise(train))
    period = (first + second) / 2
    low, high = (share * period for share in ON_SHARE)
    if abs(first - second) > REGULAR_SECONDS or not all(low <= seconds <= high for seconds in on):
        return None
    if max(on) - min(on) > REGULAR_SECONDS:
        uneven = (on[0] > UNEVEN * on[1] < on[2]) or (on[0] * UNEVEN < on[1] > UNEVEN * on[2])
        return "congestion" if uneven else None
    if CONGESTION_PERIOD[0] <= period < CONGESTION_PERIOD[1]:
        return "congestion"
    return "busy" if BUSY_PERIOD[0] <= period <= BUSY_PERIOD[1] else None
