"""What a telephone line does to sound: companding, noise, packets that are lost."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np

from agent.practice.composer.line import table

FRAME_SECONDS = 0.02
LOST, LOST_RUN_FRAMES = 0.05, 2.5
Wave = np.ndarray


@dataclass(frozen=True, slots=True)
class Line:
    """``noise`` in dBov, None: none. ``lost``: what comes in place of a lost packet, "" where none is
    lost."""

    law: str
    noise: float | None
    room: bool
    lost: str

    def carry(self, samples: Wave, rate: int, dice: np.random.Generator) -> bytes:
        sound = samples if self.noise is None else samples + noise(samples.size, self.noise, self.room, dice)
        pcm = np.clip(np.rint(sound * 32768), -32768, 32767).astype("<i2")
        pcm = table(self.law)[pcm.view(np.uint16)]
        return bytes((_with_losses(pcm, rate, self.lost, dice) if self.lost else pcm).tobytes())


def a_line(dice: random.Random, level: float) -> Line:
    """Of a signal of ``level`` dBov: noise 20 dB below it or less, packets lost in runs in two calls of
    three."""
    floor = None if dice.random() < 0.25 else level - dice.uniform(20, 40)
    law, lost = dice.choice(("mu", "a")), dice.choice(("", "silence", "repeated"))
    return Line(law, floor, dice.random() < 0.5, lost)


def _with_losses(pcm: np.ndarray, rate: int, instead: str, dice: np.random.Generator) -> np.ndarray:
    """A good and a bad state (E. N. Gilbert, 1960), 5 % of packets in the bad one."""
    size = round(FRAME_SECONDS * rate)
    frames = pcm[: pcm.size // size * size].reshape(-1, size).copy()
    leaves = 1 / LOST_RUN_FRAMES
    enters = leaves * LOST / (1 - LOST)
    bad = False
    for at in range(1, len(frames)):
        bad = dice.random() < (1 - leaves if bad else enters)
        if bad:
            frames[at] = frames[at - 1] if instead == "repeated" else 0
    return frames.reshape(-1)


def noise(count: int, level: float, room: bool, dice: np.random.Generator) -> Wave:
    """White, or with 6 dB less for each octave above 300 Hz as in a room."""
    white = dice.normal(size=count)
    if room:
        spectrum = np.fft.rfft(white)
        spectrum /= 1 + np.arange(spectrum.size) * (4000 / spectrum.size) / 300
        white = np.fft.irfft(spectrum, count)
    return white * 10 ** (level / 20) / max(1e-9, math.sqrt(float(np.mean(white**2))))
