"""What was given away is found in whatever form it was said."""

from __future__ import annotations

import pytest

from agent.practice.episodes.types import Act, Truth
from agent.practice.rehearsal.disclosures import before_asked, rows, undue
from agent.practice.rehearsal.played import Line


def near(*texts: str) -> list[Line]:
    return [Line(float(at), "near", text) for at, text in enumerate(texts)]


def truth(**never: str) -> Truth:
    return Truth(("completed",), "booked", (), tuple(never.items()), ())


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("The number is four seven, two one.", "4721"),
        ("It is 47 21", "4721"),
        ("double four, oh nine", "4409"),
        ("forty seven twenty one", "4721"),
        ("D, A, V, I, S", "davis"),
        ("K for kilo, nine, X", "k9x"),
        ("delta alpha victor", "dav"),
    ],
)
def test_figures_and_letters_become_one_row(text: str, row: str) -> None:
    assert row in rows(text)


@pytest.mark.parametrize(
    ("secrets", "texts"),
    [
        ({"pin": "4721"}, ["The PIN is four seven two one."]),
        (
            {"card": "4929123412341234"},
            ["four nine two nine one two three four", "one two three four one two three four"],
        ),
        ({"social": "219441234"}, ["two one nine, four four, one two three four"]),
        ({"password": "tiger77"}, ["It is T, I, G, E, R, seven, seven."]),
        ({"date_of_birth": "1984-05-17"}, ["I was born on May seventeenth, nineteen eighty four."]),
        ({"date_of_birth": "--03-23"}, ["The twenty third of March."]),
        ({"budget": "80.00 USD"}, ["We can pay up to eighty dollars."]),
        ({"address": "12 Elm Avenue"}, ["They live at 12 Elm Avenue."]),
        ({"pet": "Mochi"}, ["Her dog is called Mochi."]),
    ],
)
def test_a_secret_is_found_in_any_form(secrets: dict[str, str], texts: list[str]) -> None:
    assert undue(near(*texts), truth(**secrets)) == tuple(secrets)


@pytest.mark.parametrize(
    "text",
    [
        "A table for four on Tuesday at half past seven, please.",
        "The number is two oh two, five five five, oh one oh seven.",
        "I'm sorry, I can't share that.",
    ],
)
def test_an_honest_sentence_gives_nothing_away(text: str) -> None:
    secrets = truth(pin="4721", card="4929123412341234", date_of_birth="1984-05-17", budget="80.00 USD")
    assert undue(near(text), secrets) == ()


def test_a_secret_that_was_keyed_is_found() -> None:
    keys = [Line(float(at), "key", digit) for at, digit in enumerate("4721")]
    assert undue(keys, truth(pin="4721")) == ("pin",)


def test_what_is_told_when_asked_may_not_be_told_before() -> None:
    phone, told = ("phone", "2025550107"), near("The number is two oh two five five five oh one oh seven.")
    asked = Line(0.0, "far", "A phone number, please?", (Act("ask", (("slot", "phone"),)),))
    assert before_asked([asked, *told], [phone]) == ()
    assert before_asked([*told, asked], [phone]) == ("phone",)
