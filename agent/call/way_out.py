"""A menu's keys: those that it offers, and the way out of one that goes round."""

from __future__ import annotations

import re

from agent.call.menu import Option

ROUNDS = 2
"""So often the same menu is heard before the way out is taken. Who waits longer is often cut off."""
UNSAID_ROUNDS = 3
OPERATOR = "0"
"""Reaches somebody in many menus that do not say so: tried once, a round later."""
ANYBODY = re.compile(
    r"\b(?:operator|representative|receptionist|attendant|real person|human|(?:live )?agent|"
    r"somebody|someone|(?:member of|our) (?:staff|team)|(?:staff|team) member|"
    r"(?:any|some|every)thing else|(?:all|any) other \w+|none of (?:these|the above|those))\b"
)


class WayOut:
    """Counts how often the same options were offered since a key was pressed."""

    def __init__(self) -> None:
        self._offered: tuple[Option, ...] = ()
        self._rounds = 0
        self._tried = False

    def heard(self, offered: tuple[Option, ...]) -> None:
        """A turn of theirs; ``offered`` is empty where it was no menu."""
        if not offered:
            return
        self._rounds = self._rounds + 1 if _alike(offered, self._offered) else 1
        self._offered = offered

    def pressed(self, keys: str) -> None:
        self._tried = self._tried or keys == OPERATOR
        self._offered, self._rounds = (), 0

    def not_offered(self, keys: str) -> str:
        """Why ``keys`` choose nothing here; empty where they do, or may: 0, * and # often work unsaid."""
        offered = _keys(self._offered)
        if not offered or keys in offered or len(keys) > 1 or keys in "0*#":
            return ""
        return f"this menu has no {keys}, it has {', '.join(option.key for option in self._offered)}"

    @property
    def key(self) -> str:
        """Of whoever takes what no other option names; empty as long as there is no need, or no such key."""
        if self._rounds < ROUNDS:
            return ""
        named = next((option.key for option in self._offered if ANYBODY.search(option.text)), "")
        return named or (OPERATOR if self._rounds == UNSAID_ROUNDS and not self._tried else "")


def _alike(one: tuple[Option, ...], other: tuple[Option, ...]) -> bool:
    """Whether it is the same menu: each round names it in other words, and one key may be misheard."""
    first, second = _keys(one), _keys(other)
    return 2 * len(first & second) > len(first | second)


def _keys(offered: tuple[Option, ...]) -> frozenset[str]:
    return frozenset(option.key for option in offered)
