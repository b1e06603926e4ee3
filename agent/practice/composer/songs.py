"""Songs: an intro, verses and a chorus, sung over a band."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from agent.practice.composer.harmony import PROGRESSIONS, Key, nearest
from agent.practice.composer.levels import active_rms, gain, trimmed
from agent.practice.composer.scene import RATE, Wave
from agent.practice.composer.score import Score, play
from agent.practice.composer.singing import Singer, Sung, sing, spoken, syllables
from agent.practice.composer.split import Split, lines
from agent.practice.composer.styles import STYLES, accompaniment

SINGERS: Mapping[Split, tuple[Singer, ...]] = {
    "tuning": (
        Singer("slt", 1.0, 64, 45, 5.6),
        Singer("awb", 1.0, 52, 35, 5.2),
        Singer("slt", 0.93, 67, 30, 6.0),
        Singer("slt", 1.1, 59, 40, 5.3),
        Singer("awb", 0.9, 57, 45, 5.8),
    ),
    "test": (
        Singer("rms", 1.0, 50, 50, 5.3),
        Singer("rms", 0.86, 63, 40, 5.9),
        Singer("kal16", 1.05, 47, 30, 5.0),
        Singer("rms", 0.93, 55, 35, 5.6),
        Singer("kal16", 0.84, 61, 45, 6.1),
    ),
}
BANDS: Mapping[Split, tuple[str, ...]] = {
    "tuning": ("piano ballad", "synth pop", "bossa nova"),
    "test": ("smooth jazz", "accordion waltz", "choir"),
}
LINE_SECONDS = (2.6, 3.4, 4.2, 5.2)
"""Quick and slow songs: four syllables a second, or two."""
LINES = 12
"""With an intro and an interlude of a line each."""


@dataclass(frozen=True, slots=True)
class Song:
    """40 to 80 s. ``font``: the band plays by the sound font; ``band``: without one it is sung alone."""

    split: Split
    seed: int
    font: bool
    band: bool = True
    looped: ClassVar[bool] = True

    def render(self) -> Wave:
        made = write(self.split, self.seed)
        sung = made.voices()
        if not self.band:
            return trimmed(sung)
        played = play(made.score, self.font)
        out = np.zeros(max(len(sung), len(played)), np.float32)
        out[: len(played)] += played / np.float32(active_rms(played))
        out[: len(sung)] += sung / np.float32(active_rms(sung)) * gain(made.voice_above)
        return trimmed(out, 0.002)


@dataclass(frozen=True, slots=True)
class Line:
    """Words, who sings them, and on which notes; times are the song's."""

    text: str
    singer: Singer
    notes: tuple[Sung, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """``voice_above``: dB by which the voice is louder than the band."""

    score: Score
    lines: tuple[Line, ...]
    voice_above: float
    seed: int

    def voices(self) -> Wave:
        """RMS near 1; time 0 is the song's."""
        end = max(note.start + note.seconds for line in self.lines for note in line.notes)
        out = np.zeros(int((end + 1) * RATE), np.float32)
        for line in self.lines:
            begin = line.notes[0].start - 0.5
            notes = [Sung(note.start - begin, note.seconds, note.pitch) for note in line.notes]
            wave = sing(line.text, line.singer, notes, self.seed)
            at = int(begin * RATE)
            wave = wave[: len(out) - at]
            out[at : at + len(wave)] += wave
        return out


def write(split: Split, seed: int) -> Written:
    dice = random.Random(f"song {split} {seed}")
    style = STYLES[BANDS[split][seed % len(BANDS[split])]]
    lead = SINGERS[split][seed % len(SINGERS[split])]
    key = Key(dice.randrange(12), dice.choice(style.scales))
    beat = 60 / dice.randint(*style.tempo)
    bars = max(1, round(max(dice.choice(LINE_SECONDS), 2.6 + beat) / beat / style.beats))
    roots = _roots(dice, style.progressions, bars)
    words = dice.sample(lines(split, "lyrics"), 8)
    order = [*words[:4], *words[4:8], *words[:2], *words[6:8]]
    sung: list[Line] = []
    for number, text in enumerate(order):
        first = (number + 1 + (number >= 8)) * bars
        chorus = 4 <= number < 8 or number >= 10
        tune = random.Random(f"{seed} {'chorus' if chorus else 'verse'} {number % 2}")
        notes = _tune(tune, text, lead, key, roots[first : first + bars], style.beats, beat)
        shifted = tuple(
            Sung(note.start + first * style.beats * beat, note.seconds, note.pitch) for note in notes
        )
        sung.append(Line(text, lead, shifted))
        if chorus and seed % 2:
            sung.append(_second(text, dice.choice(SINGERS[split]), key, shifted))
    score = accompaniment(dice, style, key, beat, roots)
    return Written(score, tuple(sung), round(dice.uniform(-1, 9), 1), seed)


def _roots(dice: random.Random, shelves: Sequence[str], bars: int) -> list[int]:
    """Intro, two verses' halves, chorus, interlude and the rest: ``LINES`` + 2 times ``bars``."""
    verse, chorus = (dice.choice(PROGRESSIONS[dice.choice(shelves)]) for _ in range(2))
    roots: list[int] = []
    for line in range(LINES + 2):
        shelf = chorus if 5 <= line < 9 or line >= 12 else verse
        roots += [shelf[(line * bars + at) % len(shelf)] for at in range(bars)]
    return [*roots[:-1], 0]


def _tune(
    dice: random.Random, text: str, singer: Singer, key: Key, roots: Sequence[int], beats: int, beat: float
) -> list[Sung]:
    """A note for each syllable; the last one is held, and a beat is left to breathe."""
    lengths = _rhythm(dice, len(syllables(spoken(text, singer.name)[1])), len(roots) * beats - 1)
    tonic = singer.centre + 2 - (singer.centre + 2 - key.tonic) % 12
    notes: list[Sung] = []
    at, step = 0.0, dice.choice((0, 2, 4))
    for number, length in enumerate(lengths):
        step = min(6, max(-2, step + dice.choice((-2, -1, -1, 0, 1, 1, 2))))
        if length >= 1 or number == 0:
            step = nearest(step, roots[min(len(roots) - 1, int(at / beats))])
        notes.append(Sung(at * beat, 0.96 * length * beat, tonic + key.above(step)))
        at += length
    return notes


def _rhythm(dice: random.Random, count: int, beats: int) -> list[float]:
    """``count`` lengths in beats, quavers and their multiples where so many fit, otherwise finer."""
    unit = 0.5
    while count + 1 > beats / unit:
        unit /= 2
    units = [1] * count
    for _ in range(int(beats / unit) - count):
        units[dice.choice((count - 1, dice.randrange(count), dice.randrange(count)))] += 1
    return [unit * number for number in units]


def _second(text: str, singer: Singer, key: Key, notes: Sequence[Sung]) -> Line:
    """Another voice, a third above or the octave that suits it."""
    count = len(syllables(spoken(text, singer.name)[1]))
    moved = [
        Sung(note.start + 0.02, note.seconds, _fitting(note.pitch + 4, singer.centre, key)) for note in notes
    ]
    moved += [moved[-1]] * max(0, count - len(moved))
    return Line(text, singer, tuple(moved[:count]))


def _fitting(pitch: int, centre: int, key: Key) -> int:
    """The tone of the key that is at or below ``pitch``, in the octave nearest to ``centre``."""
    while (pitch - key.tonic) % 12 not in key.scale:
        pitch -= 1
    return pitch - 12 * round((pitch - centre) / 12)
