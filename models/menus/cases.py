"""Menus with an errand, and which of their options serves it, from every source of texts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

from agent.call.facts import FactBook
from agent.practice.episodes import make
from agent.practice.menu_trees import tuning
from agent.practice.menu_trees.tree import Leaf, Menu, Node, Number, Question
from models.menus.businesses import Case, businesses, draw
from models.menus.texts import departments

TREES = 1_500
REST = "operator and all the rest"
APART = ("again", "back", "English", "another language")
"""Of ``options.toml``: what other rules know, too."""
OF_BUSINESSES, OF_TREES = 0.55, 0.2
TASKS = {
    "book": (
        "Book a {}.", "Get us a {} for Friday.", "I need a {}, please arrange it.",
        "Reserve a {} under the name Jones.", "A {}, any day next week.",
    ),
    "move": (
        "Move the {} to Thursday.", "Change my {} to another day.", "Reschedule the {}.",
        "Bring our {} forward by an hour.", "The {} has to move.",
    ),
    "cancel": (
        "Cancel the {}.", "We need to cancel the {} of Monday.", "Call off my {}.",
        "I can't come: cancel the {}, please.",
    ),
    "confirm": (
        "Confirm the {}.", "Check that my {} on Tuesday still stands.", "Make sure that the {} is on.",
        "Reconfirm our {}.",
    ),
    "status": (
        "Find out when the {} is ready.", "Ask about the status of my {}.", "What has become of my {}?",
        "Has the {} arrived? Please find out.",
    ),
    "hours": (
        "Ask until when they are open on Friday.", "What are the opening hours?",
        "Find out how late they are open.", "When do they open on Sunday?",
    ),
    "prices": (
        "Ask what a {} costs.", "How much is a {}?", "Find out the price of a {}.",
        "What do they charge for a {}?",
    ),
    "other": (
        "Ask whether they have a {}.", "Find out about a {}.", "A question about a {}.", "Do they have a {}?",
    ),
}  # fmt: skip
"""Errands of ``options*.toml``, by what is done."""


class Cases:
    def __init__(self, dice: random.Random, *, without: str = "", trees: bool = True) -> None:
        """``without``: the file of businesses to be tried on; without ``trees`` the town's menus, too."""
        self._dice = dice
        kept = businesses(without) if without else ()
        self._businesses = [one for one in businesses() if one not in kept]
        self._options = departments()
        self.rest = [way for one in self._options if one["name"] == REST for way in one["ways"]]
        self.rest += tuning.ANYTHING if trees else []
        self._serving = [one for one in self._options if one["acts"] and one["name"] != REST]
        self._trees = tree_cases() if trees else ()

    def draw(self) -> Case:
        drawn = self._dice.random()
        if drawn < OF_BUSINESSES and self._businesses:
            return self._worn(draw(self._businesses, self._dice))
        if drawn < OF_BUSINESSES + OF_TREES and self._trees:
            return self._worn(self._dice.choice(self._trees))
        return self._worn(self._of_options())

    def _of_options(self) -> Case:
        dice = self._dice
        one = dice.choice(self._serving)
        errand = dice.choice(one["acts"])
        named = one["things"] or dice.choice([other for other in self._serving if other["things"]])["things"]
        thing = dice.choice(named)
        fits = [o for o in self._serving if errand in o["acts"] and (not o["things"] or thing in o["things"])]
        near = [
            o for o in self._options if errand not in o["acts"] and (not o["things"] or thing in o["things"])
        ]
        near = [o for o in near if o["name"] not in APART]
        away = [o for o in self._options if errand not in o["acts"]]
        right = dice.choice([one, one, dice.choice(fits)])
        opposite = [o for o in near if o["acts"] and set(o["acts"]) - {"hours", "prices", "other"}]
        wrong = []
        for _ in range(dice.randint(2, 6)):
            pool = dice.choices((opposite or away, near or away, away), (0.2, 0.35, 0.45))[0]
            wrong.append(dice.choice(dice.choice(pool)["ways"]))
        rest = (dice.choice(self.rest),) if dice.random() < 0.4 else ()
        task = dice.choice(TASKS[errand]).format(thing)
        return Case("", task, (dice.choice(right["ways"]),), tuple(wrong), rest)

    def _worn(self, case: Case) -> Case:
        dice = self._dice
        of = (tuple(_worn(label, dice) for label in some) for some in (case.right, case.wrong, case.rest))
        return Case(case.callee if dice.random() < 0.7 else "", case.task, *of)


@cache
def tree_cases() -> tuple[Case, ...]:
    found: list[Case] = []
    for seed in range(100_000, 100_000 + TREES):
        episode = make(seed, temper="brisk", tree="tuning")
        assert episode.plan.tree is not None
        task = FactBook.of(episode.briefing).referenced(episode.briefing.task)
        found += [_of_menu(menu, episode.briefing.callee, task) for menu in _menus(episode.plan.tree.top)]
    return tuple(case for case in found if case.right or case.rest)


def _of_menu(menu: Menu, callee: str, task: str) -> Case:
    labels = {one.key: one.label for one in menu.choices}
    rest = tuple(one for one in labels.values() if one in tuning.ANYTHING)
    right = labels.get(menu.right, "")
    if "nglish" in right or right in rest:
        return Case(callee, task, (), (), rest)
    wrong = tuple(one for one in labels.values() if one != right and one not in rest)
    return Case(callee, task, (right,) if right else (), wrong, rest)


def _menus(node: Node) -> Iterator[Menu]:
    match node:
        case Question() | Number():
            yield from _menus(node.leads)
        case Menu():
            yield node
            yield from _menus(next((one.leads for one in node.choices if one.key == node.right), Leaf("")))


def _worn(label: str, dice: random.Random) -> str:
    """With a word left out or misheard, or with what a form of a menu left on it."""
    words = label.split()
    if len(words) > 2 and dice.random() < 0.2:
        words.pop(dice.randrange(len(words)))
    if dice.random() < 0.1:
        at = dice.randrange(len(words))
        if len(words[at]) > 3:
            cut = dice.randrange(len(words[at]))
            words[at] = words[at][:cut] + dice.choice(("", "e", "r", "a")) + words[at][cut + 1 :]
    if dice.random() < 0.15:
        words = (
            dice.choice(
                ("help with", "a question about", "you need", "our", "to speak about", "us about", "your")
            ).split()
            + words
        )
    return " ".join(words)
