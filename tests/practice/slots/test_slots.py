"""What a restaurant's person picks out of a recognised sentence."""

from __future__ import annotations

import pytest

from agent.practice import slots


@pytest.mark.parametrize(
    ("heard", "time"),
    [
        ("half past seven", "19:30"),
        ("at half past seven please", "19:30"),
        ("seven thirty", "19:30"),
        ("seven thirty p m", "19:30"),
        ("7:30 p.m.", "19:30"),
        ("at 7:30", "19:30"),
        ("quarter past six", "18:15"),
        ("a quarter to eight", "19:45"),
        ("quarter to one", "12:45"),
        ("twenty past six", "18:20"),
        ("ten to nine", "20:50"),
        ("eight o'clock", "20:00"),
        ("eight o clock", "20:00"),
        ("eight p m", "20:00"),
        ("eight in the evening", "20:00"),
        ("eight tonight", "20:00"),
        ("nine in the morning", "09:00"),
        ("three a m", "03:00"),
        ("twelve a m", "00:00"),
        ("at noon", "12:00"),
        ("midnight", "00:00"),
        ("nineteen thirty", "19:30"),
        ("19:30", "19:30"),
        ("eight oh five", "20:05"),
        ("around eight", "20:00"),
    ],
)
def test_a_time_is_understood_however_it_is_said(heard: str, time: str) -> None:
    assert slots.times(heard) == (time,)


@pytest.mark.parametrize(
    ("heard", "times"),
    [
        ("half past seven or eight", ("19:30", "20:00")),
        ("half past seven, or eight o'clock", ("19:30", "20:00")),
        ("tuesday at seven thirty or at eight", ("19:30", "20:00")),
        ("between seven and eight", ("19:00", "20:00")),
        ("for four people", ()),
        ("a table for eight", ()),
        ("two oh two five five five one two one two", ()),
    ],
)
def test_several_times_come_in_the_order_said_and_other_numbers_are_no_times(
    heard: str, times: tuple[str, ...]
) -> None:
    assert slots.times(heard) == times


def test_a_bare_number_is_a_time_only_where_one_was_asked_for() -> None:
    assert slots.times("eight", expected=True) == ("20:00",)
    assert slots.times("eight please", expected=True) == ("20:00",)
    assert slots.times("eight") == ()


@pytest.mark.parametrize(
    ("heard", "size"),
    [
        ("a table for four", 4),
        ("i would like to book a table for four on tuesday at half past seven or eight", 4),
        ("a table for two at eight", 2),
        ("a table for six people at six", 6),
        ("for twelve people please", 12),
        ("party of five", 5),
        ("there are three of us", 3),
        ("two guests", 2),
        ("for 4 people on Tuesday", 4),
        ("for twenty two people", 22),
        ("a table for for on tuesday", 4),
        ("a reservation for to people", 2),
    ],
)
def test_the_party_is_understood_among_other_numbers(heard: str, size: int) -> None:
    assert slots.size(heard) == size


@pytest.mark.parametrize(
    "heard",
    [
        "on tuesday at eight",
        "for eight o'clock",
        "for seven thirty",
        "at eight",
        "two oh two five five five",
        "the third of march",
        "thank you for calling",
    ],
)
def test_what_counts_no_people_is_no_party(heard: str) -> None:
    assert slots.size(heard) is None


@pytest.mark.parametrize(
    ("heard", "size"), [("four", 4), ("for", 4), ("four please", 4), ("to", 2), ("us", None)]
)
def test_asked_for_the_party_a_bare_number_or_its_sound_is_enough(heard: str, size: int | None) -> None:
    assert slots.size(heard, expected=True) == size


