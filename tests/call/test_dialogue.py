from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.call.actions import Message
from agent.call.dialogue import Clause, Dialogue, heard_of
from agent.call.reports import TurnTaken


def test_a_turn_is_numbered_and_comes_back_as_it_was_entered() -> None:
    dialogue = Dialogue()
    dialogue.add("user", "Hello?", 0.12345, 1.0)
    turn = dialogue.add("tool", "1", 2.0, 2.0, tool="press", tool_args={"keys": "1"})
    assert turn == TurnTaken("t2", "tool", "1", 2.0, 2.0, "press", {"keys": "1"})
    assert dialogue.turns[0].start_seconds == 0.123


def test_only_what_the_far_party_said_has_the_role_user() -> None:
    dialogue = Dialogue()
    dialogue.add("user", "Hello?", 0, 1)
    dialogue.add("assistant", "Good evening.", 1, 2)
    dialogue.add("tool", "1", 3, 3, tool="press")
    dialogue.add("system", "be quick", 3, 3)
    dialogue.keep("system", "[not said] a name")
    assert dialogue.messages == (
        Message("user", "Hello?"),
        Message("assistant", "Good evening."),
        Message("system", "[press] 1"),
        Message("system", "be quick"),
        Message("system", "[not said] a name"),
    )


def test_the_model_is_given_another_form_of_a_turn_than_the_report() -> None:
    dialogue = Dialogue()
    turn = dialogue.add("assistant", "For four.", 0, 1, content='{"say": "For {people}."}')
    dialogue.add("tool", "Is it so?", 1, 1, tool="ask_owner", content="")
    assert turn.text == "For four."
    assert dialogue.messages == (Message("assistant", '{"say": "For {people}."}'),)
    assert (len(dialogue.turns), dialogue.next_id) == (2, "t3")


@pytest.mark.parametrize(
    ("clause", "share", "heard"),
    [
        (0, 0.0, ""),
        (0, 0.6, "Good"),
        (0, 1.0, "Good evening."),
        (1, 0.0, "Good evening."),
        (1, 0.5, "Good evening. A table"),
        (2, 0.0, "Good evening. A table for four."),
        (9, 1.0, "Good evening. A table for four."),
    ],
)
def test_a_reply_is_cut_back_to_the_whole_words_that_were_heard(
    clause: int, share: float, heard: str
) -> None:
    clauses = [Clause("Good evening.", "Good evening."), Clause("A table for {people}.", "A table for four.")]
    cut = heard_of(clauses, clause, share)
    assert cut == Clause(heard.replace("four", "{people}"), heard)


@pytest.mark.parametrize(
    ("share", "written", "spoken"),
    [
        (0.2, "The number", "The number"),
        (0.5, "The number is", "The number is two oh two,"),
        (0.95, "The number is {phone}, thank", "The number is two oh two, five five five, thank"),
        (1.0, "The number is {phone}, thank you.", "The number is two oh two, five five five, thank you."),
    ],
)
def test_a_reference_of_which_a_part_was_heard_is_dropped(share: float, written: str, spoken: str) -> None:
    clause = Clause(
        "The number is {phone}, thank you.", "The number is two oh two, five five five, thank you."
    )
    assert heard_of([clause], 0, share) == Clause(written, spoken)


def test_what_was_written_is_cut_by_words_where_it_cannot_be_laid_beside_what_was_spoken() -> None:
    clause = Clause("At 7:30 pm, for {people} of us.", "At half past seven in the evening, for four of us.")
    assert heard_of([clause], 0, 0.5) == Clause("At 7:30 pm,", "At half past seven in the")


@given(
    clauses=st.lists(st.text("ab ", min_size=1), max_size=5), clause=st.integers(0, 6), share=st.floats(0, 1)
)
def test_what_was_heard_is_a_beginning_of_what_was_said(
    clauses: list[str], clause: int, share: float
) -> None:
    clauses = [" ".join(text.split()) for text in clauses]
    said = " ".join(text for text in clauses if text)
    heard = heard_of([Clause(text, text) for text in clauses], clause, share)
    assert said.startswith(heard.spoken)
    assert heard.written == heard.spoken
