"""What the far party said, and what it has been released by saying: the ground on which facts are told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from agent.call.asked import asked_for, asks_for, asks_openly, asks_to_be_answered
from agent.call.disguise import signs
from agent.call.facts import KINDS, FactBook, Known
from agent.call.values import Kind, Value
from agent.call.withheld import Allowed, words_of

LIKE = 0.85
"""So alike are a word and what a recogniser makes of it."""
CONSONANTS = 3
"""So many a word must have to be known by them."""
UNVERIFIED = "they have not said who they are"
_VOWELS = re.compile(r"(?<=.)[aeiouy]+|(.)(?=\1)")


def _all_heard(words: frozenset[str], heard: frozenset[str]) -> bool:
    """Whether every word was heard, the longer ones perhaps with a letter or the vowels wrong."""
    sounds = {_VOWELS.sub("", word) for word in heard}
    return all(
        word in heard
        or (len(word) > 4 and get_close_matches(word, heard, 1, LIKE))
        or (len(word) > 4 and len(sound := _VOWELS.sub("", word)) >= CONSONANTS and sound in sounds)
        for word in words
    )


class Hearing:
    """``callee``: who is verified once it has named itself; empty: nobody is."""

    def __init__(self, book: FactBook, callee: str) -> None:
        self._book = book
        self._callee = frozenset(words_of(callee))
        self._asked: set[str] = set()
        self._asked_last: frozenset[str] = frozenset()
        self.owed = ""
        """A fact that their last turn asks for and that may be told, until one is."""
        self.asked_something = False
        """Their last turn ends with a question, and neither with a goodbye nor "anything else?"."""
        self.asked_openly = False
        """That question wants more than a yes or a no."""
        self._verified = False
        self._values: list[tuple[str, Value]] = []
        self._digits: tuple[str, ...] = ()
        self._numbers: frozenset[str] = frozenset()
        self._letters: tuple[str, ...] = ()
        self.words: frozenset[str] = frozenset()
        """All of them, in lower case."""

    def heard(self, turn: str, text: str, values: Iterable[Value]) -> None:
        found = signs(text)
        self._values += [(turn, value) for value in values]
        self._digits += tuple(run for run in found.runs if len(run) > 2)
        self._letters += tuple(text for text in (found.spelled, found.mixed) if len(text) > 2)
        self._numbers |= set(found.numbers)
        self.words |= set(found.words)
        self._verified |= bool(self._callee) and _all_heard(self._callee, frozenset(found.words))
        asked = asked_for(text, self._book)
        self._asked_last = frozenset(one.id for one in asked)
        for one in self._book.known:
            if asks_for(text, one.kind, one.name) or any(self._book.equal(value, one) for value in values):
                self._asked.add(one.id)
        self.asked_something, self.asked_openly = asks_to_be_answered(text), asks_openly(text)
        self.owed = next((one.id for one in asked if not self.withheld(one, person=True)), "")

    def value(self, reference: str) -> Value | None:
        """Of ``heard.time`` the last time they named, of ``t7.time`` the first of that turn."""
        turn, _, kind = reference.partition(".")
        kind = KINDS.get(kind, kind)
        said = [value for at, value in self._values if value.kind == kind and turn in ("heard", at)]
        return said[-1 if turn == "heard" else 0] if said else None

    def withheld(self, one: Known, *, person: bool) -> str:
        """Why a fact may not be told now; empty where it may. ``person``: one listens, not a machine."""
        if one.secret or one.release == "never":
            return "it is never told"
        if one.release == "freely":
            return ""
        if not person:
            return "it is told to a person only"
        if self._book.owner_allows(one):
            return ""
        if one.id.partition(".")[0] not in {identity.partition(".")[0] for identity in self._asked}:
            return "nobody asked"
        return UNVERIFIED if one.release == "verified" and not self._verified else ""

    def instead(self, one: Known, *, alone: bool) -> str:
        """The fact that their last turn asks for, where it asks for others than ``one``; empty otherwise.

        ``alone``: a clause tells nothing else. What may be told freely may be told unasked, but the name of
        one, or a reason, is no answer to a question for the name of another.
        """
        if not self._asked_last or one.id in self._asked_last:
            return ""
        free = one.release == "freely" or self._book.owner_allows(one)
        return "" if free and not (alone and self._names_another(one)) else min(self._asked_last)

    def _names_another(self, one: Known) -> bool:
        asked = {other.kind for other in self._book.known if other.id in self._asked_last}
        return {one.kind, *asked} <= {Kind.NAME, Kind.TEXT}

    def said(self, value: Value) -> bool:
        """Whether they said ``value``; of a range both ends."""
        if "/" in value.value and value.kind is Kind.TIME:
            return any(value.value == said.value for _, said in self._values)
        if any(self._same(value, said) for _, said in self._values):
            return True
        # "Nine to five" may be a time of the day or two: each number that was said is one that they said.
        hour = re.fullmatch(r"\??(\d\d):00", value.value) if value.kind is Kind.TIME else None
        number = str((int(hour[1]) - 1) % 12 + 1) if hour else value.value
        return (hour is not None or value.kind is Kind.COUNT) and number in self._numbers

    def said_signs(self, signs: str) -> bool:
        """Whether they said these digits together, or spelled these letters."""
        return any(signs in run for run in (self._digits if signs.isdigit() else self._letters))

    def allowed(self, besides: Allowed) -> Allowed:
        """``besides`` and all that they said."""
        return Allowed(
            (*besides.digits, *self._digits), (*besides.letters, *self._letters), besides.words | self.words
        )

    def _same(self, value: Value, said: Value) -> bool:
        if value.kind is Kind.COUNT and said.kind is not Kind.COUNT:
            numbers = re.findall(r"\d+(?:\.\d+)?", said.value)
            return any(float(number) == float(value.value) for number in numbers)
        return self._book.equal(value, Known("", said.kind, said.value, "freely"))
