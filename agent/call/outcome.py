"""What came of a call: an account, checked against the transcript, as the last report but one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from agent.call.account import Account
from agent.call.briefing import Briefing
from agent.call.claimed import shown
from agent.call.evidence import Checked, Evidence
from agent.call.facts import FactBook
from agent.call.fields import formed_fields, free_fields
from agent.call.recount import NUMBER, REVIEW, agreed, is_about, recount
from agent.call.reply import Reply
from agent.call.reports import ErrandEnded, TurnTaken
from agent.call.transcript import SETTLED, Transcript
from agent.call.values import Kind, find

_BINDING = (*SETTLED, Kind.AMOUNT)
_TO_BE_PROVEN = frozenset({Kind.DATE, Kind.TIME, Kind.AMOUNT, Kind.CODE, Kind.PHONE})
"""Values that must not stand in a summary without having been said."""
_OPEN = frozenset({"partially_completed", "needs_follow_up", "voicemail_left", "voicemail_reached"})
"""After these somebody has to call again, or to wait for a call."""
_PEOPLE = frozenset(("count", "guests", "number", "party", "people", "persons", "seats", "size"))
_TOLD = frozenset({"freely", "if_asked"})
_WRONG_NUMBER = re.compile(
    r"\bwrong number\b|\b(?:that's|that is|this is|we're|we are|i'm|i am) not (?:us|him|her|them)\b"
    r"|\b(?:nobody|no one) (?:here )?(?:by|of|with) that name\b|\bprivate (?:number|home|house|person)\b"
)
_NOT_DONE = frozenset({"needs_follow_up", "declined", "failed", "unknown"})
LAST_TURNS = 2
"""Of theirs: who says it before connects us to somebody else."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A call that is over. ``account``: the model's, None where it gave none; ``end``: its last reply."""

    briefing: Briefing
    book: FactBook
    turns: Sequence[TurnTaken]
    reason: str
    answered: bool = True
    end: Reply | None = None
    account: Account | None = None

    @property
    def spoken(self) -> bool:
        """The far party said something: there is something to give an account of."""
        return self.answered and any(turn.role == "user" and turn.text for turn in self.turns)


def errand(call: Ended) -> ErrandEnded:
    """The result, whatever the model wrote."""
    if not call.answered:
        return ErrandEnded("failed", f"Nobody was spoken to: {call.reason}.")
    return _Outcome(call).report()


