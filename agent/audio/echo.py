"""Takes our own voice out of what comes back: the line's echo, 0 to 260 ms late.

A filter in the frequency domain learns the way that our sound takes to our ear, as a Kalman filter (Enzner
and Vary, Frequency-domain adaptive Kalman filter for acoustic echo control, 2006; in partitions: Kuech,
Mabande and Enzner, 2014): it knows how sure it is of itself and how much else is heard, so the far party's
voice does not lead it astray.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

BLOCK_SECONDS = 0.02
PARTITIONS = 13
"""Blocks of 20 ms that an echo may be late."""
FORGETS = 0.9995
"""How little the way changes from block to block."""
UNSURE = 0.03
SMOOTH = 0.6
MOSTLY = 0.5
"""Less than this share of the power left, and it was mostly our own voice."""
SILENT = 1e-7
"""Mean square below which nothing of ours sounds: -70 dBov."""

Samples = npt.NDArray[np.float64]
Spectrum = npt.NDArray[np.complex128]


class EchoCanceller:
    """For one call at ``rate``, fed with both directions, 20 ms at a time."""

    def __init__(self, rate: int) -> None:
        self.block = round(rate * BLOCK_SECONDS)
        bins = self.block + 1
        self._sent = np.zeros(2 * self.block)
        self._spectra: Spectrum = np.zeros((PARTITIONS, bins), np.complex128)
        self._way: Spectrum = np.zeros((PARTITIONS, bins), np.complex128)
        self._doubt = np.full((PARTITIONS, bins), UNSURE)
        self._rest = np.zeros(bins)
        self._quiet_blocks = PARTITIONS + 1
        self._constrained = 0
        self.left = 1.0
        """The share of the power that came in which is left in what ``hear`` returned last."""

    @property
    def mostly_echo(self) -> bool:
        """What was heard last was our own voice more than anything: what is left is no speech to react to."""
        return self.left < MOSTLY

    def hear(self, received: bytes, sent: bytes) -> bytes:
        """``received`` without the echo of all that was ``sent`` until now; both are one block of 16-bit PCM.
        While nothing of ours can come back it is returned as it is, and so are pieces of another length."""
        if len(received) != 2 * self.block or len(sent) != len(received):
            return received
        ours = np.frombuffer(sent, "<i2") / 32768
        sounding = float(np.mean(ours**2)) > SILENT
        self._quiet_blocks = 0 if sounding else self._quiet_blocks + 1
        self.left = 1.0
        self._sent = np.concatenate((self._sent[self.block :], ours))
        if self._quiet_blocks > PARTITIONS:
            return received
        self._spectra = np.roll(self._spectra, 1, axis=0)
        self._spectra[0] = np.fft.rfft(self._sent)
        heard = np.frombuffer(received, "<i2") / 32768
        echo = np.fft.irfft((self._spectra * self._way).sum(axis=0))[self.block :]
        rest = heard - echo
        self._learn(rest)
        power = float(np.mean(heard**2))
        self.left = min(1.0, float(np.mean(rest**2)) / power) if power > 0 else 1.0
        return np.clip(np.round(rest * 32768), -32768, 32767).astype("<i2").tobytes()

    def _learn(self, rest: Samples) -> None:
        error = np.fft.rfft(np.concatenate((np.zeros(self.block), rest)))
        self._rest = SMOOTH * self._rest + (1 - SMOOTH) * np.abs(error) ** 2
        loud = np.abs(self._spectra) ** 2
        gain = self._doubt / ((loud * self._doubt).sum(axis=0) + 2 * self._rest + 1e-9)
        self._way = FORGETS * (self._way + gain * self._spectra.conj() * error)
        self._doubt = FORGETS**2 * (1 - 0.5 * gain * loud) * self._doubt
        self._doubt += (1 - FORGETS**2) * np.abs(self._way) ** 2 + 1e-9
        # A partition's second half must be nothing but silence in time; one after the other is put right.
        at = self._constrained = (self._constrained + 1) % PARTITIONS
        taps = np.fft.irfft(self._way[at])
        taps[self.block :] = 0
        self._way[at] = np.fft.rfft(taps)
