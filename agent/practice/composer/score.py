"""Notes, and what is made of them: sound by a General MIDI sound font, or by plain arithmetic without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from agent.practice.composer import soundfont
from agent.practice.composer.levels import trimmed
from agent.practice.composer.scene import RATE, Wave, samples

DRUMS = 9
"""General MIDI's channel of percussion: there a pitch is an instrument."""
_RELEASE = 0.08
_TAIL_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Note:
    """``start``, ``seconds``; ``pitch``: MIDI, 69 is a' of 440 Hz; ``velocity``: 1 to 127."""

    start: float
    seconds: float
    pitch: int
    velocity: int
    channel: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """``programs``: channel -> General MIDI program, counted from 0."""

    notes: tuple[Note, ...]
    programs: Mapping[int, int]

    @property
    def seconds(self) -> float:
        return max((note.start + note.seconds for note in self.notes), default=0.0) + _TAIL_SECONDS


def play(score: Score, font: bool) -> Wave:
    """8 kHz; by the sound ``font`` or without it. Raises SetupError."""
    if font:
        strokes = [
            soundfont.Stroke(note.start, note.seconds, note.channel, note.pitch, note.velocity)
            for note in score.notes
        ]
        return trimmed(soundfont.render(strokes, score.programs, score.seconds), 0.002)
    out = np.zeros(samples(score.seconds), np.float32)
    for note in score.notes:
        wave = _hit(note) if note.channel == DRUMS else _tone(note, score.programs.get(note.channel, 0))
        begin = samples(note.start)
        wave = wave[: len(out) - begin]
        out[begin : begin + len(wave)] += wave * np.float32((note.velocity / 127) ** 2)
    return trimmed(out, 0.002)


def hertz(pitch: float) -> float:
    return float(440 * 2 ** ((pitch - 69) / 12))


_HELD = range(40, 104)
"""Programs that sound as long as they are held: strings, voices, winds, pads; others die away."""


def _tone(note: Note, program: int) -> Wave:
    """Up to eight harmonics; which ones and how they die away is the instrument."""
    at = np.arange(samples(note.seconds + _RELEASE)) / RATE
    base = hertz(note.pitch)
    dice = np.random.default_rng(program)
    numbers = np.arange(1, 9)
    shares = dice.uniform(0.3, 1, 8) / numbers ** dice.uniform(1.0, 1.8)
    wave = np.zeros(len(at))
    for number, share in zip(numbers, shares, strict=True):
        if number * base < RATE * 0.45:
            fading = 1.0 if program in _HELD else np.exp(-at * (1.2 + 0.8 * number))
            wave += share * fading * np.sin(2 * np.pi * number * base * at)
    rise = 0.06 if program in _HELD else 0.004
    edge = np.minimum(1, at / rise) * np.clip((note.seconds + _RELEASE - at) / _RELEASE, 0, 1)
    return np.asarray(wave * edge, np.float32)


def _hit(note: Note) -> Wave:
    """Low drums are falling tones, the others noise."""
    at = np.arange(samples(0.25)) / RATE
    if note.pitch in (35, 36, 41, 43, 45):
        return np.asarray(np.sin(2 * np.pi * 60 * at + 8 * np.exp(-30 * at)) * np.exp(-12 * at), np.float32)
    noise = np.random.default_rng(note.pitch).standard_normal(len(at))
    return np.asarray(0.4 * noise * np.exp(-(20 if note.pitch < 42 else 50) * at), np.float32)
