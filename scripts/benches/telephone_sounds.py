"""Composed telephone sound whose truth is known: signals with every tolerance drawn, and what is none.

Everything is float samples of full scale 1; ``Line.carry`` makes 16-bit PCM of it as a telephone line does.
"""

from __future__ import annotations

import io
import math
import random
import threading
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soxr
from telephone_lines import Line, Wave, a_line

from agent.audio.dtmf import FREQUENCIES
from agent.engines.flite import Flite

OFF_PITCH, OFF_CADENCE = 0.015, 0.15
LEVELS = (-35.0, -5.0)


@dataclass(frozen=True, slots=True)
class Truth:
    """``kind`` is to be told, at ``at`` seconds or later; the delay counts from there. ``detail``: a
    digit."""

    kind: str
    at: float
    detail: str = ""


@dataclass(slots=True)
class Scene:
    """Samples at ``rate`` under way, and what is to be heard in them."""

    rate: int
    parts: list[Wave] = field(default_factory=list)
    truths: list[Truth] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return sum(part.size for part in self.parts) / self.rate

    def add(self, part: Wave) -> None:
        self.parts.append(part)

    def pause(self, seconds: float) -> None:
        self.add(np.zeros(round(seconds * self.rate)))

    def tells(self, kind: str, detail: str = "") -> None:
        self.truths.append(Truth(kind, self.seconds, detail))


# -- sounds ----------------------------------------------------------------------------------


def at_level(sound: Wave, level: float) -> Wave:
    """``level`` in dBov where it is loud, not counting its pauses."""
    loud = sound[np.abs(sound) > 0.1 * np.abs(sound).max()] if sound.size else sound
    return sound * 10 ** (level / 20) / math.sqrt(float(np.mean(loud**2)) or 1.0)


def chord(hertz: Sequence[float], seconds: float, level: float, rate: int, dice: random.Random) -> Wave:
    """A mix of tones that is ``level`` dBov together, one up to 3 dB stronger than the other."""
    time = np.arange(round(seconds * rate)) / rate
    weights = [10 ** (dice.uniform(-1.5, 1.5) / 20) for _ in hertz]
    scale = 10 ** (level / 20) * math.sqrt(2 / sum(weight**2 for weight in weights))
    mix = sum(
        weight * np.sin(2 * np.pi * (one * time + dice.random()))
        for weight, one in zip(weights, hertz, strict=True)
    )
    ramp = np.minimum(1.0, np.minimum(time, time[::-1]) / 0.003)
    return np.asarray(mix * scale * ramp)


class Speech:
    """Recorded and synthesised talk, at 8 kHz."""

    def __init__(self, recorded: Sequence[Path], texts: Sequence[str]) -> None:
        self.recorded = [wav(path) for path in recorded]
        self.synthesised = list(_spoken(texts))

    def some(self, seconds: float, rate: int, dice: random.Random) -> Wave:
        pool = self.recorded if dice.random() < 0.7 else self.synthesised
        pieces: list[Wave] = []
        while sum(piece.size for piece in pieces) < seconds * 8000:
            pieces.append(dice.choice(pool))
        sound = np.concatenate(pieces)[: round(seconds * 8000)]
        return at_rate(at_level(sound, dice.uniform(-32, -14)), rate)


def _spoken(texts: Sequence[str]) -> list[Wave]:
    flite = Flite()
    spoken = []
    for voice in flite.voices():
        for speed in (0.85, 1.0, 1.2):
            for text in texts:
                for samples, rate in flite.speak(text, voice, speed, threading.Event()):
                    spoken.append(np.asarray(soxr.resample(samples, rate, 8000), dtype=np.float64))
    return spoken


def wav(path: Path) -> Wave:
    with wave.open(io.BytesIO(path.read_bytes())) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768


def at_rate(sound: Wave, rate: int) -> Wave:
    return sound if rate == 8000 else np.asarray(soxr.resample(sound, 8000, rate))


# -- signals ---------------------------------------------------------------------------------


