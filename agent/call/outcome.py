"""Our own account of the errand, from what the model said at the end. No evidence is checked here."""

from __future__ import annotations

from agent.call.dialogue import Dialogue
from agent.call.reply import Reply
from agent.call.reports import ErrandEnded

STATUSES = frozenset(
    {
        "completed",
        "partially_completed",
        "needs_follow_up",
        "declined",
        "voicemail_left",
        "voicemail_reached",
        "wrong_number",
        "transferred",
        "failed",
        "unknown",
    }
)
CLAIM_TURNS = 2
"""So many of the far party's last turns are named as carrying the claim."""


def errand(end: Reply | None, dialogue: Dialogue, reason: str, *, answered: bool) -> ErrandEnded:
    """``end``: the model's own end of the call; without one only the ``reason`` of its end is known."""
    if not answered:
        return ErrandEnded("failed", f"Nobody was spoken to: {reason}.")
    turns = dialogue.last_ids("user", CLAIM_TURNS)
    if end is None:
        return ErrandEnded("unknown", f"The call ended before the errand did: {reason}.", {}, turns)
    word, _, rest = end.arg.partition(":")
    status = word.strip().lower().replace(" ", "_")
    if status not in STATUSES:
        status, rest = "unknown", end.arg
    summary = end.why or rest.strip() or f"The agent ended the call as {status.replace('_', ' ')}."
    return ErrandEnded(status, summary, end.fields, turns)
