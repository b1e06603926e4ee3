"""What words on hold tell by themselves."""

from __future__ import annotations

import pytest

from agent.call.hold_words import BRIEF_SECONDS, Words
from agent.call.speaker import Speaker


def words(text: str, seconds: float = 1.0) -> Words:
    return Words(text, Speaker.UNKNOWN, seconds=seconds)


@pytest.mark.parametrize(
    "text", ["How can I help?", "Hello. What can I do for you?", "Who is calling, please?"]
)
def test_who_wants_something_of_us_asks(text: str) -> None:
    assert words(text).asks


@pytest.mark.parametrize("text", ["Can I help it?", "Are you there? Hi, this is Tom from the workshop."])
def test_what_asks_nothing_last_does_not(text: str) -> None:
    assert not words(text).asks


def test_people_and_advertisements_begin_alike() -> None:
    assert words("Hello, this is Peter from the kitchen.").greets
    assert words("This is Peter from the kitchen.").greets
    assert not words("Parker's bistro, this is Mark.").greets


def test_a_greeting_is_few_words_and_short() -> None:
    assert words("Reception, good evening.").few
    assert not words("Reception, good evening.", 2 * BRIEF_SECONDS).few
    assert not words("Reception, good evening, who am I speaking to?").few


def test_so_many_words_in_so_little_time_are_nobody_s() -> None:
    assert words("one two three four five", 0.3).hasty
    assert not words("one two three four five", 1.5).hasty


def test_an_advertisement_announces_and_a_person_does_not() -> None:
    assert words("This month all winter tyres come with free fitting.").announces
    assert not words("Yes, I can see your booking here, one moment.").announces
