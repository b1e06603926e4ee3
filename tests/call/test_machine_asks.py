"""What recorded voices want besides a choice."""

from __future__ import annotations

import pytest

from agent.call.briefing import Briefing, Fact
from agent.call.facts import FactBook
from agent.call.machine_asks import announces, lets_wait, number_wanted, refuses, wants_number, wants_words

NUMBER = "Please enter your phone number, followed by the pound key."


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("In a few uh words, what are you calling about?", True),
        ("Please tell me briefly what it is about.", True),
        ("How can I direct your call? You can say billing.", True),
        ("Please say your name and in a few words why you are calling.", False),
        ("How can I help you?", False),
    ],
)
def test_who_wants_words_is_no_screening_and_no_person(text: str, wants: bool) -> None:
    assert wants_words(text) is wants


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        (NUMBER, True),
        ("thank you enter your account number followed by the hash key", True),
        ("Let me just enter your phone number.", False),
        ("For reservations, press one.", False),
    ],
)
def test_a_machine_wants_a_number_keyed_and_a_person_does_not(text: str, wants: bool) -> None:
    assert wants_number(text) is wants


def test_two_words_are_no_announcement() -> None:
    assert not announces("Great here.", first=True)
    assert announces("Many questions are answered on our homepage.", first=True)


def test_only_a_fact_that_may_be_keyed_is_offered() -> None:
    def wanted(**more: bool) -> tuple[str, ...]:
        fact = Fact(name="phone", value="+12025550199", **more)  # type: ignore[arg-type]
        return number_wanted(NUMBER, FactBook.of(Briefing(call_id="c", to="+1", task="t", facts=(fact,))))

    assert wanted(keys=True) == ("{phone}#",)
    assert wanted() == ()


def test_a_refusal_and_leave_to_wait_are_understood() -> None:
    assert refuses("Sorry, that is not a valid option.")
    assert not refuses("Thank you.")
    assert lets_wait("If you have none, please stay on the line.")
    assert not lets_wait("Thank you.")
