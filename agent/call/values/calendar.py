"""Canonical dates taken apart and put together."""

from __future__ import annotations

import datetime
import re

from agent.call.values.lexicon import MONTHS, WEEKDAYS

_MONTH_AND_DAY = re.compile(r"-(\d\d)-(\d\d)$")


def with_weekday(day: str, date: str) -> str:
    """A full date says its weekday itself; only a contradiction is kept."""
    whole = iso(date)
    return date if whole and WEEKDAYS[whole.weekday()] == day else f"{day} {date}"


def named(date: str) -> str:
    """A canonical DATE without its year, in words of a diary: ``tuesday``, ``march 3``, ``today``."""
    day = _MONTH_AND_DAY.search(date)
    if day and day[1]:
        return f"{MONTHS[int(day[1]) - 1]} {int(day[2])}"
    return date.removeprefix("next ").split(" -")[0].split("+7")[0]


def iso(date: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(date)
    except ValueError:
        return None
