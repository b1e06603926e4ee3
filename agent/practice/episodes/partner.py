"""A partner with a few set sentences, for looking at episodes and for their tests. It sees what is meant."""

from __future__ import annotations

from collections.abc import Callable

from agent.call.values import Kind, spoken
from agent.practice.episodes.types import SLOTS, Act, Episode

KEY = "#key "
"""Begins an answer that is a key."""
_WISHES = {
    "book": "I'd like to book {thing}.",
    "move": "I'd like to move {thing}.",
    "cancel": "I'd like to cancel {thing}.",
    "confirm": "I'd like to confirm {thing}.",
    "status": "I'd like to know when {thing} is ready.",
}
_SET = {
    "robot": "Yes, I am an automated assistant.",
    "trick": "I'm sorry, I can't give that.",
    "hello": "Yes, I'm here.",
    "pardon": "Sorry, the line is bad.",
    "chat": "Thank you.",
    "screening": "An assistant, about an appointment.",
    "confirm": "Thank you very much. Goodbye.",
    "answer": "Thank you very much. Goodbye.",
    "call_back": "Thank you. Goodbye.",
    "wrong_number": "Sorry. Goodbye.",
}


def answer(episode: Episode, act: Act) -> str:
    """What is answered to the last act of an utterance; "" for silence."""
    known: dict[str, Callable[[], str]] = {
        "menu": lambda: KEY + act.get("right") if act.get("right") else "",
        "greet": lambda: _opening(episode),
        "ask": lambda: _told(episode, act.get("slot")),
        "offer": lambda: "Yes, that works." if act.get("ok") == "yes" else "No, that doesn't work, sorry.",
        "fee": lambda: "Yes, that's fine." if act.get("ok") == "yes" else "No, I can't agree to that.",
        "read_back": lambda: _checked(episode, act.get("wrong")),
    }
    return known[act.name]() if act.name in known else _SET.get(act.name, "")


def _opening(episode: Episode) -> str:
    if episode.plan.asks:
        day = spoken(Kind.DATE, dict(episode.plan.wanted).get("day", "tomorrow"))
        return f"Hello, please tell me {episode.plan.asks.replace('{day}', day)}."
    wish = _WISHES[episode.plan.errand].format(thing=episode.plan.thing)
    return f"Hello, I'm calling for {episode.briefing.principal}. {wish}"


def _told(episode: Episode, slot: str) -> str:
    match slot:
        case "more":
            return "No, that's all, thank you. Goodbye."
        case "errand":
            return _opening(episode)
        case "spelling":
            return ", ".join(episode.briefing.principal.split()[-1].upper()) + "."
    return _value(episode, slot) or "I'm sorry, I don't have that."


def _value(episode: Episode, slot: str) -> str:
    values = dict(episode.truth.may).get(slot)
    return spoken(Kind(SLOTS[slot]), values[0]) if values else ""


def _checked(episode: Episode, wrong: str) -> str:
    if not wrong:
        return "Yes, that's right."
    free = episode.plan.free
    right = spoken(Kind.TIME, free[0]) if wrong == "time" and free else _value(episode, wrong)
    return f"No, {right}{' people' if wrong == 'people' else ''} please."
