"""Callers for a restaurant's person, as text: they read what is asked and answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from agent.practice.minds.restaurant import Answer, Booking, Restaurant

Reply = Callable[[str], str]


@dataclass
class Dialogue:
    """``turns``: what the caller said and what the person answered."""

    turns: list[tuple[str, Answer]] = field(default_factory=list)

    @property
    def booking(self) -> Booking | None:
        booked = [answer.booking for _, answer in self.turns if answer.booking]
        return booked[-1] if booked else None

    @property
    def ended(self) -> bool:
        return bool(self.turns) and self.turns[-1][1].do == "end"

    @property
    def said(self) -> str:
        return " ".join(answer.say for _, answer in self.turns)


def converse(person: Restaurant, caller: Reply, most_turns: int = 25) -> Dialogue:
    """Let both talk until the person ends the call."""
    dialogue = Dialogue()
    heard: list[str] = []
    said = person.greeting
    while len(heard) < most_turns and not dialogue.ended:
        heard.append(caller(said))
        answer = person.answer(heard)
        dialogue.turns.append((heard[-1], answer))
        said = answer.say
    return dialogue


def say_in_turn(person: Restaurant, *sentences: str) -> Dialogue:
    left = list(sentences)
    return converse(person, lambda _: left.pop(0), most_turns=len(sentences))


@dataclass
class HonestCaller:
    """Wants a table and tells what it is asked; takes whatever time is offered."""

    opening: str = "i would like to book a table for four on tuesday at half past seven or eight"
    size: str = "four"
    day: str = "tuesday"
    time: str = "half past seven"
    name: str = "alex morgan"
    otherwise: str = "sorry could you repeat that"

    def __call__(self, said: str) -> str:
        answers = {
            "confirmation number": "great thank you goodbye",
            "anything else": "no thank you goodbye",
            "help you": self.opening,
            "how many people": self.size,
            "what day": self.day,
            "what time": self.time,
            "work for you": "yes that works",
            "the name": self.name,
            "spell the last name": " ".join(self.name.split()[-1]),
            "phone number": "two oh two five five five oh one double oh",
            "robot": "yes i am an a i assistant",
            "is that right": "yes that's right",
        }
        return next((answer for cue, answer in answers.items() if cue in said.lower()), self.otherwise)
