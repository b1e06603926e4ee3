"""How loud a sound is where it sounds."""

from __future__ import annotations

import numpy as np

from agent.practice.composer.scene import RATE, Wave

FRAME = RATE // 50
BELOW_LOUDEST_DB = 30.0
"""Frames fainter than this below the loudest one are pauses."""


def active_rms(sound: Wave) -> float:
    """RMS over the 20 ms frames that are no pauses; full scale is 1."""
    if len(sound) < FRAME:
        return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64)))) if len(sound) else 0.0
    frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    power = np.mean(np.square(frames, dtype=np.float64), axis=1)
    return float(np.sqrt(power[power >= power.max() * 10 ** (-BELOW_LOUDEST_DB / 10)].mean()))


def active_dbov(sound: Wave) -> float:
    return float(20 * np.log10(max(active_rms(sound), 1e-7)))


def gain(decibels: float) -> np.float32:
    return np.float32(10 ** (decibels / 20))


def trimmed(sound: Wave, share: float = 0.01) -> Wave:
    """From the first to the last sample louder than ``share`` of the loudest."""
    size = np.abs(sound)
    loud = np.flatnonzero(size > share * size.max(initial=0))
    return sound[loud[0] : loud[-1] + 1] if len(loud) else sound[:0]
