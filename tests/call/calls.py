"""Calls as transcripts: who said what, in order."""

from __future__ import annotations

from typing import Any

from agent.call.account import Account, Claim
from agent.call.briefing import Briefing
from agent.call.facts import FactBook
from agent.call.outcome import Ended
from agent.call.reports import TurnTaken
from agent.call.transcript import Transcript

TASK = "Book a table for four people on Tuesday at half past seven, or at eight, for Anna Davies."
BOOKED = (
    "them: Bella Vista, good evening.",
    "us: Good evening. A table for four on Tuesday at half past seven, please.",
    "them: I'm afraid half past seven is taken. How about eight?",
    "us: Yes, eight is fine.",
    "them: So that's four people on Tuesday at eight. Is that right?",
    "us: Yes, that's right.",
    "them: Under what name?",
    "us: Davies.",
    "them: Thank you. You're all set. Your reference is four seven two one.",
    "us: Thank you, goodbye.",
)


def turns(*lines: str) -> list[TurnTaken]:
    """``them: Hello.`` is a far turn, ``us: ...`` one of ours; their ids are t1, t2, ..."""
    taken = []
    for number, line in enumerate(lines, start=1):
        who, _, text = line.partition(": ")
        taken.append(
            TurnTaken(f"t{number}", "user" if who == "them" else "assistant", text, number, number + 1)
        )
    return taken


def briefing(task: str = TASK, **more: Any) -> Briefing:
    return Briefing(call_id="c1", to="+12025550100", task=task, **more)


def book(task: str = TASK, **more: Any) -> FactBook:
    return FactBook.of(briefing(task, **more))


def transcript(*lines: str, task: str = TASK) -> Transcript:
    return Transcript(turns(*lines), book(task))


def claim(name: str, value: str, *cited: str) -> Claim:
    return Claim(name, value, cited)


def account(
    *claims: Claim, status: str = "completed", summary: str = "Done.", missing: tuple[str, ...] = ()
) -> Account:
    return Account(status, summary, claims, missing)


def ended(*lines: str, task: str = TASK, reason: str = "normal", **more: Any) -> Ended:
    known = {name: more.pop(name) for name in list(more) if name in Briefing.model_fields}
    own = briefing(task, **known)
    return Ended(own, FactBook.of(own), turns(*lines), reason, **more)
