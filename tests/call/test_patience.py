"""How long a silence ends a turn."""

from __future__ import annotations

import pytest

from agent.call.patience import (
    ANSWER_PAUSE,
    AT_ONCE,
    COMPLETE,
    LONG,
    LONGEST_LEARNED,
    LOOKING,
    SOON,
    Patience,
)
from agent.config import Hearing

USUAL = Hearing().turn_end_seconds
YES_NO = "Good evening. Is half past seven possible?"


def seconds(text: str, asked: str = "") -> float:
    return Patience(Hearing()).seconds(text, asked)


@pytest.mark.parametrize(
    "text",
    [
        "Yes.",
        "no",
        "Oh, sure.",
        "That's right.",
        "Yes, that works.",
        "yes it is",
        "No, we don't.",
        "Sorry, no.",
    ],
)
def test_the_answer_to_a_yes_no_question_ends_the_turn_at_once(text: str) -> None:
    assert seconds(text, YES_NO) == AT_ONCE


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Yes, but only if you can come a little earlier.", YES_NO),
        ("Tomorrow.", YES_NO),
    ],
)
def test_another_answer_is_one_when_it_is_complete(text: str, asked: str) -> None:
    assert seconds(text, asked) == COMPLETE


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Yes.", ""),
        ("Yes.", "A table for four, please."),
        ("Okay, thank you.", ""),
        ("One moment. It's loading.", YES_NO),
    ],
)
def test_what_a_sentence_often_follows_takes_its_usual_time(text: str, asked: str) -> None:
    assert seconds(text, asked) == USUAL


@pytest.mark.parametrize(
    "text", ["Let me look.", "Yes, one moment please.", "Hang on.", "I'd have to ask my boss."]
)
def test_who_looks_for_something_is_given_time(text: str) -> None:
    assert seconds(text, YES_NO) == LOOKING


def test_after_a_yes_no_question_recognition_starts_sooner() -> None:
    patience = Patience(Hearing())
    assert patience.first_pause(YES_NO) == ANSWER_PAUSE
    assert patience.first_pause("A table for four.") == Hearing().first_pause_seconds


@pytest.mark.parametrize(
    "text",
    [
        "We have a table at",
        "The table is, uh.",
        "We could do?",
        "Is there?",
        "Yes, but",
        "Okay, so the number is",
        "It's four seven two.",
        "D, A, V, I.",
        "five five five, oh one",
    ],
)
def test_what_breaks_off_is_given_time(text: str) -> None:
    assert seconds(text, YES_NO) == LONG


@pytest.mark.parametrize(
    "text",
    [
        "two oh two, five five five, oh one double three",
        "Your table is ready.",
        "For four people.",
        "We open at eight a.m.",
        "Tomorrow?",
    ],
)
def test_what_is_complete_is_not(text: str) -> None:
    assert seconds(text) == COMPLETE


@pytest.mark.parametrize(
    "text",
    ["And what name is it for?", "Reception, who am I speaking to?", "Would that work?", "Is that right?"],
)
def test_a_question_wants_an_answer_soon(text: str) -> None:
    assert seconds(text) == SOON


def test_nothing_is_known_of_the_words_yet() -> None:
    assert seconds("") == USUAL


def test_who_pauses_long_is_waited_for_longer_up_to_a_limit() -> None:
    patience = Patience(Hearing())
    for pause in (0.5, 0.8, 0.8):
        patience.resumed(pause, "Your table is ready.")
    assert patience.seconds("Your table is ready.", "") == pytest.approx(0.95)
    assert patience.seconds("What name?", "") == pytest.approx(0.95)
    for _ in range(4):
        patience.resumed(3.0, "Your table is ready.")
    assert patience.seconds("Your table is ready.", "") == LONGEST_LEARNED
    assert patience.seconds("Yes.", YES_NO) == AT_ONCE


def test_where_more_had_to_come_anyway_a_pause_tells_nothing() -> None:
    patience = Patience(Hearing())
    for text in ("", "We have", "Let me look.", "We have", "It's at"):
        patience.resumed(1.0, text)
    assert patience.seconds("Your table is ready.", "") == COMPLETE
