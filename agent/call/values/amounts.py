"""Counts, durations and sums of money in a sentence."""

from __future__ import annotations

import re

from agent.call.values.lexicon import CENTS, CURRENCIES, DURATIONS, HOMOPHONES, PEOPLE, listed
from agent.call.values.numbers import cardinal, small
from agent.call.values.tokens import Said

_COSTS = frozenset(
    listed("cost costs price charge charges fee total deposit pay paying owe balance rate amount bill comes")
)
_NO_PRICE = DURATIONS.keys() | PEOPLE
_SIGNED = re.compile(r"([$€£])\s?([\d,]+)(?:\.(\d+))?")
_NOT_COUNTED = frozenset(
    listed(
        "option options question questions thing things way ways choice choices moment moments other others "
        "more tables calls callers times star stars am pm oclock"
    )
)
"""A number of these is no number that anybody books, and not one to be compared with it."""
_PARTY = frozenset(listed("table party reservation booking group dinner lunch breakfast"))


def amount_at(said: Said, at: int, *, expected: bool) -> tuple[str, int] | None:
    """Money: (canonical AMOUNT, token behind it)."""
    token = said.tokens[at]
    if token.shape == "money":
        match = _SIGNED.fullmatch(token.word)
        if match is None:
            return None
        end = at + 1 + (said.words[at + 1] in CURRENCIES)
        return _sum(
            int(match[2].replace(",", "")), (match[3] or "0").ljust(2, "0"), CURRENCIES[match[1]]
        ), end
    if token.shape == "decimal":
        return _decimal(said, at, expected=expected)
    if token.word == "a" and said.words[at + 1] in ("dollar", "euro", "pound", "buck"):
        return _with_cents(said, 1, CURRENCIES[said.words[at + 1]], at + 2)
    whole = cardinal(said, at)
    if whole is None:
        return None
    number, end = whole
    unit = CURRENCIES.get(said.words[end])
    if unit:
        return _with_cents(said, number, unit, end + 1)
    if said.words[end] in CENTS:
        return _sum(
            number // 100, f"{number % 100:02d}", "GBP" if said.words[end] in ("pence", "penny") else "USD"
        ), end + 1
    if said.words[end] in ("percent", "%"):
        return f"{number}.00 %", end + 1
    return _pair(said, at, number, end, expected=expected) or (
        (f"{number}.00", end)
        if expected or (number >= 10 and _priced(said, at, near=2) and said.words[end] not in _NO_PRICE)
        else None
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
    if unit:
        return _sum(number, f"{cents[0]:02d}", unit), cents[1] + 1
    return (f"{number}.{cents[0]:02d}", cents[1]) if expected or _priced(said, at) else None


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


def duration_at(said: Said, at: int) -> tuple[str, int] | None:
    """``ten minutes``, ``an hour and a half``, ``two nights``: (canonical DURATION, token behind it)."""
    words = said.words
    if (words[at] == "half" and words[at + 1] in ("an", "hour")) or words[at : at + 3] == [
        "a",
        "half",
        "hour",
    ]:
        end = at + (2 if words[at + 1] == "hour" else 3)
        return ("minutes:30", end) if words[end - 1] == "hour" else None
    if words[at : at + 4] == ["quarter", "of", "an", "hour"]:
        return "minutes:15", at + 4
    if words[at] in ("a", "an"):
        if words[at + 1] == "couple" and (unit := DURATIONS.get(words[at + 2 + (words[at + 2] == "of")])):
            return f"{unit}:2", at + 3 + (words[at + 2] == "of")
        unit = DURATIONS.get(words[at + 1], "")
        whole = unit == "hours" or (
            unit in ("weeks", "months", "years") and words[at - 1] in ("for", "in", "of")
        )
        return _and_a_half(said, 1, unit, at + 2) if whole else None
    number = cardinal(said, at)
    if number is None:
        return None
    count, end = number
    if words[end : end + 3] == ["and", "a", "half"] and DURATIONS.get(words[end + 3]) == "hours":
        return f"minutes:{count * 60 + 30}", end + 4
    if words[end] in ("to", "or") and (later := cardinal(said, end + 1)) and words[later[1]] in DURATIONS:
        return f"{DURATIONS[words[later[1]]]}:{count}/{later[0]}", later[1] + 1
    unit = DURATIONS.get(words[end], "")
    return _and_a_half(said, count, unit, end + 1) if unit else None


def _and_a_half(said: Said, count: int, unit: str, end: int) -> tuple[str, int]:
    words = said.words
    if unit == "hours" and words[end : end + 3] == ["and", "a", "half"]:
        return f"minutes:{count * 60 + 30}", end + 3
    rest = small(said, end + (words[end] == "and")) if unit == "hours" else None
    if rest and DURATIONS.get(words[rest[1]]) == "minutes":
        return f"minutes:{count * 60 + rest[0]}", rest[1] + 1
    return f"{unit}:{count}", end


def count_at(said: Said, at: int, *, expected: bool) -> tuple[str, int] | None:
    """A number of people, of tickets, of anything; a bare number too."""
    words = said.words
    word = words[at]
    if word == "just" and words[at + 1] in ("me", "myself"):
        return "1", at + 2
    if word == "a" and words[at + 1] in ("couple", "dozen"):
        return ("2" if words[at + 1] == "couple" else "12"), at + 2
    if word == "half" and words[at + 1 : at + 3] == ["a", "dozen"]:
        return "6", at + 3
    if word in HOMOPHONES and not said.figures(at):
        return _misheard(said, at, expected=expected)
    if said.tokens[at].shape == "decimal":
        return word, at + 1
    number = cardinal(said, at)
    if number is None or words[number[1]] in _NOT_COUNTED or (at and words[at - 1] == "number"):
        return None
    if words[at : number[1]] == ["one"] and not (
        expected or words[number[1]] in PEOPLE or words[at - 1] in ("for", "of", "just")
    ):
        return None
    return str(number[0]), number[1]


def _misheard(said: Said, at: int, *, expected: bool) -> tuple[str, int] | None:
    """``a table for for``, ``for to people``, and a whole answer that is only "for"."""
    words = said.words
    heard = HOMOPHONES[words[at]], at + 1
    whole = (at == 0 and len(said) <= 3) or words[at - 1] in ("for", "of")
    if (words[at + 1] in PEOPLE and whole) or (expected and len(said) == 1):
        return heard
    party = words[at - 1] in ("for", "of") and words[at - 2] in _PARTY
    return heard if party and words[at + 1] not in ("the", "a", "my", "our") else None
