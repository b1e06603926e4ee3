"""What is to be had, read from the briefing: for whom, what, when, for how many."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from agent.engines.scripted.spoken import days, party_size, times, words

_NAME_FACTS = ("name", "full_name", "guest", "reservation_name")
_PHONE_FACTS = ("phone", "telephone", "callback", "mobile", "number")
_NAME = re.compile(
    r"(?:under(?: the name(?: of)?)?|the name is|in the name of|name:|on behalf of|for)\s+"
    r"((?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][\w'-]+(?: [A-Z][\w'-]+)*)"
)
_PHONE = re.compile(r"\+?\d[\d ()-]{5,}\d")
_ANY_TIME = ("any time", "anytime", "flexible", "whatever they have", "whenever")
_LATEST = 24 * 60
_DINNER = 18 * 60


@dataclass(frozen=True, slots=True)
class Errand:
    """Times in minutes of the day, best first; ``window``: from, to, both included."""

    task: str
    name: str = ""
    phone: str = ""
    size: int | None = None
    days: tuple[str, ...] = ()
    times: tuple[int, ...] = ()
    window: tuple[int, int] | None = None

    @property
    def is_booking(self) -> bool:
        return self.size is not None or bool(self.days and self.times)

    def accepts(self, minutes: int) -> bool:
        if self.window is not None and self.window[0] <= minutes <= self.window[1]:
            return True
        return minutes in self.times or not (self.times or self.window)

    def wishes(self) -> tuple[int, ...]:
        """Times to ask for, best first."""
        if self.window is None:
            return self.times
        first, last = self.window
        first = first or (_DINNER if last == _LATEST else last - 120)
        inside = tuple(range(first, min(last, first + 4 * 60) + 1, 30))
        return tuple(dict.fromkeys((*self.times, *inside)))


def errand_of(briefing: Mapping[str, Any]) -> Errand:
    """``briefing`` as ``agent.engines.scripted.references`` reads it out of the prompt's head."""
    task = str(briefing.get("task", ""))
    facts = {
        str(fact.get("name", "")).lower(): str(fact.get("value") or "")
        for fact in briefing.get("facts", ())
        if fact.get("release") in ("freely", "if_asked")
    }
    wishes = " ".join(
        (
            task,
            *briefing.get("preferences", ()),
            *briefing.get("constraints", ()),
            *briefing.get("wishes", ()),
        )
    )
    # a telephone number is no time
    wishes = _PHONE.sub(" ", wishes)
    window = _window(wishes)
    found = tuple(clock.minutes for clock in times(wishes))
    named = _NAME.search(task)
    called = _fact(facts, _NAME_FACTS) or str(briefing.get("principal") or "")
    phone = _PHONE.search(task)
    return Errand(
        task=task,
        name=called or (named[1] if named else ""),
        phone=_fact(facts, _PHONE_FACTS) or (phone[0] if phone else ""),
        size=_size(facts, wishes),
        days=days(wishes),
        times=tuple(dict.fromkeys(minutes for minutes in found if not window or minutes not in window)),
        window=window,
    )


def _fact(facts: Mapping[str, str], names: tuple[str, ...]) -> str:
    exact = next((facts[name] for name in names if facts.get(name)), "")
    return exact or next(
        (value for name, value in facts.items() if value and any(part in name for part in names)), ""
    )


def _size(facts: Mapping[str, str], wishes: str) -> int | None:
    for name in ("party_size", "people", "guests"):
        if facts.get(name, "").isdigit():
            return int(facts[name])
    return party_size(wishes)


def _window(wishes: str) -> tuple[int, int] | None:
    """``between seven and nine``, ``from 7 pm to 8``, ``after six``, ``any time``."""
    said = words(wishes)
    found = times(wishes)
    for one, other in pairwise(found):
        link = said[one.end : other.start]
        before = said[one.start - 1] if one.start else ""
        if before in ("between", "from") and link in (["and"], ["to"], ["until"], ["till"]):
            return one.minutes, other.minutes
    for clock in found:
        before = said[clock.start - 1] if clock.start else ""
        if before in ("after", "from"):
            return clock.minutes, _LATEST
        if before in ("before", "by", "until"):
            return 0, clock.minutes
    if any(phrase in wishes.lower() for phrase in _ANY_TIME):
        return 0, _LATEST
    return None
