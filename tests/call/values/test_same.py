"""Values are compared as values, not as words."""

from __future__ import annotations

from datetime import date

import pytest

from agent.call.values import Kind, find, in_range, same

TUESDAY_MARCH_3 = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.TIME, "?07:30", "19:30"),
        (Kind.TIME, "?07:30", "07:30"),
        (Kind.TIME, "?12:30", "00:30"),
        (Kind.TIME, "?12:30", "12:30"),
        (Kind.TIME, "19:00/21:00", "20:15"),
        (Kind.TIME, "19:00/21:00", "?08:00"),
        (Kind.TIME, "?07:00/09:00", "20:00"),
        (Kind.TIME, "22:00/02:00", "01:00"),
        (Kind.TIME, "17:00/23:59", "19:00/21:00"),
        (Kind.DATE, "tuesday", "next tuesday"),
        (Kind.DATE, "--03-03", "2026-03-03"),
        (Kind.DATE, "tuesday --03-03", "2026-03-03"),
        (Kind.DATE, "tuesday --03-03", "tuesday"),
        (Kind.DATE, "---03", "--03-03"),
        (Kind.DURATION, "minutes:90", "hours:1.5"),
        (Kind.DURATION, "minutes:5/10", "minutes:10"),
        (Kind.AMOUNT, "80.00 USD", "80 USD"),
        (Kind.AMOUNT, "25.50", "25.50 USD"),
        (Kind.COUNT, "4", "4.0"),
        (Kind.PHONE, "+12025550100", "2025550100"),
        (Kind.PHONE, "2025550100", "5550100"),
        (Kind.PHONE, "+442079460018", "02079460018"),
        (Kind.PHONE, "(202) 555-0100", "2025550100"),
        (Kind.EMAIL, "Jo@example.com", "jo@example.com"),
        (Kind.ADDRESS, "12 Main Street, apartment 4", "12 main street apartment 4"),
        (Kind.NAME, "davies", "Davis"),
        (Kind.CODE, "K9-XB2", "k9xb2"),
        (Kind.TEXT, "no nuts", "No nuts"),
    ],
)
def test_two_forms_of_one_value_are_the_same(kind: Kind, one: str, other: str) -> None:
    assert same((kind, one), (kind, other))
    assert same((kind, other), (kind, one))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.TIME, "?07:30", "20:30"),
        (Kind.TIME, "07:30", "19:30"),
        (Kind.TIME, "19:00/21:00", "21:15"),
        (Kind.TIME, "?06:00/11:59", "12:30"),
        (Kind.TIME, "seven-ish", "19:00"),
        (Kind.DATE, "tuesday", "wednesday"),
        (Kind.DATE, "tuesday", "2026-03-03"),
        (Kind.DATE, "wednesday --03-03", "2026-03-03"),
        (Kind.DATE, "tuesday --03-03", "tuesday --03-10"),
        (Kind.DATE, "2026-03-03", "2027-03-03"),
        (Kind.DATE, "today", "tomorrow"),
        (Kind.DURATION, "nights:2", "days:2"),
        (Kind.AMOUNT, "80.00 USD", "80.00 EUR"),
        (Kind.AMOUNT, "10.00 %", "10.00"),
        (Kind.COUNT, "4", "5"),
        (Kind.PHONE, "+12025550100", "+442025550100"),
        (Kind.PHONE, "2025550100", "0100"),
        (Kind.NAME, "Harris", "Davis"),
        (Kind.CODE, "4721", "4712"),
    ],
)
def test_two_values_are_not_the_same(kind: Kind, one: str, other: str) -> None:
    assert not same((kind, one), (kind, other))
    assert not same((kind, other), (kind, one))


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("tuesday", "2026-03-03", True),  # today is one
        ("tuesday", "2026-03-10", True),  # and "tuesday" said on a tuesday may be the next
        ("wednesday", "2026-03-04", True),
        ("wednesday", "2026-03-11", False),
        ("next wednesday", "2026-03-04", True),
        ("next wednesday", "2026-03-11", True),
        ("tomorrow", "wednesday", True),
        ("today", "tuesday", True),
        ("today+2", "thursday", True),
        ("wednesday+7", "2026-03-11", True),
        ("wednesday+7", "wednesday", False),
        ("tomorrow", "--03-04", True),
        ("--03-02", "2027-03-02", True),
        ("--03-02", "2026-03-02", False),  # past
        ("---04", "2026-03-04", True),
        ("friday ---13", "2026-03-13", True),
    ],
)
def test_days_are_the_same_as_seen_from_today(one: str, other: str, equal: bool) -> None:
    assert same((Kind.DATE, one), (Kind.DATE, other), today=TUESDAY_MARCH_3) is equal


def test_digits_are_the_same_whatever_they_were_taken_for() -> None:
    assert same((Kind.PHONE, "47219930"), (Kind.CODE, "47219930"))
    assert same((Kind.COUNT, "250"), (Kind.CODE, "250"))
    assert not same((Kind.COUNT, "4"), (Kind.CODE, "4"))
    assert not same((Kind.COUNT, "4"), (Kind.TIME, "?04:00"))


def test_a_spelled_name_is_the_name() -> None:
    assert same(find("D A V I S")[0], (Kind.NAME, "Davis"))


def test_what_was_found_is_compared_with_what_is_known() -> None:
    assert same(find("half past seven")[0], (Kind.TIME, "19:30"))
    assert in_range("?07:30", "19:00/21:00")
    assert not in_range("?06:30", "19:00/21:00")
