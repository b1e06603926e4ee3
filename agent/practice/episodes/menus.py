"""Menus of one to three levels."""

from __future__ import annotations

import random

from agent.practice.episodes.businesses import DECOYS, OPERATOR, OUTER, OUTER_DECOYS
from agent.practice.episodes.case import Case
from agent.practice.episodes.plan import Menu
from agent.practice.episodes.split import fits

NO_RIGHT_OPTION = 0.06
"""Now and then nothing fits, and those who wait are answered."""
_RIGHT = "right"


def draw(dice: random.Random, case: Case) -> tuple[Menu, ...]:
    levels = dice.choices((1, 2, 3), (6, 3, 1))[0]
    outer = [_menu(dice, _outer(dice, case)) for _ in range(levels - 1)]
    if dice.random() < NO_RIGHT_OPTION:
        labels = [pair for pair in _inner(dice, case) if pair[1] != _RIGHT]
        return (*outer, _menu(dice, labels))
    return (*outer, _menu(dice, _inner(dice, case)))


def _outer(dice: random.Random, case: Case) -> list[tuple[str, str]]:
    """(label, "right" or "")."""
    ways = [way for way in OUTER_DECOYS if case.split != "train" or fits(way, "train")]
    labels = [(way, "") for way in dice.sample(ways, dice.randint(1, 3))]
    return _with_right(dice, labels, label(dice, OUTER[case.errand.name], case.split))


def _inner(dice: random.Random, case: Case) -> list[tuple[str, str]]:
    own = dict(case.business.departments)
    right = own.pop(case.errand.department)
    chosen = dice.sample(sorted(own), min(len(own), dice.randint(1, 3)))
    labels = [(label(dice, own[name], case.split), "") for name in chosen]
    if dice.random() < 0.4:
        labels.append((label(dice, dice.choice(DECOYS)[1], case.split), ""))
    if dice.random() < 0.1:
        return [*labels, (label(dice, OPERATOR, case.split), _RIGHT)]
    labels = _with_right(dice, labels, label(dice, right, case.split))
    if dice.random() < 0.15:
        labels.append((label(dice, OPERATOR, case.split), ""))
    return labels


def _with_right(dice: random.Random, labels: list[tuple[str, str]], right: str) -> list[tuple[str, str]]:
    at = dice.randint(0, len(labels))
    return [*labels[:at], (right, _RIGHT), *labels[at:]]


def _menu(dice: random.Random, labels: list[tuple[str, str]]) -> Menu:
    keys = [str(key) for key in range(1, len(labels) + 1)]
    if dice.random() < 0.2:
        keys = sorted(dice.sample("123456789", len(labels)))
    if labels[-1][0] in OPERATOR and dice.random() < 0.7:
        keys[-1] = "0"
    free = [key for key in ("9", "*", "0", "8", "#") if key not in keys]
    again = dice.choice(free[:3]) if dice.random() < 0.35 else ""
    right = next((key for key, (_, mark) in zip(keys, labels, strict=True) if mark), "")
    return Menu(tuple((key, name) for key, (name, _) in zip(keys, labels, strict=True)), right, again)


def label(dice: random.Random, ways: tuple[str, ...], split: str) -> str:
    """One way to call a department; training never sees the held-out ones."""
    if split != "train":
        return dice.choice(ways)
    return dice.choice([way for way in ways if fits(way, "train")])
