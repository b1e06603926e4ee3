"""Counts and durations in a sentence."""

from __future__ import annotations

from agent.call.values.lexicon import DURATIONS, HOMOPHONES, PEOPLE, listed
from agent.call.values.numbers import cardinal, small
from agent.call.values.tokens import Said

_NOT_COUNTED = frozenset(
    listed(
        "option options question questions thing things way ways choice choices moment moments other others "
        "more tables calls callers times star stars am pm oclock digit digits letters numbers"
    )
)
"""A number of these is no number that anybody books, and not one to be compared with it."""
_PARTY = frozenset(listed("table party reservation booking group dinner lunch breakfast"))


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
    if number is None or words[number[1]] in _NOT_COUNTED:
        return None
    if words[number[1]] == "point" and (part := small(said, number[1] + 1)):
        return f"{number[0]}.{part[0]}", part[1]
    if at and words[at - 1] in ("number", "last", "first"):
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
    of = words[at - 3] if words[at - 2] == "is" else words[at - 2]
    party = words[at - 1] in ("for", "of") and of in _PARTY
    return heard if party and words[at + 1] not in ("the", "a", "my", "our") else None
