"""Times, days and party sizes as the scripted model's rules want them, found by ``agent.call.values``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.call.values import Kind, Value, calendar, find
from agent.call.values.clock import named
from agent.call.values.dictated import digits_of as digits
from agent.call.values.lexicon import MONTHS
from agent.call.values.lexicon import near as _near
from agent.call.values.party import party_size

__all__ = ["MONTHS", "Clock", "days", "digits", "near", "party_size", "times", "words"]

_LINKS = ("and", "to", "until", "till")


def words(text: str) -> list[str]:
    """Lower-case words and numbers; ``p.m.`` and ``p m`` are ``pm``, ``7:30`` is ``7 30``."""
    text = text.lower().replace("’", "'")
    text = re.sub(r"\b([ap])\.?\s?m\b\.?", r"\1m", text)
    text = re.sub(r"(\d)(am|pm)\b", r"\1 \2", text).replace("o'clock", "oclock")
    return re.findall(r"[a-z]+(?:'[a-z]+)?|\d+", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text))


def near(word: str, choices: tuple[str, ...] | list[str]) -> str | None:
    """The choice that ``word`` is, or that a recogniser could have meant."""
    return _near(word, tuple(choices), 0.82)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time found in a sentence: minutes of the day, and the words (see `words`) it stands on."""

    minutes: int
    start: int
    end: int


def times(text: str) -> list[Clock]:
    """In the order said, both ends of a range. Hours without a half of the day are taken as of the second
    half, as at a restaurant, unless "morning" or "am" is said."""
    text = re.sub(r"\b0(?=[1-9]:\d\d\b)", "", text)  # "07:30" is half past seven here, not the morning
    values = (value for value in find(text) if value.kind is Kind.TIME)
    return [clock for value in values for clock in _clocks(text, value)]


def _clocks(text: str, value: Value) -> list[Clock]:
    clocks = [int(time[:2]) * 60 + int(time[3:]) for time in named(value.value)]
    start, end = len(words(text[: value.start])), len(words(text[: value.end]))
    said = words(value.words)
    if len(said) > 1 and said[0] in ("between", "from", "after", "before"):
        start, said = start + 1, said[1:]
    if len(clocks) < 2:
        return [Clock(minutes, start, end) for minutes in clocks]
    link = next((at for at, word in enumerate(said) if at and word in _LINKS), len(said) // 2)
    return [Clock(clocks[0], start, start + link), Clock(clocks[1], min(start + link + 1, end), end)]


def days(text: str) -> tuple[str, ...]:
    """Days named: ``tuesday``, ``tomorrow``, ``march 3``; in the order said."""
    values = (value.value for value in find(text) if value.kind is Kind.DATE)
    return tuple(dict.fromkeys(calendar.named(value) for value in values))
