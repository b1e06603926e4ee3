"""One look at the spectrum for each 20 ms of sound; every detector reads the same ``Frame``.

The window is the last 32 ms (Hann): long enough to part 480 from 620 Hz and the rows of the keys, short
enough for a key of 40 ms. Pairs that lie closer (440 and 480 Hz, 400 and 450 Hz) are parted over the last 100
ms, with ``Analyser.powers``, where somebody asks for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from agent.audio.levels import SILENCE_DBOV

FRAME_SECONDS = 0.02
WINDOW_SECONDS = 0.032
FINE_SECONDS = 0.1
"""A Hann window of 100 ms is blind 20 Hz beside its own frequency and farther."""
BIN_HERTZ = 1 / WINDOW_SECONDS
BINS = 129
"""Up to 4 kHz, whatever the rate: above it a wideband leg carries nothing that is looked for."""
LOBE = 2
"""The main lobe of a Hann window reaches two bins to either side."""
LOWEST_BIN, HIGHEST_BIN = 5, BINS - 5
WEAK = 0.05
"""A second peak is one if it holds this share of the first."""
BAND_BINS = (5, 9, 15, 23, 33, 47, 66, 90)
"""Where eight bands begin, roughly as wide as the ear's; the last ends at 3.9 kHz."""
_FULL_SCALE = 32768.0


@dataclass(frozen=True, slots=True)
class Frame:
    """20 ms of sound and the spectrum of the 32 ms that end with it.

    ``level`` in dBov. ``pitches`` in hertz, the lower first: one, or two where a second is not far weaker,
    with their ``strengths`` (mean squares). ``purity``: the share of all sound from 140 Hz to 3.9 kHz that
    lies in them, 0..1. ``bands``: the levels of eight bands, in dB. ``lost``: every sample is 0, as where a
    packet is missing and nothing was put in its place. ``repeated``: it is the frame before once more, as
    where a packet is missing, or where a tone's period is a part of 20 ms.
    """

    level: float
    pitches: tuple[float, ...]
    strengths: tuple[float, ...]
    purity: float
    bands: np.ndarray
    lost: bool
    repeated: bool = False

    @property
    def loudest(self) -> float:
        """The stronger pitch in hertz; 0 in silence."""
        return self.pitches[self.strengths.index(max(self.strengths))] if self.pitches else 0.0


SILENT = Frame(SILENCE_DBOV, (), (), 0.0, np.full(len(BAND_BINS), -120.0), True, True)
"""Nothing, after nothing."""


class Analyser:
    """Cuts 16-bit mono PCM of 8 or 16 kHz into frames. A rest shorter than a frame waits for more."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._frame_bytes = 2 * round(FRAME_SECONDS * rate)
        self._window_samples = round(WINDOW_SECONDS * rate)
        self._window = _hann(self._window_samples)
        self._last = np.zeros(round(FINE_SECONDS * rate))
        self._rest = self._before = b""

    def cut(self, pcm: bytes) -> list[bytes]:
        """Whole frames of what is there, to be given to ``look`` in order."""
        pcm = self._rest + pcm
        whole = len(pcm) - len(pcm) % self._frame_bytes
        self._rest = pcm[whole:]
        return [pcm[at : at + self._frame_bytes] for at in range(0, whole, self._frame_bytes)]

    def look(self, pcm: bytes) -> Frame:
        samples = np.frombuffer(pcm, dtype="<i2") / _FULL_SCALE
        self._last[: -samples.size] = self._last[samples.size :]
        self._last[-samples.size :] = samples
        mean_square = float(samples @ samples) / samples.size
        lost, repeated = mean_square == 0.0, pcm == self._before
        self._before = pcm
        if lost and repeated:
            return SILENT
        spectrum = np.fft.rfft(self._last[-self._window_samples :] * self._window)[:BINS]
        power = spectrum.real**2 + spectrum.imag**2
        bands = 10 * np.log10(np.add.reduceat(power[:HIGHEST_BIN], BAND_BINS) + 1e-12)
        pitches, strengths, purity = _peaks(power.tolist())
        return Frame(_decibels(mean_square), pitches, strengths, purity, bands, lost, repeated)

    def powers(self, *hertz: float) -> list[float]:
        """Mean square of the last 100 ms at each of ``hertz``; what Goertzel's recursion gives."""
        waves = _waves(hertz, self._last.size, self._rate)
        return [float(power) for power in 2 * np.abs(waves @ self._last) ** 2]

    @property
    def mean_square(self) -> float:
        """Of the last 100 ms, weighted by their window: what ``powers`` shares out."""
        window = _bare_hann(self._last.size)
        weighted = self._last * window
        return float(weighted @ weighted) / float(window @ window)


def _peaks(power: list[float]) -> tuple[tuple[float, ...], tuple[float, ...], float]:
    """Pitches, the lower first, their strengths, and the share of all that lies in them. So few numbers are
    looked through faster one by one than by numpy."""
    total = sum(power[LOWEST_BIN - 1 : HIGHEST_BIN])
    if total < 1e-12:
        return (), (), 0.0
    first = _loudest(power)
    found = [_peak(power, first, power)]
    rest = power.copy()
    rest[first - LOBE : first + LOBE + 1] = [0.0] * (2 * LOBE + 1)
    second = _loudest(rest)
    other = _peak(power, second, rest)
    # Two tones that lie close have a slope between them at times: it is theirs although it is no peak.
    purity = min(1.0, (found[0][1] + other[1]) / total)
    if other[1] > WEAK * found[0][1] and _stands_out(power, second):
        found.append(other)
    found.sort()
    return tuple(pitch for pitch, _ in found), tuple(strength for _, strength in found), purity


def _loudest(power: list[float]) -> int:
    looked_at = power[LOWEST_BIN:HIGHEST_BIN]
    return LOWEST_BIN + looked_at.index(max(looked_at))


def _peak(power: list[float], at: int, rest: list[float]) -> tuple[float, float]:
    """(hertz, strength) of the peak at bin ``at``; the pitch lies where two neighbours of a Hann window
    say, the strength is that in ``rest``."""
    left, middle, right = (math.sqrt(one) for one in power[at - 1 : at + 2])
    beside = right if right > left else left
    shift = (2 * beside - middle) / (beside + middle) if middle else 0.0
    shift = min(max(shift, 0.0), 0.75) * (1 if right > left else -1)
    return (at + shift) * BIN_HERTZ, sum(rest[at - LOBE : at + LOBE + 1])


def _stands_out(power: list[float], at: int) -> bool:
    """A peak, and no slope of the stronger one beside it."""
    return power[at] >= power[at - 1] and power[at] >= power[at + 1]


def _decibels(mean_square: float) -> float:
    return max(SILENCE_DBOV, 10 * math.log10(mean_square)) if mean_square else SILENCE_DBOV


def _hann(samples: int) -> np.ndarray:
    """Scaled so that the one-sided power spectrum adds up to the mean square."""
    window = _bare_hann(samples)
    return window * math.sqrt(2.0 / (samples * float(window @ window)))


@cache
def _bare_hann(samples: int) -> np.ndarray:
    return np.asarray(np.hanning(samples + 1)[:samples])


@cache
def _waves(hertz: tuple[float, ...], samples: int, rate: int) -> np.ndarray:
    window = _bare_hann(samples)
    waves = np.exp(-2j * np.pi * np.outer(hertz, np.arange(samples) / rate))
    return np.asarray(waves * window / float(window.sum()))
