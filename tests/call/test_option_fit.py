"""How well an option fits an errand, by what its words mean."""

from __future__ import annotations

import pytest

from agent.call.option_fit import fit, query, takes_the_rest


@pytest.mark.parametrize(
    ("errand", "thing", "right", "wrong"),
    [
        ("book", "table", "dinner reservations", "accounts payable"),
        ("move", "appointment", "appointments you already have", "careers with us"),
        ("status", "bag", "delayed luggage", "seat selection"),
        ("hours", "", "when we are open", "to pay a bill"),
    ],
)
def test_the_department_that_serves_the_errand_fits_better(
    errand: str, thing: str, right: str, wrong: str
) -> None:
    wanted = query(errand, thing.split(), ())
    assert fit(wanted, right) > fit(wanted, wrong)


def test_whoever_takes_the_rest_is_known() -> None:
    assert takes_the_rest("all other enquiries") > 0.0
    assert takes_the_rest("reservations") < 0.0


def test_an_option_without_words_has_a_fit() -> None:
    assert isinstance(fit(query("book", (), ()), ""), float)
