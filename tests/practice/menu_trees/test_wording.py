"""Words of the trees: those of the test are nobody else's, and they fit into their sentences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.practice.episodes import make
from agent.practice.episodes.businesses import BUSINESSES, Business
from agent.practice.menu_trees import unseen
from agent.practice.menu_trees.tree import Leaf, Menu, Node
from agent.practice.menu_trees.wording import FORMS, OUTERS, departments

TEXTS = Path(__file__).parents[3] / "models" / "menus"


def read(name: str) -> dict[str, list[str]]:
    """By kind, the texts of ``models/menus``."""
    found = tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))
    return {one["name"]: one["ways"] for one in found["option"]} if name == "options" else found


def texts(node: Node) -> Iterator[str]:
    if isinstance(node, Leaf):
        return
    yield from (text for _, text in node.lines)
    for inner in [one.leads for one in node.choices] if isinstance(node, Menu) else [node.leads]:
        yield from texts(inner)


def test_tuning_and_test_share_no_form() -> None:
    assert FORMS["test"].keys() == FORMS["tuning"].keys()
    for sort, forms in FORMS["test"].items():
        assert not set(forms) & set(FORMS["tuning"][sort])


def test_tuning_and_test_share_no_name_of_an_outer_branch() -> None:
    for errand, ways in OUTERS["test"].items():
        assert not set(ways) & set(OUTERS["tuning"][errand])


@pytest.mark.parametrize("business", BUSINESSES.values(), ids=lambda one: one.kind)
def test_tuning_and_test_share_no_name_of_a_department(business: Business) -> None:
    tuning, test = departments(business, "tuning"), departments(business, "test")
    assert {one.department for one in business.errands} <= tuning.keys() & test.keys()
    assert not {way for ways in tuning.values() for way in ways} & {
        way for ways in test.values() for way in ways
    }


@pytest.mark.parametrize("seed", range(60))
def test_what_begins_with_to_or_if_is_put_into_words_that_fit(seed: int) -> None:
    """Nobody says "for to book a table" or "for if you have a ticket"."""
    episode = make(seed, temper="brisk", tree="test")
    assert episode.plan.tree is not None
    said = " ".join(text.lower() for text in texts(episode.plan.tree.top))
    assert not re.search(r"\b(?:for|about|after) (?:to|if) ", said)


def test_what_is_trained_on_is_not_in_the_test() -> None:
    named = [
        *(way for one in BUSINESSES.values() for ways in departments(one, "test").values() for way in ways)
    ]
    named += [*unseen.ANYTHING, *unseen.CUSTOMERS, *unseen.NOT_CUSTOMERS, *unseen.OURS, *unseen.OUTER_DECOYS]
    named += [way for ways in OUTERS["test"].values() for way in ways]
    named += [way for _, ways in unseen.DECOYS for way in ways]
    said = [form for forms in FORMS["test"].values() for form in forms]
    for name, mine in (("options", named), ("sentences", said)):
        trained = [text.lower() for texts in read(name).values() for text in texts]
        assert not {text.lower() for text in mine} & set(trained)


@pytest.mark.parametrize("name", ["options", "sentences"])
def test_no_text_is_of_two_kinds(name: str) -> None:
    every = [text for texts in read(name).values() for text in texts]
    assert len(every) == len(set(every))
