"""Styles of music on hold: who plays what. Each piece has its own key, tempo, harmony and melody."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from agent.practice.composer.harmony import DORIAN, MAJOR, MINOR, PROGRESSIONS, Key, melody
from agent.practice.composer.scene import Wave
from agent.practice.composer.score import DRUMS, Note, Score, play

PIECE_SECONDS = 75.0


@dataclass(frozen=True, slots=True)
class Layer:
    """``role``: one of ``_ROLES``; ``programs``: General MIDI from 0, one is chosen."""

    role: str
    programs: tuple[int, ...]
    octave: int = 4
    velocity: int = 75
    density: float = 1.0


@dataclass(frozen=True, slots=True)
class Style:
    """``tempo``: beats a minute; ``beats``: of a bar; ``chord``: notes of one; ``swing``: share of a beat
    by which the off-beats come late."""

    tempo: tuple[int, int]
    scales: tuple[tuple[int, ...], ...]
    progressions: tuple[str, ...]
    layers: tuple[Layer, ...]
    beats: int = 4
    chord: int = 3
    swing: float = 0.0


STYLES: Mapping[str, Style] = {
    "piano ballad": Style(
        (58, 78),
        (MAJOR, MINOR),
        ("pop", "minor"),
        (Layer("arpeggio", (0, 1), 3, 62), Layer("melody", (0,), 5, 84), Layer("pad", (48, 49), 4, 40)),
    ),
    "strings adagio": Style(
        (44, 60),
        (MINOR, MAJOR),
        ("hymn", "minor"),
        (Layer("pad", (48, 49), 3, 70), Layer("melody", (40, 42), 5, 80, 0.8), Layer("bass", (43,), 2, 60)),
    ),
    "bossa nova": Style(
        (118, 140),
        (MAJOR, DORIAN),
        ("jazz",),
        (
            Layer("syncopes", (24,), 4, 72),
            Layer("melody", (73, 24), 5, 80, 0.8),
            Layer("bass", (32,), 2, 78),
            Layer("shaker", (), 0, 45),
        ),
        chord=4,
    ),
    "synth pop": Style(
        (100, 126),
        (MAJOR, MINOR),
        ("pop", "minor"),
        (
            Layer("pulse", (38, 39), 2, 88),
            Layer("pad", (90, 50), 4, 60),
            Layer("melody", (81, 80), 5, 78, 0.85),
            Layer("backbeat", (), 0, 90),
        ),
    ),
    "ambient": Style(
        (40, 56),
        (MAJOR, DORIAN),
        ("drift",),
        (
            Layer("pad", (89, 91, 94), 3, 72),
            Layer("pad", (95, 88), 4, 55),
            Layer("melody", (98, 11), 5, 55, 0.3),
        ),
        chord=4,
    ),
    "smooth jazz": Style(
        (84, 104),
        (MAJOR, DORIAN),
        ("jazz",),
        (
            Layer("syncopes", (4, 5), 4, 62),
            Layer("melody", (66, 65), 4, 92, 0.85),
            Layer("walk", (33, 35), 2, 80),
            Layer("backbeat", (), 0, 62),
        ),
        chord=4,
        swing=0.14,
    ),
    "counterpoint": Style(
        (76, 108),
        (MAJOR, MINOR),
        ("hymn", "jazz"),
        (
            Layer("melody", (6, 68, 73), 5, 80),
            Layer("running", (6, 71, 40), 4, 72),
            Layer("walk", (6, 70, 42), 3, 72),
        ),
    ),
    "choir": Style(
        (50, 72),
        (MAJOR, MINOR),
        ("hymn",),
        (Layer("pad", (52,), 4, 84), Layer("melody", (52, 53), 5, 88, 0.8), Layer("pad", (19,), 3, 45)),
    ),
    "music box": Style(
        (84, 112),
        (MAJOR,),
        ("pop", "hymn"),
        (Layer("melody", (10,), 6, 84), Layer("arpeggio", (10, 8), 5, 60)),
        beats=3,
    ),
    "accordion waltz": Style(
        (132, 168),
        (MAJOR, MINOR),
        ("hymn", "minor"),
        (Layer("melody", (21, 23), 5, 84), Layer("waltz", (21, 0), 3, 66), Layer("bass", (32,), 2, 72)),
        beats=3,
    ),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of 75 s, to be played round and round. ``font``: by the sound font."""

    style: str
    seed: int
    font: bool
    looped: ClassVar[bool] = True

    def render(self) -> Wave:
        return play(score(self.style, self.seed), self.font)


