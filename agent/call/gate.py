"""Between the model and the voice: what may be said and keyed, to whom, and when.

Every value of a clause has to come from a fact that is released to this party by now, from what the far party
said, or from the owner's answer; and nothing is agreed to that the owner does not want.

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

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from agent.call import phrases
from agent.call.affirmation import agrees, denies, parts
from agent.call.briefing import Briefing
from agent.call.commitment import Commitments
from agent.call.facts import FactBook, Known
from agent.call.grounds import Grounds, meant
from agent.call.hearing import UNVERIFIED, Hearing
from agent.call.keying import keyed
from agent.call.machine_question import asks_if_machine, denies_being_machine
from agent.call.phase import Phase
from agent.call.references import Reference, filled, references
from agent.call.spoken_names import names_in
from agent.call.values import Kind, Value, find, spoken
from agent.call.withheld import Allowed, Disguises, Written, letter_forms, number_forms, told_words, words_of

_TALKING = frozenset({Phase.ACTIVE_CONVERSATION, Phase.DIALING, Phase.WRAP_UP})
_LEAVING_WORD = frozenset({Phase.VOICEMAIL, Phase.SCREENING, Phase.IVR_NAVIGATION})
_PHRASES_ONLY = frozenset({Phase.ESCALATION_PENDING, Phase.HOLD_WAITING, Phase.HANDOFF})
_LEAVES = re.compile(r"\b(?:good ?bye|bye|farewell)\b", re.IGNORECASE)
_CONTROL = re.compile(
    r"[{}<>\[\]|\\\x00-\x08\x0e-\x1f\x7f]|\"\s*:|https?:|\b(?:ask_owner|hand_off|leave_message)\b"
)
_ORNAMENT = re.compile(r"[*`#~]+|(?<!\w)_+|_+(?!\w)|^\s*[-•]\s+|[\u00ad\u200b-\u200f\u2060\ufeff]")


class Party(StrEnum):
    """Who listens."""

    PERSON = "person"
    MENU = "menu"
    VOICEMAIL = "voicemail"


@dataclass(frozen=True, slots=True)
class Release:
    """``fact``: its id as it was written. ``form``: the one asked for, or empty; ``keys`` if it was keyed."""

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
    what the briefing does not allow, or commits us to it; the owner may be asked. ``instead``: what
    answers them, by reference to what may be told: to a wrong read-back, or to a question that is ours; or
    asks, once, who they are."""

    why: str
    agreement: bool = False
    instead: str = ""


class _Refused(Exception):
    """Carries the reason from where it is found to ``clause``."""

    agreement = False
    instead = ""


class _Committing(_Refused):
    agreement = True

    def __init__(self, why: str, instead: str) -> None:
        super().__init__(why)
        self.instead = instead


class _Unverified(_Refused):
    instead = phrases.WHO


