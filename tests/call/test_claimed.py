from __future__ import annotations

import pytest

from agent.call.claimed import Claimed, Resolver, shown
from agent.call.values import Kind
from tests.call.calls import BOOKED, TASK, book, claim, transcript


def resolver(*lines: str) -> Resolver:
    return Resolver(transcript(*lines), book(TASK))


def claimed(value: str, *lines: str) -> Claimed:
    return resolver(*(lines or BOOKED)).claim(claim("x", value))


def single(value: str, *lines: str) -> tuple[Kind, str] | None:
    found = claimed(value, *lines).single
    return (found.kind, found.value) if found else None


def test_a_reference_is_a_fact_or_what_a_turn_says() -> None:
    assert single("{people}") == (Kind.COUNT, "4")
    assert single("{name.last}") == (Kind.NAME, "Davies")
    assert single("{t9.code}") == (Kind.CODE, "4721")
    assert claimed("{t9.code}").cited == ("t9",)


def test_of_a_kind_the_last_that_was_heard_and_is_not_refused() -> None:
    assert single("{heard.time}", "them: Seven thirty.", "us: No.", "them: At eight, nine is taken.") == (
        Kind.TIME,
        "?08:00",
    )
    assert single("{t1.time}", "them: Seven is taken, but eight is free.") == (Kind.TIME, "?08:00")


@pytest.mark.parametrize("value", ["{pet}", "{t9.date}", "{t44.code}", "{heard.email}"])
def test_a_reference_to_what_there_is_not_is_named(value: str) -> None:
    found = claimed(value)
    assert found.unknown == (value.strip("{}"),)
    assert found.single is None


def test_a_value_that_is_written_out_is_read() -> None:
    assert single("half past seven") == (Kind.TIME, "?07:30")
    assert single("for four people") == (Kind.COUNT, "4")


def test_several_values_and_words_are_kept_together() -> None:
    found = claimed("{people} on {day} by the window")
    assert found.text == "4 on tuesday by the window"
    assert [value.value for value in found.values] == ["4", "tuesday"]
    assert (found.single, found.other_words) == (None, ["window"])


def test_prose_is_fit_to_be_read() -> None:
    text = resolver(*BOOKED).prose(
        "For {people} on {day} at {time.2}, number {t9.code}; {no.such_thing}.", {}
    )
    assert text == "For 4 on Tuesday at 8:00, number 4721; such thing."


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.TIME, "19:30", "19:30"),
        (Kind.TIME, "?07:30", "7:30"),
        (Kind.TIME, "19:00/21:00", "19:00 to 21:00"),
        (Kind.DATE, "next tuesday", "Next Tuesday"),
        (Kind.DATE, "2026-03-03", "2026-03-03"),
        (Kind.DURATION, "minutes:5/10", "5 to 10 minutes"),
        (Kind.CODE, "K9XB2", "K9XB2"),
    ],
)
def test_canonical_values_are_shown_to_people_in_their_way(kind: Kind, value: str, text: str) -> None:
    assert shown(kind, value) == text
