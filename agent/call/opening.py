"""What is said without the model, or likely to be: the greeting, that we are a machine, a fact asked for."""

from __future__ import annotations

import re

from agent.call import phrases
from agent.call.machine_question import asks_if_machine
from agent.call.message import leaves_message, message_clauses
from agent.call.sentences import ClauseSplitter
from agent.call.state import CallState
from agent.call.values import Kind, spoken

MOST_ANSWERS = 10
_ASKED_FOR = (Kind.PHONE, Kind.NAME, Kind.CODE, Kind.EMAIL, Kind.ADDRESS)
_ASKS = re.compile(
    r"^(?:and |so |but |okay |ok )*"
    r"(?:who|what|when|where|which|how|why|can|could|may|would|will|do|does|is|are)\b",
    re.IGNORECASE,
)


def machine_answer(state: CallState) -> str:
    """The truthful yes that names the principal, where there is one whose name may be told."""
    principal = state.book.get("principal")
    if principal is None or principal.release != "freely":
        return phrases.AI_ASSISTANT
    return phrases.AI_ASSISTANT_FOR if state.calling else phrases.AI_ASSISTANT_OF


def prepared(state: CallState) -> tuple[str, ...]:
    """Clauses that this call is likely to need, as they will be said."""
    splitter = ClauseSplitter(early=False)
    clauses = [
        clause
        for text in (state.briefing.greeting, machine_answer(state) if state.gated else "")
        for clause in (*splitter.feed(text), *splitter.finish())
    ]
    if state.calling and leaves_message(state.briefing):
        # It begins right after the voicemail's beep.
        clauses += message_clauses(state)
    filled = [state.filled_freely(clause) for clause in clauses]
    return tuple(dict.fromkeys((*filled, *_answers(state))))


def _answers(state: CallState) -> list[str]:
    """A bare answer for each fact that may be asked for; whether it is given is for the gate to say then."""
    told = [
        one
        for one in state.book.known
        if one.kind in _ASKED_FOR and not one.secret and one.release != "never"
    ]
    answers = [f"It's {spoken(one.kind, one.value)}." for one in told]
    lasts = [one.value.split()[-1] for one in told if one.kind is Kind.NAME]
    answers += [f"It's {spoken(Kind.NAME, last, 'spell')}." for last in lasts]
    return answers[:MOST_ANSWERS] if state.calling else []


def asks_more(text: str) -> bool:
    """Whether a turn that asks if we are a machine asks something else, too."""
    sentences = [sentence.strip() for sentence in re.split(r"(?<=[.?!])\s+", text)]
    others = [sentence for sentence in sentences if not asks_if_machine(sentence)]
    return any(sentence.endswith("?") or _ASKS.match(sentence) for sentence in others)
