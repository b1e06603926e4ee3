"""The numeric limits of a briefing's commitments: ``max_amount``, ``currency``, ``max_...``, ``min_...``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agent.call.values import Kind, Value, find

_KINDS = {
    **dict.fromkeys(("amount", "price", "fee", "cost", "deposit", "total", "budget", "spend"), Kind.AMOUNT),
    **dict.fromkeys(("time",), Kind.TIME),
    **dict.fromkeys(("date", "day"), Kind.DATE),
    **dict.fromkeys(("duration", "wait", "minutes", "hours"), Kind.DURATION),
    **dict.fromkeys(
        ("count", "people", "guests", "party", "party_size", "persons", "nights", "seats"), Kind.COUNT
    ),
}
_MINUTES = {"seconds": 1 / 60, "minutes": 1, "hours": 60, "nights": 1440, "days": 1440, "weeks": 10080}
_HALF_DAY = 720


@dataclass(frozen=True, slots=True)
class Limit:
    """``low`` and ``high`` as ``magnitudes`` gives them; ``currency`` empty: any."""

    kind: Kind
    low: float | str | None = None
    high: float | str | None = None
    currency: str = ""

    @property
    def sides(self) -> tuple[str, ...]:
        return tuple(side for side, bound in (("low", self.low), ("high", self.high)) if bound is not None)

    def allows(self, value: Value) -> bool:
        """Whether ``value`` can be meant so that it keeps within; what cannot be compared does not."""
        if self.currency and value.value.partition(" ")[2] not in ("", self.currency):
            return False
        return any(self._within(one) for one in magnitudes(value))

    def _within(self, one: float | str) -> bool:
        for bound, sign in ((self.low, 1), (self.high, -1)):
            if bound is None:
                continue
            if isinstance(bound, str) or isinstance(one, str):
                if type(bound) is not type(one) or (
                    str(one) < str(bound) if sign > 0 else str(one) > str(bound)
                ):
                    return False
            elif (one - bound) * sign < 0:
                return False
        return True


def magnitudes(value: Value) -> tuple[float | str, ...]:
    """What ``value`` may be, to be compared: minutes of the day, minutes, an amount, an ISO date, a count.

    Empty where it cannot be compared (a weekday). Of a range the end: all of it has to keep within a limit.
    """
    text = value.value
    match value.kind:
        case Kind.TIME:
            ends = [int(hours) * 60 + int(minutes) for hours, minutes in re.findall(r"(\d\d):(\d\d)", text)]
            return (
                *ends[-1:],
                *(end + _HALF_DAY for end in ends[-1:] if text.startswith("?") and end < _HALF_DAY),
            )
        case Kind.DATE:
            return (text,) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else ()
        case Kind.DURATION:
            unit, _, count = text.partition(":")
            return tuple(_MINUTES.get(unit, 1) * float(one) for one in count.split("/")[-1:])
        case _:
            number = re.match(r"\d+(?:\.\d+)?", text)
            return (float(number[0]),) if number else ()


def limits_of(commitments: Mapping[str, Any]) -> tuple[Limit, ...]:
    """Keys that are no limit, and values that cannot be understood, are text for the model only."""
    currency = str(commitments.get("currency") or "").upper()
    limits = []
    for key, bound in commitments.items():
        side, _, what = str(key).lower().partition("_")
        kind = _KINDS.get(what)
        if side not in ("max", "min") or kind is None or (number := _bound(kind, what, bound)) is None:
            continue
        money = currency if kind is Kind.AMOUNT else ""
        limits.append(Limit(kind, high=number, currency=money) if side == "max" else Limit(kind, low=number))
    return tuple(limits)


def _bound(kind: Kind, what: str, bound: Any) -> float | str | None:
    if isinstance(bound, bool):
        return None
    if isinstance(bound, int | float):
        return float(bound) * (60 if what == "hours" else 1)
    text = str(bound).strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", text) and kind is not Kind.TIME:
        return float(text)
    for value in find(text):
        if value.kind is kind and (found := magnitudes(value)):
            return found[-1]
    return None
