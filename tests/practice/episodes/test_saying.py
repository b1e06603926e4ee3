"""Values as people say them are understood again."""

from __future__ import annotations

import random

import pytest

from agent.call.values import Kind, find, same
from agent.practice.episodes import saying, writing
from agent.practice.episodes.template import expand, tidy

VALUES = (
    (Kind.TIME, ("19:30", "08:00", "12:00", "13:45", "17:15", "09:05")),
    (Kind.DATE, ("tuesday", "tomorrow", "--03-03", "1993-09-05", "2006-12-28")),
    (Kind.COUNT, ("1", "4", "12")),
    (Kind.PHONE, ("2025550142", "9175550199")),
    (Kind.CODE, ("4721", "KHT482", "90486607")),
    (Kind.AMOUNT, ("25.00 USD", "205.00 USD")),
    (Kind.EMAIL, ("laura.caldwell@example.com",)),
)


@pytest.mark.parametrize(("kind", "values"), VALUES)
@pytest.mark.parametrize("how", [saying.say, writing.write])
def test_a_value_is_found_again_however_it_is_put(kind: Kind, values: tuple[str, ...], how) -> None:  # type: ignore[no-untyped-def]
    for value in values:
        for seed in range(12):
            text = how(kind.value, value, random.Random(seed))
            found = find(text, kind)
            assert found, (value, text)
            assert same((kind, found[0].value), (kind, value)), (value, text, found)


def test_a_form_is_expanded_and_put_right() -> None:
    wordings = {
        expand("[Okay|], what time, {name}? [we|they] do.", random.Random(seed), {"name": "Ann"})
        for seed in range(30)
    }
    assert wordings == {
        "Okay, what time, Ann? We do.", "Okay, what time, Ann? They do.",
        "What time, Ann? We do.", "What time, Ann? They do.",
    }  # fmt: skip
    assert tidy("seven p.m. is fine. see you.") == "Seven p.m. is fine. See you."