class Composer:
    """One scene with a signal, all its tolerances drawn from ``dice``."""

    def __init__(self, dice: random.Random, speech: Speech, beep: Wave) -> None:
        self._dice, self._speech, self._beep = dice, speech, beep
        self.rate = dice.choice((8000, 8000, 8000, 16000))
        self.level = dice.uniform(*LEVELS)
        self._pitch = 1 + dice.uniform(-OFF_PITCH, OFF_PITCH)
        self._pace = 1 + dice.uniform(-OFF_CADENCE, OFF_CADENCE)
        self.scene = Scene(self.rate)

    def compose(self, kind: str) -> tuple[Scene, Line]:
        makers: dict[str, Callable[[], None]] = {
            "ringback": self._ringback,
            "busy": self._busy,
            "congestion": self._congestion,
            "sit": self._sit,
            "fax": self._fax,
            "beep": self._a_beep,
            "key": self._keys,
        }
        self.scene.pause(self._dice.uniform(0.3, 1.5))
        makers[kind]()
        self.scene.pause(1.5)
        return self.scene, a_line(self._dice, self.level)

    def _tone(self, hertz: Sequence[float], seconds: float) -> None:
        pitches = [self._pitch * one for one in hertz]
        self.scene.add(chord(pitches, seconds, self.level, self.rate, self._dice))

    def _rhythm(self, hertz: Sequence[float], on_off: Sequence[float], times: int) -> None:
        for _ in range(times):
            for at, seconds in enumerate(on_off):
                if at % 2:
                    self.scene.pause(self._pace * seconds)
                else:
                    self._tone(hertz, self._pace * seconds)

    def _ringback(self) -> None:
        hertz, on_off = self._dice.choice(
            (((440, 480), (2, 4)), ((400, 450), (0.4, 0.2, 0.4, 2.0)), ((425,), (1, 4)))
        )
        self.scene.tells("ringback")
        self._rhythm(hertz, on_off, self._dice.randint(1, 3))
        if self._dice.random() < 0.5:
            self.scene.tells("ringback_over")
            self.scene.add(self._speech.some(3.0, self.rate, self._dice))
        else:
            self.scene.tells("ringback_over")
            self.scene.pause(5.0)

    def _busy(self) -> None:
        hertz, on_off = self._dice.choice(
            (((480, 620), (0.5, 0.5)), ((425,), (0.5, 0.5)), ((400,), (0.375, 0.375)))
        )
        self.scene.tells("busy")
        self._rhythm(hertz, on_off, 8)

    def _congestion(self) -> None:
        hertz, on_off = self._dice.choice(
            (((480, 620), (0.25, 0.25)), ((425,), (0.25, 0.25)), ((400,), (0.4, 0.35, 0.225, 0.525)))
        )
        self.scene.tells("congestion")
        self._rhythm(hertz, on_off, 10 if len(on_off) == 2 else 5)

    def _sit(self) -> None:
        dice = self._dice
        if dice.random() < 0.4:
            tones = [(950, 0.33), (1400, 0.33), (1800, 0.33)]
        else:
            low, middle = dice.choice((913.8, 985.2)), dice.choice((1370.6, 1428.5))
            tones = [(low, dice.choice((0.276, 0.38))), (middle, dice.choice((0.276, 0.38))), (1776.7, 0.38)]
        gap = dice.uniform(0, 0.03) if dice.random() < 0.5 else 0.0
        for hertz, seconds in tones:
            self._tone((hertz,), self._pace * seconds)
            self.scene.pause(gap)
        self.scene.tells("sit")
        if dice.random() < 0.5:
            self.scene.pause(0.3)
            self.scene.add(self._speech.some(3.0, self.rate, dice))

    def _fax(self) -> None:
        self.scene.tells("fax")
        kind = self._dice.choice(("CNG", "CED", "ANSam"))
        if kind == "CNG":
            self._rhythm((1100,), (0.5, 3.0), 4)
        elif kind == "CED":
            self._tone((2100,), self._dice.uniform(2.6, 4.0))
        else:
            self._ansam(self._dice.uniform(2.6, 4.0))

    def _ansam(self, seconds: float) -> None:
        """V.8 section 3: 2100 Hz, its phase reversed every 450 ms, its level modulated by 20 % at 15 Hz."""
        time = np.arange(round(seconds * self.rate)) / self.rate
        sign = np.where((time // 0.45) % 2, -1.0, 1.0)
        tone = (
            sign * np.sin(2 * np.pi * 2100 * self._pitch * time) * (1 + 0.2 * np.sin(2 * np.pi * 15 * time))
        )
        self.scene.add(tone * math.sqrt(2) * 10 ** (self.level / 20))

    def _a_beep(self) -> None:
        dice = self._dice
        self.scene.add(self._speech.some(dice.uniform(2, 4), self.rate, dice))
        self.scene.pause(dice.uniform(0.2, 1.5))
        seconds = math.exp(dice.uniform(math.log(0.12), math.log(2.0)))
        draw = dice.random()
        hertz = [float(dice.choice((440, 1000, 1400, 800, 950, 1200)))]
        if draw < 0.4:
            hertz = [math.exp(dice.uniform(math.log(350), math.log(2100)))]
        elif draw < 0.5:
            # No pair of the keys and none of the networks'.
            low = dice.uniform(400, 670)
            hertz = [low, low * dice.uniform(1.35, 1.7)]
        if draw > 0.9:
            self.scene.add(at_rate(at_level(self._beep, self.level), self.rate))
        else:
            double = dice.random() < 0.15
            self._tone(hertz, min(seconds, 0.3) if double else seconds)
            if double:
                self.scene.pause(dice.uniform(0.06, 0.15))
                self._tone(hertz, min(seconds, 0.3))
        self.scene.tells("beep")

    def _keys(self) -> None:
        dice = self._dice
        for digit in dice.sample(sorted(FREQUENCIES), dice.randint(4, 8)):
            for _ in range(2 if dice.random() < 0.2 else 1):
                self.scene.tells("key", digit)
                low, high = (self._pitch * one for one in FREQUENCIES[digit])
                self._key(low, high, math.exp(dice.uniform(math.log(0.05), math.log(0.4))))
                self.scene.pause(dice.uniform(0.06, 0.3))

    def _key(self, low: float, high: float, seconds: float) -> None:
        """Twist from -4 (the low tone is stronger by 8) to 4 dB, as Q.24 has it for North America."""
        twist = self._dice.uniform(-8, 4)
        time = np.arange(round(seconds * self.rate)) / self.rate
        ratio = 10 ** (twist / 20)
        scale = 10 ** (self.level / 20) * math.sqrt(2 / (1 + ratio**2))
        wave_ = np.sin(2 * np.pi * low * time) + ratio * np.sin(2 * np.pi * high * time)
        self.scene.add(scale * wave_ * np.minimum(1.0, np.minimum(time, time[::-1]) / 0.002))
