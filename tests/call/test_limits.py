from __future__ import annotations

from typing import Any

import pytest

from agent.call.limits import limits_of, magnitudes
from agent.call.values import Kind, Value, find


def value(kind: Kind, canonical: str) -> Value:
    return Value(kind, canonical, 0, 0, "")


@pytest.mark.parametrize(
    ("commitments", "text", "allowed"),
    [
        ({"max_amount": 50}, "40 dollars", True),
        ({"max_amount": 50}, "60 dollars", False),
        ({"max_amount": "50"}, "60 dollars", False),
        ({"max_amount": "fifty dollars"}, "60 dollars", False),
        ({"max_amount": 50, "currency": "eur"}, "40 dollars", False),
        ({"min_people": 4}, "two people", False),
        ({"max_people": 4}, "four people", True),
        ({"max_time": "20:00"}, "nine pm", False),
        ({"max_time": "20:00"}, "half past seven", True),
        ({"min_time": "18:00"}, "half past seven", True),
        ({"min_time": "18:00"}, "half past four pm", False),
        ({"max_date": "2026-03-05"}, "March 9, 2026", False),
        ({"max_date": "2026-03-05"}, "March 3, 2026", True),
        ({"min_date": "2026-03-05"}, "March 3, 2026", False),
        ({"max_date": "2026-03-05"}, "on Tuesday", False),
        ({"max_minutes": 30}, "40 minutes", False),
        ({"max_hours": 1}, "40 minutes", True),
        ({"max_duration": "half an hour"}, "two hours", False),
    ],
)
def test_a_limit_allows_what_keeps_within_it(commitments: dict[str, Any], text: str, allowed: bool) -> None:
    limit = limits_of(commitments)[0]
    assert limit.allows(find(text)[0]) is allowed


@pytest.mark.parametrize(
    "commitments",
    [
        {"currency": "USD"},
        {"note": 5},
        {"max_amount": True},
        {"max_time": "late"},
        {"max_time": "20"},
        {"max_mood": 3},
    ],
)
def test_other_commitments_are_text(commitments: dict[str, Any]) -> None:
    assert limits_of(commitments) == ()


def test_a_date_and_a_number_cannot_be_compared() -> None:
    limit = limits_of({"max_date": "2026-03-05"})[0]
    assert not limit._within(7.0)


def test_what_has_no_number_has_no_magnitude() -> None:
    assert magnitudes(value(Kind.COUNT, "many")) == ()
    assert magnitudes(value(Kind.TIME, "?07:00/09:00")) == (540, 1260)


def test_a_limit_has_its_sides() -> None:
    assert limits_of({"min_time": "18:00"})[0].sides == ("low",)
