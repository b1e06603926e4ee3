"""Values compared as values."""

from __future__ import annotations

import datetime
import re

from agent.call.values.clock import spans, within
from agent.call.values.kinds import Kind, Value
from agent.call.values.lexicon import MINUTES_OF
from agent.call.values.names import same_name
from agent.call.values.same_dates import same_date

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
            return same_date(one, other, today)
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
