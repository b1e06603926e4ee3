"""Other people in the room."""

from __future__ import annotations

import random

from agent.call.others import MARGIN_DB, NOTHING, SOFT_SECONDS, Others

FRAME, VOICE = 0.032, -20.0


def room(others: Others, seconds: float, level: float = -38.0, seed: int = 0) -> Others:
    """Full of people."""
    dice = random.Random(seed)
    for _ in range(round(seconds / FRAME)):
        others.hear(dice.gauss(level, 3.0), VOICE, FRAME, detected=True)
    return others


def person(others: Others, seconds: float, level: float) -> Others:
    """Alone, with a gap after every quarter of a second."""
    for at in range(round(seconds / FRAME)):
        others.hear(level if at % 12 < 8 else -60.0, VOICE, FRAME, detected=True)
    return others


def test_nobody_is_known_at_first() -> None:
    assert Others().limit == NOTHING
    assert room(Others(), 0.2).limit == NOTHING


def test_a_room_full_of_people_has_a_limit_that_hardly_anybody_in_it_exceeds() -> None:
    assert -38.0 < room(Others(), 3.0).limit < -38.0 + 9.0 + MARGIN_DB
    assert not room(Others(), 60.0).speaks_to_us


def test_the_voice_that_speaks_to_us_is_none_of_them() -> None:
    others = room(Others(), 3.0)
    before = others.limit
    person(others, 5.0, VOICE)
    assert others.limit == before


def test_a_softer_voice_that_stands_alone_speaks_to_us() -> None:
    others = person(Others(), 0.6, -36.0)
    assert others.limit == NOTHING
    assert not others.speaks_to_us
    assert person(others, 2 * SOFT_SECONDS, -36.0).speaks_to_us


def test_lost_packets_are_no_room() -> None:
    others = Others()
    for _ in range(100):
        others.hear(-75.0, VOICE, FRAME, detected=False)
    assert others.limit == NOTHING


def test_they_can_be_forgotten() -> None:
    others = room(Others(), 3.0)
    others.forget()
    assert others.limit == NOTHING
