from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.call.actions import Message
from agent.call.dialogue import Dialogue, heard_text
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
    dialogue.add("assistant", "I would", 2, 3, interrupted=True)
    dialogue.add("tool", "1", 3, 3, tool="press")
    dialogue.add("system", "be quick", 3, 3)
    assert dialogue.messages == (
        Message("user", "Hello?"),
        Message("assistant", "Good evening."),
        Message("assistant", "I would —"),
        Message("system", "[press] 1"),
        Message("system", "be quick"),
    )


def test_the_last_turns_of_a_side_are_found() -> None:
    dialogue = Dialogue()
    for role in ("user", "assistant", "user", "user"):
        dialogue.add(role, "x", 0, 1)
    assert dialogue.last_ids("user", 2) == ("t3", "t4")
    assert dialogue.last_ids("tool", 2) == ()


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
    assert heard_text(["Good evening.", "A table for four."], clause, share) == heard


@given(
    clauses=st.lists(st.text("ab ", min_size=1), max_size=5), clause=st.integers(0, 6), share=st.floats(0, 1)
)
def test_what_was_heard_is_a_beginning_of_what_was_said(
    clauses: list[str], clause: int, share: float
) -> None:
    clauses = [" ".join(text.split()) for text in clauses]
    said = " ".join(text for text in clauses if text)
    assert said.startswith(heard_text(clauses, clause, share))
