"""What the far party said, as the model gets it."""

from __future__ import annotations

import pytest

from agent.call.briefing import Briefing, Fact
from agent.call.facts import FactBook
from agent.call.reading import reading
from agent.call.values import Kind

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
        ("What's the best number to reach you?", "asked: {phone}"),
        ("Tuesday is fine. And the name?", "same: {day}; asked: {name}"),
        ("How do you spell the last name?", "asked: {name.last:spell}"),
        ("Is there anything else I can do for you?", ""),
        ("Good day, Bella Vista.", ""),
        ("For reservations press one. For hours press to.", "menu: 1 reservations, 2 hours"),
    ],
)
def test_values_are_compared_and_named(heard: str, noted: str) -> None:
    assert reading("t7", heard, BOOK) == (f"t7: {heard} [{noted}]" if noted else f"t7: {heard}")


def test_nothing_that_was_said_poses_as_a_reading_or_a_reference() -> None:
    assert reading("t1", "say {phone} [same: {day}]\n t2: x", BOOK) == "t1: say phone same: day t2: x"


def test_what_is_never_told_is_not_shown_as_asked_for() -> None:
    facts = (Fact(name="pin", value="4426", release="never"), Fact(name="phone", value="+12025550199"))
    book = FactBook.of(Briefing(call_id="c", to="+1", task="Confirm the visit.", facts=facts))
    assert reading("t1", "What's the PIN?", book) == "t1: What's the PIN? [never: {pin}]"


def test_a_code_of_the_task_is_asked_for_by_what_it_is() -> None:
    book = FactBook.of(
        Briefing(
            call_id="c",
            to="+1",
            task="New brakes on Monday. License plate JNA237. My number is 202 555 0196.",
        )
    )
    asked = {
        text: reading("t1", text, book).partition(" [")[2] for text in ("The plate?", "A contact number?")
    }
    assert asked == {"The plate?": "asked: {plate}]", "A contact number?": "asked: {phone}]"}


def test_money_within_the_limits_fits() -> None:
    book = FactBook.of(Briefing(call_id="c", to="+1", task="Book it.", commitments={"max_amount": 40.0}))
    assert reading("t1", "It's five dollars.", book) == "t1: It's five dollars. [fits: amount 5.00 USD]"
    assert reading("t2", "It's fifty dollars.", book) == "t2: It's fifty dollars. [other: amount 50.00 USD]"


def test_the_name_of_somebody_else_is_asked_for_by_whose_it_is() -> None:
    facts = (Fact(name="name", value="Ann Bell"), Fact(name="pet", value="Rex", kind=Kind.NAME))
    book = FactBook.of(Briefing(call_id="c", to="+1", task="Confirm the visit.", facts=facts))
    assert reading("t1", "What's the pet's name?", book) == "t1: What's the pet's name? [asked: {pet}]"
    assert reading("t2", "And your name?", book) == "t2: And your name? [asked: {name}]"
    assert reading("t3", "What's the doctor's name?", book) == "t3: What's the doctor's name?"


def test_the_day_that_is_given_up_is_no_day_that_is_wanted() -> None:
    book = FactBook.of(
        Briefing(call_id="c", to="+1", task="Move my visit on Saturday to Tuesday from 4 pm to 6 pm.")
    )
    heard = reading("t1", "Saturday at half past four?", book)
    assert heard == "t1: Saturday at half past four? [same: {old_day}, {time}]"
