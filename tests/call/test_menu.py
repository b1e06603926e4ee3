"""The options of a menu as they are heard."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.call.menu import menu_text, options


@pytest.mark.parametrize(
    ("heard", "read"),
    [
        (
            "Thank you for calling Bella Vista. For reservations, press one. For opening hours, press two. "
            "To repeat these options, press nine.",
            "1 reservations, 2 opening hours, 9 repeat these options",
        ),
        (
            "Press 1 for reservations, press 2 for hours, or press 0 for the operator.",
            "1 reservations, 2 hours, 0 operator",
        ),
        ("for reservations press 1 for opening hours press 2", "1 reservations, 2 opening hours"),
        ("thank you for calling bella vista for reservations press one", "1 reservations"),
        (
            "Please listen carefully as our menu has changed. To book, dial 4. For bills, say or press 5.",
            "4 book, 5 bills",
        ),
        ("If you would like to make a reservation, press the number 1.", "1 make a reservation"),
        (
            "To book a table. Press one. For opening hours. Press the pound key.",
            "1 book a table, # opening hours",
        ),
        (
            "This is Oak Clinic. Press 1 to make an appointment, 2 to change one, or 3 for a refill.",
            "1 make an appointment, 2 change one, 3 refill",
        ),
        ("Press 1 if you are a patient, press 2 if you are a doctor.", "1 patient, 2 doctor"),
        ("For English press 1. For English press 1.", "1 english"),
    ],
)
def test_the_options_are_read_in_any_order_of_words(heard: str, read: str) -> None:
    assert menu_text(options(heard)) == read


@pytest.mark.parametrize(
    ("heard", "read"),
    [
        ("For hours, press to.", "2 hours"),
        ("For bookings, press won. For bills, press tree or press ate.", "1 bookings, 3 bills, 8"),
        (
            "for bookings press one for hours press to to repeat these options press nine",
            "1 bookings, 2 hours, 9 repeat these options",
        ),
    ],
)
def test_a_key_that_was_misheard_as_a_word_is_still_the_key(heard: str, read: str) -> None:
    assert menu_text(options(heard)) == read


@pytest.mark.parametrize(
    "heard",
    [
        "",
        "How can I help you?",
        "I hit the road to town.",
        "enter to win",
        "press",
        "Press any key to continue.",
        "press to hear this again",
        "We have one or two for you.",
    ],
)
def test_other_talk_is_no_menu(heard: str) -> None:
    assert options(heard) == ()


WORDS = ("press", "to", "for", "one", "2", ".", ",", "or", "#", "star", "the", "key", "hours", "welcome")


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS)))
def test_whatever_is_heard_keys_are_keys_and_stand_once(words: list[str]) -> None:
    keys = [option.key for option in options(" ".join(words))]
    assert all(key in tuple("0123456789*#") for key in keys)
    assert len(set(keys)) == len(keys)
