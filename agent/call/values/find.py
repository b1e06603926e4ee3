"""What a text says, as values."""

from __future__ import annotations

import re

from agent.call.values.clock import spans, within
from agent.call.values.counts import count_at, duration_at
from agent.call.values.dates import date_at
from agent.call.values.dictated import dictated_at, is_code
from agent.call.values.hours import hour_at
from agent.call.values.kinds import Kind, Value
from agent.call.values.lexicon import DAY_PARTS, begins, listed
from agent.call.values.money import amount_at
from agent.call.values.names import name_in
from agent.call.values.times import time_at
from agent.call.values.tokens import Said, said
from agent.call.values.written import address_at, email_at

_IDIOMS = re.compile(
    r"\b(?:(?:one|a|just a) (?:moment|second|sec|minute|more time|bit)|(?:one|two) more|no one|for one thing|"
    r"(?:some|any|every|which|that|this|another|the|the other|the last|no) one(?! of us)|"
    r"one (?:of|another|way|by one|at a time)\b|two[- ]way|number one|day one|twenty four seven|24[/ ]7|"
    r"first of all|at first|one or the other|"
    r"good (?:morning|afternoon|evening|night|day)|"
    r"(?:help you|assist you|do for you|serve you|are you|are you doing|how's it going|your day|your call|"
    r"calling(?: us)?) (?:with )?(?:today|tonight|this (?:morning|afternoon|evening))|"
    r"(?:busy|slow|hectic|quiet|cold|hot|warm) (?:today|tonight|this (?:morning|afternoon|evening))|"
    r"(?:four|two) (?:you|me|him|your|my|our|the)|"  # misheard "for", "to"
    r"a (?:nice|good|great|lovely|wonderful|pleasant) (?:day|evening|afternoon|morning|night))\b",
    re.IGNORECASE,
)
"""Numbers and days that say no value."""
_CHOICES = frozenset(listed("press pres presss pressed dial option push hit key select choose button"))
_PARTY = frozenset(("table", "party", "reservation", "booking", "group", "dinner"))

_Found = tuple[Kind, str, int]


def find(text: str, expect: Kind | None = None) -> tuple[Value, ...]:
    """The values of ``text`` in the order said, none overlapping another; never raises.

    ``expect``: the kind that was asked for, which decides what is open: a bare ``seven`` is a count, and a
    time when a time is expected; a name without a cue is found only then.
    """
    sentence = said(text, _IDIOMS)
    found: list[Value] = []
    at = 0
    while at < len(sentence):
        value = (
            _at(sentence, at, expect, _chained(sentence, at, found)) if sentence.words[at] != "\0" else None
        )
        if value is None:
            at += 1
            continue
        kind, canonical, end = value
        start, stop = _start(sentence, at, kind, canonical), sentence.tokens[end - 1].end
        found.append(Value(kind, canonical, start, stop, text[start:stop]))
        at = end
    return tuple(_with_name(text, _without_day_parts(found), expect))


def _start(sentence: Said, at: int, kind: Kind, value: str) -> int:
    """Where the words that say the value begin: `spoken` says "between seven and nine", "in the evening"."""
    words = sentence.words
    start = sentence.tokens[at].start
    if kind is Kind.PHONE:
        return len(re.sub(r"[+(]+ ?\(?$", "", sentence.text[:start]))
    if kind is Kind.TIME and "/" in value and at:
        if words[at - 1] in ("between", "from"):
            return sentence.tokens[at - 1].start
        if words[at] in DAY_PARTS and words[at - 1] == "the" and words[at - 2] == "in":
            return sentence.tokens[at - 2].start
        if words[at] in DAY_PARTS and words[at - 1] in ("at", "in"):
            return sentence.tokens[at - 1].start
    return start


def _chained(sentence: Said, at: int, found: list[Value]) -> str:
    """For a time joined by "or" to the one before it: the half of the day of that one (see `time_at`)."""
    if not found or found[-1].kind is not Kind.TIME or "/" in found[-1].value:
        return ""
    between = sentence.text[found[-1].end : sentence.tokens[at].start].lower().replace(",", " ").split()
    if not between or between[0] not in ("or", "and") or between[1:] not in ([], ["at"], ["maybe"]):
        return ""
    if found[-1].value.startswith("?"):
        return "?"
    return "am" if found[-1].value < "12:00" else "pm"


def _at(sentence: Said, at: int, expect: Kind | None, chained: str) -> _Found | None:
    dull = sentence.tokens[at].shape == "word" and not begins(sentence.words[at])
    chosen = at and sentence.words[at - 1] in _CHOICES
    # "press one four billing"
    for_ = at > 1 and sentence.words[at - 2] in _CHOICES and sentence.words[at] in ("four", "two")
    if (dull and "dot" not in sentence.words) or chosen or for_:
        return None
    email = email_at(sentence, at)
    if email:
        return Kind.EMAIL, *email
    address = address_at(sentence, at)
    if address:
        return Kind.ADDRESS, *address
    return _number(sentence, at, expect, chained)


def _number(sentence: Said, at: int, expect: Kind | None, chained: str) -> _Found | None:
    party = _party(sentence, at)
    if party:
        return Kind.COUNT, *party
    date = date_at(sentence, at, expected=expect is Kind.DATE)
    if date:
        return Kind.DATE, *date
    duration = duration_at(sentence, at)
    time = time_at(sentence, at, expected=expect is Kind.TIME, chained=chained)
    if duration and (time is None or duration[1] >= time[1]):
        return Kind.DURATION, *duration
    dictated = dictated_at(sentence, at, expect)
    if dictated and (dictated[0] is Kind.PHONE or is_code(sentence, at)):
        return dictated
    if time and (dictated is None or dictated[2] <= time[1]) and not (dictated and expect is dictated[0]):
        return Kind.TIME, *time
    amount = amount_at(sentence, at, expected=expect is Kind.AMOUNT)
    if amount and (dictated is None or dictated[2] <= amount[1]):
        return Kind.AMOUNT, *amount
    if dictated:
        return dictated
    count = count_at(sentence, at, expected=expect is Kind.COUNT)
    return (Kind.COUNT, *count) if count else None


def _party(sentence: Said, at: int) -> tuple[str, int] | None:
    """``party of four seven thirty``: the number behind such a word is its own."""
    words = sentence.words
    if (
        words[at - 1] not in ("of", "for")
        or words[at - 2] not in _PARTY
        or words[at + 1] in ("oclock", "am", "pm")
    ):
        return None
    # "a table for seven thirty"
    time = hour_at(sentence, at)
    return None if time and time.sure and words[at - 1] == "for" else count_at(sentence, at, expected=False)


def _without_day_parts(found: list[Value]) -> list[Value]:
    """``tuesday evening at seven`` names one time."""
    times = [value for value in found if value.kind is Kind.TIME and "/" not in value.value]
    parts = [
        value
        for value in found
        if value.kind is Kind.TIME and value.words.split()[-1].lower() in DAY_PARTS and "/" in value.value
    ]
    if not times or not parts:
        return found
    covered = {
        part.start
        for part in parts
        for time in times
        if any(within(one, spans(part.value)[0]) for one in spans(time.value))
    }
    return [value for value in found if value.start not in covered]


def _with_name(text: str, found: list[Value], expect: Kind | None) -> list[Value]:
    place = name_in(text, expected=expect is Kind.NAME)
    if place is None or any(value.start < place[1] and place[0] < value.end for value in found):
        return found
    words = text[place[0] : place[1]]
    name = words if any(letter.isupper() for letter in words) else words.title()
    return sorted([*found, Value(Kind.NAME, name, *place, words)], key=lambda value: value.start)
