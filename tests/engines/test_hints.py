"""Names as the briefing writes them, where a recogniser heard something like them."""

from __future__ import annotations

import pytest

from agent.engines.hints import ALIKE, hinted, likeness

NAMES = ("Vicki Huff", "Vicki", "Huff", "Reeves")


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("I have a room for Becky House, correct?", "I have a room for Vicki Huff, correct?"),
        ("Rees Public Library.", "Rees Public Library."),
        ("This is the Rieves, hello.", "This is the Reeves, hello."),
        ("It is Vicki Huff's room.", "It is Vicki Huff's room."),
        ("I have a room for Johnny Aguilar, correct?", "I have a room for Johnny Aguilar, correct?"),
        ("On Monday, in May?", "On Monday, in May?"),
        ("Sorry, the name?", "Sorry, the name?"),
    ],
)
def test_what_sounds_like_a_likely_name_is_written_so_and_nothing_else(heard: str, written: str) -> None:
    assert hinted(heard, NAMES) == written


def test_no_day_and_no_month_is_taken_for_a_name() -> None:
    assert hinted("On Sunday, please.", ("Jonathan", "Jonathan Doyle")) == "On Sunday, please."
    assert hinted("The first of July, please.", ("Julie",)) == "The first of July, please."


def test_without_hints_nothing_changes() -> None:
    assert hinted("I have a room for Becky House.", ()) == "I have a room for Becky House."


@pytest.mark.parametrize(
    ("one", "other"), [("sherry wyatt", "sherri whitehead"), ("maranda", "miranda"), ("cathryn", "katherine")]
)
def test_names_that_sound_alike_are_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE
    assert likeness(one, other) == pytest.approx(likeness(other, one))


@pytest.mark.parametrize(
    ("one", "other"), [("daisy owens", "whitney deleon"), ("ethan torres", "vickie mcdaniels"), ("", "anna")]
)
def test_other_names_are_not(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE - 0.1