class _Outcome:
    def __init__(self, call: Ended) -> None:
        self._call = call
        self._transcript = Transcript(call.turns, call.book)
        self._evidence = Evidence(self._transcript, call.book)
        self._account = call.account or recount(self._transcript, call.book, call.end, call.reason)
        self._agreements = self._transcript.agreements
        checked = self._evidence.check(self._account.claims)
        self._claims = [claim for claim in checked if not claim.reason]
        left_out = self._left_out()
        self._claims += left_out
        self._unsupported = [claim for claim in checked if claim.reason and not self._among(left_out, claim)]

    def report(self) -> ErrandEnded:
        status, why = self._status()
        summary = self._summary(lowered=bool(why))
        if status in _NOT_DONE and self._is_wrong_number:
            status, why, summary = "wrong_number", "", "They say that it is the wrong number."
        numbers = self._numbers()
        fields, errors = self._fields()
        return ErrandEnded(
            status=status,
            summary=f"{why} {summary}".strip(),
            fields=fields,
            turns=tuple(dict.fromkeys(turn for claim in self._claims for turn in claim.turns)),
            claims=tuple(claim.as_json() for claim in self._claims),
            unsupported=tuple(claim.as_json() for claim in self._unsupported),
            commitments=tuple(_proven(claim) for claim in self._claims if self._binds(claim)),
            confirmation_numbers=tuple(_proven(claim) for claim in numbers),
            missing=self._account.missing,
            follow_up=self._follow_up(status, summary),
            verbal_only=not numbers,
            schema_errors=errors,
        )

    def _left_out(self) -> list[Checked]:
        """What was agreed on, of kinds that no good claim is about: numbers, amounts, dates, times."""
        told = {claim.kind for claim in self._claims}
        found = self._evidence.check(agreed(self._transcript, self._call.book))
        return [claim for claim in found if not claim.reason and claim.kind not in told]

    def _among(self, found: Sequence[Checked], claim: Checked) -> bool:
        """It is true; only the turns that it cites are wrong."""
        return any(
            one.kind is claim.kind and self._evidence.same(claim.as_value, one.as_value) for one in found
        )

    # -- the status --------------------------------------------------------------------------

    def _status(self) -> tuple[str, str]:
        """The account's status, or a lower one and why it is lower."""
        status = self._account.status
        if status == "voicemail_left" and self._call.account is not None:
            # Where one was heard the model is not asked.
            return "unknown", f"No voicemail was heard: {REVIEW}."
        if status not in ("completed", "partially_completed"):
            return status, ""
        if wrong := [claim for claim in self._claims if not self._acceptable(claim)]:
            told = ", ".join(f"{claim.name} {shown(claim.kind, claim.value)}" for claim in wrong)
            return "needs_follow_up", f"The briefing does not accept what was agreed: {told}."
        if status == "completed" and (doubt := self._doubt()):
            return "unknown", f"{doubt}: {REVIEW}."
        if status == "completed" and self._unsupported:
            return "partially_completed", f"Not everything could be verified: {REVIEW}."
        return status, ""

    @property
    def _is_wrong_number(self) -> bool:
        theirs = [turn.text.lower() for turn in self._call.turns if turn.role == "user"]
        return not self._agreements and any(map(_WRONG_NUMBER.search, theirs[-LAST_TURNS:]))

    def _doubt(self) -> str:
        """Why it cannot be called completed; empty where it can."""
        for claim in self._unsupported:
            if self._needs(claim.kind) and not any(one.kind is claim.kind for one in self._claims):
                return f"The {claim.name} could not be verified"
        if self._agreements:
            return ""
        if any(claim.kind in SETTLED and self._is_wanted(claim) for claim in self._claims):
            return "The other party's words do not show that it agreed"
        return "" if self._claims else "Nothing in what the other party said shows that it is done"

    def _needs(self, kind: Kind) -> bool:
        return kind in SETTLED and self._call.book.constrains(kind)

    def _acceptable(self, claim: Checked) -> bool:
        words = set(re.findall("[a-z]+", claim.name.lower()))
        if not self._binds(claim) or (claim.kind is Kind.COUNT and not words & _PEOPLE):
            return True
        return self._call.book.acceptable(claim.as_value)

    def _is_wanted(self, claim: Checked) -> bool:
        book = self._call.book
        return bool(book.matches(claim.as_value)) and not is_about(claim.as_value, book)

    # -- what else is told -------------------------------------------------------------------

    def _summary(self, *, lowered: bool) -> str:
        """The model's, unless it says what was not found."""
        text = self._evidence.prose(self._account.summary)
        if not text or lowered or not self._proven(text):
            told = [f"{claim.name} {shown(claim.kind, claim.value)}" for claim in self._claims]
            text = f"Found in the transcript: {', '.join(told)}." if told else "Nothing could be verified."
        return text

    def _proven(self, summary: str) -> bool:
        """Every date, time, amount and number in ``summary`` was said on the call, or is the briefing's."""
        said = [value for turn in self._call.turns for value in find(turn.text)]
        wrong = [claim.as_value for claim in self._unsupported]
        return all(
            not any(self._evidence.same(value, one) for one in wrong)
            and (self._call.book.matches(value) or any(self._evidence.same(value, one) for one in said))
            for value in find(summary)
            if value.kind in _TO_BE_PROVEN
        )

    def _binds(self, claim: Checked) -> bool:
        """It was agreed to, and is more than something told or asked in passing."""
        agreed = {agreement.turn for agreement in self._agreements}
        if not agreed or not claim.verified or claim.kind not in _BINDING:
            return False
        if is_about(claim.as_value, self._call.book):
            return False
        return claim.kind is not Kind.AMOUNT or bool(agreed & set(claim.turns))

    def _numbers(self) -> list[Checked]:
        """What the far party named as the number it is kept under: no number that we knew before."""
        book = self._call.book
        return [
            claim
            for claim in self._claims
            if claim.verified
            and (claim.kind is Kind.CODE or claim.name == NUMBER)
            and not any(book.equal(claim.as_value, one) for one in book.all)
        ]

    def _fields(self) -> tuple[dict[str, Any], tuple[str, ...]]:
        schema = self._call.briefing.result_schema
        return (free_fields(self._claims), ()) if schema is None else formed_fields(schema, self._claims)

    def _follow_up(self, status: str, summary: str) -> dict[str, Any] | None:
        missing = self._account.missing
        if status not in _OPEN and not missing:
            return None
        return follow_up(self._call.briefing, missing, summary)


def follow_up(briefing: Briefing, missing: Iterable[str], summary: str) -> dict[str, Any]:
    """A body for ``POST /call`` that goes on where this call ended.

    ``placeholders``: the facts to be added first. Facts that nobody may be told are among them, not in it:
    the body is stored and shown.
    """
    known = briefing.model_dump(
        mode="json",
        exclude_defaults=True,
        include={
            "principal", "facts", "preferences", "constraints", "commitments", "prohibited", "voicemail",
            "disclosure", "language",
        },
    )  # fmt: skip
    known["facts"] = [
        fact.model_dump(mode="json", exclude_defaults=True)
        for fact in briefing.facts
        if fact.release in _TOLD
    ]
    withheld = [fact.name for fact in briefing.facts if fact.release not in _TOLD]
    wanted = [re.sub(r"\W+", "_", name.lower()).strip("_") for name in missing]
    return {
        "to": briefing.to,
        "task": f"{briefing.task}\nThis follows an earlier call. {summary}",
        "briefing": known,
        "placeholders": list(dict.fromkeys((*wanted, *withheld))),
    }


def _proven(claim: Checked) -> dict[str, Any]:
    return {"name": claim.name, "value": claim.value, "turns": list(claim.turns)}
