from __future__ import annotations

import pytest

from agent.call.disguise import number_words, signs


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("four seven two one", "4721"),
        ("forty seven twenty one", "4721"),
        ("four thousand seven hundred and twenty one", "4721"),
        ("seven hundred thousand", "700000"),
        ("seven hundred hundred", "700100"),
        ("double two oh one", "2201"),
        ("triple 7", "777"),
        ("double 12", "1212"),
        ("４７２１", "4721"),
        ("fourseven", "47"),
        ("zero zero", "00"),
        ("cuatro siete", "47"),
        ("hello", ""),
    ],
)
def test_digits_are_digits_however_they_are_said(text: str, digits: str) -> None:
    assert signs(text).digits == digits


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("D, A, V", "dav"),
        ("delta alpha victor", "dav"),
        ("D as in dog, A as in apple", "da"),
        ("dee ay vee", "dav"),
        ("double s, t", "st"),
        ("I have a question for you", ""),
    ],
)
def test_spelled_letters_are_read(text: str, letters: str) -> None:
    assert signs(text).spelled.replace("ss", "s") == letters


def test_digits_with_words_between_are_no_run() -> None:
    assert signs("press 4 for sales, 7 for service").runs == ("4", "7")
    assert signs("4 7, and 21").runs == ("4721",)


def test_what_only_sounds_like_a_digit_is_kept_apart() -> None:
    found = signs("ate won for to")
    assert found.digits == ""
    assert found.sounded == "8142"


def test_number_words_are_found_where_they_stand() -> None:
    assert [match[0] for match in number_words("One of the seven, or 12.")] == ["seven", "12"]
