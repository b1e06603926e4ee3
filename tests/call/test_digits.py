from __future__ import annotations

import pytest

from agent.call.digits import MOST_KEYS, keys_seconds, parse_keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("1", "1"),
        (" 1w2 ", "1w2"),
        ("1W2", "1w2"),
        ("12 34-5", "12345"),
        ("a*#D", "A*#D"),
        ("one", "1"),
        ("star four two", "*42"),
        ("1234567890*#ABCD", "1234567890*#ABCD"),
        ("1" * MOST_KEYS, "1" * MOST_KEYS),
    ],
)
def test_keys_are_understood(text: str, keys: str) -> None:
    assert parse_keys(text) == keys


@pytest.mark.parametrize("text", ["", "w", "www", "x", "1;2", "press one", "E", "1" * (MOST_KEYS + 1), "１"])
def test_what_is_no_key_is_refused(text: str) -> None:
    assert parse_keys(text) is None


def test_a_pause_takes_half_a_second_and_a_key_its_tone_and_gap() -> None:
    assert keys_seconds("1w2") == pytest.approx(0.5 + 2 * 0.28)
