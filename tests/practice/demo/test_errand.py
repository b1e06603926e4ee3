"""The demo believes the far side's book and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.practice.bookings import Entry
from agent.practice.demo.errand import Errand
from agent.practice.minds.restaurant import Booking

GOOD = Booking("Daniel Martin", 4, "tuesday", "20:00", "4721")


def differences(*booked: Booking) -> list[str]:
    return Errand().differences([Entry("person-bella", str(n), booking) for n, booking in enumerate(booked)])


@pytest.mark.parametrize("time", ["19:30", "20:00"])
def test_either_wanted_time_is_right(time: str) -> None:
    assert differences(replace(GOOD, time=time)) == []


def test_a_name_that_was_heard_a_little_wrong_still_counts() -> None:
    assert differences(replace(GOOD, name="Damiel Marton")) == []


@pytest.mark.parametrize(
    "wrong",
    [
        replace(GOOD, size=5),
        replace(GOOD, day="thursday"),
        replace(GOOD, time="20:30"),
        replace(GOOD, name="Peter Baker"),
    ],
)
def test_anything_else_booked_is_told(wrong: Booking) -> None:
    assert len(differences(wrong)) == 1


def test_no_booking_and_two_bookings_are_both_wrong() -> None:
    assert differences() == ["0 bookings in the far side's book, there should be one"]
    assert len(differences(GOOD, GOOD)) == 1


def test_the_task_says_what_the_errand_wants() -> None:
    assert Errand().task == "Please book a table for four on Tuesday at 7:30 pm or 8 pm for Daniel Martin."
