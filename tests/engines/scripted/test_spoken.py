"""Times, days, sizes and digits as people say them and as recognisers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.engines.scripted.spoken import days, digits, party_size, times
from agent.engines.scripted.wording import clock


def at(text: str) -> list[str]:
    return [f"{found.minutes // 60}:{found.minutes % 60:02d}" for found in times(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("half past seven", ["19:30"]),
        ("quarter to eight", ["19:45"]),
        ("ten past six", ["18:10"]),
        ("seven thirty p m", ["19:30"]),
        ("7:30 pm or 8 p.m.", ["19:30", "20:00"]),
        ("at eight", ["20:00"]),
        ("eight o'clock", ["20:00"]),
        ("eight oh five", ["20:05"]),
        ("19:30", ["19:30"]),
        ("nine thirty in the morning", ["9:30"]),
        ("9 am", ["9:00"]),
        ("noon", ["12:00"]),
        ("between seven and nine", ["19:00", "21:00"]),
        ("half past seven, or eight", ["19:30", "20:00"]),
        ("from 7 pm to 8", ["19:00", "20:00"]),
    ],
)
def test_times_are_understood(text: str, found: list[str]) -> None:
    assert at(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "a table for four",
        "four people",
        "press one",
        "number one four two two",
        "the third of March",
        "at 4 people",
    ],
)
def test_other_numbers_are_no_times(text: str) -> None:
    assert at(text) == []


@given(st.integers(0, 23), st.sampled_from([0, 5, 15, 30, 45]))
def test_what_we_say_is_understood_as_what_we_meant(hour: int, minute: int) -> None:
    meant = hour * 60 + minute
    assert [found.minutes for found in times(f"It is at {clock(meant)}.")] == [meant]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on Tuesday", ("tuesday",)),
        ("on Teusday", ("tuesday",)),
        ("tomorrow or Friday", ("tomorrow", "friday")),
        ("on March third", ("march 3",)),
        ("March 21st", ("march 21",)),
        ("the twenty first of June", ("june 21",)),
        ("tonight at eight", ("today",)),
        ("you may hold", ()),
    ],
)
def test_days_are_understood(text: str, found: tuple[str, ...]) -> None:
    assert days(text) == found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a table for four on Tuesday at eight", 4),
        ("for 12 people", 12),
        ("party of six", 6),
        ("two people at seven", 2),
        ("a table at seven", None),
        ("for eight o'clock", None),
    ],
)
def test_sizes_of_parties_are_understood(text: str, count: int | None) -> None:
    assert party_size(text) == count


def test_digits_are_read_one_by_one() -> None:
    assert digits("four seven two one") == "4721"
    assert digits("oh two 5 5") == "0255"
