from __future__ import annotations

import pytest

from agent.call.dialogue import Dialogue
from agent.call.outcome import errand
from agent.call.reply import Reply
from agent.call.reports import ErrandEnded


@pytest.fixture
def dialogue() -> Dialogue:
    dialogue = Dialogue()
    for role in ("user", "assistant", "user", "assistant", "user"):
        dialogue.add(role, "x", 0, 1)
    return dialogue


def test_the_model_s_word_its_reason_and_its_fields_are_the_account(dialogue: Dialogue) -> None:
    end = Reply("Bye.", "end", "completed", "A table on Tuesday.", {"day": "Tuesday"})
    assert errand(end, dialogue, "normal", answered=True) == ErrandEnded(
        "completed", "A table on Tuesday.", {"day": "Tuesday"}, ("t3", "t5")
    )


@pytest.mark.parametrize(
    ("arg", "status", "summary"),
    [
        ("declined: no table", "declined", "no table"),
        ("Needs follow up", "needs_follow_up", "The agent ended the call as needs follow up."),
        ("great success", "unknown", "great success"),
        ("", "unknown", "The agent ended the call as unknown."),
    ],
)
def test_a_status_that_is_none_of_ours_is_unknown(
    arg: str, status: str, summary: str, dialogue: Dialogue
) -> None:
    account = errand(Reply("Bye.", "end", arg), dialogue, "normal", answered=True)
    assert (account.status, account.summary) == (status, summary)


def test_without_the_model_s_end_nothing_is_known(dialogue: Dialogue) -> None:
    account = errand(None, dialogue, "far hang-up", answered=True)
    assert account.status == "unknown"
    assert "far hang-up" in account.summary


def test_a_call_that_nobody_answered_has_failed() -> None:
    account = errand(None, Dialogue(), "Busy Here", answered=False)
    assert account == ErrandEnded("failed", "Nobody was spoken to: Busy Here.")
