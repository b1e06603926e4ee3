"""Takes our own voice out of what comes back: the line's echo, 0 to 260 ms late.

A filter in the frequency domain learns the way that our sound takes to our ear, as a Kalman filter (Enzner
and Vary, Frequency-domain adaptive Kalman filter for acoustic echo control, 2006; in partitions: Kuech,
Mabande and Enzner, 2014): it knows how sure it is of itself and how much else is heard, so the far party's
voice does not lead it astray.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from agent.audio.levels import SILENCE_DBOV

BLOCK_SECONDS = 0.02
PARTITIONS = 13
"""Blocks of 20 ms that an echo may be late."""
FORGETS = 0.9995
"""How little the way changes from block to block."""
UNSURE = 0.03
SMOOTH = 0.6
SILENT = 1e-7
"""Mean square below which nothing of ours sounds: -70 dBov."""

Samples = npt.NDArray[np.float32]
Spectrum = npt.NDArray[np.complex64]


class EchoCanceller:
    """For one call at ``rate``, fed with both directions, 20 ms at a time."""

    def __init__(self, rate: int) -> None:
        self.block = round(rate * BLOCK_SECONDS)
        bins = self.block + 1
        self._sent = np.zeros(2 * self.block, np.float32)
        # What was sent lies from ``_latest`` on, the latest first, in twice the room: it moves but once in a
        # while.
        self._kept: Spectrum = np.zeros((2 * PARTITIONS, bins), np.complex64)
        self._kept_loud = np.zeros((2 * PARTITIONS, bins), np.float32)
        self._latest = PARTITIONS
        self._way: Spectrum = np.zeros((PARTITIONS, bins), np.complex64)
        self._doubt = np.full((PARTITIONS, bins), UNSURE, np.float32)
        self._rest = np.zeros(bins, np.float32)
        self._silence = np.zeros(self.block, np.float32)
        self._quiet_blocks = PARTITIONS + 1
        self._constrained = 0
        self.doubt = SILENCE_DBOV
        """How loud what is left of our own voice may be in what ``hear`` returned last, dBov: as unsure as
        the filter is of the way, after what was sent."""

    def hear(self, received: bytes, sent: bytes) -> bytes:
        """``received`` without the echo of all that was ``sent`` until now; both are one block of 16-bit PCM.
        While nothing of ours can come back it is returned as it is, and so are pieces of another length."""
        if len(received) != 2 * self.block or len(sent) != len(received):
            return received
        ours = _samples(sent)
        sounding = float(ours @ ours) / self.block > SILENT
        self._quiet_blocks = 0 if sounding else self._quiet_blocks + 1
        self.doubt = SILENCE_DBOV
        self._sent = np.concatenate((self._sent[self.block :], ours))
        if self._quiet_blocks > PARTITIONS:
            return received
        sent_before, loud = self._take(_spectrum(self._sent))
        heard = _samples(received)
        echo = _sound(np.add.reduce(sent_before * self._way))[self.block :]
        rest = heard - echo
        unsure = np.add.reduce(loud * self._doubt)
        self.doubt = self._level(float(unsure.sum()))
        self._learn(rest, sent_before, loud, unsure)
        return np.clip(np.round(rest * 32768), -32768, 32767).astype("<i2").tobytes()

    def _take(self, spectrum: Spectrum) -> tuple[Spectrum, Samples]:
        """The spectra of the last blocks, the latest first, and their powers."""
        if self._latest == 0:
            for kept in (self._kept, self._kept_loud):
                kept[PARTITIONS + 1 :] = kept[: PARTITIONS - 1]
            self._latest = PARTITIONS + 1
        self._latest -= 1
        at = slice(self._latest, self._latest + PARTITIONS)
        self._kept[self._latest] = spectrum
        self._kept_loud[self._latest] = spectrum.real**2 + spectrum.imag**2
        return self._kept[at], self._kept_loud[at]

    def _level(self, power: float) -> float:
        """Of a spectrum's ``power``, of which one half is the block's: dBov."""
        return max(SILENCE_DBOV, 10 * math.log10(power / (2 * self.block**2) + 1e-13))

    def _learn(self, rest: Samples, sent: Spectrum, loud: Samples, unsure: Samples) -> None:
        error = _spectrum(np.concatenate((self._silence, rest)))
        self._rest = SMOOTH * self._rest + (1 - SMOOTH) * (error.real**2 + error.imag**2)
        gain = self._doubt / (unsure + 2 * self._rest + 1e-9)
        self._way += gain * (sent.conj() * error)
        self._way *= FORGETS
        self._doubt *= FORGETS**2 * (1 - 0.5 * gain * loud)
        self._doubt += (1 - FORGETS**2) * (self._way.real**2 + self._way.imag**2) + 1e-9
        # A partition's second half must be nothing but silence in time; one after the other is put right.
        at = self._constrained = (self._constrained + 1) % PARTITIONS
        taps = _sound(self._way[at])
        taps[self.block :] = 0
        self._way[at] = _spectrum(taps)


def _samples(pcm: bytes) -> Samples:
    return np.asarray(np.frombuffer(pcm, "<i2") / np.float32(32768))


def _spectrum(sound: Samples) -> Spectrum:
    return np.asarray(np.fft.rfft(sound), np.complex64)


def _sound(spectrum: Spectrum) -> Samples:
    return np.asarray(np.fft.irfft(spectrum), np.float32)
