"""From one sampling rate to another, band-limited: what the lower rate cannot carry is filtered out."""

from __future__ import annotations

import numpy as np
import soxr


class Resampler:
    """A stream of 16-bit mono PCM from ``rate_in`` to ``rate_out`` samples a second."""

    def __init__(self, rate_in: int, rate_out: int) -> None:
        self._same = rate_in == rate_out
        self._stream = soxr.ResampleStream(rate_in, rate_out, 1, dtype="int16")

    def feed(self, pcm: bytes, last: bool = False) -> bytes:
        """What is ready so far; with ``last`` all the rest, and nothing may follow."""
        if self._same:
            return pcm
        samples = np.frombuffer(pcm, dtype="<i2")
        resampled = self._stream.resample_chunk(samples, last=last)
        return bytes(resampled.astype("<i2").tobytes())


def resample(pcm: bytes, rate_in: int, rate_out: int) -> bytes:
    """All of ``pcm`` at once."""
    return Resampler(rate_in, rate_out).feed(pcm, last=True)
