"""How loud sound is."""

from __future__ import annotations

import math

import numpy as np

SILENCE_DBOV = -100.0
FULL_SCALE = 32768.0


def level_dbov(pcm: bytes) -> float:
    """Level of 16-bit mono PCM in dBov (RFC 6464): 0 is a full-scale square wave, silence is -100."""
    if not pcm:
        return SILENCE_DBOV
    samples = np.frombuffer(pcm, np.int16).astype(np.float64)
    power = float(np.mean(samples * samples)) / FULL_SCALE**2
    return max(SILENCE_DBOV, 10 * math.log10(power)) if power > 0 else SILENCE_DBOV
