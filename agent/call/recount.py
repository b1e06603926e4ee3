"""An account without the model: what was agreed, as far as the words show it.

For a call whose model did not answer at its end; and it fills in what a model's account leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agent.call.account import Account, Claim, status_of
from agent.call.agreement import calls_back
from agent.call.facts import FactBook
from agent.call.prose import Use
from agent.call.reply import Reply
from agent.call.transcript import Transcript
from agent.call.values import Kind, Value

REVIEW = "review the transcript"
NUMBER = "confirmation_number"
_NAMES = {Kind.DATE: "day", Kind.TIME: "time", Kind.COUNT: "count", Kind.AMOUNT: "amount"}
"""What is agreed on, and what it is called where the briefing does not know it."""


def recount(transcript: Transcript, book: FactBook, end: Reply | None, reason: str) -> Account:
    """``end``: the model's own end of the call, which names a status; else only ``reason`` is known."""
    claims = agreed(transcript, book)
    if end is not None:
        word, _, rest = end.arg.partition(":")
        summary = end.why or rest.strip() or f"The agent ended the call as {word.strip().replace('_', ' ')}."
        return Account(status_of(word), summary, claims)
    if any(calls_back(turn.text) for turn in transcript.far):
        return Account("needs_follow_up", f"They said that they would call back; {reason}.", claims)
    seems = " It seems that something was agreed." if claims else ""
    return Account(
        "unknown", f"The call ended before the errand did: {reason}.{seems} {REVIEW.capitalize()}.", claims
    )


def agreed(transcript: Transcript, book: FactBook) -> tuple[Claim, ...]:
    """What was agreed on in the end: of each name the last value that an agreement tells."""
    found: dict[str, Claim] = {}
    for agreement in reversed(transcript.agreements):
        for passage in agreement.passages:
            named = [(NUMBER, value) for value in transcript.numbers(passage)]
            for name, value in (*named, *_named(passage.values, book)):
                found.setdefault(name, Claim(name, value.value, (passage.turn,), value))
    return tuple(found.values())


def _named(values: Iterable[Value], book: FactBook) -> Iterator[tuple[str, Value]]:
    """What the briefing knows first; a count that it does not know may be one of anything."""
    unknown = []
    for value in values:
        if value.kind in _NAMES:
            known = book.matches(value)
            if known and not is_about(value, book):
                yield known[0].partition(".")[0], value
            elif not known and value.kind is not Kind.COUNT:
                unknown.append((_NAMES[value.kind], value))
    yield from unknown


def is_about(value: Value, book: FactBook) -> bool:
    """``value`` is nothing to be agreed on: a date of birth, say."""
    return any(one.use is Use.ABOUT and book.equal(value, one) for one in book.known)
