"""Between the model and the voice: what may be said and keyed, to whom, and when. Nothing passes it unseen.

A session uses it so, for the whole of one call::

    gate = Gate(book, briefing)
    gate.heard("t7", "And a phone number?")          # each turn of the far party, as it ends
    match gate.clause(text, Party.PERSON, phase):    # each clause, before it is given out
        case Passed(text, released): ...             # speak it; released goes into the ledger
        case Stopped(why): ...                       # do not; the model is told why, and asked again
    gate.spoken(text)                                # it was given out, or
    gate.cut()                                       # what had passed was dropped

A clause that has passed counts as said, whether or not it was: what it began, a later one cannot complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agent.call.asked import asks_for
from agent.call.briefing import Briefing
from agent.call.facts import FactBook, Known
from agent.call.machine_question import asks_if_machine
from agent.call.phase import Phase
from agent.call.references import Reference, filled, references
from agent.call.values import Kind, Value, find, spoken


class Party(StrEnum):
    """Who listens."""

    PERSON = "person"
    MENU = "menu"
    VOICEMAIL = "voicemail"


@dataclass(frozen=True, slots=True)
class Release:
    """``fact``: its id as it was written; ``form``: the form asked for, or empty."""

    fact: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """``text``: with the values filled in, fit to be heard (or, of keys, to be pressed)."""

    text: str
    released: tuple[Release, ...] = ()


@dataclass(frozen=True, slots=True)
class Stopped:
    """``why`` is for the model and the log; it never contains a value. ``agreement``: the clause agrees to
    something that the briefing does not allow."""

    why: str
    agreement: bool = False


class _Refused(Exception):
    """Carries the reason from where it is found to ``clause``."""


class Gate:
    def __init__(self, book: FactBook, briefing: Briefing) -> None:
        self._book = book
        self._briefing = briefing
        self._asked: set[str] = set()
        self._verified = False
        self._said: list[tuple[str, Value]] = []

    asks_if_machine = staticmethod(asks_if_machine)

    def heard(self, turn: str, text: str) -> None:
        """The far party's turn ``turn`` is over; ``text`` as it was recognised."""
        values = find(text)
        self._said += [(turn, value) for value in values]
        for one in self._book.known:
            if asks_for(text, one.kind, one.name) or any(self._book.equal(value, one) for value in values):
                self._asked.add(one.id)

    def clause(self, text: str, party: Party, phase: Phase) -> Passed | Stopped:
        if party is Party.MENU:
            return Stopped("a menu hears nothing: press keys")
        try:
            said = filled(text, lambda reference: self._value_of(reference, party))
        except _Refused as refused:
            return Stopped(str(refused))
        return Passed(said, tuple(Release(one.id, one.form) for one in references(text) if not one.heard))

    def spoken(self, text: str) -> None:
        """A clause that had passed was given out."""

    def cut(self) -> None:
        """What had passed and was not given out was dropped."""

    def keys(self, keys: str, phase: Phase) -> Passed | Stopped:
        """Menu choices, or a fact that may be keyed: ``{account}``."""
        return Passed(keys)

    def _value_of(self, reference: Reference, party: Party) -> str:
        if reference.heard:
            kind, value = self._heard_value(reference)
            return spoken(kind, value, reference.form)
        one = self._book.get(reference.id)
        if one is None:
            raise _Refused(f"there is no {{{reference.id}}}")
        if why := self._withheld(one, party):
            raise _Refused(f"{{{reference.id}}} is not released: {why}")
        return spoken(one.kind, one.value, reference.form)

    def _heard_value(self, reference: Reference) -> tuple[Kind, str]:
        turn, _, kind = reference.id.partition(".")
        said = [(at, value) for at, value in self._said if value.kind == kind and turn in ("heard", at)]
        if not said:
            raise _Refused(f"they have named no {kind}")
        value = said[-1 if turn == "heard" else 0][1]
        return value.kind, value.value

    def _withheld(self, one: Known, party: Party) -> str:
        """Why a fact may not be told to ``party`` now; empty where it may."""
        if one.secret or one.release == "never":
            return "it is never told"
        if one.release == "freely":
            return ""
        if party is not Party.PERSON:
            return "it is told to a person only"
        if self._book.owner_allows(one):
            return ""
        if one.id not in self._asked:
            return "nobody asked"
        return "they have not said who they are" if one.release == "verified" and not self._verified else ""
