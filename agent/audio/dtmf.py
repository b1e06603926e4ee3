"""Keys as tones in the sound (ITU-T Q.23), for peers without telephone-event."""

from __future__ import annotations

import numpy as np

LOW_HZ = (697, 770, 852, 941)
HIGH_HZ = (1209, 1336, 1477, 1633)
KEYS = ("123A", "456B", "789C", "*0#D")
AMPLITUDE = 0.22
"""Each of the two tones, of full scale: about -10 dBm0 together, inside Q.24's range."""
RAMP_SECONDS = 0.005


def frequencies(key: str) -> tuple[int, int]:
    """The low and the high frequency of one of the 16 keys, in Hz. Raises ValueError."""
    for low, row in zip(LOW_HZ, KEYS, strict=True):
        if len(key) == 1 and key in row:
            return low, HIGH_HZ[row.index(key)]
    raise ValueError(f"not a telephone key: {key!r}")


def tone(key: str, seconds: float, rate: int) -> bytes:
    """Sound of ``key`` as 16-bit mono PCM, its ends ramped so that they do not click."""
    time = np.arange(round(seconds * rate)) / rate
    wave = sum(np.sin(2 * np.pi * hertz * time) for hertz in frequencies(key)) * AMPLITUDE
    ramp = np.minimum(1.0, np.minimum(time, time[::-1]) / RAMP_SECONDS)
    return bytes((wave * ramp * 32767).astype("<i2").tobytes())
