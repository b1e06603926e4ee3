"""Dates compared, seen from a day or from none."""

from __future__ import annotations

import datetime
import re

from agent.call.values.calendar import iso
from agent.call.values.lexicon import WEEKDAYS


def same_date(one: str, other: str, today: datetime.date | None) -> bool:
    if today:
        days, days2 = _days(one, today), _days(other, today)
        if days and days2:
            return bool(days & days2)
    first, second = _parts(one), _parts(other)
    known = [a == b for a, b in zip(first[1:], second[1:], strict=True) if a and b]
    weekdays = _weekday(one), _weekday(other)
    if first[3] and second[3]:  # both have a day of the month: a weekday may only contradict
        return all(known) and not (all(weekdays) and weekdays[0] != weekdays[1])
    return first[0] == second[0] != ""


_DATE = re.compile(r"(\d{4}|-)-(?:(\d\d)-|-)(\d\d)")


def _parts(date: str) -> tuple[str, str, str, str]:
    """(what was said in words, year, month, day), empty where not said; "next" may mean the same weekday."""
    said, _, last = date.rpartition(" ")
    numbers = _DATE.fullmatch(last)
    if numbers is None:
        return date.removeprefix("next "), "", "", ""
    year, month, day = (part or "" for part in numbers.groups())
    return said, year.strip("-"), month, day


def _weekday(date: str) -> str:
    whole = iso(date)
    return WEEKDAYS[whole.weekday()] if whole else _parts(date)[0]


def _days(date: str, today: datetime.date) -> frozenset[datetime.date]:
    """The days that ``date`` may mean, seen from ``today``: a weekday is the first one from today on, "next
    tuesday" that one or the one after, a date without a year the first from today on."""
    words = date.split()
    if date == "today" or date == "tomorrow" or date.startswith("today+"):
        ahead = {"today": 0, "tomorrow": 1}.get(date)
        return frozenset((today + datetime.timedelta(ahead if ahead is not None else int(date[6:])),))
    if whole := iso(words[-1]):
        return frozenset((whole,))
    if words[-1].endswith("+7"):
        return frozenset(day + datetime.timedelta(7) for day in _days(words[-1][:-2], today))
    if words[-1] in WEEKDAYS:
        ahead = (WEEKDAYS.index(words[-1]) - today.weekday()) % 7
        first = today + datetime.timedelta(ahead)
        later = first + datetime.timedelta(7)
        return frozenset((first, later)) if words[0] == "next" or ahead == 0 else frozenset((first,))
    return _dated(words, today)


def _dated(words: list[str], today: datetime.date) -> frozenset[datetime.date]:
    numbers = _DATE.fullmatch(words[-1])
    if numbers is None:
        return frozenset()
    ahead = (today + datetime.timedelta(days) for days in range(366))
    fits = (
        day
        for day in ahead
        if day.day == int(numbers[3])
        and (numbers[2] is None or day.month == int(numbers[2]))
        and (words[0] not in WEEKDAYS or WEEKDAYS[day.weekday()] == words[0])
    )
    first = next(fits, None)
    return frozenset((first,)) if first else frozenset()
