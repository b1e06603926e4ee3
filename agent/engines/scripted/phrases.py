"""What a far party may be saying, and how sure one can be after a small recogniser."""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import Enum, auto

from agent.engines.scripted.spoken import words

ALIKE = 0.84


class Said(Enum):
    """In the order of precedence: the first that fits counts."""

    VOICEMAIL = auto()
    CONFIRMED = auto()
    READ_BACK = auto()
    ROBOT = auto()
    REPEAT = auto()
    SPELL = auto()
    PHONE = auto()
    UNAVAILABLE = auto()
    WHO = auto()
    SIZE = auto()
    NAME = auto()
    DAY = auto()
    CHANGE = auto()
    OFFER = auto()
    TIME = auto()
    HOLD = auto()
    MORE = auto()
    HELP = auto()
    FAREWELL = auto()
    PRESENCE = auto()


PHRASES: dict[Said, tuple[str, ...]] = {
    Said.VOICEMAIL: (
        "after the tone",
        "after the beep",
        "record your message",
        "the voicemail of",
    ),
    Said.CONFIRMED: (
        "is confirmed",
        "confirmation number is",
        "you are all set",
        "you're all set",
        "you are booked",
        "see you on",
    ),
    Said.READ_BACK: ("have you down for", "is that right", "is that correct", "let me repeat that"),
    Said.ROBOT: ("a robot", "a real person", "a recording", "a machine", "a human"),
    Said.REPEAT: (
        "could you repeat",
        "say that again",
        "didn't catch that",
        "did not catch",
        "did not get that",
    ),
    Said.SPELL: ("spell that", "spell the", "spell your", "spell it"),
    Said.PHONE: (
        "phone number",
        "contact number",
        "telephone number",
        "number we can",
        "number can we",
        "call you back on",
    ),
    Said.UNAVAILABLE: (
        "not available",
        "fully booked",
        "no tables",
        "don't have anything",
        "nothing available",
        "have nothing",
        "are closed",
        "not possible",
        "are open from",
        "tables for up to",
        "that is all we have",
        "can't help you",
        "cannot help you",
    ),
    Said.WHO: ("who am i speaking", "who is this", "who is calling", "who's calling", "speaking with"),
    Said.SIZE: ("how many people", "how many guests", "for how many", "how many", "size of your party"),
    Said.NAME: (
        "your name",
        "for what name",
        "what's the name",
        "what name",
        "the name for",
        "under which name",
    ),
    Said.DAY: ("what day", "which day", "what date", "which date"),
    Said.CHANGE: ("like to change", "should i change"),
    Said.OFFER: (
        "work for you",
        "how about",
        "we have",
        "only thing i have",
        "only have",
        "would you like",
        "what about",
        "i could do",
        "we could do",
        "is available",
        "would you prefer",
    ),
    Said.TIME: ("what time", "which time"),
    Said.HOLD: (
        "please hold",
        "agents are currently busy",
        "stay on the line",
        "call is important",
        "in the queue",
        "wait time is",
        "one moment",
        "hold on",
        "let me check",
        "connecting you",
        "connect you now",
        "transfer you",
        "one second",
        "hold for a second",
        "just a moment",
        "hold please",
    ),
    Said.MORE: ("anything else",),
    Said.HELP: ("can i help", "may i help", "help you", "this is", "speaking", "what can i do for"),
    Said.FAREWELL: ("goodbye", "bye", "have a nice day", "call back later"),
    Said.PRESENCE: ("hello", "are you there", "hi"),
}


def said(text: str) -> tuple[Said, ...]:
    """All that fits, by precedence."""
    heard = words(text)
    return tuple(kind for kind, phrases in PHRASES.items() if any(contains(heard, one) for one in phrases))


def contains(heard: list[str], phrase: str) -> bool:
    """Whether ``phrase`` is in there, or something that sounds alike."""
    wanted = words(phrase)
    joined = " ".join(wanted)
    # short phrases must match exactly: "hi" is alike to half the language
    exact = len(joined) < 8
    for at in range(len(heard) - len(wanted) + 1):
        window = heard[at : at + len(wanted)]
        if window == wanted:
            return True
        if not exact and SequenceMatcher(None, " ".join(window), joined).ratio() >= ALIKE:
            return True
    return False
