"""Values compared as values."""

from __future__ import annotations

import datetime
import re

from agent.call.values.clock import spans, within
from agent.call.values.dates import iso
from agent.call.values.kinds import Kind, Value
from agent.call.values.lexicon import MINUTES_OF, WEEKDAYS
from agent.call.values.names import same_name

Pair = tuple[Kind, str]
_LEAST_PHONE = 7
_SIGNS = frozenset((Kind.CODE, Kind.PHONE, Kind.COUNT))


def same(first: Value | Pair, second: Value | Pair, *, today: datetime.date | None = None) -> bool:
    """Whether both say the same value.

    A time is the same as a range that contains it, an open half of the day as either half, a date without a
    year as one with it. Weekdays and "tomorrow" equal written dates only when ``today`` is handed in.
    Never raises; what is no canonical form equals only itself.
    """
    (kind, one), (other_kind, other) = _pair(first), _pair(second)
    try:
        if kind != other_kind:
            return _across(kind, one, other_kind, other)
        return one == other or _same(kind, one, other, today)
    except (ValueError, KeyError, OverflowError):
        return False


def in_range(time: str, range_: str) -> bool:
    """Both canonical TIMEs: whether ``time`` may lie in ``range_`` (an open half fits in either)."""
    try:
        return any(within(one, other) for one in spans(time) for other in spans(range_))
    except ValueError:
        return False


def _pair(value: Value | Pair) -> Pair:
    return (value.kind, value.value) if isinstance(value, Value) else value


def _same(kind: Kind, one: str, other: str, today: datetime.date | None) -> bool:
    match kind:
        case Kind.TIME:
            return in_range(one, other) or in_range(other, one)
        case Kind.DATE:
            return _same_date(one, other, today)
        case Kind.DURATION:
            return _same_duration(one, other)
        case Kind.AMOUNT:
            return _same_amount(one, other)
        case Kind.COUNT:
            return float(one) == float(other)
        case Kind.PHONE:
            return _same_phone(one, other)
        case Kind.NAME:
            return same_name(one, other)
        case Kind.CODE:
            return _signs(one) == _signs(other) != ""
        case Kind.ADDRESS:
            return _flat(one) == _flat(other)
        case _:
            return one.strip().lower() == other.strip().lower()


def _across(kind: Kind, one: str, other_kind: Kind, other: str) -> bool:
    """Digits are digits, be they taken for a code, a telephone number or a count; a spelled name is one."""
    kinds = {kind, other_kind}
    if kinds == {Kind.CODE, Kind.NAME}:
        return _signs(one) == _signs(other) != ""
    return kinds <= _SIGNS and len(_signs(one)) >= 3 and _signs(one) == _signs(other)


def _signs(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isalnum())


def _flat(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _same_phone(one: str, other: str) -> bool:
    """With and without the country's code or the national zero: the shorter is the end of the longer."""
    short, long = sorted((re.sub(r"\D", "", one).lstrip("0"), re.sub(r"\D", "", other).lstrip("0")), key=len)
    if one.startswith("+") and other.startswith("+"):
        return short == long
    return len(short) >= _LEAST_PHONE and long.endswith(short)


def _same_amount(one: str, other: str) -> bool:
    (number, _, unit), (number2, _, unit2) = one.partition(" "), other.partition(" ")
    return float(number) == float(number2) and (
        unit == unit2 or ("" in (unit, unit2) and "%" not in (unit, unit2))
    )


def _same_duration(one: str, other: str) -> bool:
    low, high = _minutes(one)
    low2, high2 = _minutes(other)
    if ("nights" in one) != ("nights" in other):
        return False
    return (low2 <= low and high <= high2) or (low <= low2 and high2 <= high)


def _minutes(duration: str) -> tuple[float, float]:
    unit, _, number = duration.partition(":")
    numbers = [float(part) * MINUTES_OF[unit.removesuffix("s")] for part in number.split("/")]
    return numbers[0], numbers[-1]


# -- dates ------------------------------------------------------------------------------------


def _same_date(one: str, other: str, today: datetime.date | None) -> bool:
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
