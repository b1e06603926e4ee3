"""Whole menus as recordings say them, ``menus_*.txt``: a line each, the key in [ ], what it is for in { }."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from agent.call.recorded_voice import Tag

HERE = Path(__file__).resolve().parent
KEYS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "zero", "star", "pound")
FIGURES = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "star", "pound")
OTHER_LABEL, OTHER_KEYS = 0.6, 0.5
_MARK = re.compile(r"\{([^}]*)\}|\[([^\]]*)\]")
_SORTS = (("if", "if "), ("to", "to "), ("article", "the "), ("article", "our "), ("article", "your "))

Part = tuple[str, Tag]


@cache
def menus() -> tuple[str, ...]:
    found: list[str] = []
    for file in sorted(HERE.glob("menus_*.txt")):
        found += [line for line in file.read_text("utf-8").splitlines() if "[" in line]
    return tuple(found)


def drawn(labels: dict[str, list[str]], dice: random.Random) -> list[Part]:
    """One of them in pieces, with other labels of the same ``sort_of`` and other keys perhaps."""
    line = dice.choice(menus())
    numbers = {key: at for keys in (KEYS, FIGURES) for at, key in enumerate(keys)}
    places = list(range(9))
    if dice.random() < OTHER_KEYS:
        dice.shuffle(places)
    behind = _behind(line)
    parts: list[Part] = []
    end, label = 0, 0
    for mark in _MARK.finditer(line):
        parts.append((line[end : mark.start()], Tag.OTHER))
        end = mark.end()
        if mark[2] is not None:
            key = mark[2].strip()
            at = numbers.get(key.lower())
            keys = FIGURES if key.lower() in FIGURES else KEYS
            parts.append((keys[places[at]] if at is not None and at < 9 else key, Tag.KEY))
            continue
        said = mark[1]
        if dice.random() < OTHER_LABEL:
            said = dice.choice(labels.get(sort_of(said)) or [said])
        parts.append((said, Tag.BEGINS_BEHIND if behind[label] else Tag.BEGINS_BEFORE))
        label += 1
    return [*parts, (line[end:], Tag.OTHER)]


def sort_of(label: str) -> str:
    """Labels of a sort fit in each other's places: ``to ...``, ``if ...``, nouns with an article, without."""
    return next((sort for sort, begins in _SORTS if label.lower().startswith(begins)), "noun")


def _behind(line: str) -> list[bool]:
    """For each { }, whether its [ ] comes before it."""
    labels = [mark.start() for mark in _MARK.finditer(line) if mark[1] is not None]
    keys = [mark.start() for mark in _MARK.finditer(line) if mark[2] is not None]
    return [key < label for label, key in zip(labels, keys, strict=True)]
