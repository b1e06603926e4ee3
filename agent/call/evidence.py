"""Whether the transcript carries what an account claims. Deterministic: the model is not asked.

The rule: a claim's value must stand in what the far party said in a cited turn, or in what we said right
before a cited turn in which the far party agreed (``agent.call.transcript``). Values are compared as values:
"half past seven" carries ``19:30``. A value that stands in a refusal ("nothing at eight") is not carried, nor
one that a later agreement says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.call.account import Claim
from agent.call.claimed import Claimed, Resolver, words
from agent.call.facts import FactBook, Known
from agent.call.transcript import SETTLED, Passage, Transcript
from agent.call.values import Kind, Value, same_name

WORDS_IN_COMMON = 0.6
MOST_OTHER_WORDS = 2
"""So many words beside its values a claim may have that need not be found."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim and what the transcript says of it. ``reason`` is empty where it is supported; ``verified`` is
    False of what cannot be looked up (a yes or no)."""

    name: str
    value: str
    kind: Kind
    turns: tuple[str, ...]
    verified: bool = True
    reason: str = ""

    @property
    def as_value(self) -> Value:
        return Value(self.kind, self.value, 0, len(self.value), self.value)

    def as_json(self) -> dict[str, Any]:
        told = {"name": self.name, "value": self.value, "kind": str(self.kind), "turns": list(self.turns)}
        return {**told, "verified": self.verified, **({"reason": self.reason} if self.reason else {})}


class Evidence:
    """Checks the claims of one call."""

    def __init__(self, transcript: Transcript, book: FactBook) -> None:
        self._transcript = transcript
        self._book = book
        self._resolver = Resolver(transcript, book)
        self._narrowed: dict[str, str] = {}

    def check(self, claims: Iterable[Claim]) -> list[Checked]:
        """Every claim once, in order."""
        found: dict[tuple[str, str], Checked] = {}
        for claim in claims:
            checked = self._check(claim)
            found.setdefault((checked.name, checked.value), checked)
        return list(found.values())

    def prose(self, text: str) -> str:
        """``text`` with what its references stand for, as the claims checked before have found it."""
        return self._resolver.prose(text, self._narrowed)

    def same(self, one: Value, other: Value) -> bool:
        return self._book.equal(one, Known("", other.kind, other.value, "never"))

    def _check(self, claim: Claim) -> Checked:
        claimed = self._resolver.claim(claim)
        cited = tuple(dict.fromkeys((*claim.turns, *claimed.cited)))
        passages = [one for name in cited for one in self._transcript.passages(name)]
        claimed = _as_said(claimed, passages)
        single = claimed.single
        kind, text = (single.kind, single.value) if single else (Kind.TEXT, claimed.text)

        def unsupported(reason: str) -> Checked:
            return Checked(claim.name, text, kind, cited, verified=False, reason=reason)

        if claimed.unknown:
            return unsupported(f"there is no {', '.join(claimed.unknown)}")
        if not passages:
            return unsupported("it names no turn in which the other party said it or agreed to it")
        if text in ("true", "false"):
            return Checked(claim.name, text, Kind.TEXT, _turns(passages), verified=False)
        carrying = [one for one in passages if self._carries(one, claimed, passages)]
        if not carrying:
            return unsupported(f"{', '.join(_turns(passages))} does not say so")
        if single is not None and (otherwise := self._overruled(single, carrying[-1].turn)):
            return unsupported(otherwise)
        return Checked(claim.name, self._narrow(single, carrying) or text, kind, _turns(carrying))

    # -- what is said ------------------------------------------------------------------------

    def _carries(self, passage: Passage, claimed: Claimed, passages: Sequence[Passage]) -> bool:
        if passage.echo and self._says_otherwise(passage, claimed, passages):
            return False
        if not all(self._says(passage, value) for value in claimed.values):
            return False
        other = claimed.other_words
        return bool(claimed.values and len(other) <= MOST_OTHER_WORDS) or _common(other, passage.text)

    def _says_otherwise(self, echo: Passage, claimed: Claimed, passages: Sequence[Passage]) -> bool:
        """The turn that agreed to our words names another value itself: "yes, at eight"."""
        own = [value for one in passages if one.turn == echo.turn and not one.echo for value in one.values]
        return any(
            any(one.kind is value.kind for one in own) and not any(self.same(value, one) for one in own)
            for value in claimed.values
            if value.kind in SETTLED
        )

    def _says(self, passage: Passage, value: Value) -> bool:
        if value.kind is Kind.NAME:
            return says_name(passage.text, value.value)
        if value.kind in (Kind.TEXT, Kind.ADDRESS):
            return _common(words(value.value), passage.text)
        return any(self.same(value, one) or self._names_hour(value, one) for one in passage.values)

    def _names_hour(self, time: Value, said: Value) -> bool:
        """ "Eight is no problem": an hour that is taken for a count."""
        hour = (
            f"?{int(said.value):02}:00"
            if said.kind is Kind.COUNT and re.fullmatch(r"\d\d?", said.value)
            else ""
        )
        return (
            time.kind is Kind.TIME
            and hour != ""
            and self.same(time, replace(said, kind=Kind.TIME, value=hour))
        )

    def _narrow(self, value: Value | None, passages: Sequence[Passage]) -> str:
        """Of a range, or a time whose half of the day is open, what was said; empty where that is no more."""
        if value is None or _width(value.value) == 0:
            return ""
        said = [one.value for passage in passages for one in passage.values if self.same(value, one)]
        narrowed = min(reversed(said), key=_width, default="")
        narrowed = narrowed if _width(narrowed) < _width(value.value) else ""
        if narrowed:
            self._narrowed[value.value] = narrowed
        return narrowed

    def _overruled(self, value: Value, turn: str) -> str:
        """Why ``value``, said in ``turn``, is not what was agreed on in the end; empty where it may be."""
        if value.kind not in (Kind.DATE, Kind.TIME):
            return ""
        for agreement in reversed(self._transcript.agreements):
            said = [one for one in agreement.firm if one.kind is value.kind]
            if said and self._transcript.after(turn, later=agreement.turn):
                agreed = any(self.same(value, one) for one in said)
                return "" if agreed else f"{agreement.turn} says {said[0].words}"
        return ""


def _as_said(claimed: Claimed, passages: Sequence[Passage]) -> Claimed:
    """What is written in the very words of a turn is what they mean there: "nine" of "we close at nine"."""
    written = words(claimed.text)
    for value in (value for passage in passages for value in passage.values):
        if written and words(value.words) == written:
            return Claimed(value.value, (replace(value, words=value.value),))
    return claimed


def says_name(text: str, name: str) -> bool:
    """Whether the last word of ``name`` is said in ``text``: as a word much like it, or letter by letter."""
    last = name.split()[-1].lower()
    said = text.lower().replace(",", " ").replace(".", " ").split()
    letters = "".join(word for word in said if len(word) == 1)
    return last in letters or any(same_name(word, last) for word in said)


def _width(value: str) -> int:
    """How much a canonical time leaves open."""
    return 2 * ("/" in value) + value.startswith("?")


def _turns(passages: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.turn for one in passages))


def _common(asked: Iterable[str], text: str) -> bool:
    """Most of the words ``asked`` are said in ``text``."""
    asked, said = set(asked), set(words(text))
    return bool(asked) and len(asked & said) >= WORDS_IN_COMMON * len(asked)
