"""Trees of menus: drawn by a seed, gone through by their keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from agent.practice.episodes import far_side, make
from agent.practice.episodes.businesses import BUSINESSES, Business
from agent.practice.menu_trees.machine import TRIES, TreeMenus
from agent.practice.menu_trees.tree import Leaf, Menu, Node, Number, Question, Tree
from agent.practice.menu_trees.wording import FORMS, OUTERS, departments

RIGHT = Leaf("reservations", True)


def tree(top: Node) -> Tree:
    return Tree(("A notice.",), top, "Not valid.", "Goodbye.", 1)


def tree_of(seed: int) -> Tree:
    found = make(seed, temper="brisk", tree="tuning").plan.tree
    assert found is not None
    return found


def texts(node: Node) -> Iterator[str]:
    if isinstance(node, Leaf):
        return
    yield from (text for _, text in node.lines)
    for inner in [one.leads for one in node.choices] if isinstance(node, Menu) else [node.leads]:
        yield from texts(inner)


def solve(menus: TreeMenus, node: Node) -> None:
    match node:
        case Menu():
            menus.key(node.right)
            if node.deaf:
                menus.key(node.right)
            solve(menus, next(one.leads for one in node.choices if one.key == node.right))
        case Number():
            for key in f"{node.digits}#":
                menus.key(key)
            solve(menus, node.leads)
        case Question():
            menus.hears("change, book, cancel, confirm, status, when, price")
            solve(menus, node.leads)


@pytest.mark.parametrize("seed", range(30))
def test_the_right_keys_lead_to_the_right_department(seed: int) -> None:
    drawn = tree_of(seed)
    menus = TreeMenus(drawn)
    assert menus.opens().says
    solve(menus, drawn.top)
    assert (menus.done, menus.astray, menus.wrong) == (True, "", "")


def test_a_tree_is_the_same_for_ever_and_others_differ() -> None:
    assert tree_of(1) == tree_of(1)
    assert tree_of(1) != tree_of(2)


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


def test_a_machine_that_gets_nothing_hangs_up() -> None:
    menus = TreeMenus(tree(Question(((0.0, "Why?"),), ("book",), RIGHT)))
    steps = [menus.silence() for _ in range(TRIES + 1)]
    assert [step.hangs_up for step in steps] == [False] * TRIES + [True]


def test_a_wrong_key_is_counted_and_refused() -> None:
    menus = TreeMenus(tree(Number(((0.0, "Your number."),), "2125550199", RIGHT, patient=True)))
    steps = [menus.key(key) for key in "77#"]
    assert menus.wrong == "77"
    assert steps[-1].says[0].text == "Not valid."


def test_the_practice_town_has_them_before_its_people() -> None:
    episode = make(3, temper="brisk", tree="tuning")
    far = far_side(episode)
    assert far.opens().says[0].voice == "machine"
