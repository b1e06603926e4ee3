"""What the demo asks for, and whether the far side really wrote it down."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

from agent.practice import numbers
from agent.practice.bookings import Entry
from agent.practice.minds.spoken import spoken_day, spoken_number

NAME_LIKENESS = 0.6
"""difflib's ratio from which a name as the far side heard it counts as the one that was meant."""


@dataclass(frozen=True, slots=True)
class Errand:
    to: str = numbers.RESTAURANT
    size: int = 4
    day: str = "tuesday"
    times: tuple[str, ...] = ("19:30", "20:00")
    name: str = "Daniel Martin"
    phone: str = numbers.OWNER

    @property
    def task(self) -> str:
        times = " or ".join(_written(time) for time in self.times)
        people = spoken_number(self.size)
        return f"Please book a table for {people} on {spoken_day(self.day)} at {times} for {self.name}."

    def body(self) -> dict[str, Any]:
        """The body of ``POST /call``."""
        facts = [
            {"name": "name", "value": self.name, "release": "freely"},
            {"name": "phone", "value": self.phone, "release": "if_asked"},
        ]
        briefing = {"principal": self.name, "facts": facts}
        return {"to": self.to, "task": self.task, "briefing": briefing, "max_duration_seconds": 150}

    def differences(self, entries: list[Entry]) -> list[str]:
        """Why the far side's book does not hold this errand, and nothing but it; empty when it does."""
        if len(entries) != 1:
            return [f"{len(entries)} bookings in the far side's book, there should be one"]
        booking = entries[0].booking
        wrong = []
        if booking.size != self.size:
            wrong.append(f"booked for {booking.size} people, not {self.size}")
        if booking.day != self.day:
            wrong.append(f"booked on {booking.day}, not {self.day}")
        if booking.time not in self.times:
            wrong.append(f"booked at {booking.time}, not at {' or '.join(self.times)}")
        if difflib.SequenceMatcher(None, booking.name.lower(), self.name.lower()).ratio() < NAME_LIKENESS:
            wrong.append(f"booked for {booking.name!r}, not {self.name!r}")
        return wrong


def _written(time: str) -> str:
    """``19:30`` as ``7:30 pm``."""
    hour, _, minute = time.partition(":")
    minutes = "" if minute == "00" else f":{minute}"
    return f"{(int(hour) - 1) % 12 + 1}{minutes} {'am' if int(hour) < 12 else 'pm'}"
