"""The key that leads to what the task wants."""

from __future__ import annotations

import pytest

from agent.engines.scripted.menu import choose, is_menu

TABLE = "Book a table for four on Tuesday at eight."


@pytest.mark.parametrize(
    ("menu", "key"),
    [
        (
            "For reservations, press one. For our opening hours, press two. To hear this again, press nine.",
            "1",
        ),
        (
            "To change a reservation, press one. For a new reservation, press two.",
            "2",
        ),
        (
            "For changes to an existing booking, press one. For new bookings, press two.",
            "2",
        ),
        ("Press 3 for sales or press 4 for the restaurant's reservations.", "4"),
        ("For billing, press one. For all other questions, press zero.", "0"),
        # as a small recogniser heard the second of them
        (
            "To changes to an existing booking, press one. For the reservations, press two.",
            "2",
        ),
        ("For reservation press one for opening ours press two", "1"),
    ],
)
def test_a_table_is_booked_behind_the_right_key(menu: str, key: str) -> None:
    assert choose(menu, TABLE) == key


def test_a_change_is_made_behind_another() -> None:
    menu = "For changes to an existing booking, press one. For new bookings, press two."
    assert choose(menu, "Change the booking on Friday to six people.") == "1"


def test_an_option_that_repeats_the_menu_is_never_chosen() -> None:
    assert choose("For billing, press one. To hear this again, press nine.", TABLE) is None


def test_a_key_that_did_not_lead_on_gives_way_to_a_person() -> None:
    menu = "For reservations, press one. To speak with an operator, press zero."
    assert choose(menu, TABLE, frozenset("1")) == "0"


def test_conversation_is_no_menu() -> None:
    assert not is_menu("What time would you like?")
    assert not is_menu("We are open from five until ten.")
    assert is_menu("Press one for reservations.")
