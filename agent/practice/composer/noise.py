"""Sound without words: white and pink noise, hum, keyboards, and many people talking at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from agent.practice.composer.levels import active_rms, gain
from agent.practice.composer.scene import RATE, Wave, samples
from agent.practice.composer.speech import Spoken, Voice
from agent.practice.composer.split import Split, cast, lines

LOOP = samples(24.0)
_SEAM = samples(0.5)


@dataclass(frozen=True, slots=True)
class Noise:
    """A loop of 24 s. ``brown`` is what ventilation sounds like, ``hum`` is mains and its harmonics."""

    colour: Literal["white", "pink", "brown", "hum"]
    seed: int = 0
    looped: ClassVar[bool] = True

    def render(self) -> Wave:
        dice = np.random.default_rng((self.seed, 0x0153))
        if self.colour == "hum":
            at, mains = np.arange(LOOP) / RATE, dice.choice((50, 60))
            waves = [np.sin(2 * np.pi * mains * n * at + dice.uniform(0, 6)) / n for n in range(1, 9)]
            return np.asarray(sum(waves), np.float32)
        slope = {"white": 0.0, "pink": 0.5, "brown": 1.0}[self.colour]
        spectrum = np.fft.rfft(dice.standard_normal(LOOP))
        spectrum /= np.maximum(np.arange(len(spectrum)), LOOP // 200) ** slope
        return np.asarray(np.fft.irfft(spectrum, LOOP), np.float32)


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody at a keyboard: bursts of clicks."""

    seed: int = 0
    looped: ClassVar[bool] = True

    def render(self) -> Wave:
        dice = np.random.default_rng((self.seed, 0x7199))
        out = np.zeros(LOOP, np.float32)
        at = 0
        while (at := at + samples(dice.exponential(0.16) + (dice.random() < 0.06) * 2.5)) < LOOP - 400:
            click = dice.standard_normal(320) * np.exp(-np.arange(320) / dice.uniform(12, 40))
            out[at : at + 320] += (click * dice.uniform(0.3, 1)).astype(np.float32)
        return out


@dataclass(frozen=True, slots=True)
class Cough:
    """Somebody coughs, once to three times: breath through a throat, without a voice."""

    seed: int = 0
    looped: ClassVar[bool] = False

    def render(self) -> Wave:
        dice = np.random.default_rng((self.seed, 0xC0FF))
        pieces: list[Wave] = []
        for _ in range(int(dice.integers(1, 4))):
            size = samples(dice.uniform(0.18, 0.4))
            spectrum = np.fft.rfft(dice.standard_normal(size))
            hertz = np.fft.rfftfreq(size, 1 / RATE)
            throat = sum(
                share / (1 + ((hertz - peak * dice.uniform(0.8, 1.2)) / 250) ** 2)
                for peak, share in ((600, 1.0), (1400, 0.8), (2600, 0.4))
            )
            at = np.arange(size) / size
            shape = np.minimum(1, at / 0.05) * np.exp(-3 * at)
            pieces += [np.asarray(np.fft.irfft(spectrum * throat, size) * shape, np.float32)]
            pieces += [np.zeros(samples(dice.uniform(0.05, 0.25)), np.float32)]
        return np.concatenate(pieces[:-1])


@dataclass(frozen=True, slots=True)
class Babble:
    """A call centre: ``people`` who talk at once for ``seconds``, none of them to be understood."""

    split: Split
    seed: int = 0
    people: int = 9
    seconds: float = 24.0
    looped: ClassVar[bool] = True

    def render(self) -> Wave:
        dice = np.random.default_rng((self.seed, 0xBAB))
        texts, voices = lines(self.split, "talk"), cast(self.split)
        length = samples(self.seconds)
        out = np.zeros(length, np.float32)
        for person in range(self.people):
            voice = voices[(person + self.seed) % len(voices)]
            order = dice.permutation(len(texts))[:7]
            speech = _talking([texts[at] for at in order], voice, dice)[: length - _SEAM]
            at = int(dice.integers(length))
            places = np.arange(at, at + len(speech)) % length
            np.add.at(out, places, speech * gain(float(dice.uniform(-9, 0))))
        return out


def _talking(texts: list[str], voice: Voice, dice: np.random.Generator) -> Wave:
    pieces: list[Wave] = []
    for text in texts:
        speech = Spoken(text, voice).render()
        pieces += [speech / np.float32(active_rms(speech))]
        pieces += [np.zeros(samples(dice.uniform(0.2, 1.2)), np.float32)]
    return np.concatenate(pieces)
