from __future__ import annotations

from typing import Any

import pytest

from agent.call.outcome import Ended, errand
from agent.call.reply import Reply
from agent.call.reports import ErrandEnded
from tests.call.calls import BOOKED, account, claim, ended

CLAIMS = (
    claim("time", "{time.2}", "t5"),
    claim("day", "{day}", "t5"),
    claim("people", "{people}", "t5"),
    claim("confirmation_number", "{t9.code}", "t9"),
)
SUMMARY = "A table for {people} on {day} at {time.2}."


def outcome(*claims: Any, lines: tuple[str, ...] = BOOKED, **more: Any) -> ErrandEnded:
    given = {name: more.pop(name) for name in ("status", "summary", "missing") if name in more}
    return errand(ended(*lines, account=account(*claims, **given), **more))


def test_what_was_agreed_is_reported_with_the_turns_that_carry_it() -> None:
    result = outcome(*CLAIMS, summary=SUMMARY)
    assert (result.status, result.summary) == ("completed", "A table for 4 on Tuesday at 8:00.")
    assert result.fields == {"time": "8:00", "day": "tuesday", "people": 4, "confirmation_number": "4721"}
    assert result.turns == ("t5", "t9")
    assert [made["name"] for made in result.commitments] == ["time", "day", "people"]
    assert result.confirmation_numbers == ({"name": "confirmation_number", "value": "4721", "turns": ["t9"]},)
    assert (result.verbal_only, result.unsupported, result.missing, result.follow_up) == (False, (), (), None)


def test_what_the_account_leaves_out_is_found_in_the_transcript() -> None:
    result = outcome(summary="It is done.")
    assert result.status == "completed"
    assert result.fields == {"time": "8:00", "day": "tuesday", "people": 4, "confirmation_number": "4721"}


def test_without_a_number_it_is_by_word_of_mouth() -> None:
    assert outcome(lines=("them: You're all set at eight.",)).verbal_only


@pytest.mark.parametrize("status", ["needs_follow_up", "declined", "unknown"])
def test_who_says_that_it_is_the_wrong_number_is_believed(status: str) -> None:
    result = outcome(
        status=status, lines=("them: Hello?", "us: A table, please.", "them: Who? That's not us.")
    )
    assert (result.status, result.summary) == ("wrong_number", "They say that it is the wrong number.")
    assert result.follow_up is None


def test_who_is_not_the_right_one_and_connects_us_is_no_wrong_number() -> None:
    lines = (
        "them: That's not us, I'll put you through.",
        "them: Hello?",
        "us: A table?",
        "them: We are full.",
    )
    assert outcome(status="declined", lines=lines).status == "declined"


# -- the status is lowered -------------------------------------------------------------------


def test_a_claim_that_nobody_said_makes_it_partial() -> None:
    result = outcome(*CLAIMS, claim("parking", "behind the house", "t9"), summary=SUMMARY)
    assert result.status == "partially_completed"
    assert result.summary.startswith("Not everything could be verified: review the transcript.")
    assert [made["reason"] for made in result.unsupported] == ["t9 does not say so"]
    assert "parking" not in result.fields


def test_a_true_claim_that_cites_a_wrong_turn_is_given_the_right_one() -> None:
    result = outcome(claim("time", "{time.2}", "t1"), claim("time", "{time}", "t1"), summary=SUMMARY)
    assert [
        (made["name"], made["value"], made["turns"]) for made in result.claims if made["kind"] == "time"
    ] == [("time", "?08:00", ["t5"])]
    assert [made["value"] for made in result.unsupported] == ["?07:30"]


def test_a_needed_value_that_nobody_said_makes_it_unknown() -> None:
    lines = ("us: A table at half past seven, please.", "them: Okay, it's booked for you.")
    result = outcome(claim("day", "{day}", "t2"), lines=lines)
    assert (result.status, result.fields) == ("unknown", {"time": "7:30"})
    assert "The day could not be verified: review the transcript." in result.summary


def test_completed_without_anything_to_show_for_it_is_unknown() -> None:
    result = outcome(lines=("them: Hello.", "us: Hello.", "them: What do you want?"))
    assert result.status == "unknown"
    assert result.summary == (
        "Nothing in what the other party said shows that it is done: review the transcript. "
        "Nothing could be verified."
    )


def test_what_was_only_offered_is_not_agreed() -> None:
    lines = ("them: We have a table for four on Tuesday at eight.", "us: One moment, please.")
    result = outcome(claim("time", "{time.2}", "t1"), lines=lines)
    assert result.status == "unknown"
    assert "do not show that it agreed" in result.summary
    assert result.commitments == ()


def test_an_answer_to_a_question_needs_no_agreement() -> None:
    lines = ("us: How long are you open?", "them: We close at nine.")
    result = outcome(claim("closing", "nine", "t2"), lines=lines, task="Ask how long they are open.")
    assert (result.status, result.commitments) == ("completed", ())


def test_what_the_briefing_does_not_accept_needs_a_follow_up() -> None:
    lines = ("them: So four on Tuesday at nine?", "us: Yes, please.", "them: You're all set.")
    result = outcome(claim("time", "nine", "t1"), lines=lines, status="completed")
    assert result.status == "needs_follow_up"
    assert result.summary.startswith("The briefing does not accept what was agreed: time 9:00.")
    assert result.follow_up is not None


