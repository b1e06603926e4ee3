"""Our side of a practice call, by rules: every move that an errand needs, and the wrong ones not made."""

from __future__ import annotations

from typing import Any

import pytest

from agent.call.actions import Message
from agent.engines.scripted.errand import Errand, errand_of
from agent.engines.scripted.policy import Answer, decide

TASK = "Book a table for four on Tuesday, half past seven, or eight, for Jennifer Davis."
BRIEFING: dict[str, Any] = {
    "task": TASK,
    "principal": "Jennifer Davis",
    "facts": [
        {"name": "name", "value": "Jennifer Davis", "release": "freely"},
        {"name": "phone", "value": "+12025550100", "release": "if_asked"},
    ],
}
ERRAND = errand_of(BRIEFING)
INTRODUCTION = (
    "Hello, I'm an assistant calling on behalf of Jennifer Davis. "
    "I would like to book a table for four people on Tuesday at 7:30 pm."
)


def after(
    *texts: str, errand: Errand = ERRAND, phase: str = "active-conversation", introduced: bool = True
) -> Answer:
    """``texts``: the far party and we in turn, the far party last."""
    roles = [("user", "assistant")[(len(texts) - 1 - at) % 2] for at in range(len(texts))]
    opening = [Message("user", "Hello?"), Message("assistant", INTRODUCTION)] if introduced else []
    said = [Message(role, text) for role, text in zip(roles, texts, strict=True)]
    return decide(errand, [*opening, *said], phase)


# -- the briefing ----------------------------------------------------------------------------


def test_the_errand_is_read_from_the_prose() -> None:
    assert (ERRAND.size, ERRAND.days, ERRAND.times) == (4, ("tuesday",), (19 * 60 + 30, 20 * 60))
    assert (ERRAND.name, ERRAND.phone) == ("Jennifer Davis", "+12025550100")


@pytest.mark.parametrize(
    ("task", "first", "accepted", "refused"),
    [
        ("Table for 2 on Friday between 7 and 9 pm", 19 * 60, 20 * 60 + 15, 21 * 60 + 30),
        ("Table for 2 on Friday at 8 pm, or any time after six", 20 * 60, 22 * 60, 17 * 60),
        ("Table for 2 on Friday by 8 pm", 18 * 60, 19 * 60, 21 * 60),
        ("Table for 2 on Friday at 7:30 pm", 19 * 60 + 30, 19 * 60 + 30, 20 * 60),
    ],
)
def test_acceptable_times_are_read_from_the_prose(task: str, first: int, accepted: int, refused: int) -> None:
    errand = errand_of({"task": task})
    assert errand.wishes()[0] == first
    assert errand.accepts(accepted)
    assert not errand.accepts(refused)


def test_name_and_phone_are_found_in_the_prose_when_there_are_no_facts() -> None:
    errand = errand_of(
        {"task": "Book a table for two under the name Jo Klein, phone 202-555-0123, Friday at 8 pm."}
    )
    assert (errand.name, errand.phone, errand.times) == ("Jo Klein", "202-555-0123", (20 * 60,))


def test_facts_that_may_not_be_told_are_not_known() -> None:
    secret = {"task": "Book a table.", "facts": [{"name": "phone", "value": "123", "release": "never"}]}
    assert errand_of(secret).phone == ""


# -- machines --------------------------------------------------------------------------------


def test_in_a_menu_it_presses_the_key_and_says_nothing() -> None:
    answer = after(
        "For reservations, press one. For billing, press two.", phase="ivr-navigation", introduced=False
    )
    assert (answer.do, answer.arg, answer.say) == ("press", "1", "")


@pytest.mark.parametrize(
    "text",
    [
        "All of our agents are currently busy. Please stay on the line.",
        "Your call is important to us. Please leave a message after the line.",
        "You are number two in the queue.",
        "One moment please.",
        "I'll connect you now.",
        "Thank you for calling.",
    ],
)
@pytest.mark.parametrize("phase", ["ivr-navigation", "hold-waiting"])
def test_it_waits_while_it_waits(text: str, phase: str) -> None:
    assert after(text, phase=phase, introduced=False) == Answer(do="wait")


def test_a_key_that_led_nowhere_twice_is_not_pressed_again() -> None:
    menu = "For reservations, press one. To speak with an operator, press zero."
    said = [Message("user", menu)] * 3
    assert decide(ERRAND, said[:2], "ivr-navigation").arg == "1"
    assert decide(ERRAND, said, "ivr-navigation").arg == "0"


def test_nobody_who_has_talked_with_us_turns_into_a_mailbox() -> None:
    answer = after("Please leave a message after the tone.", introduced=True)
    assert answer.do == "none"
    assert answer.say


def test_a_mailbox_is_left_to_the_session() -> None:
    assert after("Please leave a message after the tone.", introduced=False) == Answer(do="leave_message")


