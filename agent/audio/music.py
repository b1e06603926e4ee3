"""Whether music is heard, with or without somebody speaking or singing over it.

Speech alone glides, and pauses down to the noise of the room; music holds its notes and fills the pauses,
also those of a singer or of an announcement. Both are measured over the last seconds, and a small network
that was trained on composed calls (``models/music``) says how likely music is.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
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
MOST_FRAMES = round(SECONDS[-1] / FRAME_SECONDS)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """``EVERY_FRAMES`` frames of 20 ms, one a row: ``levels`` in dBov, ``spectra`` as log magnitudes by bin,
    ``speech`` as its probability."""

    levels: Vector
    spectra: Vector
    speech: Vector


class Spectra:
    """Log spectra of 16-bit mono PCM at ``rate``, in blocks: numpy takes as long for one frame as for
    five."""

    def __init__(self, rate: int) -> None:
        self._hop = round(rate * FRAME_SECONDS)
        self._size = round(rate * WINDOW_SECONDS)
        self._window = np.hanning(self._size).astype(np.float32)
        self._sound = np.zeros(self._size, np.float32)
        self._places = np.add.outer(self._hop * np.arange(1, EVERY_FRAMES + 1), np.arange(self._size))
        low, high = (round(hertz * WINDOW_SECONDS) for hertz in BAND_HERTZ)
        self._band = slice(low, high)
        self._waiting = b""
        self._speech: list[float] = []

    def hear(self, pcm: bytes, speech: float) -> list[Block]:
        """The blocks that ``pcm`` completes. ``speech``: its probability in it."""
        self._waiting += pcm
        self._speech += [speech] * (len(self._waiting) // (2 * self._hop) - len(self._speech))
        blocks = []
        while len(self._speech) >= EVERY_FRAMES:
            taken = 2 * self._hop * EVERY_FRAMES
            samples = np.frombuffer(self._waiting[:taken], "<i2").astype(np.float32)
            blocks.append(self._block(samples / np.float32(32768), self._speech[:EVERY_FRAMES]))
            self._waiting, self._speech = self._waiting[taken:], self._speech[EVERY_FRAMES:]
        return blocks

    def _block(self, samples: Vector, speech: list[float]) -> Block:
        sound = np.concatenate((self._sound, samples))
        self._sound = sound[-self._size :]
        spectra = np.abs(np.fft.rfft(sound[self._places] * self._window))[:, self._band]
        frames = samples.reshape(EVERY_FRAMES, self._hop)
        powers = np.einsum("ij,ij->i", frames, frames) / self._hop
        levels = np.maximum(FLOOR_DBOV, 10 * np.log10(powers + 1e-12)).astype(np.float32)
        return Block(levels, np.log(spectra + 1e-4).astype(np.float32), np.array(speech, np.float32))


class MusicDetector:
    """``hear`` the blocks as they come; ``probability`` is that of music in it, 0 to 1, each 0.1 s anew."""

    def __init__(self) -> None:
        self._rows = np.zeros((0, 4), np.float32)
        """Of each frame: level, how it holds, how it changed, speech."""
        self._fine: Vector | None = None
        self.probability = 0.0

    def hear(self, block: Block) -> None:
        fine = block.spectra - _envelope(block.spectra)
        # Before the first frame there was what is in it.
        past = np.repeat(fine[:1], LAG_FRAMES, axis=0) if self._fine is None else self._fine
        fine = np.concatenate((past, fine))
        self._fine = fine[-LAG_FRAMES:]
        now = fine[LAG_FRAMES:]
        changed = np.abs(now - fine[LAG_FRAMES - 1 : -1]).sum(axis=1) / fine.shape[1]
        held = _likeness(now, fine[:EVERY_FRAMES])
        rows = np.stack((block.levels, held, changed, block.speech), axis=1)
        self._rows = np.concatenate((self._rows, rows))[-MOST_FRAMES:]
        self.probability = likely(self.measures())

    def measures(self) -> Vector:
        """What the network is given, ``MEASURES`` numbers."""
        return np.concatenate([_measured(self._rows[-round(one / FRAME_SECONDS) :]) for one in SECONDS])


def likely(measures: Vector) -> float:
    """The network's word."""
    net = _network()
    hidden = np.tanh((measures - net["mean"]) / net["spread"] @ net["first"] + net["first_bias"])
    return float(1 / (1 + np.exp(-(hidden @ net["second"] + net["second_bias"]))))


def _measured(rows: Vector) -> Vector:
    levels, held, changed, speech = rows.T
    quiet, middle, loud = _quantiles(levels, 0.1, 0.5, 0.9)
    sounding = levels > loud - DEEP_DB
    low_held, high_held = _quantiles(held[sounding], 0.25, 0.75)
    frames, sound = len(rows), np.count_nonzero(sounding)
    clear = (np.count_nonzero(speech > 0.5) - np.count_nonzero(speech > 0.9)) / frames
    return np.array(
        [
            loud - quiet, loud - middle, loud, 1 - sound / frames,
            low_held, high_held, changed[sounding].sum() / sound,
            speech.sum() / frames, clear,
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


def _envelope(spectra: Vector) -> Vector:
    """Of each row."""
    width = 2 * SMOOTH_BINS + 1
    total = np.cumsum(spectra[:, _with_edges(spectra.shape[1])], axis=1, dtype=np.float64)
    total[:, width:] -= total[:, :-width]
    return np.asarray(total[:, width - 1 :] / width, np.float32)


@cache
def _with_edges(size: int) -> npt.NDArray[np.intp]:
    """Places of a spectrum whose first and last bins go on to both sides."""
    return np.arange(-SMOOTH_BINS, size + SMOOTH_BINS).clip(0, size - 1)


def _likeness(one: Vector, other: Vector) -> Vector:
    """Correlation of two fine structures, row by row, -1 to 1."""
    power = np.einsum("ij,ij->i", one, one) * np.einsum("ij,ij->i", other, other)
    size = np.sqrt(power)
    return np.where(size > 1e-6, np.einsum("ij,ij->i", one, other) / np.maximum(size, 1e-6), 0.0)


@cache
def _network() -> dict[str, Vector]:
    stored = json.loads(files("agent.audio").joinpath("music.json").read_text("utf-8"))
    return {name: np.array(values, np.float32) for name, values in stored.items()}
