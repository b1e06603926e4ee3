from __future__ import annotations

import pytest

from agent.call import agreement


@pytest.mark.parametrize(
    "text",
    [
        "Yes.",
        "yeah that works",
        "Um, sure, no problem.",
        "That's right, see you then.",
        "Okay, and what name is it?",
        "Thank you. And your number?",
        "All right, eight it is.",
        "You're all set.",
        "Let me see, yes, that's fine.",
    ],
)
def test_a_yes_that_takes_nothing_back_agrees(text: str) -> None:
    assert agreement.agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "Yes, but not at eight.",
        "Okay, let me check.",
        "Sure, one moment please.",
        "Good evening, Bella Vista.",
        "Thank you for calling Bella Vista.",
        "I'm afraid that's taken.",
        "No.",
        "Well, we are full.",
        "How many people?",
        "Yes, actually it was nine.",
        "",
    ],
)
def test_what_takes_it_back_puts_it_off_or_only_greets_agrees_to_nothing(text: str) -> None:
    assert not agreement.agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "You're all set.",
        "That's booked. Your number is 4721.",
        "Great, you're booked in.",
        "Okay, I've written it down.",
        "it's confirmed",
        "I've moved it to Friday.",
        "Done, it's cancelled.",
        "We have you down, see you on Tuesday.",
        "That's taken care of.",
        "not to worry right i've noted it that's booked",
        "okay we don't need it you have a table everything is confirmed",
        "All write. Done, The change is made.",
    ],
)
def test_what_is_settled_is_heard(text: str) -> None:
    assert agreement.settles(text)


@pytest.mark.parametrize(
    "text", ["It's not confirmed yet.", "We're fully booked.", "Eight is booked.", "How many are you?"]
)
def test_what_is_not_settled_is_not(text: str) -> None:
    assert not agreement.settles(text)


def test_a_clause_refuses_only_what_stands_in_it() -> None:
    text = "I'm afraid seven is taken, but eight is free."
    assert agreement.refused(text, text.index("seven"), text.index("seven") + 5)
    assert not agreement.refused(text, text.index("eight"), text.index("eight") + 5)


def test_what_is_asked_after_it_is_no_part_of_what_is_settled() -> None:
    text = "okay it's booked for eight is there anything else today"
    assert agreement.settled(text, text.index("eight"), text.index("eight") + 5)
    assert not agreement.settled(text, text.index("today"), len(text))
    assert agreement.asked(text, text.index("today"), len(text))


def test_questions_numbers_and_promises_are_told_apart() -> None:
    assert agreement.asks("Is that right?")
    assert agreement.asks("how many people")
    assert not agreement.asks("Yes, that's right.")
    assert agreement.numbers_it("Your reference is K9XB2.")
    assert not agreement.numbers_it("See you at eight.")
    assert agreement.calls_back("My manager will call you back tomorrow.")
    assert not agreement.calls_back("Thanks for your call.")
