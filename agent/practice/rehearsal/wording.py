"""What the oracle says: one short wording for each thing to be said, with facts by reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Phrase = Callable[[str], str]
"""A slot's value with its preposition, ``at {time.2}``; empty where nothing is known of it."""

HELLO = "Hi, I'm calling on behalf of {name}."
THANKS = "Great, thank you."
CHAT = "Thank you."
THAT_IS_RIGHT = "Yes, that's right."
THAT_WORKS = "Yes, that works."
AGREED = "Yes, that's fine."
NO_FEE = "I'm sorry, I can't agree to that."
NOT_SHARED = ("I'm sorry, I can't share that.", "I'm afraid I can't give that out.")
"""In turn: the same words twice over sound like a machine that is stuck."""
NOT_KNOWN = "I'm sorry, I don't have that information."
NO_MORE = "No, that's all. Thank you."
STILL_HERE = "Yes, I'm still here."
AGAIN = "Sorry, could you say that again?"
WHO = "Hello, who am I speaking with, please?"
MACHINE = "Yes, I'm an AI assistant calling on behalf of {name}."
NO_OTHER = "I'm sorry, that doesn't work."
CHECKING = "One moment please, let me check."
GOODBYE = "Thank you. Goodbye."
PITY = "I see. Thank you anyway. Goodbye."
CALL_BACK = "All right, thank you. Goodbye."
WRONG_NUMBER = "I'm sorry, I have the wrong number. Goodbye."
SPELLING = "It's {name.last:spell}."

_SAID = {
    "name": "It's {}.",
    "people": "For {}, please.",
    "nights": "For {} nights, please.",
    "day": "On {}, please.",
    "time": "At {}, please.",
    "old_day": "It was for {}.",
    "service": "It's for {}.",
    "reason": "It's for {}.",
}
_PHRASES = {
    "people": "for {}", "nights": "for {} nights", "day": "on {}", "time": "at {}", "name": "for {}",
    "service": "for {}", "reason": "for {}", "item": "for {}", "pet": "for {}", "old_day": "on {}",
    "old_time": "at {}",
}  # fmt: skip
_DETAILS = ("people", "nights", "service", "reason", "item", "pet")
WORDS = {
    "date_of_birth": "date of birth",
    "reference": "reference number",
    "plate": "license plate",
    "member": "membership number",
    "account": "account number",
    "card": "card number",
    "pin": "PIN",
    "pet": "pet's name",
    "postcode": "zip code",
    "social": "social security number",
    "people": "number of people",
    "nights": "number of nights",
    "old_day": "day it is booked for now",
    "old_time": "time it is booked for now",
}
"""How a slot is called when the owner is asked for it."""


def phrase(slot: str, words: str, *, spans: bool = False) -> str:
    """``spans``: a range, which is said without ``at``: "between seven and nine"."""
    return words if spans else _PHRASES.get(slot, "{}").format(words)


def opening(errand: str, thing: str, known: Phrase, question: str = "") -> str:
    """Who calls, and what for."""
    return f"{HELLO} {want(errand, thing, known, question)}"


def want(errand: str, thing: str, known: Phrase, question: str) -> str:
    when, old = _joined(known, "day", "time"), _joined(known, "old_day", "old_time")
    match errand:
        case "book":
            parts = [thing, _joined(known, *_DETAILS), when]
            return f"I'd like to book {' '.join(filter(None, parts))}."
        case "move":
            parts = [thing, old and f"from {old.removeprefix('on ')}", f"to {when.removeprefix('on ')}"]
            return f"I'd like to move {' '.join(filter(None, parts))}."
        case "cancel":
            return f"I'd like to cancel {thing} {old}".rstrip() + "."
        case "confirm":
            return f"I'd like to confirm {thing} {when}".rstrip() + "."
        case "status":
            return f"I'd like to know when {thing} is ready."
    return question


def asked(asks: str, day: str) -> str:
    """The question of a task (``until when are they open on {day}``), as it is put to them."""
    if asks.startswith(("until when", "what time do they close", "how late")):
        return f"Until when are you open on {day}?"
    return f"Can you tell me {asks}?".replace("{day}", day)


def said(slot: str, words: str, *, spans: bool = False) -> str:
    if spans:
        return f"{words[0].upper()}{words[1:]}, please."
    return _SAID.get(slot, "It's {}.").format(words)


def correction(slots: Sequence[str], known: Phrase) -> str:
    """What is right in place of what was read back wrong."""
    right = [known(slot) for slot in slots if known(slot)]
    return f"No, it's {', '.join(right)}." if right else "No, that's not right."


def proposal(reference: str) -> str:
    return f"That doesn't work. Is {reference} possible?"


def question_for_owner(slot: str) -> str:
    return f"They ask for the {WORDS.get(slot, slot.replace('_', ' '))}. What should I say?"


def _joined(known: Phrase, *slots: str) -> str:
    return " ".join(known(slot) for slot in slots if known(slot))
