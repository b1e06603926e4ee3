"""Call-progress tones heard in the sound: single frequencies over short blocks (Goertzel).

A simple version: one block size, fixed thresholds, American and European cadences.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np

from agent.audio.levels import level_dbov

BLOCK_SECONDS = 0.02
QUIETEST_DBOV = -40.0
SHARE = 0.6
"""So much of a block's energy lies in the tones looked for, or it is something else."""

Signal = Literal["sit", "busy", "congestion"]
SIT_HERTZ = ((914, 950, 985), (1371, 1400, 1429), (1777, 1800))
"""The three tones before "the number is not in service": ITU-T E.180 section 7 has 950, 1400 and 1800 Hz
within 50 Hz; North America plays 913.8 or 985.2, 1370.6 or 1428.5, and 1776.7 Hz."""
BUSY_HERTZ = ((480, 620), (425,))
BUSY_SECONDS = (0.4, 0.6)
CONGESTION_SECONDS = (0.15, 0.35)
BURSTS = 3
"""A tone that goes on and off so many times is a signal; once is a beep."""


def power(block: np.ndarray, hertz: int, rate: int) -> float:
    """Mean square of the part of ``block`` (samples) at ``hertz``; what Goertzel's recursion gives."""
    return float(2 * np.abs(block @ _wave(hertz, block.size, rate) / block.size) ** 2)


@cache
def _wave(hertz: int, samples: int, rate: int) -> np.ndarray:
    return np.asarray(np.exp(-2j * np.pi * hertz * np.arange(samples) / rate))


class Blocks:
    """Cuts a stream of 16-bit mono PCM into blocks of ``BLOCK_SECONDS``."""

    def __init__(self, rate: int) -> None:
        self._size = 2 * round(BLOCK_SECONDS * rate)
        self._rest = b""

    def cut(self, pcm: bytes) -> list[bytes]:
        pcm = self._rest + pcm
        whole = len(pcm) - len(pcm) % self._size
        self._rest = pcm[whole:]
        return [pcm[at : at + self._size] for at in range(0, whole, self._size)]


class ProgressDetector:
    """Special information tones, busy and congestion, each told once."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._blocks = Blocks(rate)
        self._sit = 0
        self._pitch = ""
        self._lasted = 0.0
        self._bursts: list[float] = []
        self._told: set[Signal] = set()

    def hear(self, pcm: bytes) -> list[Signal]:
        signals: list[Signal] = []
        for block in self._blocks.cut(pcm):
            pitch = self._pitch_of(block)
            if pitch == self._pitch:
                self._lasted += BLOCK_SECONDS
                continue
            signals += self._ended(self._pitch, self._lasted)
            self._pitch, self._lasted = pitch, BLOCK_SECONDS
        new = [signal for signal in dict.fromkeys(signals) if signal not in self._told]
        self._told.update(new)
        return new

    def _pitch_of(self, pcm: bytes) -> str:
        """``sit0..2``, ``busy``, empty for silence, ``other`` for any other sound."""
        if level_dbov(pcm) < QUIETEST_DBOV:
            return ""
        block = np.frombuffer(pcm, dtype="<i2").astype(np.float64)
        whole = float(np.mean(block * block))
        for index, near in enumerate(SIT_HERTZ):
            if any(power(block, hertz, self._rate) > SHARE * whole for hertz in near):
                return f"sit{index}"
        for chord in BUSY_HERTZ:
            if sum(power(block, hertz, self._rate) for hertz in chord) > SHARE * whole:
                return "busy"
        return "other"

    def _ended(self, pitch: str, seconds: float) -> list[Signal]:
        """What is known now that a tone, or a pause, of so many ``seconds`` is over."""
        if pitch.startswith("sit") and seconds > 0.2:
            self._sit = self._sit + 1 if pitch == f"sit{self._sit}" else int(pitch == "sit0")
            return ["sit"] if self._sit == len(SIT_HERTZ) else []
        if pitch == "busy":
            self._bursts = [*self._bursts[1 - BURSTS :], seconds]
            if len(self._bursts) == BURSTS:
                return _cadence(self._bursts)
        elif pitch == "other" and seconds > 2 * BLOCK_SECONDS:
            self._bursts, self._sit = [], 0
        return []


def _cadence(bursts: list[float]) -> list[Signal]:
    if all(BUSY_SECONDS[0] <= seconds <= BUSY_SECONDS[1] for seconds in bursts):
        return ["busy"]
    if all(CONGESTION_SECONDS[0] <= seconds <= CONGESTION_SECONDS[1] for seconds in bursts):
        return ["congestion"]
    return []
