"""Trees of menus: drawn by a seed, gone through by their keys."""

from __future__ import annotations

import pytest

from agent.practice.episodes import far_side, make
from agent.practice.menu_trees.machine import TRIES, TreeMenus
from agent.practice.menu_trees.tree import Leaf, Menu, Node, Number, Question, Tree

RIGHT = Leaf("reservations", True)


def tree(top: Node) -> Tree:
    return Tree(("A notice.",), top, "Not valid.", "Goodbye.", 1)


def tree_of(seed: int) -> Tree:
    found = make(seed, temper="brisk", tree="tuning").plan.tree
    assert found is not None
    return found


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
