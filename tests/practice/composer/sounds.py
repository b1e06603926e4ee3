"""Sounds for tests: known to the sample, no program needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from agent.practice.composer.scene import RATE, Wave


@dataclass(frozen=True, slots=True)
class Sine:
    """Of constant amplitude; its first and last samples are not zero."""

    hertz: float
    length: int
    looped: ClassVar[bool] = False

    def render(self) -> Wave:
        return np.asarray(np.cos(2 * np.pi * self.hertz * np.arange(self.length) / RATE), np.float32)


@dataclass(frozen=True, slots=True)
class Loop:
    hertz: float = 500.0
    length: int = RATE
    looped: ClassVar[bool] = True

    def render(self) -> Wave:
        return Sine(self.hertz, self.length).render()


def pitch(wave: Wave, near: float) -> float:
    """By autocorrelation, hertz, within a fifth of ``near``."""
    power = np.abs(np.fft.rfft(wave * np.hanning(len(wave)), 1 << 15)) ** 2
    likeness = np.fft.irfft(power)
    low, high = int(RATE / near / 1.4), int(RATE / near * 1.4)
    at = low + int(np.argmax(likeness[low:high]))
    before, here, after = likeness[at - 1 : at + 2]
    return float(RATE / (at + (before - after) / (before - 2 * here + after) / 2))
