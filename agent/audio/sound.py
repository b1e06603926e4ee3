"""What kind of sound a frame is."""

from __future__ import annotations

from collections import deque
from enum import Enum

from agent.audio.bursts import is_tone
from agent.audio.spectrum import Frame

SILENT_DBOV = -68.0
"""The quietest noise of A-law and mu-law lies below it."""
COMFORT_DBOV = -45.0
"""Noise below it is the line's, or put in by a decoder (RFC 3389); above it, a place's."""
STEADY_FRAMES = 15
STEADY_DECIBELS = 7.0
"""The level of noise moves by less in 300 ms; that of speech by 15 dB and more."""
NOT_NOISE = 0.62
"""Noise has less than this share of its energy in two pitches."""


class Sound(Enum):
    SILENCE = "silence"
    COMFORT_NOISE = "comfort noise"
    NOISE = "noise"
    TONE = "tone"
    OTHER = "other"
    """Speech, music, or anything else that changes."""

    @property
    def steady(self) -> bool:
        """It may be what lies under everything else."""
        return self in _STEADY


_STEADY = frozenset({Sound.SILENCE, Sound.COMFORT_NOISE, Sound.NOISE})


TONE_FRAMES = 4
TONE_WAVERS = 1.02
"""A voice may be as pure as a tone, but its pitch moves by more in 80 ms."""


class SoundWatcher:
    """``hear`` every frame; noise is known after 300 ms of it."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=STEADY_FRAMES)
        self._purities: deque[float] = deque(maxlen=STEADY_FRAMES)
        self._pitches: deque[float] = deque(maxlen=TONE_FRAMES)

    def hear(self, frame: Frame) -> Sound:
        if not frame.lost:
            self._levels.append(frame.level)
            self._purities.append(frame.purity)
        self._pitches.append(frame.loudest if is_tone(frame) else 0.0)
        if len(self._pitches) == TONE_FRAMES and max(self._pitches) < TONE_WAVERS * min(self._pitches):
            return Sound.TONE
        if frame.level < SILENT_DBOV:
            return Sound.SILENCE
        levels = self._levels
        steady = len(levels) == STEADY_FRAMES and max(levels) - min(levels) < STEADY_DECIBELS
        if not steady or sum(self._purities) > NOT_NOISE * STEADY_FRAMES:
            return Sound.OTHER
        return Sound.COMFORT_NOISE if frame.level < COMFORT_DBOV else Sound.NOISE
