"""Texts to train the reading of menus with say rightly what is in them."""

from __future__ import annotations

import random

import pytest

from agent.call.recorded_voice import KINDS, Tag
from models.menus.texts import UNTOLD, Text, Writer, departments

TEXTS = [Writer(random.Random(seed)).text() for seed in range(300)]


@pytest.mark.parametrize("text", TEXTS[:40], ids=range(40))
def test_every_word_has_a_tag_and_kinds_are_known(text: Text) -> None:
    assert len(text.words) == len(text.tags)
    assert text.kinds <= {*KINDS, UNTOLD}


def test_menus_have_keys_and_what_they_are_for() -> None:
    tags = {tag for text in TEXTS for tag in text.tags}
    assert tags == set(Tag)


def test_the_same_dice_write_the_same() -> None:
    assert Writer(random.Random(1)).text() == Writer(random.Random(1)).text()


def test_no_hole_and_no_bracket_is_left_in_a_text() -> None:
    said = " ".join(word for text in TEXTS for word in text.words)
    assert not set(said) & set("{}[]|")
    assert "PRESS" not in said


def test_every_kind_of_department_has_a_name_and_ways() -> None:
    assert all(one["name"] and one["ways"] for one in departments())