class Gate:
    asks_if_machine = staticmethod(asks_if_machine)

    def __init__(self, book: FactBook, briefing: Briefing) -> None:
        self._book = book
        self._hearing = Hearing(book, briefing.callee)
        self._commitments = Commitments(book, briefing)
        self._written = Written()
        self._disguises: dict[Known, Disguises] = {}
        self._keyed = ""
        self._asked_who = False
        self._public = frozenset(words_of(_public_text(briefing)))

    def heard(self, turn: str, text: str, party: Party = Party.PERSON) -> None:
        """The far party's turn ``turn`` is over; ``text`` as it was recognised. What a menu offers are keys:
        nothing in it could be agreed to."""
        values = meant(text, find(text))
        self._hearing.heard(turn, text, values)
        if party is not Party.MENU:
            self._commitments.heard(text, values)

    def clause(self, text: str, party: Party, phase: Phase) -> Passed | Stopped:
        """Whether ``text`` may be said now; with its references filled in."""
        try:
            return self._judged(_ORNAMENT.sub("", text), party, phase)
        except _Refused as refused:
            return Stopped(str(refused), refused.agreement, refused.instead)

    def spoken(self, text: str) -> None:
        """A clause that had passed was given out."""
        self._commitments.said(text)

    def cut(self) -> None:
        """What had passed was dropped. It counts as said all the same: part of it may have been heard."""

    def keys(self, keys: str, phase: Phase) -> Passed | Stopped:
        """A menu choice (two keys at most), digits that they named, or a fact to be keyed: ``{account}``."""
        found = keyed(keys, phase, self._book, self._hearing, self._keyed)
        if found.why:
            return Stopped(found.why)
        if found.fact:
            return Passed(found.keys, (Release(found.fact, "keys"),))
        self._keyed += found.keys
        return Passed(found.keys)

    # -- inside ------------------------------------------------------------------------------

    def _judged(self, text: str, party: Party, phase: Phase) -> Passed:
        _check_phase(text, party, phase)
        person = party is Party.PERSON and phase not in _LEAVING_WORD
        referred: list[Value] = []
        named = references(text)
        alone = len(named) == 1
        said = filled(text, lambda reference: self._fill(reference, person, alone, referred))
        own = filled(text, lambda _: "_")
        if _CONTROL.search(own):
            raise _Refused("only words fit to be spoken may be said")
        if denies_being_machine(own):
            raise _Refused("never deny to be a machine")
        agreed = agrees(own) and not self._hearing.asked_openly
        answers = bool(referred) or agreed or any(denies(part) for part in parts(own))
        if _LEAVES.search(own) and not referred:
            self._check_answered(answers)
        values = meant(own, find(own))
        released = tuple(one for one in self._book.all if not self._hearing.withheld(one, person=person))
        grounds = Grounds(self._book, self._hearing, released, self._public)
        if why := grounds.lacking(own, values):
            raise _Refused(why)
        written = self._written.plus(grounds.without_released(own, values), values, grounds.loose(values))
        self._check_disguises(written, released)
        if why := self._commitments.why_not(said, [*values, *referred]):
            raise _Committing(why, self._commitments.instead)
        self._written = written
        self._hearing.owed = "" if referred else self._hearing.owed
        self._hearing.asked_something = self._hearing.asked_something and not answers
        return Passed(said, tuple(Release(one.id, one.form) for one in named if not one.heard))

    def _check_answered(self, answers: bool) -> None:
        if self._hearing.owed:
            raise _Refused(f"they ask for {{{self._hearing.owed}}}: answer that before you go")
        if self._hearing.asked_something and not answers:
            raise _Refused("they asked something: answer that before you go")

    def _fill(self, reference: Reference, person: bool, alone: bool, referred: list[Value]) -> str:
        value = (
            self._heard_value(reference) if reference.heard else self._fact_value(reference.id, person, alone)
        )
        # A telephone number is said digit by digit, and in its groups, anyway.
        form = "" if value.kind is Kind.PHONE and reference.form == "digits" else reference.form
        words = spoken(value.kind, value.value, form)
        referred.append(replace(value, words=words))
        return words

    def _heard_value(self, reference: Reference) -> Value:
        value = self._hearing.value(reference.id)
        if value is None:
            raise _Refused(f"they have named no {reference.heard}")
        if any(one.strict and self._book.equal(value, one) for one in self._book.known):
            raise _Refused(f"{{{reference.id}}} is not released: it is never told")
        return value

    def _fact_value(self, identity: str, person: bool, alone: bool) -> Value:
        one = self._book.get(identity)
        if one is None:
            raise _Refused(f"there is no {{{identity}}}")
        if why := self._hearing.withheld(one, person=person):
            raise self._not_released(identity, why)
        if other := self._hearing.instead(one, alone=alone):
            raise _Refused(f"they ask for {{{other}}}, not for {{{identity}}}")
        return one.as_value

    def _not_released(self, identity: str, why: str) -> _Refused:
        text = f"{{{identity}}} is not released: {why}"
        if why != UNVERIFIED or self._asked_who:
            return _Refused(text)
        self._asked_who = True
        return _Unverified(text)

    def _check_disguises(self, written: Written, released: tuple[Known, ...]) -> None:
        told = {one.id for one in released}
        ours = Allowed(
            tuple(form for one in released for form in number_forms(one)),
            tuple(form for one in released for form in letter_forms(one)),
            frozenset(word for one in released for word in told_words(one)),
        )
        theirs = self._hearing.allowed(ours)
        for one in self._book.known:
            allowed = ours if one.strict else theirs
            if one.id not in told and self._disguises_of(one).told_by(written, allowed):
                raise _Refused(f"that would tell {{{one.id}}}, which is not released")

    def _disguises_of(self, one: Known) -> Disguises:
        if one not in self._disguises:
            self._disguises[one] = Disguises.of(one)
        return self._disguises[one]


def _check_phase(text: str, party: Party, phase: Phase) -> None:
    if party is Party.MENU:
        raise _Refused("a menu hears nothing: press keys")
    if phase in _PHRASES_ONLY and (
        references(text) or meant(text, find(text)) or list(names_in(text)) or agrees(text)
    ):
        raise _Refused(f"nothing is told or agreed to in {phase}")
    if phase not in _TALKING | _LEAVING_WORD | _PHRASES_ONLY:
        raise _Refused(f"nothing is said in {phase}")


def _public_text(briefing: Briefing) -> str:
    """Prose whose words are no secret; what is withheld of it is looked for by itself."""
    message = str(briefing.voicemail.get("message") or "")
    told = (
        briefing.task,
        briefing.principal,
        briefing.callee,
        briefing.greeting,
        briefing.disclosure,
        message,
    )
    return "\n".join((*told, *briefing.preferences, *briefing.constraints, *briefing.prohibited))
