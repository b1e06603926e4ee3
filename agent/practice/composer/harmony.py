"""Keys, progressions, chords and melodies."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

MAJOR, MINOR, DORIAN = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 3, 5, 7, 9, 10)
PROGRESSIONS: dict[str, tuple[tuple[int, ...], ...]] = {
    "pop": ((0, 4, 5, 3), (5, 3, 0, 4), (0, 5, 3, 4), (0, 3, 5, 4), (3, 0, 4, 5)),
    "minor": ((0, 5, 2, 6), (0, 3, 4, 0), (0, 6, 5, 4), (0, 3, 6, 2)),
    "jazz": ((1, 4, 0, 5), (0, 5, 1, 4), (2, 5, 1, 4), (0, 3, 1, 4)),
    "hymn": ((0, 3, 0, 4), (0, 5, 3, 4), (0, 4, 5, 2), (3, 4, 0, 0)),
    "drift": ((0, 3), (0, 5), (0, 1), (5, 3)),
}
"""Steps of the scale, from 0, a bar each."""
_RHYTHMS = {
    4: ((1, 1, 2), (2, 1, 1), (1.5, 0.5, 1, 1), (0.5, 0.5, 1, 2), (3, 1), (1, 0.5, 0.5, 1, 1), (4,)),
    3: ((1, 1, 1), (2, 1), (1.5, 0.5, 1), (3,)),
}
"""Beats of the notes of a bar, by the beats of a bar."""
LOWEST, HIGHEST, _MIDDLE = -3, 9, 3
"""Steps of a melody."""


@dataclass(frozen=True, slots=True)
class Key:
    """``tonic``: pitch class, 0 is C."""

    tonic: int
    scale: tuple[int, ...]

    def pitch(self, step: int, octave: int = 4) -> int:
        """The MIDI pitch ``step`` steps of the scale above the tonic of that octave (4 is the middle one)."""
        return 12 * (octave + 1) + self.tonic + self.above(step)

    def above(self, step: int) -> int:
        """Half tones of ``step`` steps of the scale."""
        return 12 * (step // 7) + self.scale[step % 7]

    def chord(self, root: int, octave: int, size: int = 3) -> tuple[int, ...]:
        """Thirds upon ``root``."""
        return tuple(self.pitch(root + 2 * at, octave) for at in range(size))


@dataclass(frozen=True, slots=True)
class Tone:
    """A note of a melody: ``beat`` from the beginning, ``beats`` long, ``step`` of the scale."""

    beat: float
    beats: float
    step: int


def melody(dice: random.Random, roots: Sequence[int], beats: int, density: float = 1.0) -> list[Tone]:
    """A bar over each of ``roots``: two bars of rhythm and contour that come back, chord tones where it
    counts, steps between them. ``density`` below 1 leaves notes out."""
    rhythms = [dice.choice(_RHYTHMS[beats]) for _ in range(2)]
    moves = [[dice.choice((-2, -1, -1, 1, 1, 2, 0)) for _ in rhythm] for rhythm in rhythms]
    tones: list[Tone] = []
    step = dice.choice((0, 2, 4))
    for bar, root in enumerate(roots):
        if bar % 8 == 7:
            rhythms[1] = dice.choice(_RHYTHMS[beats])
        at = 0.0
        for number, length in enumerate(rhythms[bar % 2]):
            move = moves[bar % 2][number % len(moves[bar % 2])]
            step = step + move if LOWEST <= step + move <= HIGHEST else step - move
            if number == 0:
                step = nearest(round(0.8 * step + 0.2 * _MIDDLE), root)
            if number == 0 or dice.random() < density:
                tones.append(Tone(bar * beats + at, length, step))
            at += length
    return tones


def nearest(step: int, root: int) -> int:
    """The tone of the chord on ``root`` that is nearest to ``step``, within what is sung or played."""
    tones = [root + third + 7 * octave for third in (0, 2, 4) for octave in (-2, -1, 0, 1)]
    return min((one for one in tones if LOWEST <= one <= HIGHEST), key=lambda one: abs(one - step))
