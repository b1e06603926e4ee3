"""How loud sound is."""

from __future__ import annotations

import math

import numpy as np

SILENCE_DBOV = -127.0
"""The lowest level there is a word for (RFC 6464 section 3)."""


def level_dbov(pcm: bytes) -> float:
    """RMS of 16-bit mono PCM in dB relative to overload, -127..0 (RFC 6465 appendix A).

    0 dBov is a square wave of full scale; a sine of full scale has -3.01.
    """
    samples = np.frombuffer(pcm, dtype="<i2").astype(np.float64)
    if not samples.size:
        return SILENCE_DBOV
    rms = math.sqrt(float(samples @ samples) / samples.size) / 32768.0
    return max(SILENCE_DBOV, 20.0 * math.log10(rms)) if rms else SILENCE_DBOV
