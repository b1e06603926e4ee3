"""The noise floor under everything that is heard, and its steps: another telephone has joined, or the line is
another one.

Where nothing but noise is heard the floor is measured in half a second. Under speech it is what remains in
each of eight bands in the pauses between sounds (minimum statistics, R. Martin, "Noise power spectral density
estimation based on optimal smoothing and minimum statistics", 2001), which takes three seconds.
"""

from __future__ import annotations

import math
from statistics import median

import numpy as np

from agent.audio.sound import Sound
from agent.audio.spectrum import BAND_BINS, Frame

STEP_DECIBELS = 6.0
STEADY_FRAMES = 25
"""Half a second of nothing but noise."""
STEADY_EVERY = 5
UNDER_FRAMES = 150
UNDER_EVERY = 10
UNDER_SHARE = 0.08
UNDER_BIAS = 5.0
"""The 8th percentile of noise in a band lies so many dB below its mean level."""
AGREE_DECIBELS = 4.0
"""Two halves of what is looked at tell the same floor; those of music do not."""
LOWEST_BAND = -75.0
"""Below it, in dB, a floor is silence: how far below does not matter."""
HOLES_MOST = 10
"""So many frames of nothing at all, 200 ms, are lost packets; more are silence."""
DRIFT = 0.1
"""The share by which a floor that moves by less than a step follows."""


class NoiseFloor:
    """``hear`` every frame with what it is; get the decibels by which the floor moved, where it made a
    step."""

    def __init__(self) -> None:
        self._floor: np.ndarray | None = None
        self._bands = np.zeros((UNDER_FRAMES, len(BAND_BINS)))
        self._frames = 0
        self._steady = 0
        self._holes = 0

    def hear(self, frame: Frame, sound: Sound) -> float | None:
        self._holes = self._holes + 1 if frame.lost else 0
        if sound is Sound.TONE or 0 < self._holes <= HOLES_MOST:
            return None
        self._bands[self._frames % UNDER_FRAMES] = np.maximum(frame.bands, LOWEST_BAND)
        self._frames += 1
        self._steady = self._steady + 1 if sound.steady else 0
        if self._steady >= STEADY_FRAMES and self._steady % STEADY_EVERY == 0:
            halves = [half.mean(axis=0) for half in np.array_split(self._latest(STEADY_FRAMES), 2)]
            return self._measured(halves)
        if self._frames >= UNDER_FRAMES and self._frames % UNDER_EVERY == 0 and not self._steady:
            return self._measured_under()
        return None

    def _latest(self, count: int) -> np.ndarray:
        at = np.arange(self._frames - count, self._frames) % UNDER_FRAMES
        return np.asarray(self._bands[at])

    def _measured_under(self) -> float | None:
        bands = self._latest(UNDER_FRAMES)
        halves = np.sort(bands.reshape(2, -1, len(BAND_BINS)), axis=1)
        place = UNDER_SHARE * (halves.shape[1] - 1)
        below, above = halves[:, int(place)], halves[:, math.ceil(place)]
        return self._measured(list(below + place % 1 * (above - below) + UNDER_BIAS))

    def _measured(self, halves: list[np.ndarray]) -> float | None:
        """``halves``: what was found in the first and in the second half of the time looked at."""
        if median(np.abs(halves[0] - halves[1]).tolist()) > AGREE_DECIBELS:
            return None
        floor = (halves[0] + halves[1]) / 2
        if self._floor is None:
            self._floor = floor
            return None
        moved = floor - self._floor
        step: float = median(moved.tolist())
        if abs(step) < STEP_DECIBELS:
            self._floor = self._floor + DRIFT * moved
            return None
        self._floor = floor
        self._frames = self._steady = 0
        return step
