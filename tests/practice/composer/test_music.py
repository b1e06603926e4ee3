"""Music made by ourselves: harmony, styles, and the two ways of playing a score."""

from __future__ import annotations

import random

import numpy as np
import pytest

from agent.practice.composer import soundfont
from agent.practice.composer.harmony import MAJOR, MINOR, Key, melody
from agent.practice.composer.music import kinds, pick, pieces
from agent.practice.composer.score import DRUMS, Note, Score, hertz, play
from agent.practice.composer.split import SPLITS, STYLES
from agent.practice.composer.styles import STYLES as ALL
from agent.practice.composer.styles import score
from tests.practice.composer.sounds import pitch

with_font = pytest.mark.skipif(not soundfont.available(), reason="libfluidsynth3 or its font is missing")


def test_a_chord_is_thirds_of_the_scale() -> None:
    assert Key(0, MAJOR).chord(0, 4) == (60, 64, 67)
    assert Key(9, MINOR).chord(0, 3, size=4) == (57, 60, 64, 67)
    assert Key(0, MAJOR).chord(4, 3) == (55, 59, 62)


@pytest.mark.parametrize("beats", [3, 4])
@pytest.mark.parametrize("seed", range(10))
def test_a_melody_begins_each_bar_with_a_tone_of_the_chord(seed: int, beats: int) -> None:
    roots = (0, 4, 5, 3) * 4
    tones = melody(random.Random(seed), roots, beats)
    for tone in tones:
        if tone.beat % beats == 0:
            assert (tone.step - roots[int(tone.beat // beats)]) % 7 in (0, 2, 4)
    assert all(-4 <= tone.step <= 11 for tone in tones)
    assert len({tone.step for tone in tones}) >= 3


@pytest.mark.parametrize("style", ALL)
def test_every_style_makes_pieces_that_differ(style: str) -> None:
    first, second = score(style, 1), score(style, 2)
    assert first == score(style, 1)
    assert first.notes != second.notes
    assert 55 < first.seconds < 85
    assert all(20 <= note.pitch <= 108 and 1 <= note.velocity <= 127 for note in first.notes)
    assert {note.channel for note in first.notes} - {DRUMS} == set(first.programs)


def test_each_style_is_on_one_side_of_the_split() -> None:
    assert not set(STYLES["tuning"]) & set(STYLES["test"])
    assert set(STYLES["tuning"]) | set(STYLES["test"]) == set(ALL)


@pytest.mark.parametrize("font", [False, pytest.param(True, marks=with_font)])
def test_a_note_sounds_at_its_pitch_and_time(font: bool) -> None:
    made = Score((Note(0.0, 0.6, 60, 100), Note(1.0, 0.6, 69, 100)), {0: 73})
    wave = play(made, font)
    assert pitch(wave[1000:4000], hertz(60)) == pytest.approx(hertz(60), rel=0.01)
    assert pitch(wave[9000:12000], 440) == pytest.approx(440, rel=0.01)


@pytest.mark.parametrize("font", [False, pytest.param(True, marks=with_font)])
def test_a_score_sounds_the_same_each_time(font: bool) -> None:
    whole = score("music box", 3, seconds=4)
    made = Score(whole.notes[:12], whole.programs)
    np.testing.assert_array_equal(play(made, font), play(made, font))


def test_every_kind_is_picked_and_those_that_are_wanted_only() -> None:
    dice = random.Random(1)
    for split in SPLITS:
        names = {pick(dice, split).name for _ in range(600)}
        assert names == {piece.name for kind in kinds(split) for piece in pieces(split, kind)}
        assert {pick(dice, split, ("song",)).kind for _ in range(20)} == {"song"}
    with pytest.raises(ValueError, match="no music"):
        pick(dice, "test", ("piano ballad",))
