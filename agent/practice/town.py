"""Who sits at the telephones of the practice town, and where their books and recordings lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from agent.config import Paths


@dataclass(frozen=True, slots=True)
class Person:
    """``account`` is the user part of the SIP account at the carrier; ``voice`` a public voice name.

    Men, all of them: of flite's voices the woman's is our own side's.
    """

    account: str
    business: str
    greeting: str
    voice: str


TOWN: tuple[Person, ...] = (
    Person(
        "person-bella",
        "Bella Vista",
        "Bella Vista, this is Mark, how can I help you?",
        "chris",
    ),
    Person("person-direct", "Parker's bistro", "Hello, Parker's bistro, how can I help you?", "eric"),
    Person("person-shop", "the corner bistro", "Hello, the corner bistro, how can I help you?", "chris"),
)
"""One for each of ``numbers.PEOPLE``."""
BY_ACCOUNT: dict[str, Person] = {person.account: person for person in TOWN}


def bookings_file(paths: Paths) -> Path:
    """What the town's businesses really wrote down: one JSON object per line, a booking each."""
    return paths.carrier / "bookings.jsonl"


def recordings_folder(paths: Paths) -> Path:
    """``<account>/<n>/recording.wav`` and ``events.jsonl``: the far side of every call."""
    return paths.carrier / "people"