def test_so_does_an_amount_beyond_the_limit() -> None:
    lines = ("them: There's a deposit of ninety dollars, okay?", "us: Yes.", "them: You're all set at eight.")
    limits = {"max_amount": 50, "currency": "USD"}
    assert outcome(lines=lines, commitments=limits).status == "needs_follow_up"
    result = outcome(lines=lines, commitments={**limits, "max_amount": 100})
    assert result.status == "completed"
    assert [made["value"] for made in result.commitments] == ["?08:00", "90.00 USD"]


def test_what_is_told_about_somebody_is_nothing_agreed_to() -> None:
    lines = (
        "them: The date of birth, please?",
        "us: September third, 1997.",
        "them: Thank you, it's booked.",
    )
    facts = ({"name": "date_of_birth", "value": "1997-09-03"},)
    result = outcome(claim("date_of_birth", "{date_of_birth}", "t3"), lines=lines, facts=facts)
    assert (result.status, result.commitments) == ("completed", ())


def test_counts_of_other_things_are_no_party() -> None:
    lines = (*BOOKED[:-1], "us: How many steps?", "them: There are 3 steps.")
    assert outcome(*CLAIMS, claim("steps", "3 steps", "t11"), lines=lines).status == "completed"


@pytest.mark.parametrize("status", ["declined", "voicemail_reached", "wrong_number", "unknown"])
def test_other_statuses_stand(status: str) -> None:
    assert outcome(status=status, summary="So it was.").status == status


def test_a_message_that_only_the_account_knows_of_was_not_left() -> None:
    assert outcome(status="voicemail_left", summary="Declined.").status == "unknown"
    left = Reply("", "end", "voicemail_left", "A message was left in a voicemail.")
    assert errand(ended("them: Leave a message.", end=left)).status == "voicemail_left"


# -- the summary -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "summary", ["", "A table on Friday.", "The number is 9999 8888.", "For 200 dollars."]
)
def test_a_summary_that_says_what_nobody_said_is_replaced(summary: str) -> None:
    result = outcome(*CLAIMS, summary=summary)
    assert result.summary == (
        "Found in the transcript: time 8:00, day Tuesday, people 4, confirmation_number 4721."
    )


def test_a_summary_that_says_what_was_refuted_is_replaced() -> None:
    result = outcome(*CLAIMS, claim("time", "{time}", "t3"), summary="Booked at half past seven.")
    assert "half past" not in result.summary


def test_a_summary_may_name_what_the_briefing_knows() -> None:
    assert outcome(*CLAIMS, summary="For {name} at {time.2}.").summary == "For Anna Davies at 8:00."


# -- missing, and what follows ---------------------------------------------------------------

FACTS: Any = (
    {"name": "phone", "value": "202 555 0100"},
    {"name": "card", "value": "4111 1111 1111 1111", "release": "never"},
)


def test_what_is_missing_is_named_with_a_call_that_is_ready_to_be_made() -> None:
    result = outcome(
        status="needs_follow_up",
        summary="They need a date of birth.",
        missing=("Date of birth",),
        facts=FACTS,
        principal="Anna Davies",
        preferences=("by the window",),
    )
    assert result.missing == ("Date of birth",)
    follow = result.follow_up
    assert follow is not None
    assert follow["to"] == "+12025550100"
    assert follow["task"].endswith("This follows an earlier call. They need a date of birth.")
    assert follow["briefing"] == {
        "principal": "Anna Davies",
        "facts": [{"name": "phone", "value": "202 555 0100"}],
        "preferences": ["by the window"],
    }
    assert follow["placeholders"] == ["date_of_birth", "card"]


def test_a_result_takes_the_form_that_was_asked_for() -> None:
    schema = {"properties": {"time": {"type": "string"}, "price": {"type": "number"}}, "required": ["price"]}
    result = outcome(*CLAIMS, result_schema=schema)
    assert result.fields == {"time": "8:00"}
    assert result.schema_errors == ("$: 'price' is a required property",)


# -- without the model -----------------------------------------------------------------------


def test_without_an_account_the_agent_s_own_end_and_the_transcript_count() -> None:
    end = Reply("Bye.", "end", "completed", "the table is booked")
    result = errand(ended(*BOOKED, end=end))
    assert (result.status, result.summary) == ("completed", "the table is booked")
    assert result.fields["time"] == "8:00"


def test_without_any_account_the_transcript_has_to_be_reviewed() -> None:
    result = errand(ended(*BOOKED, reason="they hung up"))
    assert result.status == "unknown"
    assert "Review the transcript" in result.summary
    assert result.fields["confirmation_number"] == "4721"


def test_a_call_that_nobody_answered_has_failed() -> None:
    call = ended(reason="Busy Here", answered=False)
    assert errand(call) == ErrandEnded("failed", "Nobody was spoken to: Busy Here.")
    assert not call.spoken


def test_a_call_on_which_nobody_spoke_is_unknown() -> None:
    call: Ended = ended("us: Hello?")
    assert not call.spoken
    assert errand(call).status == "unknown"
