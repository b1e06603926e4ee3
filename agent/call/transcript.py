"""The transcript as evidence: what the far party said, and what it agreed to of what we said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent.call import agreement
from agent.call.facts import FactBook
from agent.call.reports import TurnTaken
from agent.call.values import Kind, Value, find

SETTLED = (Kind.DATE, Kind.TIME, Kind.COUNT)
"""Kinds that are agreed on when something is booked."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that was said and counts. ``turn`` is the far party's turn that carries it.

    ``echo``: our words, which the far party agreed to in ``turn``; what that turn itself says of a kind
    counts before them.
    """

    turn: str
    text: str
    values: tuple[Value, ...]
    """What it says, without what it refuses."""
    echo: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """A place at which the far party agreed. ``firm``: the values that stand in the very words that do so:
    they count before whatever was said earlier."""

    passages: tuple[Passage, ...]
    firm: tuple[Value, ...] = ()
    settled: bool = False
    """They said that it is done, or gave a number for it."""

    @property
    def turn(self) -> str:
        return self.passages[0].turn


class Transcript:
    """Questions to the turns of a call that is over."""

    def __init__(self, turns: Sequence[TurnTaken], book: FactBook) -> None:
        self._book = book
        self.turns = {turn.id: turn for turn in turns}
        self._spoken = [turn for turn in turns if turn.role in ("user", "assistant") and turn.text]
        self._place = {turn.id: place for place, turn in enumerate(self._spoken)}
        self._values = [_said(turn.text) for turn in self._spoken]
        self.agreements = self._all_agreements()
        """Every place at which the far party agreed to something, with what it agreed to, in order."""

    @property
    def far(self) -> list[TurnTaken]:
        return [turn for turn in self._spoken if turn.role == "user"]

    def passages(self, name: str) -> list[Passage]:
        """What the turn ``name`` carries.

        A far turn carries its own words, and ours right before it if it agrees. A turn of ours carries
        nothing by itself: it stands for the far turn right after it, if that agrees; and if it says yes
        itself, for what the far party said right before it.
        """
        place = self._place.get(name)
        if place is None:
            return []
        if self._spoken[place].role == "user":
            return list(self._of_far(place))
        confirmed = self._of_far(place - 1) if agreement.confirms(self._spoken[place].text) else ()
        agreed = [one for one in self._of_far(place + 1) if one.echo]
        return agreed + [one for one in confirmed if not one.echo]

    def _of_far(self, place: int) -> Iterator[Passage]:
        far = self._at(place, "user")
        if far is None:
            return
        yield Passage(far.id, far.text, self._values[place])
        ours = self._at(place - 1, "assistant")
        if ours is not None and agreement.agrees(far.text):
            yield Passage(far.id, ours.text, self._values[place - 1], echo=True)

    def after(self, name: str, *, later: str) -> bool:
        """The turn ``later`` came after ``name``."""
        return self._place.get(later, -1) > self._place.get(name, -1)

    def _all_agreements(self) -> list[Agreement]:
        """A yes on the way counts only until they say no or that they will call; what is settled stays."""
        found: list[Agreement] = []
        for place, turn in enumerate(self._spoken):
            if turn.role == "user":
                calls = agreement.calls_back(turn.text)
                if calls or agreement.refuses(turn.text):
                    found = [one for one in found if one.settled]
                found += [] if calls else self._agreed(place)
        return found

    def _agreed(self, place: int) -> list[Agreement]:
        """It said that it is settled, or named the number it is kept under; it read back or offered something
        and we said yes; or it said nothing but yes to what we read back."""
        text = self._spoken[place].text
        own, *echo = self._of_far(place)
        if agreement.settles(text) or self.numbers(own):
            firm = tuple(one for one in own.values if agreement.settled(text, one.start, one.end))
            told = tuple(one for one in own.values if not agreement.asked(text, one.start, one.end))
            return [Agreement((replace(own, values=told), *echo), firm, settled=True)]
        ours = self._at(place + 1, "assistant")
        if ours is not None and agreement.confirms(ours.text) and _proposes(own):
            return [Agreement((own,), own.values)]
        if agreement.agrees(text) and not agreement.asks(text):
            proposed = tuple(one for one in echo if any(value.kind in SETTLED for value in one.values))
            return [Agreement(proposed, proposed[0].values)] if proposed else []
        return []

    def numbers(self, passage: Passage) -> list[Value]:
        """The numbers that the far party gives us in ``passage``: not those of ours that it reads back."""
        if passage.echo or not agreement.numbers_it(passage.text):
            return []
        codes = (value for value in passage.values if value.kind is Kind.CODE)
        return [code for code in codes if not any(self._book.equal(code, one) for one in self._book.all)]

    def _at(self, place: int, role: str) -> TurnTaken | None:
        if not 0 <= place < len(self._spoken):
            return None
        return turn if (turn := self._spoken[place]).role == role else None


def _proposes(passage: Passage) -> bool:
    """A day or time is in itself something to say yes to; an amount only in a question."""
    kinds = {value.kind for value in passage.values}
    return bool(kinds & set(SETTLED)) or (Kind.AMOUNT in kinds and agreement.asks(passage.text))


def _said(text: str) -> tuple[Value, ...]:
    """The values in ``text`` but for those that are refused in it."""
    return tuple(
        one
        for one in find(text)
        if one.kind not in SETTLED or not agreement.refused(text, one.start, one.end)
    )
