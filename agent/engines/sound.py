"""Sound between engines and calls: 16-bit PCM bytes, float arrays, sampling rates."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import soxr

Samples: TypeAlias = npt.NDArray[np.float32]
"""Mono, -1..1."""


def to_samples(pcm: bytes) -> Samples:
    """16-bit little-endian PCM as floats; an odd last byte is dropped."""
    whole = pcm[: len(pcm) // 2 * 2]
    return np.frombuffer(whole, dtype="<i2").astype(np.float32) / np.float32(32768)


def to_pcm(samples: Samples) -> bytes:
    """Floats as 16-bit little-endian PCM; what is too loud is clipped."""
    clipped = np.clip(samples * 32767.0, -32768, 32767)
    return bytes(np.rint(clipped).astype("<i2").tobytes())


def resampled(samples: Samples, source_rate: int, rate: int) -> Samples:
    """The whole of ``samples`` at ``rate``, band-limited to what ``rate`` can carry."""
    if source_rate == rate:
        return samples
    converted: Samples = soxr.resample(samples, source_rate, rate, quality="HQ")
    return converted


class StreamResampler:
    """Resample sound that comes in pieces, without a seam between them."""

    def __init__(self, source_rate: int, rate: int) -> None:
        same = source_rate == rate
        self._stream = None if same else soxr.ResampleStream(source_rate, rate, 1, dtype="float32")

    def convert(self, samples: Samples) -> Samples:
        """What is ready after ``samples``."""
        if self._stream is None:
            return samples
        converted: Samples = self._stream.resample_chunk(samples)
        return converted

    def finish(self) -> Samples:
        """What the filter still holds."""
        nothing = np.zeros(0, dtype=np.float32)
        if self._stream is None:
            return nothing
        converted: Samples = self._stream.resample_chunk(nothing, last=True)
        return converted


def with_pauses(samples: Samples, rate: int, before: float, after: float) -> Samples:
    """With exactly so many seconds of silence at its ends: a synthesiser's own leading silence is time
    that the far party waits, and too little behind a sentence runs it into the next."""
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    if not len(loud):
        return samples
    start = max(0, int(loud[0]) - int(before * rate))
    # what fades out below the threshold is kept
    end = int(loud[-1]) + int(after * rate)
    missing = np.zeros(max(0, end - len(samples)), dtype=np.float32)
    return np.concatenate((samples[start:end], missing))