def score(name: str, seed: int, seconds: float = PIECE_SECONDS) -> Score:
    style, dice = STYLES[name], random.Random(f"piece {name} {seed}")
    key = Key(dice.randrange(12), dice.choice(style.scales))
    beat = 60 / dice.randint(*style.tempo)
    bars = max(4, int(seconds / beat / style.beats) // 4 * 4)
    return arranged(dice, style, style.layers, key, beat, progression(dice, style, bars))


def accompaniment(dice: random.Random, style: Style, key: Key, beat: float, roots: Sequence[int]) -> Score:
    """What is left of a style when somebody sings: no melody. ``beat``: seconds."""
    layers = tuple(layer for layer in style.layers if layer.role not in ("melody", "running"))
    return arranged(dice, style, layers, key, beat, roots)


def arranged(
    dice: random.Random, style: Style, layers: Sequence[Layer], key: Key, beat: float, roots: Sequence[int]
) -> Score:
    """``layers`` over a bar for each of ``roots``."""
    notes: list[Note] = []
    programs: dict[int, int] = {}
    for number, layer in enumerate(layers):
        channel = number if layer.programs else DRUMS
        if layer.programs:
            programs[channel] = dice.choice(layer.programs)
        played = _ROLES[layer.role](dice, style, layer, key, roots)
        notes += [_note(dice, style, beat, channel, stroke) for stroke in played]
    return Score(tuple(notes), programs)


def progression(dice: random.Random, style: Style, bars: int) -> list[int]:
    """A verse, and after each second time something else; it ends at home."""
    shelf = PROGRESSIONS[dice.choice(style.progressions)]
    first, second = dice.choice(shelf), dice.choice(shelf)
    roots: list[int] = []
    while len(roots) < bars:
        roots += [*first, *first, *second, *first]
    return [*roots[: bars - 1], 0]


Stroke = tuple[float, float, int, int]
"""Beat, beats, pitch, velocity."""
Role = Callable[[random.Random, Style, Layer, Key, Sequence[int]], list[Stroke]]


def _note(dice: random.Random, style: Style, beat: float, channel: int, stroke: Stroke) -> Note:
    at, length, pitch, velocity = stroke
    late = style.swing if at % 1 == 0.5 else 0.0
    start = max(0.0, (at + late) * beat + dice.gauss(0, 0.008))
    return Note(
        start,
        max(0.05, 0.96 * length * beat),
        pitch,
        max(1, min(127, velocity + dice.randint(-8, 8))),
        channel,
    )


def _melody(dice: random.Random, style: Style, layer: Layer, key: Key, roots: Sequence[int]) -> list[Stroke]:
    tones = melody(dice, roots, style.beats, layer.density)
    return [(tone.beat, tone.beats, key.pitch(tone.step, layer.octave), layer.velocity) for tone in tones]


def _running(dice: random.Random, style: Style, layer: Layer, key: Key, roots: Sequence[int]) -> list[Stroke]:
    """Quavers up and down the scale."""
    step, way, out = 0, 1, []
    for half in range(2 * style.beats * len(roots)):
        root = roots[half // (2 * style.beats)]
        step = (
            root - 7 * (root > 3)
            if half % (2 * style.beats) == 0
            else step + way * dice.choice((1, 1, 1, 2, -1))
        )
        way = -1 if step > 6 else 1 if step < -4 else way
        out.append((half / 2, 0.5, key.pitch(step, layer.octave), layer.velocity))
    return out


def _pattern(*strokes: tuple[float, float, int]) -> Role:
    """The same in every bar: beat, beats, and which note of the chord (-1: all of them)."""

    def role(_: random.Random, style: Style, layer: Layer, key: Key, roots: Sequence[int]) -> list[Stroke]:
        out: list[Stroke] = []
        for bar, root in enumerate(roots):
            chord = key.chord(root - 7 * (root > 4), layer.octave, style.chord)
            for beat, beats, which in strokes:
                if beat < style.beats:
                    at, length = bar * style.beats + beat, min(beats, style.beats - beat)
                    for pitch in chord if which < 0 else (_of(chord, which),):
                        out.append((at, length, pitch, layer.velocity))
        return out

    return role


def _of(chord: Sequence[int], which: int) -> int:
    return chord[which % len(chord)] + 12 * (which // len(chord))


def _drums(*strokes: tuple[float, int, int]) -> Role:
    """The same in every bar: beat, instrument, and how much softer."""

    def role(_: random.Random, style: Style, layer: Layer, __: Key, roots: Sequence[int]) -> list[Stroke]:
        return [
            (bar * style.beats + beat, 0.25, instrument, layer.velocity - softer)
            for bar in range(len(roots))
            for beat, instrument, softer in strokes
            if beat < style.beats
        ]

    return role


def _bars(beats: Sequence[float], length: float, which: Sequence[int]) -> Role:
    return _pattern(*((beat, length, note) for beat, note in zip(beats, which, strict=True)))


_HALVES = tuple(half / 2 for half in range(8))
_ROLES: Mapping[str, Role] = {
    "melody": _melody,
    "running": _running,
    "pad": _pattern((0, 4, -1)),
    "arpeggio": _bars(_HALVES, 1.0, (0, 1, 2, 3, 4, 3, 2, 1)),
    "syncopes": _bars((0, 1.5, 2.5, 3.5), 0.7, (-1, -1, -1, -1)),
    "waltz": _bars((1, 2), 0.6, (-1, -1)),
    "bass": _bars((0, 2), 1.8, (0, 2)),
    "walk": _bars((0, 1, 2, 3), 0.95, (0, 1, 2, 1)),
    "pulse": _bars(_HALVES, 0.4, (0, 0, 0, 0, 0, 0, 2, 0)),
    "shaker": _drums(*((half, 70, 10 * (half % 1 == 0)) for half in _HALVES), (1, 37, 0), (2.5, 37, 5)),
    "backbeat": _drums(*((half, 42, 25) for half in _HALVES), (0, 36, 0), (2, 36, 5), (1, 38, 8), (3, 38, 8)),
}
