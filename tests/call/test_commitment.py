from __future__ import annotations

from typing import Any

import pytest

from agent.call.briefing import Briefing
from agent.call.commitment import Commitments
from agent.call.facts import FactBook
from agent.call.prohibitions import keywords
from agent.call.values import find

TASK = "Book a table for four people on Tuesday at 7:30 pm for Anna Davies."


class Table:
    """What is on it, in turns of theirs and clauses of ours."""

    def __init__(self, task: str = TASK, **more: Any) -> None:
        briefing = Briefing(call_id="c", to="+1", task=task, **more)
        self.book = FactBook.of(briefing)
        self.commitments = Commitments(self.book, briefing)

    def them(self, text: str) -> Table:
        self.commitments.heard(text, find(text))
        return self

    def why_not(self, text: str) -> str:
        why = self.commitments.why_not(text, find(text))
        if not why:
            self.commitments.said(text)
        return why


@pytest.mark.parametrize(
    "offer",
    [
        "We only have nine pm, okay?",
        "Only Wednesday is left.",
        "A table for six people, then?",
        "There is a deposit of 20 dollars, okay?",
        "We charge a cancellation fee, all right?",
    ],
)
def test_what_is_not_wanted_is_not_agreed_to(offer: str) -> None:
    assert Table().them(offer).why_not("Yes, that's fine.")


@pytest.mark.parametrize(
    "offer",
    [
        "We have half past seven, okay?",
        "Tuesday is free.",
        "A table for four people, then?",
        "There is no deposit, okay?",
        "It costs zero dollars.",
        "We have two tables by the window.",
        "That's for Davies, correct?",
    ],
)
def test_what_is_wanted_may_be_agreed_to(offer: str) -> None:
    assert not Table().them(offer).why_not("Yes, that's fine.")


def test_naming_what_is_wanted_is_an_answer_to_what_is_not() -> None:
    table = Table().them("I have nine pm or half past seven, which one?")
    assert not table.why_not("Half past seven works, please.")
    assert not table.why_not("Then half past seven, that's perfect.")


def test_a_value_by_reference_is_an_answer_too() -> None:
    table = Table().them("I have nine pm or half past seven, which one?")
    wanted = find("19:30")
    assert not table.commitments.why_not("Yes, please book it.", wanted)


def test_our_name_takes_a_wrong_one_off_the_table() -> None:
    table = Table().them("That's under Robert Kowalski, right?").them("Sorry, Anna Davies, right?")
    assert not table.why_not("That's correct.")


def test_refusing_what_is_wanted_does_not_settle_it() -> None:
    table = Table().them("We only have nine pm, okay?")
    assert table.why_not("Not half past seven, but yes, that works.")
    assert table.why_not("Not 7:30, but yes, that works.")


def test_what_was_refused_is_off_the_table_until_they_press() -> None:
    table = Table().them("We only have nine pm.")
    assert not table.why_not("No, nine pm is too late.")
    assert not table.them("And your name?").why_not("Sure.")
    table = Table().them("We only have nine pm.")
    assert not table.why_not("No, that's too late.")
    assert table.them("Are you sure? Shall I book it?").why_not("Yes, book it.")


def test_thanks_in_a_later_turn_agree_to_nothing() -> None:
    table = Table().them("We only have nine pm.").them("And the weather is nice.")
    assert not table.why_not("Great, thank you.")
    assert table.why_not("Great, book it.")


def test_a_yes_with_a_question_behind_it_is_none() -> None:
    assert not Table().them("We only have nine pm.").why_not("Okay, is there anything else?")


def test_money_keeps_within_the_limit() -> None:
    limited: dict[str, Any] = {"commitments": {"max_amount": 50, "currency": "USD"}}
    assert not Table(**limited).them("The fee is 40 dollars, okay?").why_not("Yes, that's fine.")
    assert Table(**limited).them("The fee is 60 dollars, okay?").why_not("Yes, that's fine.")
    assert Table(**limited).them("The fee is 40 euros, okay?").why_not("Yes, that's fine.")


@pytest.mark.parametrize(
    ("read_back", "wrong"),
    [
        ("So that's 202 555 0178, right?", True),
        ("So that's 202 555 0177, right?", False),
        ("Our number is 800 123 4567, right?", False),
        ("The code was 77, right?", False),
        ("That's under Robert Kowalski, right?", True),
        ("So it's bob@example.com, right?", False),
    ],
)
def test_what_is_nearly_ours_is_read_back_wrong(read_back: str, wrong: bool) -> None:
    table = Table(facts=[{"name": "phone", "value": "2025550177"}])
    assert bool(table.them(read_back).why_not("That's correct.")) is wrong


def test_a_secret_is_not_confirmed() -> None:
    table = Table(facts=[{"name": "account", "value": "99183342", "release": "never"}])
    assert table.them("Is the account 9 9 1 8 3 3 4 2?").why_not("Yes, that's right.")
    born = Table(facts=[{"name": "date of birth", "value": "1984-03-03", "release": "never"}])
    assert born.them("Born on March 3, 1984?").why_not("Yes, that's right.")


