"""Tones of the network and of machines, with their cadences: ITU-T E.180, T.30, North American plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from agent.practice.composer.scene import RATE, Wave, samples

Hertz = tuple[int, ...]
Cadence = tuple[tuple[Hertz, float], ...]
"""Frequencies that sound together, and for how many seconds; none is silence."""

CADENCES: Mapping[str, Cadence] = {
    "ringback-us": (((440, 480), 2.0), ((), 4.0)),
    "ringback-eu": (((425,), 1.0), ((), 4.0)),
    "ringback-uk": (((400, 450), 0.4), ((), 0.2), ((400, 450), 0.4), ((), 2.0)),
    "busy-us": (((480, 620), 0.5), ((), 0.5)),
    "busy-eu": (((425,), 0.48), ((), 0.48)),
    "congestion-us": (((480, 620), 0.25), ((), 0.25)),
    "congestion-eu": (((425,), 0.24), ((), 0.24)),
    "sit": (((950,), 0.33), ((1400,), 0.33), ((1800,), 0.33)),
    "sit-us": (((914,), 0.274), ((1429,), 0.274), ((1777,), 0.38)),
    "beep-1000": (((1000,), 0.4),),
    "beep-1400": (((1400,), 0.25),),
    "beep-440": (((440,), 0.5),),
    "beep-850": (((850,), 1.0),),
    "beep-620": (((620,), 0.2),),
    "beep-1900": (((1900,), 0.3),),
    "fax-cng": (((1100,), 0.5), ((), 3.0)),
    "fax-ced": (((2100,), 3.3),),
}
_EDGE = samples(0.003)


@dataclass(frozen=True, slots=True)
class Tone:
    """One round of the cadence, the silence behind it left out: a part for each round."""

    name: str
    looped: ClassVar[bool] = False

    def render(self) -> Wave:
        cadence = CADENCES[self.name]
        while not cadence[-1][0]:
            cadence = cadence[:-1]
        return np.concatenate([_burst(hertz, samples(seconds)) for hertz, seconds in cadence])


@dataclass(frozen=True, slots=True)
class Modem:
    """1.6 s of ITU-T V.21, channel 2: 300 bits a second by 1650 and 1850 Hz, as a fax tells its abilities.
    The bits are chance: flags first."""

    seed: int = 0
    looped: ClassVar[bool] = False

    def render(self) -> Wave:
        dice = np.random.default_rng((self.seed, 0x21))
        bits = np.concatenate((np.tile((0, 1, 1, 1, 1, 1, 1, 0), 37), dice.integers(0, 2, 184)))
        at = np.arange(samples(len(bits) / 300)) * 300 // RATE
        hertz = np.where(bits[at] == 1, 1650, 1850)
        return np.asarray(np.cos(2 * np.pi * np.cumsum(hertz) / RATE), np.float32)


def period(name: str) -> int:
    """Samples from one round to the next."""
    return sum(samples(seconds) for _, seconds in CADENCES[name])


def _burst(hertz: Hertz, length: int) -> Wave:
    at = np.arange(1, length + 1) / RATE
    wave = np.sum([np.sin(2 * np.pi * one * at) for one in hertz], axis=0) if hertz else np.zeros(length)
    edge = np.minimum(1, np.minimum(np.arange(1, length + 1), np.arange(length, 0, -1)) / _EDGE)
    return np.asarray(wave * edge, np.float32)
