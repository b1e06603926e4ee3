"""The scenes that come ready: what must hold of each of them, for many seeds. No sound is made."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from agent.practice.composer.scenarios import VARIANTS, hold, pick_up, talk
from agent.practice.composer.scene import RATE, Label, Part, Scene
from agent.practice.composer.speech import Recorded, Spoken
from agent.practice.composer.split import SPLITS, TRACKS, Split, cast, lines
from agent.practice.composer.store import Store
from tests.practice.composer.lengths import Lengths


@pytest.fixture
def lengths(tmp_path: Path) -> Lengths:
    return Lengths(tmp_path)


def of(scene: Scene, *kinds: str) -> list[Label]:
    return [label for label in scene.labels() if label.kind in kinds]


def music(scene: Scene) -> list[Part]:
    return [part for part in scene.parts if part.kind in ("music", "song")]


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("seed", range(25))
def test_on_hold_there_is_music_and_now_and_then_an_announcement(
    seed: int, split: Split, lengths: Store
) -> None:
    scene = hold(900, seed, split, sounds=lengths)
    assert scene.samples == 900 * RATE
    told = of(scene, "announcement")
    gaps = [(after.start - before.end) / RATE for before, after in itertools.pairwise(told)]
    assert all(20 <= gap <= 63 for gap in gaps)
    assert len(told) > 9
    assert sum(label.end - label.start for label in of(scene, "music", "song")) > 0.75 * scene.samples
    assert not of(scene, "person")


def test_music_goes_on_where_it_was_interrupted(lengths: Store) -> None:
    scene = next(
        scene
        for scene in (hold(300, seed, "test", sounds=lengths) for seed in range(50))
        if not any(part.ducks for part in scene.parts) and len(music(scene)) > 6
    )
    pairs = list(zip(music(scene), music(scene)[1:], strict=False))
    assert any(
        after.offset == before.offset + before.samples and after.start > before.end for before, after in pairs
    )


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("seed", range(10))
def test_a_person_is_the_last_to_come(variant: str, seed: int, lengths: Store) -> None:
    scene = pick_up(seed, "tuning", variant=variant, sounds=lengths)  # type: ignore[arg-type]
    first, ended = of(scene, "person")[0], max(part.end for part in music(scene))
    assert 10 * RATE <= first.start <= 56 * RATE
    wait = (first.start - ended) / RATE
    match variant:
        case "cut" | "fade":
            assert 0.05 <= wait <= 0.5
        case "silence":
            assert 0.5 <= wait <= 3
        case "overlap":
            assert -2 <= wait < 0
        case _:
            assert ended < of(scene, "ringback")[0].start < first.start
    last = max(music(scene), key=lambda part: part.end)
    assert last.fade_out == (last.samples if variant in ("fade", "overlap") else 0)


def test_a_call_on_hold_may_end_with_a_person(lengths: Store) -> None:
    scene = hold(120, 3, "test", picks_up=True, sounds=lengths)
    assert of(scene, "person")[0].start >= 120 * RATE


@pytest.mark.parametrize("seed", range(10))
def test_a_turn_holds_its_pauses(seed: int, lengths: Store) -> None:
    scene = talk(300, seed, "test", sounds=lengths)
    turns, spoken = of(scene, "turn"), of(scene, "person")
    assert len(turns) > 10
    assert all(after.start - before.end >= 1.5 * RATE for before, after in itertools.pairwise(turns))
    for turn in turns:
        within = [label for label in spoken if turn.start <= label.start < turn.end]
        assert (within[0].start, within[-1].end) == (turn.start, turn.end)
    assert any(after.start - before.end < 1.4 * RATE for before, after in itertools.pairwise(spoken))


@pytest.mark.parametrize("seed", range(5))
def test_the_same_seed_is_the_same_scene(seed: int, lengths: Store) -> None:
    assert hold(200, seed, "test", sounds=lengths) == hold(200, seed, "test", sounds=lengths)
    assert hold(200, seed, "test", sounds=lengths) != hold(200, seed + 1, "test", sounds=lengths)


def test_nothing_is_on_both_sides_of_the_split(lengths: Store) -> None:
    tuning, test = (
        {
            part.sound
            for seed in range(30)
            for scene in (
                hold(300, seed, split, sounds=lengths),
                pick_up(seed, split, sounds=lengths),
                talk(60, seed, split, sounds=lengths),
            )
            for part in scene.parts
            if part.kind not in ("ringback", "noise")
        }
        for split in SPLITS
    )
    assert len(tuning) > 100
    assert not tuning & test
    voices = [{sound.voice for sound in side if isinstance(sound, Spoken)} for side in (tuning, test)]
    texts = [{sound.text for sound in side if isinstance(sound, Spoken)} for side in (tuning, test)]
    prompts = [{sound.name for sound in side if isinstance(sound, Recorded)} for side in (tuning, test)]
    for first, second in (voices, texts, prompts):
        assert first
        assert second
        assert not first & second


def test_a_voice_of_an_engine_is_on_one_side_only() -> None:
    names = [{voice.name for voice in cast(split)} for split in SPLITS]
    assert not names[0] & names[1]
    assert not set(TRACKS["tuning"]) & set(TRACKS["test"])
    for what in ("queue", "greeting", "menu", "voicemail", "talk", "recorded-queue", "recorded-menu"):
        assert not set(lines("tuning", what)) & set(lines("test", what))
