from __future__ import annotations

import pytest

from agent.call.listener import PhraseListener
from agent.call.speaker import Speaker


@pytest.mark.parametrize(
    "text",
    [
        "For reservations, press one.",
        "press 2 for opening hours",
        "to repeat this menu press nine",
        "please listen to the following options",
        "you have reached the main menu",
        "if you know your party's extension please enter it now",
        "To speak with someone dial zero.",
        "for parts choose one, for sales select two",
        "thank you for calling, this is Bella Vista. press one for a table",
    ],
)
def test_a_menu_is_known_by_its_words(text: str) -> None:
    assert PhraseListener().who(text) is Speaker.MENU


@pytest.mark.parametrize(
    "text",
    [
        "Please leave a message after the tone.",
        "You've reached Dr. Oak. I can't come to the phone right now.",
        "At the beep record your message, or press one for more options.",
        "this is maria leave me a message and i will call you back",
        "You have reached the voicemail box of 202 555 0100.",
        "The person you are trying to reach is not available.",
        "All our agents are busy. Please leave your name after the tone.",
    ],
)
def test_a_voicemail_is_known_by_its_words(text: str) -> None:
    assert PhraseListener().who(text) is Speaker.VOICEMAIL


@pytest.mark.parametrize(
    "text",
    [
        "Would you like to leave a message?",
        "To leave a message press one.",
        "Your call is important to us. Please leave a message after the line.",
        "Eight is not available.",
    ],
)
def test_talk_of_messages_is_no_voicemail(text: str) -> None:
    assert PhraseListener().who(text) is not Speaker.VOICEMAIL


@pytest.mark.parametrize(
    "text",
    [
        "Please hold.",
        "one moment please",
        "Just a second.",
        "Sure, let me check the book for you.",
        "can you hold on please",
        "bear with me a moment",
        "hold on no problem",
        "Thank you for holding. An agent will be with you soon.",
        "Thank you for your patience.",
        "Your call is important to us. Please stay on the line.",
        "your call is now first in line and will be answered by the next available representative",
        "All representatives are currently busy assisting other callers.",
        "you are number two in line",
        "the estimated hold time is three minutes",
        "thank you for your patience",
        "people are waiting before you",
        "One moment while I pull up the schedule.",
        "Someone will take your call.",
        "We will be able to speak to you in about four minutes.",
        "An advisor will speak to you as soon as possible.",
        "Our team is helping other customers right now.",
        "We are experiencing higher call volumes than usual.",
        "Hold on, I'll get Larry for you.",
        "please wait while i connect your call",
        "thank you for holding",
    ],
)
def test_a_request_to_wait_is_known_by_its_words(text: str) -> None:
    assert PhraseListener().who(text) is Speaker.HOLD


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for holding, how can I help you?",
        "Bella Vista, this is Mark.",
        "sorry for the wait, what can i do for you",
        "Maria speaking.",
        "Hi, Harbor Airlines, George here.",
        "who is calling please",
        "hello are you there",
        "Hello?",
        "hi there",
    ],
)
def test_a_person_is_known_by_what_only_persons_say(text: str) -> None:
    assert PhraseListener().who(text) is Speaker.PERSON


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello and welcome to bella vista",
        "For how many people?",
        "one moment please okay so for how many people",
        "One moment, please. Yes, that works.",
        "Let me look. Yes, Tuesday would be fine.",
        "One moment while I look. Okay, we have a table at eight.",
        "let me check okay we have half past seven",
        "Thank you for your patience. That works. Phone?",
        "thanks for holding two o'clock is free",
        "just a second no sorry",
        "Go ahead, I'll hold.",
        "can I put you down for eight",
        "thanks, talk to you soon",
        "we'll speak to you in the morning",
        "do you have a moment number for us",
        "this is a recorded line",
        "the press is here",
        "we hold the table for fifteen minutes after that it is gone",
    ],
)
def test_anything_else_is_not_decided_by_words(text: str) -> None:
    assert PhraseListener().who(text) is Speaker.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "Please state your name and why you are calling.",
        "This call is being screened.",
        "Go ahead and say your name and why you're calling.",
        "Hi, if you record your name and reason for calling, I'll see if this person is available.",
        "Please say your name after the tone.",
        "The person you are calling does not accept anonymous calls.",
    ],
)
def test_call_screening_is_known_by_its_words(text: str) -> None:
    assert PhraseListener().who(text) is Speaker.SCREENING


@pytest.mark.parametrize(
    "text",
    [
        "The mailbox is full and cannot accept any messages at this time.",
        "The person you called has a voice mailbox that has not been set up yet.",
        "Sorry, this customer is not accepting calls.",
    ],
)
def test_a_mailbox_that_takes_no_message_is_known_by_its_words(text: str) -> None:
    assert PhraseListener().who(text) is Speaker.UNAVAILABLE


@pytest.mark.parametrize(
    "text",
    [
        "We're sorry, you have reached a number that is no longer in service.",
        "The number you have dialed has been disconnected.",
        "Your call cannot be completed as dialed.",
    ],
)
def test_a_number_that_reaches_nobody_is_known_by_its_words(text: str) -> None:
    assert PhraseListener().who(text) is Speaker.NOT_IN_SERVICE


@pytest.mark.parametrize(
    "text",
    [
        "Could you say your name again?",
        "I did not get your name.",
        "can you record your name and number please",
    ],
)
def test_a_person_who_asks_for_a_name_is_no_screening(text: str) -> None:
    assert PhraseListener().who(text) is not Speaker.SCREENING


@pytest.mark.parametrize(
    "text", ["To skip this greeting, press pound.", "when you are finished you may hang up or press one"]
)
def test_a_key_that_only_a_mailbox_has_is_no_menu_s(text: str) -> None:
    assert PhraseListener().who(text) is Speaker.VOICEMAIL


def test_a_menu_that_offers_to_record_a_name_is_no_screening() -> None:
    text = "Press one to record your message, press two to record your greeting, press three for your name."
    assert PhraseListener().who(text.replace("for your", "to record your")) is Speaker.MENU
    assert PhraseListener().who("Please record your name after the tone.") is Speaker.SCREENING
