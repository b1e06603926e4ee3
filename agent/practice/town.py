"""Who sits at the telephones of the practice town, and where their books and recordings lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from agent.config import Paths


@dataclass(frozen=True, slots=True)
class Person:
    """``account`` is the user part of the SIP account at the carrier; ``voice`` a public voice name."""

    account: str
    called: str
    business: str
    voice: str


TOWN: tuple[Person, ...] = (
    Person("person-bella", called="Mark", business="Bella Vista", voice="chris"),
    Person("person-direct", called="Adam", business="Luigi's restaurant", voice="eric"),
    Person("person-shop", called="Peter", business="Corner bistro", voice="chris"),
)
"""One for each of ``numbers.PEOPLE``."""
BY_ACCOUNT: dict[str, Person] = {person.account: person for person in TOWN}


def bookings_file(paths: Paths) -> Path:
    """What the town's businesses really wrote down: one JSON object per line, a booking each."""
    return paths.carrier / "bookings.jsonl"


def recordings_folder(paths: Paths) -> Path:
    """``<account>/<n>/recording.wav`` and ``events.jsonl``: the far side of every call."""
    return paths.carrier / "people"
