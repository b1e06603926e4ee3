"""The options of a recorded telephone menu: which key leads where, as it was heard.

``For reservations, press one`` and ``option 1 is for reservations``, with or without punctuation, and with
the small errors of a recogniser: ``press to`` at the end of an option is the key 2. Which words are what,
``agent.call.recorded_voice`` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from agent.call.encoder import Vector
from agent.call.recorded_voice import Tag, read, words_of

ALIKE = 0.75
"""From this likeness on two options are the same, misheard a little."""
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_KEYS = {word: str(digit) for digit, word in enumerate(_DIGITS)}
_KEYS |= {"star": "*", "asterisk": "*", "*": "*", "pound": "#", "hash": "#", "#": "#"}
_SOUNDS_LIKE = {
    "oh": "0", "o": "0", "won": "1", "too": "2", "tree": "3", "free": "3", "fore": "4", "fife": "5",
    "sicks": "6", "ate": "8", "niner": "9", "to": "2", "for": "4",
}  # fmt: skip
_KEYS |= {str(digit): str(digit) for digit in range(10)}
_MAY_BE_KEYS = frozenset({*_KEYS, *_SOUNDS_LIKE})
_PRESS = frozenset({"press", "dial", "push", "hit", "touch", "tap", "select", "choose", "enter", "key"})
"""Without such a word a key alone is a number that somebody says."""
_LEADS = re.compile(r"^(?:(?:for|to|the|a|an|our|your|if you|are|about|and|or)\s+)+")
ALL_ALIKE = 4.0
"""How much likelier it is, in logarithms, that all keys are named on the same side."""
EMPTY = 5.0
"""How much unlikelier, that a key is for nothing."""
_BEFORE = (Tag.BEGINS_BEFORE, Tag.IN_BEFORE)
_BEHIND = (Tag.BEGINS_BEHIND, Tag.IN_BEHIND)


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    text: str
    """What it is for, in lower case: ``reservations``, ``repeat these options``."""


@dataclass(slots=True)
class _Label:
    """What a key is for: the words ``start`` to ``end``."""

    start: int
    end: int
    behind: bool
    """The key was named before it."""


def options(text: str) -> tuple[Option, ...]:
    """The options in the order said; a key that is named twice counts the first time."""
    if not _MAY_BE_KEYS & {word.lower() for word in words_of(text)}:
        return ()
    reading = read(text)
    words = [word.lower() for word in reading.words]
    found: dict[str, str] = {}
    for key, what in _likeliest(words, reading.tags):
        found[key] = found.get(key) or what
    pressed = not _PRESS.isdisjoint(words)
    return tuple(Option(key, what) for key, what in found.items() if what or pressed)


def finished_options(text: str) -> tuple[Option, ...]:
    """Those of a text that goes on that are all said: not the last, where its key was named before what it is
    for, which may be cut, or belong to the next."""
    found = options(text)
    reading = read(text)
    keys = [at for at, tag in enumerate(reading.tags.argmax(axis=1)) if tag == Tag.KEY]
    if not keys or not found:
        return ()
    said_behind = any(word[0].isalnum() for word in reading.words[keys[-1] + 1 :])
    return found[:-1] if said_behind else found


def menu_text(offered: tuple[Option, ...]) -> str:
    """``1 reservations, 2 opening hours``."""
    return ", ".join(f"{option.key} {option.text}".strip() for option in offered)


def same_menu(offered: dict[str, str], before: dict[str, str]) -> bool:
    """Whether what is offered, key: text, was offered ``before``: most of it, misheard a little perhaps."""
    same = sum(like(what, before.get(key, "")) for key, what in offered.items())
    return bool(offered) and 2 * same >= len(offered)


def like(one: str, other: str) -> bool:
    """Whether it is the same option, misheard a little."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _likeliest(words: list[str], tags: Vector) -> list[tuple[str, str]]:
    """Keys and what they are for. Menus nearly always name the keys on the same side of that, and each of
    them is for something."""
    ways = []
    for others in ((), _BEFORE, _BEHIND):
        likely = tags - np.logaddexp.reduce(tags, axis=1, keepdims=True)
        likely[:, list(others)] = -np.inf
        way = _given_out(words, [Tag(int(tag)) for tag in likely.argmax(axis=1)])
        empty = sum(not what for _, what in way)
        ways.append((float(likely.max(axis=1).sum()) + ALL_ALIKE * bool(others) - EMPTY * empty, way))
    return max(ways, key=lambda way: way[0])[1]


def _given_out(words: list[str], tags: list[Tag]) -> list[tuple[str, str]]:
    keys, labels = list(_keys(words, tags)), list(_labels(tags))
    found = []
    for number, (at, key) in enumerate(keys):
        before = keys[number - 1][0] if number else -1
        behind = keys[number + 1][0] if number + 1 < len(keys) else len(words)
        mine = [one for one in labels if (at < one.start < behind if one.behind else before < one.start < at)]
        what = max(mine, key=lambda one: one.end - one.start, default=None)
        found.append((key, _said(words[what.start : what.end]) if what else ""))
    return found


def _keys(words: list[str], tags: list[Tag]) -> Iterator[tuple[int, str]]:
    for at, (word, tag) in enumerate(zip(words, tags, strict=True)):
        if tag is Tag.KEY and (key := _KEYS.get(word) or _SOUNDS_LIKE.get(word)):
            yield at, key


def _labels(tags: list[Tag]) -> Iterator[_Label]:
    label: _Label | None = None
    for at, tag in enumerate([*tags, Tag.OTHER]):
        goes_on = label is not None and tag in (_BEHIND if label.behind else _BEFORE)
        begins = tag in (Tag.BEGINS_BEFORE, Tag.BEGINS_BEHIND)
        if label is not None and goes_on and not begins:
            label.end = at + 1
            continue
        if label is not None:
            yield label
        label = _Label(at, at + 1, tag in _BEHIND) if tag in (*_BEFORE, *_BEHIND) else None


def _said(words: list[str]) -> str:
    text = " ".join(word for word in words if word[0].isalnum())
    return _LEADS.sub("", text) or text
