"""Notices that the model says for the third time in a row what it has said twice, to something new."""

from __future__ import annotations

import re

TWICE = 2


class Repetition:
    """Text that could become such a repetition is held back until it is known whether it does."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._heard: list[str] = []
        self._held = ""
        self._all = ""

    def heard(self, text: str) -> None:
        """The far party's turn."""
        self._heard = [*self._heard[-1:], _plain(text)]

    def said(self, text: str) -> None:
        """What a reply of ours said; an empty one does not count."""
        if text.strip():
            self._said = [*self._said, text][-TWICE:]

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
        """The reply, which is complete, is such a repetition."""
        return bool(self._worn) and self._all == self._worn

    def rest(self) -> str:
        """What is held back of a reply that is complete, and is none."""
        free, self._held = self._held, ""
        return free

    @property
    def _worn(self) -> str:
        """What must not be said once more; empty where there is no such thing."""
        twice = len(self._said) == TWICE and self._said[0] == self._said[1]
        new = len(self._heard) == TWICE and self._heard[0] != self._heard[1]
        return self._said[1] if twice and new else ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
