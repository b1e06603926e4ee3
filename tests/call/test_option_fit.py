"""How well an option fits an errand."""

from __future__ import annotations

import pytest

from agent.call.option_fit import errand_pieces, fit


@pytest.mark.parametrize(
    ("task", "right", "wrong"),
    [
        ("Book a table for {people}.", "dinner reservations", "accounts payable"),
        ("Move the appointment of {old_day} to {day}.", "appointments you already have", "careers with us"),
        ("Ask about the status of my bag.", "delayed luggage", "seat selection"),
        ("Ask until when they are open on {day}.", "when we are open", "to pay a bill"),
        ("I can't come: cancel the haircut, name {name}.", "if your plans have changed", "gift vouchers"),
    ],
)
def test_the_department_that_serves_the_errand_fits_better(task: str, right: str, wrong: str) -> None:
    errand = errand_pieces("", task)
    assert fit(errand, right).serves > 0.0 > fit(errand, wrong).serves


def test_the_business_tells_what_a_word_means() -> None:
    task = "Book an appointment for {name} on {day}."
    assert errand_pieces("Hillside Vets", task) != errand_pieces("", task)


def test_references_are_read_as_words() -> None:
    assert errand_pieces("", "at {time_2} for {name.first}") == errand_pieces("", "at time for name")


def test_whoever_takes_the_rest_is_known() -> None:
    errand = errand_pieces("", "Book a table for {people}.")
    assert fit(errand, "all other enquiries").takes_the_rest > 0.0
    assert fit(errand, "reservations").takes_the_rest < 0.0


def test_an_option_without_words_has_a_fit() -> None:
    assert isinstance(fit(errand_pieces("", ""), "").serves, float)