@pytest.mark.parametrize(
    ("heard", "day"),
    [
        ("on tuesday", "tuesday"),
        ("Tuesday.", "tuesday"),
        ("next tuesday at eight", "tuesday"),
        ("on tusday", "tuesday"),
        ("wensday evening", "wednesday"),
        ("tomorrow", "tomorrow"),
        ("tonight at eight", "today"),
        ("on march third", "march 3"),
        ("the third of march", "march 3"),
        ("march twenty first", "march 21"),
        ("may 3rd", "may 3"),
        ("monday no tuesday", "tuesday"),
        ("tuesday march third", "march 3"),
        ("may i have a table", None),
        ("we may march", None),
        ("money", None),
    ],
)
def test_the_day_is_understood(heard: str, day: str | None) -> None:
    assert slots.day(heard) == day


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("my name is alex morgan", "Alex Morgan"),
        ("the name is Alex Morgan.", "Alex Morgan"),
        ("on behalf of alex morgan i would like to book a table", "Alex Morgan"),
        ("hi i'm calling for alex morgan", "Alex Morgan"),
        ("the reservation is for alex morgan", "Alex Morgan"),
        ("under the name of o'brien", "O'Brien"),
        ("in the name of alex morgan please", "Alex Morgan"),
        ("alex morgan", None),
        ("calling for four people", None),
        ("i would like a table", None),
    ],
)
def test_a_name_is_taken_after_a_cue(heard: str, name: str | None) -> None:
    assert slots.name(heard) == name


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("alex morgan", "Alex Morgan"),
        ("yes it's alex morgan", "Alex Morgan"),
        ("sure alex morgan please", "Alex Morgan"),
        ("that is for alex morgan", "Alex Morgan"),
        ("yes please", None),
        ("four people", None),
    ],
)
def test_asked_for_the_name_the_words_that_can_be_one_are_it(heard: str, name: str | None) -> None:
    assert slots.name(heard, expected=True) == name


@pytest.mark.parametrize(
    ("heard", "spelled"),
    [
        ("m o r g a n", "Morgan"),
        ("M-O-R-G-A-N.", "Morgan"),
        ("that is b e double l", "Bell"),
        ("b as in bravo o as in oscar b", "Bob"),
        ("morgan", None),
        ("a b", None),
    ],
)
def test_spelled_letters_become_the_name(heard: str, spelled: str | None) -> None:
    assert slots.spelling(heard) == spelled


@pytest.mark.parametrize(
    ("heard", "digits"),
    [
        ("two oh two five five five oh one double oh", "2025550100"),
        ("202-555-0100", "2025550100"),
        ("the number is two zero two", "202"),
        ("i have none", ""),
    ],
)
def test_a_telephone_number_is_read_digit_by_digit(heard: str, digits: str) -> None:
    assert slots.digits(heard) == digits


@pytest.mark.parametrize(
    ("heard", "agrees"),
    [
        ("yes", True),
        ("yes that's right", True),
        ("eight o'clock works", True),
        ("perfect thank you", True),
        ("no", False),
        ("no that doesn't work", False),
        ("that is not right", False),
        ("no problem that works", True),
        ("four people", None),
        ("", None),
    ],
)
def test_yes_and_no(heard: str, agrees: bool | None) -> None:
    assert slots.agrees(heard) is agrees


def test_things_said_in_passing() -> None:
    assert slots.farewell("thank you very much goodbye")
    assert slots.farewell("good bye")
    assert not slots.farewell("good evening")
    assert slots.nothing_more("no thank you")
    assert not slots.nothing_more("a table for two")
    assert slots.wants_repeat("sorry could you repeat that please")
    assert slots.wants_repeat("sorry i didn't catch that")
    assert slots.wants_moment("one moment please")
    assert not slots.wants_moment("one table please")
    assert slots.wants_booking("i'd like to make a resevation")
    assert not slots.wants_booking("what are your opening hours")
    assert slots.asks_for_times("what times do you have available on tuesday")
    assert slots.greets("hello i am an assistant")


def test_noise_of_a_recogniser_is_nothing() -> None:
    for noise in ("", "...", "the the the", "uh um", "♪", "'"):
        assert slots.times(noise, expected=True) == ()
        assert slots.size(noise, expected=True) is None
        assert slots.day(noise) is None
        assert slots.name(noise, expected=True) is None or noise == "♪"
