"""Conversations with pauses, answers, and what is said or heard over us. No sound is made."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from agent.practice.composer.scene import RATE, Label, Scene
from agent.practice.composer.speech import Spoken
from agent.practice.composer.split import SPLITS, Split, lines
from agent.practice.composer.store import Store
from agent.practice.composer.talking import (
    CROWD_BELOW,
    OVER,
    PAUSES,
    answers,
    in_a_crowd,
    spoken_over,
    telling,
)
from agent.practice.composer.timeline import HALF_DB
from tests.practice.composer.lengths import Lengths


@pytest.fixture
def lengths(tmp_path: Path) -> Lengths:
    return Lengths(tmp_path)


def of(scene: Scene, *kinds: str) -> list[Label]:
    return [label for label in scene.labels() if label.kind in kinds]


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("seed", range(10))
def test_people_pause_within_their_turns_and_leave_us_time_between_them(
    seed: int, split: Split, lengths: Store
) -> None:
    scene = telling(300, seed, split, sounds=lengths)
    turns, spoken = of(scene, "turn"), of(scene, "person")
    shortest, longest = min(low for _, low, _ in PAUSES.values()), max(high for *_, high in PAUSES.values())
    assert all(after.start - before.end >= 4 * RATE for before, after in itertools.pairwise(turns))
    pauses = []
    for turn in turns:
        within = [label for label in spoken if turn.start <= label.start < turn.end]
        assert (within[0].start, within[-1].end) == (turn.start, turn.end)
        pauses += [(after.start - before.end) / RATE for before, after in itertools.pairwise(within)]
    assert len(pauses) > len(turns) / 2
    assert all(shortest <= pause <= longest for pause in pauses)


def test_what_goes_on_ends_in_a_comma_and_no_mark_of_a_pause_is_spoken(lengths: Store) -> None:
    for seed in range(20):
        scene = telling(300, seed, "test", sounds=lengths)
        for turn in of(scene, "turn"):
            said = [label.detail for label in of(scene, "person") if turn.start <= label.start < turn.end]
            assert all(text[-1] in ",.!?" and text[-2] not in ",.!?" for text in said)
            assert not any(mark in text for text in said for mark in "|/")


@pytest.mark.parametrize("seed", range(10))
def test_after_the_greeting_come_answers_and_most_are_short(seed: int, lengths: Store) -> None:
    scene = answers(600, seed, "test", sounds=lengths)
    greeting, *given = of(scene, "turn")
    pieces = [
        [label for label in of(scene, "person") if turn.start <= label.start < turn.end] for turn in given
    ]
    assert of(scene, "person")[0].detail in lines("test", "greeting")
    assert greeting.start < RATE * 2
    assert len(given) / 2 < sum(len(within) == 1 for within in pieces) < len(given)


@pytest.mark.parametrize("what", OVER)
def test_something_is_heard_over_us_and_time_is_left_to_go_on(what: str, lengths: Store) -> None:
    for seed in range(20):
        scene = spoken_over(what, seed, "test", sounds=lengths)  # type: ignore[arg-type]
        (greeting,) = of(scene, "turn")
        heard = of(scene, "person", "noise", "music", "song")
        after = [label for label in heard if label.start > greeting.end]
        assert len(after) == (what != "nothing")
        assert all(3 * RATE <= label.start - greeting.end <= 7 * RATE for label in after)
        assert scene.samples - max((label.end for label in after), default=0) >= 6 * RATE


def test_nothing_is_said_on_both_sides_of_the_split_but_short_words(lengths: Store) -> None:
    tuning, test = (
        {
            part.sound
            for seed in range(20)
            for scene in (
                telling(120, seed, split, sounds=lengths),
                answers(120, seed, split, sounds=lengths),
                spoken_over("interruption", seed, split, sounds=lengths),
                spoken_over("assent", seed, split, sounds=lengths),
            )
            for part in scene.parts
            if isinstance(part.sound, Spoken)
        }
        for split in SPLITS
    )
    assert not {sound.voice for sound in tuning} & {sound.voice for sound in test}
    both = {sound.text for sound in tuning} & {sound.text for sound in test}
    assert max(len(text.split()) for text in both) <= 3, "as in 'five five five,'"
    for what in ("turns", "interruptions"):
        assert not set(lines("tuning", what)) & set(lines("test", what))


@pytest.mark.parametrize("split", SPLITS)
def test_a_crowd_is_as_loud_as_is_asked_for(split: Split, lengths: Store) -> None:
    for seed in range(5):
        scene = in_a_crowd(60, seed, split, sounds=lengths)
        voices = [part.level for part in scene.parts if part.kind == "person"]
        halves = [part.level for part in scene.parts if part.detail == "babble"]
        assert len(halves) == 2
        below = [level - halves[0] - HALF_DB for level in voices]
        assert all(CROWD_BELOW[0] - 2.1 <= one <= CROWD_BELOW[1] + 2.1 for one in below)
