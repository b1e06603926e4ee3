"""Words of the trees: the one half of each sort is for tuning, the other for the test, for good."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from functools import cache
from typing import Literal

Split = Literal["tuning", "test"]

FORMS: dict[str, tuple[str, ...]] = {
    "intro": (
        "Thank you for calling {business}.",
        "Welcome to {business}.",
        "You have reached {business}.",
        "{business}, good day.",
        "Thanks for calling {business}. Please listen carefully, as our options have changed.",
        "This is {business}. Please listen to all of the options.",
        "Hello, and thank you for your call to {business}.",
        "Welcome, you are calling {business}. Please choose from the following options.",
    ),
    "notice": (
        "This call may be recorded for quality purposes.",
        "Calls are recorded for training.",
        "Our opening hours are Monday to Friday from nine to five.",
        "We are open every day from eight in the morning until six in the evening.",
        "Please note that we are closed on public holidays.",
        "For news and offers visit our website.",
        "If this is an emergency, please hang up and dial the emergency services.",
        "Your call may be monitored to improve our service.",
    ),
    "deeper": (
        "Please choose one of the following.",
        "Thank you.",
        "One more question.",
        "Please tell us what it is about.",
        "Alright. You have several options.",
        "Please select a topic.",
        "So that we can connect you to the right person, please choose again.",
        "Okay.",
    ),
    "option": (
        "For {label}, press {key}.",
        "Press {key} for {label}.",
        "{label}, press {key}.",
        "If you are calling about {label}, press {key}.",
        "For {label}, please select {key}.",
        "To reach {label}, press {key}.",
        "Dial {key} for {label}.",
        "If it is about {label}, choose {key}.",
    ),
    "option to": (
        "{label}, press {key}.",
        "Press {key} {label}.",
        "If you would like {label}, press {key}.",
        "If you want {label}, please press {key}.",
    ),
    "option spoken": (
        "Say {label}, or press {key}.",
        "For {label}, say {label} or press {key}.",
        "You can say {label} or press {key}.",
        "Press {key} or say {label}.",
    ),
    "late": (
        "Or, for {label}, press {key}.",
        "For {label}, press {key}.",
        "Otherwise, for {label}, press {key}.",
        "And for {label}, please press {key}.",
    ),
    "again": (
        "To hear these options again, press {key}.",
        "To repeat this menu, press {key}.",
        "Press {key} to listen again.",
        "If you want to hear this again, press {key}.",
    ),
    "back": (
        "To return to the previous menu, press {key}.",
        "To go back, press {key}.",
        "Press {key} for the main menu.",
        "For the previous menu, press {key}.",
    ),
    "invalid": (
        "Sorry, that is not a valid option.",
        "That was not a valid selection.",
        "I'm sorry, we did not understand that.",
        "Invalid entry. Please try again.",
    ),
    "goodbye": ("We did not get your selection. Goodbye.", "Thank you for calling. Goodbye."),
    "question": (
        "Please say in a few words why you are calling.",
        "In a few words, please tell me the reason for your call.",
        "Please tell us briefly what you are calling about.",
        "How can I direct your call? You can say things like billing or opening hours.",
        "In a few words, what are you calling about today?",
        "So, tell me in a few words, what can we help you with?",
    ),
    "number": (
        "Please enter your phone number, followed by the pound key.",
        "Please key in your telephone number, then press pound.",
        "Enter your ten digit phone number followed by the hash key.",
        "Using your keypad, please enter the telephone number you are calling about, followed by pound.",
    ),
    "number or": (
        "If you do not have one, please stay on the line.",
        "If you are not a customer yet, please wait.",
    ),
}
"""``option to``: of what begins with ``to``. ``{key}``: a word or a digit."""

LANGUAGES = ("Spanish", "French", "Chinese", "German")
OURS = ("English", "service in English", "to continue in English", "instructions in English")
"""Ways to call the language of the call."""
CUSTOMERS = ("customers", "private customers", "new and existing customers", "customers and guests")
NOT_CUSTOMERS = (
    "suppliers",
    "job applicants",
    "journalists and the press",
    "business partners",
    "landlords",
    "employees of our company",
)
ANYTHING = (
    "anything else",
    "all other questions",
    "everything else",
    "the operator",
    "a member of our staff",
)


@cache
def half(texts: tuple[str, ...], split: Split) -> tuple[str, ...]:
    """Those of ``texts`` that belong to ``split``: every other one, in the order of their hashes."""
    ranked = sorted(texts, key=lambda text: hashlib.sha256(f"menu trees: {text}".encode()).digest())
    return tuple(ranked[("tuning", "test").index(split) :: 2] or ranked)


def pick(dice: random.Random, texts: Sequence[str], split: Split) -> str:
    return dice.choice(half(tuple(texts), split))
