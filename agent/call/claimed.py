"""What a claim, or a summary, comes to: references replaced by what they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from agent.call.account import Claim
from agent.call.facts import FactBook
from agent.call.references import HEARD, Reference, filled, references
from agent.call.transcript import Transcript
from agent.call.values import Kind, Value, find

_TURN = re.compile(r"(t\d+)\.[a-z]+")
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SMALL = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "to",
        "under",
        "with",
    )
)
"""Words that prove nothing."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A text and every value in it. ``cited``: turns that its references name; ``unknown``: references to
    what there is not."""

    text: str
    values: tuple[Value, ...] = ()
    cited: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def single(self) -> Value | None:
        """The value, where it is that and nothing else; of a count, and what is counted."""
        if len(self.values) != 1 or len(self.other_words) > (self.values[0].kind is Kind.COUNT):
            return None
        return self.values[0]

    @property
    def other_words(self) -> list[str]:
        """The words that are no part of a value."""
        text = self.text
        for value in self.values:
            text = text.replace(value.words, " ")
        return words(text)


class Resolver:
    def __init__(self, transcript: Transcript, book: FactBook) -> None:
        self._transcript = transcript
        self._book = book

    def claim(self, claim: Claim) -> Claimed:
        """With canonical values in place of references; without any, with the values that it says itself."""
        if claim.said is not None:
            return Claimed(claim.said.value, (_canonical(claim.said),))
        text = claim.value
        values: list[Value] = []
        cited: list[str] = []
        unknown: list[str] = []

        def fill(reference: Reference) -> str:
            found = self._value(reference)
            if found is None:
                unknown.append(reference.id)
                return _as_words(reference)
            value, turn = found
            values.append(_canonical(value))
            cited.extend([turn] if turn else [])
            return value.value

        whole = filled(text, fill)
        if not references(text):
            values += find(whole)
        return Claimed(whole, tuple(values), tuple(cited), tuple(unknown))

    def prose(self, text: str, narrowed: Mapping[str, str]) -> str:
        """For a person to read. ``narrowed``: what was agreed on, by the range that the briefing gives."""

        def fill(reference: Reference) -> str:
            found = self._value(reference)
            if found is None:
                return _as_words(reference)
            value = found[0]
            return shown(value.kind, narrowed.get(value.value, value.value))

        return filled(text, fill)

    def _value(self, reference: Reference) -> tuple[Value, str] | None:
        """What ``reference`` stands for, and the turn that says it (empty: the briefing does)."""
        if not HEARD.fullmatch(reference.id):
            known = self._book.get(reference.id)
            return (known.as_value, "") if known else None
        named = _TURN.fullmatch(reference.id)
        names = [named[1]] if named else [one.id for one in self._transcript.far]
        passages = [passage for name in names for passage in self._transcript.passages(name)]
        own = [passage for passage in passages if not passage.echo]
        found = ((value, one.turn) for one in own for value in one.values)
        said = [(value, turn) for value, turn in found if value.kind == reference.heard]
        return (said[0] if named else said[-1]) if said else None


def words(text: str) -> list[str]:
    """The words of ``text`` that may prove something, in lower case."""
    return [word for found in _WORD.findall(text) if (word := found.lower()) not in _SMALL]


def shown(kind: Kind, value: str) -> str:
    """A canonical value for a person to read."""
    match kind:
        case Kind.TIME:
            times = value.removeprefix("?").split("/")
            return " to ".join(time.removeprefix("0") if value.startswith("?") else time for time in times)
        case Kind.DATE:
            weekday = value.replace(" ", "").isalpha() and value not in ("today", "tomorrow")
            return value.title() if weekday else value
        case Kind.DURATION:
            unit, _, count = value.partition(":")
            return f"{count.replace('/', ' to ')} {unit}"
    return value


def _canonical(value: Value) -> Value:
    """``value`` as it stands in a text in its canonical form."""
    return replace(value, words=value.value)


def _as_words(reference: Reference) -> str:
    return reference.id.rpartition(".")[2].replace("_", " ")
