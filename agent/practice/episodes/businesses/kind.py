"""What a kind of business is, as data."""

from __future__ import annotations

from dataclasses import dataclass, field

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Errand:
    """``deed`` is what gets written down; ``slots`` what is asked for it, in a usual order."""

    name: str
    deed: str
    thing: str
    slots: tuple[str, ...]
    department: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask: ``about`` names the form of the answer, ``value`` its kind."""

    about: str
    asks: Labels
    value: str


@dataclass(frozen=True, slots=True)
class Business:
    kind: str
    names: Labels
    """Patterns with ``{last}``, ``{place}``."""
    errands: tuple[Errand, ...]
    departments: tuple[tuple[str, Labels], ...]
    """(department, ways a menu calls it)."""
    opens: int
    closes: int
    """Bookings from and until; minutes of the day."""
    step: int = 30
    services: Labels = ()
    extras: tuple[str, ...] = ()
    """What its people like to ask for beyond what a booking needs."""
    questions: tuple[Question, ...] = ()
    most_people: int = 8
    seasons: tuple[str, ...] = field(default=())
