"""Whether music is heard, with or without somebody speaking or singing over it.

Speech alone glides, and pauses down to the noise of the room; music holds its notes and fills the pauses,
also those of a singer or of an announcement. Both are measured over the last seconds, and a small network
that was trained on composed calls (``models/music``) says how likely music is.
"""

from __future__ import annotations

import json
import math
from collections import deque
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]

FRAME_SECONDS = 0.02
WINDOW_SECONDS = 0.064
BAND_HERTZ = (200, 3400)
SMOOTH_BINS = 8
"""So many bins to both sides give the envelope, which is taken away: what is left are the harmonics."""
LAG_FRAMES = 6
SECONDS = (1.0, 3.0)
"""Measures are taken over so long."""
EVERY_FRAMES = 5
DEEP_DB = 15.0
"""So far below the loud frames lies a gap."""
FLOOR_DBOV = -75.0
MUSIC = 0.5
"""From this probability on it is taken for music."""
MEASURES = 9 * len(SECONDS)


class Spectra:
    """Log spectra without their envelope, one for each 20 ms of 16-bit mono PCM at ``rate``."""

    def __init__(self, rate: int) -> None:
        self._hop = round(rate * FRAME_SECONDS)
        size = round(rate * WINDOW_SECONDS)
        self._window = np.hanning(size).astype(np.float32)
        self._sound = np.zeros(size, np.float32)
        low, high = (round(hertz * WINDOW_SECONDS) for hertz in BAND_HERTZ)
        self._band = slice(low, high)
        self._waiting = b""

    def of(self, pcm: bytes) -> list[tuple[float, Vector]]:
        """(level in dBov, log magnitudes by bin) of each frame that ``pcm`` completes."""
        self._waiting += pcm
        found = []
        while len(self._waiting) >= 2 * self._hop:
            frame = np.frombuffer(self._waiting[: 2 * self._hop], "<i2").astype(np.float32) / 32768
            self._waiting = self._waiting[2 * self._hop :]
            self._sound = np.concatenate((self._sound[self._hop :], frame))
            spectrum = np.abs(np.fft.rfft(self._sound * self._window))[self._band]
            power = float(frame @ frame) / self._hop
            level = max(FLOOR_DBOV, 10 * np.log10(power + 1e-12))
            found.append((float(level), np.log(spectrum + 1e-4).astype(np.float32)))
        return found


class MusicDetector:
    """``hear`` the spectra as they come; ``probability`` is that of music in it, 0 to 1, each 0.1 s anew."""

    def __init__(self) -> None:
        frames = round(SECONDS[-1] / FRAME_SECONDS)
        self._levels: deque[float] = deque(maxlen=frames)
        self._held: deque[float] = deque(maxlen=frames)
        self._changed: deque[float] = deque(maxlen=frames)
        self._speech: deque[float] = deque(maxlen=frames)
        self._fine: deque[Vector] = deque(maxlen=LAG_FRAMES + 1)
        self._frames = 0
        self.probability = 0.0

    def hear(self, frames: Iterable[tuple[float, Vector]], speech: float) -> None:
        """``frames`` of ``Spectra``; ``speech``: its probability in them."""
        for level, spectrum in frames:
            self._take(level, spectrum, speech)
            if self._frames % EVERY_FRAMES == 0:
                self.probability = likely(self.measures())

    def measures(self) -> Vector:
        """What the network is given, ``MEASURES`` numbers."""
        levels, held = np.array(self._levels, np.float32), np.array(self._held, np.float32)
        changed, speech = np.array(self._changed, np.float32), np.array(self._speech, np.float32)
        return np.concatenate(
            [_measured(*(one[-round(seconds / FRAME_SECONDS) :] for one in (levels, held, changed, speech)))
             for seconds in SECONDS]
        )  # fmt: skip

    def _take(self, level: float, spectrum: Vector, speech: float) -> None:
        fine = spectrum - _envelope(spectrum)
        self._fine.append(fine)
        self._frames += 1
        self._levels.append(level)
        self._speech.append(speech)
        self._held.append(_likeness(fine, self._fine[0]))
        self._changed.append(float(np.abs(fine - self._fine[-min(2, len(self._fine))]).mean()))


def likely(measures: Vector) -> float:
    """The network's word."""
    net = _network()
    hidden = np.tanh((measures - net["mean"]) / net["spread"] @ net["first"] + net["first_bias"])
    return float(1 / (1 + np.exp(-(hidden @ net["second"] + net["second_bias"]))))


def _measured(levels: Vector, held: Vector, changed: Vector, speech: Vector) -> Vector:
    quiet, middle, loud = _quantiles(levels, 0.1, 0.5, 0.9)
    sounding = levels > loud - DEEP_DB
    low_held, high_held = _quantiles(held[sounding], 0.25, 0.75)
    return np.array(
        [
            loud - quiet, loud - middle, loud, 1 - sounding.mean(),
            low_held, high_held, changed[sounding].mean(),
            speech.mean(), (speech > 0.5).mean() - (speech > 0.9).mean(),
        ],
        np.float32,
    )  # fmt: skip


def _quantiles(values: Vector, *shares: float) -> list[float]:
    """As numpy's, which takes ten times as long for so few."""
    ordered = np.sort(values)
    places = [share * (len(ordered) - 1) for share in shares]
    return [
        float(ordered[int(place)] + (place % 1) * (ordered[math.ceil(place)] - ordered[int(place)]))
        for place in places
    ]


def _envelope(spectrum: Vector) -> Vector:
    width = 2 * SMOOTH_BINS + 1
    padded = spectrum[_with_edges(spectrum.size)]
    total = np.cumsum(np.concatenate(([0], padded)))
    return np.asarray((total[width:] - total[:-width]) / width, np.float32)


@cache
def _with_edges(size: int) -> npt.NDArray[np.intp]:
    """Places of a spectrum whose first and last bins go on to both sides."""
    return np.arange(-SMOOTH_BINS, size + SMOOTH_BINS).clip(0, size - 1)


def _likeness(one: Vector, other: Vector) -> float:
    """Correlation of two fine structures, -1 to 1."""
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / size if size > 1e-6 else 0.0


@cache
def _network() -> dict[str, Vector]:
    stored = json.loads(files("agent.audio").joinpath("music.json").read_text("utf-8"))
    return {name: np.array(values, np.float32) for name, values in stored.items()}
