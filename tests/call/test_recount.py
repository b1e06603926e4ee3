from __future__ import annotations

import pytest

from agent.call.recount import agreed, recount
from agent.call.reply import Reply
from tests.call.calls import BOOKED, TASK, book, transcript


def found(*lines: str, task: str = TASK) -> dict[str, tuple[str, str]]:
    claims = agreed(transcript(*lines, task=task), book(task))
    return {claim.name: (claim.value, *claim.turns) for claim in claims}  # type: ignore[misc]


def test_what_was_agreed_is_found_by_its_values() -> None:
    assert found(*BOOKED) == {
        "confirmation_number": ("4721", "t9"),
        "people": ("4", "t5"),
        "day": ("tuesday", "t5"),
        "time": ("?08:00", "t5"),
    }


def test_what_was_agreed_last_counts() -> None:
    lines = ("them: So at half past seven?", "us: Yes, please.", "them: Sorry, no. You're booked at eight.")
    assert found(*lines)["time"] == ("?08:00", "t3")


def test_what_the_briefing_knows_counts_before_what_it_does_not() -> None:
    assert found("them: You're all set at eight, we open at six.")["time"] == ("?08:00", "t1")
    assert found("them: You're all set at nine.")["time"] == ("?09:00", "t1")
    assert "count" not in found("them: You're all set, there are 3 steps at the door.")


def test_an_amount_that_we_said_yes_to_is_agreed() -> None:
    assert found("them: There's a deposit of twenty dollars, okay?", "us: Yes, that's fine.") == {
        "amount": ("20.00 USD", "t1")
    }


@pytest.mark.parametrize(
    ("end", "status", "summary"),
    [
        (Reply("Bye.", "end", "completed", "the table is booked"), "completed", "the table is booked"),
        (Reply("Bye.", "end", "declined: no table"), "declined", "no table"),
        (
            Reply("Bye.", "end", "Needs follow up"),
            "needs_follow_up",
            "The agent ended the call as Needs follow up.",
        ),
        (Reply("Bye.", "end", "great"), "unknown", "The agent ended the call as great."),
    ],
)
def test_the_model_s_end_of_the_call_names_the_status(end: Reply, status: str, summary: str) -> None:
    account = recount(transcript(*BOOKED), book(), end, "normal")
    assert (account.status, account.summary) == (status, summary)


def test_without_it_nothing_is_known_for_sure() -> None:
    account = recount(transcript(*BOOKED), book(), None, "they hung up")
    assert account.status == "unknown"
    assert "they hung up" in account.summary
    assert "something was agreed" in account.summary
    assert "Review the transcript" in account.summary
    assert "agreed" not in recount(transcript("them: Hello?"), book(), None, "they hung up").summary


def test_a_promise_to_call_back_needs_a_follow_up() -> None:
    made = transcript("them: My manager will call you back.")
    assert recount(made, book(), None, "normal").status == "needs_follow_up"
