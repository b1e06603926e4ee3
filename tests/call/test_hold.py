from __future__ import annotations

import pytest

from agent.call.hold import PhraseListener
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
        "Thank you for your patience. That works. Phone?",
        "thanks for holding two o'clock is free",
        "just a second no sorry",
        "Go ahead, I'll hold.",
        "can I put you down for eight",
        "this is a recorded line",
        "the press is here",
        "we hold the table for fifteen minutes after that it is gone",
    ],
)
def test_anything_else_is_not_decided_by_words(text: str) -> None:
    assert PhraseListener().who(text) is Speaker.UNKNOWN
