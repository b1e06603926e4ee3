"""Figures and signs as a person would say them on the telephone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.engines.speakable import speakable


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("at 7:30 pm", "at seven thirty p m"),
        ("at 7 p.m. sharp", "at seven p m sharp"),
        ("at 19:30", "at seven thirty p m"),
        ("at 8:05", "at eight oh five"),
        ("at 8:00", "at eight o'clock"),
        ("at 0:15", "at twelve fifteen a m"),
        ("8 pm.", "eight p m."),
    ],
)
def test_times_have_their_half_of_the_day(written: str, spoken: str) -> None:
    assert speakable(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("on March 3rd", "on March third"),
        ("on March 3, 2026", "on March third, twenty twenty six"),
        ("the 21st of June", "the twenty first of June"),
        ("2026-03-05", "March fifth, twenty twenty six"),
        ("3/14/2026", "March fourteenth, twenty twenty six"),
    ],
)
def test_dates_are_ordinals(written: str, spoken: str) -> None:
    assert speakable(written) == spoken


@pytest.mark.parametrize(
    "written", ["202-555-0123", "(202) 555-0123", "2025550123", "202 555 0123", "202.555.0123"]
)
def test_telephone_numbers_are_read_in_groups(written: str) -> None:
    assert speakable(written) == "two zero two, five five five, zero one two three"


def test_an_international_number_says_its_plus() -> None:
    assert speakable("+12025550123") == "plus one, two zero two, five five five, zero one two three"
    assert speakable("+44 20 7946 0123").startswith("plus four four, two zero, seven nine four six")


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("$12.50", "twelve dollars and fifty cents"),
        ("$1", "one dollar"),
        ("£0.99", "ninety nine pence"),
        ("€1,200", "one thousand two hundred euros"),
    ],
)
def test_money_has_its_unit_behind_it(written: str, spoken: str) -> None:
    assert speakable(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("AB12C", "A B one two C"),
        ("K-L-E-I-N", "K L E I N"),
        ("PIN 0042", "PIN zero zero four two"),
        ("account 12345678", "account one two three, four five six, seven eight"),
        ("an AI assistant", "an A I assistant"),
        ("jo.klein7@example.com", "jo dot klein seven at example dot com"),
    ],
)
def test_codes_and_addresses_are_spelled(written: str, spoken: str) -> None:
    assert speakable(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("for 4 people", "for four people"),
        ("room 101", "room one hundred and one"),
        ("1,234 people", "one thousand two hundred and thirty four people"),
        ("3.5 stars", "three point five stars"),
        ("20% off", "twenty percent off"),
        ("since 1999", "since nineteen ninety nine"),
        ("**Bold** & plain", "Bold and plain"),
    ],
)
def test_numbers_are_words_and_marks_are_gone(written: str, spoken: str) -> None:
    assert speakable(written) == spoken


def test_other_languages_keep_their_figures_for_their_own_phonemizer() -> None:
    assert speakable("um 19:30  Uhr", "de-DE") == "um 19:30 Uhr"


@given(st.text(alphabet="abcXYZ 0123456789.,:;-/+$%@()#&pm", max_size=40))
def test_no_ascii_figure_is_left_and_nothing_raises(text: str) -> None:
    assert not re.search("[0-9]", speakable(text))


@given(st.lists(st.sampled_from(["the", "table", "is", "for", "four", "people", "tonight"]), max_size=8))
def test_plain_words_stay_as_they_are(words: list[str]) -> None:
    assert speakable(" ".join(words)) == " ".join(words)
