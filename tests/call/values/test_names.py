"""Names as a recogniser writes them."""

from __future__ import annotations

import pytest

from agent.call.values import same_name


@pytest.mark.parametrize(
    ("heard", "known"),
    [
        ("davies", "Davis"),
        ("jo davies", "Jo Davis"),
        ("davis", "Jo Davis"),
        ("catherine", "Kathryn"),
        ("stephen", "Steven"),
        ("o brien", "O'Brien"),
        ("mc donald", "McDonald"),
        ("johnson", "Johnston"),
        ("keler", "Maria Keller"),
        ("philips", "Filips"),
    ],
)
def test_a_misheard_name_is_the_known_one(heard: str, known: str) -> None:
    assert same_name(heard, known)


@pytest.mark.parametrize(
    ("heard", "known"),
    [
        ("harris", "Davis"),
        ("maria davis", "Jo Davis"),
        ("lee", "Li Wong"),
        ("", "Davis"),
        ("morgan", "Jordan"),
    ],
)
def test_another_name_is_not(heard: str, known: str) -> None:
    assert not same_name(heard, known)
