"""What a telephone line does to sound: band, level, noise, G.711, lost packets, a dry jitter buffer."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from agent.practice.composer.levels import gain
from agent.practice.composer.scene import PACKET, RATE, Line, Pcm, Wave

MARGIN = 80
"""So many samples before and behind a piece its filtering wants."""
_FADE = np.float32(0.6)


class Channel:
    """Carries a scene piece by piece, in order, each a whole number of packets but for the last."""

    def __init__(self, line: Line, seed: int) -> None:
        self._line = line
        self._noise, self._losses, self._gaps = (
            np.random.default_rng((seed, stream, 0x11E)) for stream in range(3)
        )
        self._lost = False
        self._dry = 0
        self._last: Pcm = np.zeros(PACKET, np.int16)

    def carry(self, sound: Wave) -> Pcm:
        """``sound`` has ``MARGIN`` more samples at either end than what comes out."""
        line = self._line
        heard = np.convolve(sound, band(), "valid") if line.band else sound[MARGIN : len(sound) - MARGIN]
        heard = heard * gain(line.gain)
        if line.noise is not None:
            heard = heard + self._noise.standard_normal(len(heard), np.float32) * gain(line.noise)
        pcm = np.asarray(np.clip(np.round(heard * 32768), -32768, 32767), np.int16)
        if line.law != "linear":
            pcm = table(line.law)[pcm.view(np.uint16)]
        return self._packets(pcm) if line.loss or line.gaps else pcm

    def _packets(self, pcm: Pcm) -> Pcm:
        for start in range(0, len(pcm), PACKET):
            piece = pcm[start : start + PACKET]
            lost, dry = self._loses(), self._runs_dry()
            if dry:
                piece[:] = 0
            elif lost:
                piece[:] = (self._last[: len(piece)] * _FADE).astype(np.int16)
            self._last = piece.copy()
        return pcm

    def _loses(self) -> bool:
        """Gilbert's model: two states, left with fixed probabilities at each packet."""
        line, drawn = self._line, self._losses.random()
        stays = 1 - 1 / max(1.0, line.burst)
        begins = min(1.0, line.loss / max(1e-9, 1 - line.loss) / max(1.0, line.burst))
        self._lost = drawn < (stays if self._lost else begins)
        return self._lost

    def _runs_dry(self) -> bool:
        if self._dry:
            self._dry -= 1
            return True
        if self._gaps.random() < self._line.gaps * PACKET / RATE / 60:
            self._dry = int(self._gaps.integers(1, 6))
            return True
        return False


@cache
def band() -> Wave:
    """What is left of 300 to 3400 Hz and how it falls off outside, about as ITU-T G.712 has it for a
    subscriber line: 3 dB less at the edges, 14 dB less at 200 Hz. ``2 * MARGIN + 1`` taps, without delay."""
    taps = 2 * MARGIN + 1
    hertz = np.fft.rfftfreq(4096, 1 / RATE)
    low, high = 1 / (1 + (250 / np.maximum(hertz, 1)) ** 6), 1 / (1 + (hertz / 3600) ** 16)
    impulse = np.roll(np.fft.irfft(low * high), MARGIN)[:taps]
    return np.asarray(impulse * np.hamming(taps), np.float32)


@cache
def table(law: str) -> Pcm:
    """What becomes of each 16-bit sample (taken as unsigned) by coding and decoding: ITU-T G.711."""
    levels = np.sort(_mu_law() if law == "mu" else _a_law())
    edges = (levels[1:] + levels[:-1]) / 2
    every = np.arange(1 << 16).astype(np.uint16).view(np.int16)
    return np.asarray(levels[np.searchsorted(edges, every)], np.int16)


def _mu_law() -> npt.NDArray[np.int32]:
    code = np.arange(128)
    size = (((code & 15) << 3) + 132 << (code >> 4)) - 132
    return np.concatenate((size, -size)).astype(np.int32)


def _a_law() -> npt.NDArray[np.int32]:
    code = np.arange(128)
    segment, step = code >> 4, (code & 15) << 4
    size = np.where(segment == 0, step + 8, (step + 264) << np.maximum(segment - 1, 0))
    return np.concatenate((size, -size)).astype(np.int32)
