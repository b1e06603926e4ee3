"""Notices that the model says for the third time in a row what it has said twice, to something new.

It may be right to (a third offer is refused like the two before): so it is asked for something else once,
and has its way when it insists, but not for ever.
"""

from __future__ import annotations

import re

TWICE = 2
ENDLESS = 5
WHY = "you have said just that twice: say something else, or insist"


class Repetition:
    """Text that could become such a repetition is held back until it is known whether it does."""

    def __init__(self) -> None:
        self._said = ""
        self._times = 0
        self._heard: list[str] = []
        self._held = ""
        self._all = ""
        self._insists = False

    def heard(self, text: str) -> None:
        """The far party's turn."""
        self._heard = [*self._heard[-1:], _plain(text)]
        self._insists = False

    def said(self, text: str) -> None:
        """What a reply of ours said; an empty one does not count."""
        if text.strip():
            self._times = self._times + 1 if text == self._said else 1
            self._said = text

    def begin(self) -> None:
        """A reply begins."""
        self._held = self._all = ""

    def wrote(self, text: str) -> str:
        """The text that may be said, now that ``text`` has come."""
        self._all += text
        self._held += text
        if self._worn and self._worn.startswith(self._all):
            return ""
        free, self._held = self._held, ""
        return free

    @property
    def repeats(self) -> bool:
        """The reply, which is complete, is such a repetition, and was not yet asked to be another."""
        return bool(self._worn) and self._all == self._worn

    def refuse(self) -> None:
        """It was asked to be another."""
        self._insists = True

    @property
    def endless(self) -> bool:
        """There is no talking on like this."""
        return self._times >= ENDLESS and self._new

    def rest(self) -> str:
        """What is held back of a reply that is complete, and is none."""
        free, self._held = self._held, ""
        return free

    @property
    def _worn(self) -> str:
        """What must not be said once more; empty where there is no such thing."""
        return self._said if self._times >= TWICE and self._new and not self._insists else ""

    @property
    def _new(self) -> bool:
        return len(self._heard) == TWICE and self._heard[0] != self._heard[1]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