# -- people ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "greeting", ["Bella Vista, how can I help you?", "Hello?", "Blie Victore.", "Good evening."]
)
def test_whoever_answers_is_told_who_calls_and_what_for(greeting: str) -> None:
    assert after(greeting, introduced=False).say == INTRODUCTION


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("For how many people?", "For four people."),
        ("How many guest?", "For four people."),
        ("What day would you like?", "On tuesday."),
        ("Okay. What time would you like?", "At 7:30 pm."),
        ("Can I have your name please?", "The name is Jennifer Davis."),
        ("Can you spell that for me?", "The name is Davis. D A V I S."),
        ("Can I get a phone number?", "The phone number is +12025550100."),
        ("Who am I speaking with?", "This is an automated assistant calling for Jennifer Davis."),
    ],
)
def test_questions_get_what_the_briefing_knows(question: str, reply: str) -> None:
    assert after(question).say.lower() == reply.lower()


@pytest.mark.parametrize(
    "question", ["Are you a robot?", "Am I talking to a real person?", "Is this a recording?"]
)
@pytest.mark.parametrize("introduced", [True, False])
def test_it_says_truthfully_what_it_is(question: str, introduced: bool) -> None:
    assert after(question, introduced=introduced).say.startswith("Yes, I am an automated assistant")


def test_asked_to_repeat_it_repeats() -> None:
    assert after("What time?", "At 7:30 pm.", "Sorry, I didn't catch that.").say == "At 7:30 pm."


def test_what_it_does_not_know_it_says_so() -> None:
    assert (
        "don't have that"
        in after("Can I get a phone number?", errand=errand_of({"task": "Book a table."})).say
    )


def test_noise_is_asked_about_twice_then_the_errand_is_said_again_then_it_gives_up() -> None:
    said: list[Message] = [Message("user", "Hello?"), Message("assistant", INTRODUCTION)]
    answers = []
    for _ in range(4):
        said.append(Message("user", "Blork flimmer."))
        answers.append(decide(ERRAND, said, "active-conversation"))
        said.append(Message("assistant", answers[-1].say))
        if len(answers) == 2:
            assert answers[0].say == answers[1].say == "Sorry, could you repeat that please?"
    assert "I would like to book" in answers[2].say


# -- times -----------------------------------------------------------------------------------


def test_an_offered_time_that_will_do_is_taken() -> None:
    offer = "I'm sorry, half past seven is not available. Would eight o'clock work for you?"
    assert after(offer).say == "Yes, 8 pm works."


def test_of_two_offered_times_the_better_one_is_taken() -> None:
    assert after("We have eight o'clock or seven thirty available.").say == "Yes, 7:30 pm works."


def test_an_offered_time_that_will_not_do_is_answered_with_another_wish() -> None:
    assert after("Would six o'clock work for you?").say == "No, that doesn't work. Could you do 8 pm instead?"


def test_a_refused_time_is_not_asked_for_again() -> None:
    assert after("I'm sorry, half past seven is not available.").say == "Could you do 8 pm instead?"


def test_when_no_wish_is_left_it_asks_what_there_is_and_then_gives_up_politely() -> None:
    no = "Sorry, we are fully booked."
    first = after("Half past seven is not available.", "Could you do 8 pm instead?", no)
    assert first.say == "What times do you have available on Tuesday?"
    last = after(
        "Half past seven is not available.", "Could you do 8 pm instead?", no, first.say, "Only nine o'clock."
    )
    assert (last.do, last.arg) == ("end", "declined")
    assert "Goodbye" in last.say


def test_a_far_party_that_says_goodbye_without_agreeing_has_declined() -> None:
    answer = after("Okay. Goodbye.")
    assert (answer.do, answer.arg) == ("end", "declined")


# -- reading back ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Great, I have you down for four people on Tuesday at half past seven. Correct?",
        "Great, I have you down for four people on Tuesday at eight o'clock. Is there anything else?",
    ],
)
def test_a_right_read_back_is_confirmed(text: str) -> None:
    assert after(text).say == "Yes, that's right."


@pytest.mark.parametrize(
    "wrong",
    [
        "I have you down for five people on Tuesday at half past seven.",
        "I have you down for four people on Thursday at half past seven.",
        "I have you down for four people on Tuesday at six o'clock.",
    ],
)
def test_a_wrong_read_back_is_corrected(wrong: str) -> None:
    answer = after(wrong)
    assert answer.say.startswith("No, sorry. It is for four people on Tuesday at ")
    assert answer.do == "none"


def test_a_booking_confirmed_wrongly_is_no_booking() -> None:
    answer = after("Your reservation is confirmed for Friday at half past seven.")
    assert answer.do == "none"
    assert answer.say.startswith("No, sorry.")


def test_a_confirmed_booking_ends_the_call_with_what_was_agreed() -> None:
    answer = after(
        "Would eight o'clock work for you?",
        "Yes, 8 pm works.",
        "Your reservation is confirmed for Tuesday at eight o'clock."
        " Your confirmation number is four oh two one."
        " Is there anything else I can help you with?",
    )
    assert (answer.do, answer.arg) == ("end", "completed")
    assert answer.say == "No, thank you very much. Goodbye."


def test_an_errand_that_is_no_booking_says_its_task() -> None:
    errand = errand_of({"task": "Ask whether the library is open on Sunday.", "principal": "Jo Klein"})
    said = after("Hello?", errand=errand, introduced=False).say
    assert said.endswith("I would like to ask whether the library is open on Sunday.")
