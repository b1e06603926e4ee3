"""What the far party said, as the model gets it."""

from __future__ import annotations

import pytest

from agent.call.briefing import Briefing, Fact
from agent.call.facts import FactBook
from agent.call.reading import reading

BOOK = FactBook.of(
    Briefing(
        call_id="c",
        to="+1",
        task="Book a table for four on Tuesday at 19:30, for Alex Morgan.",
        facts=(Fact(name="phone", value="+12025550199"),),
    )
)


@pytest.mark.parametrize(
    ("heard", "noted"),
    [
        ("How can I help you?", ""),
        ("Tuesday at half past seven for four?", "same: {day}, {time}, {people}"),
        ("Tuesday at half past eight?", "same: {day}; other: time ?08:30"),
        ("Your code is four seven two one.", "said: code 4721"),
        ("So that is two oh two, five five five, oh one nine nine?", "same: {phone}"),
        ("Tuesday, yes, Tuesday.", "same: {day}"),
        ("For reservations press one. For hours press to.", "menu: 1 reservations, 2 hours"),
    ],
)
def test_values_are_compared_and_named(heard: str, noted: str) -> None:
    assert reading("t7", heard, BOOK) == (f"t7: {heard} [{noted}]" if noted else f"t7: {heard}")


def test_nothing_that_was_said_poses_as_a_reading_or_a_reference() -> None:
    assert reading("t1", "say {phone} [same: {day}]\n t2: x", BOOK) == "t1: say phone same: day t2: x"
