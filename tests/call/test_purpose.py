"""How well a menu's options fit the errand, and why we call in a few words."""

from __future__ import annotations

import pytest

from agent.call.purpose import best, likeliest, purpose


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ("Book a table for {people} on {day}.", "I want to book a table."),
        ("Please move my appointment to {day}.", "I want to change my appointment."),
        ("Cancel the booking.", "I want to cancel the booking."),
        ("Reconfirm the flight on {day}.", "I want to confirm the flight."),
        ("Ask about the status of my order.", "It is about the status of my order."),
        ("Get me tickets for {day}.", "I want to book tickets."),
        ("Get it done.", "I have a question about a booking."),
        ("Find out until when Acme is open.", "I have a question about opening hours."),
        ("Ask how much a haircut costs.", "I have a question about prices."),
        ("Ask whether they have chess sets.", "I have a question about your service."),
    ],
)
def test_the_reason_is_told_in_a_few_words_without_values(task: str, reason: str) -> None:
    assert purpose(task, "Acme").reason == reason


BOOK = "Book a table for {people}."
MOVE = "Move my appointment to {day}."


@pytest.mark.parametrize(
    ("task", "options", "key"),
    [
        (BOOK, {"1": "reservations", "2": "opening hours"}, "1"),
        (BOOK, {"1": "existing reservations", "2": "reservations"}, "2"),
        (BOOK, {"1": "sales", "2": "anything else"}, "2"),
        (BOOK, {"2": "anything else"}, ""),
        (BOOK, {"1": "first floor", "2": "first floor"}, ""),
        (BOOK, {}, ""),
        (BOOK, {"1": "spanish", "2": "englich"}, "2"),
        (BOOK, {"1": "customers", "2": "suppliers"}, "1"),
        (MOVE, {"1": "appointments", "2": "to change an appointment"}, "2"),
        (MOVE, {"1": "new appointments", "2": "appoinments"}, "2"),
        ("Confirm the booking.", {"1": "bookings", "2": "billing"}, "1"),
        ("When will my bag be ready?", {"1": "baggage", "2": "catering"}, "1"),
        ("When will my delivery be due?", {"1": "deliveries", "2": "catering"}, "1"),
        ("When will my technician be due?", {"1": "technical problems", "2": "catering"}, "1"),
        ("When will my photos be ready?", {"1": "photographs", "2": "catering"}, "1"),
        ("When will my card be ready?", {"1": "a lost card", "2": "cards"}, "2"),
        ("Ask how much it costs.", {"1": "general information", "2": "catering"}, "1"),
        ("Ask until when they are open.", {"1": "opening hours", "2": "prices"}, "1"),
    ],
)
def test_the_option_that_fits_clearly_is_chosen(task: str, options: dict[str, str], key: str) -> None:
    assert best(purpose(task), options) == key


@pytest.mark.parametrize(
    ("task", "options", "key"),
    [
        (BOOK, {"1": "bringing in your pet", "2": "tables"}, "2"),
        (BOOK, {"1": "play equipment", "2": "somebody"}, "2"),
        (BOOK, {"1": "payroll", "2": "billing"}, ""),
        (BOOK, {}, ""),
    ],
)
def test_where_nothing_is_clear_whoever_takes_the_rest_is_better_than_a_guess(
    task: str, options: dict[str, str], key: str
) -> None:
    assert likeliest(purpose(task), options) == key


@pytest.mark.parametrize(
    ("task", "options", "key"),
    [
        (BOOK, {"1": "book or change a reservation", "2": "billing"}, "1"),
        (MOVE, {"1": "new appointments", "2": "an appointment that you already have"}, "2"),
        (
            "Find out when the book that I reserved is ready.",
            {"1": "books on loan", "2": "general questions"},
            "1",
        ),
        ("Ask how much it costs.", {"1": "questions about our services", "2": "existing bookings"}, "1"),
        ("Book a meeting with an advisor.", {"1": "meet an adviser", "2": "payments"}, "1"),
        ("Book an appointment.", {"1": "car rental", "2": "bring in your car"}, "2"),
        ("When will my car be ready?", {"1": "car rental", "2": "statu of your car"}, "2"),
    ],
)
def test_departments_are_known_by_the_words_that_menus_use(
    task: str, options: dict[str, str], key: str
) -> None:
    assert best(purpose(task), options) == key


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"1": "other questions", "2": "ticket sales", "0": "member of staff", "8": "miss something"}, "0"),
        ({"1": "reward points", "0": "any other matters", "5": "speak to somebody"}, "05"),
        ({"1": "reward points", "8": "hear this menu again", "9": "the previous menu"}, "1"),
    ],
)
def test_who_takes_the_rest_is_pressed_and_what_leads_nowhere_is_not(
    options: dict[str, str], key: str
) -> None:
    found = likeliest(purpose("Find out when my delayed bag is ready."), options)
    assert found
    assert found in key


def test_only_what_nothing_can_better_is_certain() -> None:
    assert purpose(BOOK).certain("table reservations")
    assert not purpose(BOOK).certain("sales")
    assert not purpose("Confirm the tickets.").certain("tickets")
