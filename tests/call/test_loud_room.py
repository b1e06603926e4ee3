"""A room full of people nearly as loud as who speaks to us."""

from __future__ import annotations

import random
from collections.abc import Iterable

from agent.call.loud_room import LAST_FRAMES, LoudRoom

FRAME, VOICE, ROOM = 0.032, -20.0, -28.0


def heard(room: LoudRoom, levels: Iterable[float], *, voice: bool = True) -> list[bool]:
    return [room.hear(level, FRAME, voice=voice) for level in levels]


def others(seconds: float, seed: int = 0) -> list[float]:
    dice = random.Random(seed)
    return [dice.gauss(ROOM, 1.0) for _ in range(round(seconds / FRAME))]


def person(seconds: float, seed: int = 0) -> list[float]:
    """Over the others: loud syllables, and the room between them."""
    room = others(seconds, seed)
    return [VOICE if at % 8 < 5 else level for at, level in enumerate(room)]


def test_behind_the_words_of_who_speaks_to_us_only_others_are_heard() -> None:
    room = LoudRoom()
    assert not any(heard(room, person(5.0)))
    found = heard(room, others(3.0))
    assert not any(found[: LAST_FRAMES - 4])
    assert all(found[LAST_FRAMES:])
    assert not any(heard(room, person(2.0)))


def test_they_are_not_known_before_somebody_has_spoken_to_us() -> None:
    assert not any(heard(LoudRoom(), others(10.0)))


def test_where_there_are_gaps_the_room_is_not_loud() -> None:
    quiet = [VOICE if at % 8 < 5 else -60.0 for at in range(200)]
    softer = [VOICE - 8.0 if at % 8 < 5 else -60.0 for at in range(100)]
    room = LoudRoom()
    assert not any(heard(room, quiet + softer))


def test_noise_that_is_no_voice_is_not_for_us_to_tell() -> None:
    room = LoudRoom()
    heard(room, person(5.0), voice=False)
    assert not any(heard(room, others(3.0), voice=False))


def test_who_has_spoken_is_forgotten() -> None:
    room = LoudRoom()
    heard(room, person(5.0))
    assert heard(room, others(3.0))[-1]
    assert not heard(room, others(60.0))[-1]
