"""How long a silence ends a turn."""

from __future__ import annotations

import pytest

from agent.call.patience import AT_ONCE, LONG, LONGEST_LEARNED, SOON, Patience
from agent.config import Hearing

USUAL = Hearing().turn_end_seconds
YES_NO = "Good evening. Is half past seven possible?"


def seconds(text: str, asked: str = "") -> float:
    return Patience(Hearing()).seconds(text, asked)


@pytest.mark.parametrize(
    "text", ["Yes.", "no", "Oh, sure.", "That's right.", "Yes, that works.", "yes it is"]
)
def test_the_answer_to_a_yes_no_question_ends_the_turn_at_once(text: str) -> None:
    assert seconds(text, YES_NO) == AT_ONCE


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Yes.", ""),
        ("Yes.", "A table for four, please."),
        ("Yes, but only if you can come a little earlier.", YES_NO),
        ("Tomorrow.", YES_NO),
    ],
)
def test_another_answer_takes_its_usual_time(text: str, asked: str) -> None:
    assert seconds(text, asked) == USUAL


@pytest.mark.parametrize(
    "text",
    [
        "We have a table at",
        "Let me see, uh.",
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
    "text", ["two oh two, five five five, oh one double three", "Your table is ready.", "For four."]
)
def test_what_is_complete_is_not(text: str) -> None:
    assert seconds(text) == USUAL


def test_a_question_wants_an_answer_soon() -> None:
    assert seconds("And what name is it for?") == SOON


def test_nothing_is_known_of_the_words_yet() -> None:
    assert seconds("") == USUAL


def test_who_pauses_long_is_waited_for_longer_up_to_a_limit() -> None:
    patience = Patience(Hearing())
    for pause in (0.5, 0.8, 0.8):
        patience.resumed(pause)
    assert patience.seconds("Your table is ready.", "") == pytest.approx(0.95)
    assert patience.seconds("What name?", "") == pytest.approx(0.95)
    for _ in range(4):
        patience.resumed(3.0)
    assert patience.seconds("Your table is ready.", "") == LONGEST_LEARNED
    assert patience.seconds("Yes.", YES_NO) == AT_ONCE
