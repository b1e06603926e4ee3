"""One time of day as it is said: ``7:30``, ``half past seven``, ``seven oh five``, ``nineteen hundred``."""

from __future__ import annotations

from typing import NamedTuple

from agent.call.values.lexicon import CURRENCIES, DAY_PARTS, DURATIONS, OH, PEOPLE, TENS, UNITS
from agent.call.values.money import per
from agent.call.values.numbers import small
from agent.call.values.tokens import Said

_COUNTED = PEOPLE | DURATIONS.keys() | CURRENCIES.keys() | {"percent", "%"}
_LINKS = frozenset(("past", "after", "to", "before", "of", "till"))


class Heard(NamedTuple):
    """A time that ends before token ``end``; not ``sure``: it is one only where a time is meant."""

    hour: int
    minute: int
    end: int
    sure: bool
    half: str = ""


def counted(said: Said, at: int) -> bool:
    """What follows the number makes it one of people, minutes or money."""
    return said.words[at] in _COUNTED or said.words[at : at + 2] == ["of", "us"] or per(said, at)


def hour_at(said: Said, at: int) -> Heard | None:
    """The time that begins at token ``at``, all of it: ``half past seven in the evening``."""
    word = said.words[at]
    if word in ("noon", "midday"):
        return Heard(12, 0, at + 1, True, "pm")
    if word == "midnight":
        return Heard(0, 0, at + 1, True)
    heard = _relative(said, at) or _plain(said, at)
    if heard is None or heard.hour > 23 or heard.minute > 59:
        return None
    return _with_half(said, heard)


def _relative(said: Said, at: int) -> Heard | None:
    """``half past seven``, ``a quarter to eight``, ``five minutes to eight``; ``half seven`` is half past."""
    words = said.words
    if words[at] == "a" and words[at + 1] == "quarter":
        at += 1
    if words[at] in ("half", "quarter"):
        minutes, link = (30 if words[at] == "half" else 15), at + 1
        british = _hour(said, link) if minutes == 30 else None
        if british:
            return None if counted(said, british[1]) else Heard(british[0], 30, british[1], True)
    else:
        number = small(said, at)
        if number is None or number[0] % 5 or not 5 <= number[0] <= 55:
            return None
        minutes, link = number
        link += words[link] == "minutes"
    hour = _hour(said, link + 1)
    # "from ten to eight" is a span
    spans = words[at - 1] in ("from", "between") and words[link] not in ("past", "after")
    if hour is None or words[link] not in _LINKS or spans:
        return None
    if words[link] in ("past", "after"):
        return Heard(hour[0], minutes, hour[1], True)
    if minutes == 30 or (words[link] == "of" and minutes not in (10, 15)):
        return None
    return Heard(12 if hour[0] == 1 else hour[0] - 1, 60 - minutes, hour[1], True)


def _hour(said: Said, at: int) -> tuple[int, int] | None:
    number = small(said, at)
    return number if number and 1 <= number[0] <= 12 else None


def _plain(said: Said, at: int) -> Heard | None:
    if at >= len(said):
        return None
    token = said.tokens[at]
    if token.shape in ("clock", "decimal"):
        return _in_figures(token.word.replace(".", ":"), at + 1, sure=token.shape == "clock")
    if len(token.figures) in (3, 4):
        hour_of, minute_of = divmod(int(token.figures), 100)
        return Heard(hour_of, minute_of, at + 1, False) if hour_of else None
    hour = small(said, at)
    if hour is None or hour[0] > 23 or token.shape == "thousands":
        return None
    return _with_minutes(said, *hour) or (Heard(hour[0], 0, hour[1], False) if 1 <= hour[0] <= 12 else None)


def _in_figures(written: str, end: int, *, sure: bool) -> Heard | None:
    hour, _, minute = written.partition(":")
    if len(hour) > 2 or len(minute) != 2:
        return None
    # "07:30" is written by who counts to 24
    half = "am" if hour.startswith("0") and int(hour) else ""
    return Heard(int(hour), int(minute), end, sure, half)


def _with_minutes(said: Said, hour: int, end: int) -> Heard | None:
    """``seven thirty``, ``seven oh five``, ``nineteen hundred``; None when no minutes follow the hour."""
    words = said.words
    if not said.tight(end):
        return None
    if words[end] == "hundred" and (hour > 12 or words[end + 1] == "hours"):
        return Heard(hour, 0, end + 1 + (words[end + 1] == "hours"), True)
    if words[end] in OH:
        minute = small(said, end + 1)
        # more digits: a telephone number
        alone = minute and (small(said, minute[1]) is None or words[minute[1] + 1] in PEOPLE)
        return Heard(hour, minute[0], minute[1], True) if minute and alone and minute[0] <= 9 else None
    minute = small(said, end)
    if minute is None or not (10 <= minute[0] <= 59 or (len(said.figures(end)) == 2 and minute[0] < 10)):
        return None
    if not counted(said, minute[1]):
        return Heard(hour, minute[0], minute[1], True)
    # "seven thirty four people" is four people at half past seven
    if words[end] in TENS and words[end + 1] in UNITS and words[minute[1]] in PEOPLE:
        return Heard(hour, TENS[words[end]], end + 1, True)
    return None


def _with_half(said: Said, heard: Heard) -> Heard:
    """What stands behind the clock: ``o'clock``, ``p m``, ``in the evening``, ``at night``, ``sharp``."""
    words = said.words
    _, _, end, sure, half = heard
    while end < len(said):
        if words[end] in ("oclock", "sharp"):
            end, sure = end + 1, True
        elif words[end] in ("am", "pm"):
            end, half, sure = end + 1, words[end], True
        elif words[end] == "in" and words[end + 1] == "the" and words[end + 2] in DAY_PARTS:
            half, end, sure = words[end + 2], end + 3, True
        elif words[end] in ("noon", "midday", "midnight") and heard.hour == 12:
            half, end, sure = ("am" if words[end] == "midnight" else "pm"), end + 1, True
        elif words[end] == "at" and words[end + 1] == "night":
            half, end, sure = "night", end + 2, True
        else:
            break
    return heard._replace(end=end, sure=sure, half=half)
