"""Both voices in virtual time."""

from __future__ import annotations

import pytest

from agent.call.actions import Say
from agent.practice.episodes.types import Utterance
from agent.practice.rehearsal.far_voice import MUSIC, SILENCE, SPEECH, FarVoice
from agent.practice.rehearsal.near_voice import NearVoice

FRAME = 0.1


def frames(voice: FarVoice, seconds: float, start: float = 0.0) -> list[tuple[float, float, float]]:
    return [voice.frame(start + number * FRAME, FRAME) for number in range(round(seconds / FRAME))]


def voice(*utterances: Utterance) -> tuple[FarVoice, list[Utterance]]:
    begun: list[Utterance] = []
    speaking = FarVoice(str, begun.append)
    speaking.add(utterances)
    return speaking, begun


def test_speech_is_as_long_as_its_text() -> None:
    speaking, begun = voice(Utterance("x" * 26, (), "person"))
    heard = frames(speaking, 3.0)
    assert heard == [SPEECH] * 20 + [SILENCE] * 10
    assert [one.text for one in begun] == ["x" * 26]


def test_music_and_a_pause_come_before_the_words() -> None:
    speaking, begun = voice(Utterance("Hello again.", (), "person", music_seconds=1.0, pause_seconds=0.5))
    assert frames(speaking, 1.5) == [MUSIC] * 10 + [SILENCE] * 5
    assert not begun


def test_a_piece_of_time_holds_the_words_spoken_in_it() -> None:
    speaking, _ = voice(Utterance("one two three four five six", (), "machine"))
    frames(speaking, 3.0)
    whole, first = speaking.heard_between(0.0, 3.0), speaking.heard_between(0.0, 1.0)
    rest = speaking.heard_between(1.0, 3.0)
    assert whole == "one two three four five six"
    assert f"{first} {rest}" == whole
    assert first
    assert rest


def test_what_was_cut_is_not_spoken() -> None:
    speaking, begun = voice(Utterance("A long menu.", (), "machine"), Utterance("More of it.", (), "machine"))
    frames(speaking, 0.5)
    speaking.cut(0.0)
    assert speaking.idle
    assert len(begun) == 1


def test_a_person_waits_and_a_machine_does_not() -> None:
    assert voice(Utterance("Yes?", (), "person"))[0].waits_to_speak
    assert not voice(Utterance("Press one.", (), "machine"))[0].waits_to_speak


def test_clauses_play_one_after_the_other() -> None:
    near = NearVoice()
    first, second = near.queue(Say(1, 0, "x" * 13), 0.0), near.queue(Say(1, 1, "y" * 13), 0.0)
    assert [first.end, second.end] == pytest.approx([1.05, 2.05])
    assert near.play(first)
    assert near.play(second)
    assert near.take_turn() == f"{'x' * 13} {'y' * 13}"
    assert not near.has_spoken


def test_of_a_stopped_clause_the_part_that_was_heard_counts() -> None:
    near = NearVoice()
    clause = near.queue(Say(1, 0, "x" * 13), 0.0)
    stopped = near.stop(0.55)
    assert stopped is not None
    assert stopped[1] == pytest.approx(0.5)
    assert near.take_turn() == "x" * 6
    assert not near.play(clause)