def test_the_owners_yes_accepts_what_is_open_unless_it_names_another() -> None:
    table = Table().them("Only nine pm, okay?")
    table.book.owner_said("no, that is too late")
    assert table.why_not("Yes, that works.")
    table.book.owner_said("eight pm is fine")
    assert table.why_not("Yes, that works.")
    table.book.owner_said("yes, take it")
    assert not table.why_not("Yes, that works.")


PROHIBITED = ("Do not agree to a smoking room.", "Never accept insurance.")


@pytest.mark.parametrize(
    "text", ["A smoking room is fine.", "We can take the insurance.", "Yes, with insurance please."]
)
def test_what_is_prohibited_is_not_offered(text: str) -> None:
    assert Table(prohibited=PROHIBITED).why_not(text) == "the briefing prohibits that"


@pytest.mark.parametrize(
    "text", ["Not a smoking room, please.", "Is it a smoking room?", "Smoking.", "The room is nice."]
)
def test_what_is_prohibited_may_be_refused_and_asked_about(text: str) -> None:
    assert not Table(prohibited=PROHIBITED).why_not(text)


def test_what_they_ask_for_may_be_prohibited() -> None:
    assert Table(prohibited=PROHIBITED).them("Only a smoking room is left, okay?").why_not("Yes, okay.")
    assert not Table(prohibited=PROHIBITED).them("It is not a smoking room, okay?").why_not("Yes, okay.")


def test_a_prohibition_without_a_telling_word_prohibits_nothing() -> None:
    assert keywords("Do not agree to anything.") == frozenset()


def test_a_time_to_call_back_is_no_offer() -> None:
    assert not Table().them("We will call you back at nine pm, okay?").why_not("Yes, that's fine.")


@pytest.mark.parametrize(
    "read_back",
    [
        "I have a table on Tuesday, for Johnny Aguilar, correct?",
        "So that's four people at half past seven for Johnny Aguilar. Is that right?",
    ],
)
def test_a_read_back_for_somebody_else_is_not_agreed_to(read_back: str) -> None:
    assert "name" in Table().them(read_back).why_not("Yes, that's right.")


@pytest.mark.parametrize(
    "read_back",
    [
        "I have a table on Tuesday, for Anna Davies, correct?",
        "So four people at half past seven for Anna Davis, is that right?",
    ],
)
def test_a_read_back_for_our_principal_is(read_back: str) -> None:
    assert not Table().them(read_back).why_not("Yes, that's right.")


@pytest.mark.parametrize(
    ("them", "instead"),
    [
        ("So that's four people on Wednesday for Anna Davies, correct?", "No, it's on {day}."),
        ("I have a table on Tuesday at nine pm, is that right?", "No, it's at {time}."),
        ("A table for six on Tuesday, correct?", "No, it's for {people}."),
        ("I have a table for Johnny Aguilar, correct?", "No, it's for {name}."),
        ("We only have nine pm, would that be okay?", ""),
    ],
)
def test_a_wrong_read_back_is_answered_with_what_is_right(them: str, instead: str) -> None:
    table = Table().them(them)
    assert table.why_not("Yes, that's right.")
    assert table.commitments.instead == instead


MOVE = "Move the visit on Saturday to Tuesday at 4:30 pm, for Anna Davies."


@pytest.mark.parametrize(
    ("them", "wrong"),
    [
        ("A visit on Saturday at half past four, correct?", True),
        ("From Saturday to Tuesday at half past four, correct?", False),
        ("It is on Saturday at the moment, correct?", False),
        ("A visit on Tuesday at half past four, correct?", False),
    ],
)
def test_the_day_that_is_given_up_is_not_agreed_to_anew(them: str, wrong: bool) -> None:
    assert bool(Table(MOVE).them(them).why_not("Yes, that's right.")) is wrong


def test_the_day_that_is_given_up_may_be_named_beside_the_new_one() -> None:
    table = Table(MOVE)
    assert not table.why_not("I'd like to move a visit from Saturday to Tuesday at half past four.")
    assert table.why_not("I'd like to book a visit on Saturday.")


def test_within_a_range_is_within_and_an_hour_outside_is_not() -> None:
    task = "New brakes on Thursday from 7:30 am to 8:30 am."
    assert not Table(task).them("Half past seven on Thursday, correct?").why_not("Yes, that's right.")
    assert Table(task).them("One o'clock on Thursday, correct?").why_not("Yes, that's right.")


@pytest.mark.parametrize(
    ("read_back", "wrong"),
    [
        ("a table on tuesday for daisy owens correct", True),
        ("a table on tuesday the name is daisy owens have i got that right", True),
        ("a table on tuesday for daisy owens does that sound right", True),
        ("a table on tuesday the name is anna davies have i got that right", False),
        ("a table on tuesday for next week does that sound right", False),
        ("a table on tuesday for anna davies correct", False),
        ("A table on Tuesday, for Daz, correct?", True),
        ("A table on Tuesday, for Davies, correct?", False),
        ("A table for Tuesday, correct?", False),
        ("a table on tuesday for ana davis correct", False),
        ("a table for the garden room correct", False),
    ],
)
def test_a_name_needs_no_capitals_to_be_somebody_elses(read_back: str, wrong: bool) -> None:
    assert bool(Table().them(read_back).why_not("Yes, that's right.")) is wrong
