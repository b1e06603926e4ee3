from __future__ import annotations

from agent.call.transcript import Transcript
from tests.call.calls import BOOKED, transcript


def heard(made: Transcript, name: str) -> list[tuple[str, str, bool]]:
    return [(one.turn, one.text, one.echo) for one in made.passages(name)]


READ_BACK = ("us: So four people on Tuesday at half past seven?", "them: Yes.")


def test_a_far_turn_carries_its_own_words() -> None:
    assert heard(transcript("them: At eight."), "t1") == [("t1", "At eight.", False)]


def test_a_far_turn_that_agrees_carries_what_we_said_right_before_it() -> None:
    made = transcript(*READ_BACK)
    assert heard(made, "t2") == [("t2", "Yes.", False), ("t2", READ_BACK[0][4:], True)]


def test_a_far_turn_that_does_not_agree_does_not() -> None:
    made = transcript(READ_BACK[0], "them: No, at eight.")
    assert heard(made, "t2") == [("t2", "No, at eight.", False)]


def test_a_turn_of_ours_stands_for_the_agreeing_one_right_after_it() -> None:
    assert heard(transcript(*READ_BACK), "t1") == [("t2", READ_BACK[0][4:], True)]
    assert heard(transcript(READ_BACK[0], "them: One moment."), "t1") == []
    assert heard(transcript(READ_BACK[0]), "t1") == []
    assert heard(transcript(READ_BACK[0], "us: Hello?", "them: Yes."), "t1") == []


def test_a_yes_of_ours_stands_for_what_it_confirms() -> None:
    made = transcript("them: Four people at eight, right?", "us: Yes, that's right.")
    assert heard(made, "t2") == [("t1", "Four people at eight, right?", False)]


def test_a_turn_that_there_is_not_carries_nothing() -> None:
    assert transcript("them: Hello.").passages("t7") == []


def test_a_value_that_is_refused_is_not_said() -> None:
    (passage,) = transcript("them: I'm afraid seven thirty is taken. How about eight?").passages("t1")
    assert [value.value for value in passage.values] == ["?08:00"]


def agreed(*lines: str) -> list[str]:
    return [made.turn for made in transcript(*lines).agreements]


def test_what_is_settled_numbered_or_read_back_is_agreed() -> None:
    assert agreed(*BOOKED) == ["t3", "t5", "t9"]
    assert agreed("them: Your confirmation number is four seven two one.") == ["t1"]
    assert agreed(*READ_BACK) == ["t2"]


def test_what_only_goes_on_is_no_agreement() -> None:
    assert agreed("us: A table for four at eight, please.", "them: Okay, and what name is it?") == []
    assert agreed("them: How about eight?", "us: No, thank you.") == []
    assert agreed("them: Hello.", "us: Hello.", "them: Yes.") == []
    assert agreed("us: A table for four at eight.", "them: Right, I'll put you through to Robert.") == []
    assert agreed("us: A table for four at eight.", "them: Wonderful, I need a name.") == []
    assert agreed("them: That comes to eighty dollars.", "us: Thank you, goodbye.") == []


def test_a_yes_on_the_way_counts_until_they_say_no() -> None:
    assert agreed("them: How about eight?", "us: Yes, please.", "them: Oh, sorry, we're full.") == []
    lines = ("them: You're all set at eight.", "us: A table outside?", "them: No, we have none outside.")
    assert agreed(*lines) == ["t1"]


def test_a_promise_to_call_is_no_agreement() -> None:
    assert agreed("them: We'll get back to you later today.", "us: All right, thank you.") == []
    assert agreed("them: At eight?", "us: Yes.", "them: Okay, we will call you back.") == []


def test_a_number_of_ours_that_they_read_back_is_no_confirmation() -> None:
    task = "Cancel the booking with the reference K9XB2."
    made = transcript("them: Your booking number is K, nine, X, B, two, right?", task=task)
    assert made.numbers(made.passages("t1")[0]) == []


def test_turns_know_which_came_later() -> None:
    made = transcript("them: One.", "us: Two.")
    assert made.after("t1", later="t2")
    assert not made.after("t2", later="t1")
    assert [turn.id for turn in made.far] == ["t1"]
