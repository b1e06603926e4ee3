"""Sums of money and percentages in a sentence."""

from __future__ import annotations

import re

from agent.call.values.lexicon import CENTS, CURRENCIES, DURATIONS, PEOPLE, listed
from agent.call.values.numbers import SCALES, cardinal, small
from agent.call.values.tokens import Said

_COSTS = frozenset(
    listed("cost costs price charge charges fee total deposit pay paying owe balance rate amount bill comes")
)
_NO_PRICE = DURATIONS.keys() | PEOPLE
_SIGNED = re.compile(r"([$€£])\s?([\d,]+)(?:\.(\d+))?")


def amount_at(said: Said, at: int, *, expected: bool) -> tuple[str, int] | None:
    """Money: (canonical AMOUNT, token behind it)."""
    token = said.tokens[at]
    if token.shape == "money":
        return _signed(said, at)
    if token.shape == "decimal":
        return _decimal(said, at, expected=expected)
    if token.word == "a" and said.words[at + 1] in ("dollar", "euro", "pound", "buck"):
        return _with_cents(said, 1, CURRENCIES[said.words[at + 1]], at + 2)
    whole = cardinal(said, at)
    if whole is None:
        return None
    number, end = whole
    unit = _with_unit(said, number, end)
    if unit:
        return unit
    pair = _pair(said, at, number, end, expected=expected)
    if pair:
        return pair
    told = number >= 10 and _priced(said, at, near=2) and said.words[end] not in _NO_PRICE
    return (f"{number}.00", end) if expected or told or per(said, end) else None


def _signed(said: Said, at: int) -> tuple[str, int] | None:
    """``$80.50``, ``$1.5 million``"""
    match = _SIGNED.fullmatch(said.words[at])
    if match is None:
        return None
    scale = SCALES.get(said.words[at + 1], 1)
    cents = (100 * int(match[2].replace(",", "")) + int((match[3] or "0").ljust(2, "0"))) * scale
    end = at + 1 + (scale > 1)
    return _sum(cents // 100, f"{cents % 100:02d}", CURRENCIES[match[1]]), end + (
        said.words[end] in CURRENCIES
    )


def _with_unit(said: Said, number: int, end: int) -> tuple[str, int] | None:
    """``eighty dollars``, ``fifty cents``, ``ten percent``"""
    word = said.words[end]
    if word in CURRENCIES:
        return _with_cents(said, number, CURRENCIES[word], end + 1)
    if word in CENTS:
        unit = "GBP" if word in ("pence", "penny") else "USD"
        return _sum(number // 100, f"{number % 100:02d}", unit), end + 1
    if word in ("percent", "%"):
        return f"{number}.00 %", end + 1
    if word == "per" and said.words[end + 1] == "cent":
        return f"{number}.00 %", end + 2
    return None


def per(said: Said, at: int) -> bool:
    """``two fifty a night``, ``fifty per person``: what stands before is a price."""
    word, next_ = said.words[at], said.words[at + 1]
    return (word == "per" and next_ != "cent") or (
        word == "a" and next_ in ("person", "night", "day", "head", "month")
    )


def _with_cents(said: Said, number: int, unit: str, end: int) -> tuple[str, int]:
    """``eighty dollars and fifty cents``, ``eighty pounds fifty``."""
    start = end + (said.words[end] == "and")
    cents = small(said, start)
    if cents and cents[0] < 100:
        if said.words[cents[1]] in CENTS:
            return _sum(number, f"{cents[0]:02d}", unit), cents[1] + 1
        if start == end and cents[0] >= 10 and said.words[cents[1]] == "" and said.tight(start):
            return _sum(number, f"{cents[0]:02d}", unit), cents[1]
    return _sum(number, "00", unit), end


def _pair(said: Said, at: int, number: int, end: int, *, expected: bool) -> tuple[str, int] | None:
    """``twenty five fifty`` is a price where prices are spoken of, and where a currency follows."""
    cents = small(said, end)
    if cents is None or not 10 <= cents[0] <= 99 or not said.tight(end) or number > 9999:
        return None
    unit = CURRENCIES.get(said.words[cents[1]])
    if unit and number < 10:  # "one twenty dollars"
        return _sum(100 * number + cents[0], "00", unit), cents[1] + 1
    if number < 10 and per(said, cents[1]):
        return f"{100 * number + cents[0]}.00", cents[1]
    if unit:
        return _sum(number, f"{cents[0]:02d}", unit), cents[1] + 1
    return (
        (f"{number}.{cents[0]:02d}", cents[1])
        if expected or _priced(said, at) or per(said, cents[1])
        else None
    )


def _decimal(said: Said, at: int, *, expected: bool) -> tuple[str, int] | None:
    whole, part = said.words[at].split(".")
    unit = CURRENCIES.get(said.words[at + 1])
    if len(part) > 2 or len(whole) > 9:
        return None
    if unit:
        return _sum(int(whole), part.ljust(2, "0"), unit), at + 2
    if said.words[at + 1] in ("percent", "%"):
        return f"{int(whole)}.{part.ljust(2, '0')} %", at + 2
    return (f"{int(whole)}.{part.ljust(2, '0')}", at + 1) if expected or _priced(said, at) else None


def _priced(said: Said, at: int, near: int = 4) -> bool:
    return any(said.words[before] in _COSTS for before in range(max(0, at - near), at))


def _sum(whole: int, part: str, unit: str) -> str:
    return f"{whole}.{part} {unit}"
