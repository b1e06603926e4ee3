"""The tones of the sixteen keys (ITU-T Q.23)."""

from __future__ import annotations

import numpy as np

LOW_HERTZ = (697, 770, 852, 941)
HIGH_HERTZ = (1209, 1336, 1477, 1633)
KEYS = ("123A", "456B", "789C", "*0#D")
"""Rows by low frequency, columns by high frequency."""
FREQUENCIES = {
    key: (low, high)
    for low, row in zip(LOW_HERTZ, KEYS, strict=True)
    for high, key in zip(HIGH_HERTZ, row, strict=True)
}
LOW_DBOV, HIGH_DBOV = -12.0, -10.0
"""RMS of each tone. Lines attenuate high tones more: send them stronger, within the 4 dB of Q.24."""
RAMP_SECONDS = 0.002


def tone(key: str, seconds: float, rate: int) -> bytes:
    """The tone of ``key`` (``0-9 * # A-D``), 16-bit mono PCM at ``rate``. KeyError for any other key.

    Q.24 wants at least 40 ms of tone and of pause.
    """
    low, high = FREQUENCIES[key]
    return tones({low: LOW_DBOV, high: HIGH_DBOV}, seconds, rate)


def tones(levels: dict[int, float], seconds: float, rate: int) -> bytes:
    """A mix of sines, hertz -> RMS in dBov, with soft edges that make no click."""
    count = round(seconds * rate)
    time = np.arange(count) / rate
    wave = np.zeros(count)
    for hertz, level in levels.items():
        wave += np.sqrt(2.0) * 10 ** (level / 20) * np.sin(2 * np.pi * hertz * time)
    edge = np.minimum(1.0, np.minimum(time, time[::-1]) / RAMP_SECONDS)
    return bytes((wave * edge * 32767).clip(-32768, 32767).astype("<i2").tobytes())
