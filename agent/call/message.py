"""The message for a voicemail, if one is to be left: the briefing's, or who calls and where to call back."""

from __future__ import annotations

from agent.call import phrases
from agent.call.briefing import Briefing
from agent.call.sentences import ClauseSplitter
from agent.call.state import CallState


def leaves_message(briefing: Briefing) -> bool:
    wanted = str(briefing.voicemail.get("action") or "hang_up")
    return wanted.replace("-", "_").replace(" ", "_").startswith("leave")


def message_clauses(state: CallState) -> list[str]:
    """Clause by clause, references unfilled, before the gate; empty where there is nothing to say."""
    return _own(state) or _default(state)


def _own(state: CallState) -> list[str]:
    splitter = ClauseSplitter(early=False)
    message = str(state.briefing.voicemail.get("message") or "")
    return [*splitter.feed(message), *splitter.finish()]


def _default(state: CallState) -> list[str]:
    book = state.book
    clauses = [
        phrases.MESSAGE if book.get("principal") else "",
        phrases.CALL_BACK if book.get("phone") else "",
    ]
    return [clause for clause in clauses if clause] and [*filter(None, clauses), phrases.GOODBYE]
