"""Numbers, times, days and party sizes in a sentence, spoken ("half past seven") or written ("7:30 pm")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches


def _listed(words_in_a_row: str) -> tuple[str, ...]:
    return tuple(words_in_a_row.split())


_ONES = _listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
NUMBERS = {word: at for at, word in enumerate(_ONES)} | _TENS
_ORDINAL_WORDS = _listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS = {word: at for at, word in enumerate(_ORDINAL_WORDS, start=1)} | {"thirtieth": 30}
WEEKDAYS = _listed("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = _listed("january february march april may june july august september october november december")
_PEOPLE = frozenset(("people", "persons", "person", "guests", "guest", "adults", "diners", "of"))
_BEFORE_TIME = frozenset(
    ("at", "around", "about", "by", "between", "after", "before", "until", "from", "till")
)
_JOINS_TIMES = frozenset(("and", "or", "to", "until", "till"))
_EVENING_FROM = 12 * 60


def words(text: str) -> list[str]:
    """Lower-case words and numbers; ``p.m.`` and ``p m`` are ``pm``, ``7:30`` is ``7 30``."""
    text = text.lower().replace("’", "'")
    text = re.sub(r"\b([ap])\.?\s?m\b\.?", r"\1m", text)
    text = re.sub(r"(\d)(am|pm)\b", r"\1 \2", text).replace("o'clock", "oclock")
    return re.findall(r"[a-z]+(?:'[a-z]+)?|\d+", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text))


def near(word: str, choices: tuple[str, ...] | list[str], cutoff: float = 0.82) -> str | None:
    """The choice that ``word`` is, or that a recogniser could have meant."""
    if word in choices:
        return word
    if len(word) < 5:
        return None
    return next(iter(get_close_matches(word, choices, 1, cutoff)), None)


def number(word: str) -> int | None:
    return int(word) if word.isdigit() else NUMBERS.get(word)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time found in a sentence: minutes of the day, and the words it stands on."""

    minutes: int
    start: int
    end: int


def times(text: str) -> list[Clock]:
    """In the order said. Hours without a half of the day are taken as of the second half, as at a
    restaurant, unless "morning" or "am" is said."""
    said = words(text)
    found: list[Clock] = []
    at = 0
    while at < len(said):
        after_time = bool(found) and found[-1].end >= at - 1 and said[at - 1] in _JOINS_TIMES
        clock = _time_at(said, at, after_time=after_time)
        if clock is not None:
            found.append(clock)
        at = clock.end if clock else at + 1
    return found


def _time_at(said: list[str], at: int, *, after_time: bool) -> Clock | None:
    if said[at] in ("noon", "midday"):
        return Clock(_EVENING_FROM, at, at + 1)
    hour, minute, end, sure = _relative(said, at) or _plain(said, at) or (-1, 0, at, False)
    if not 0 <= hour <= 23 or (end < len(said) and said[end] in _PEOPLE):
        return None
    half, end, proven = _half(said, end)
    before = said[at - 1] if at else ""
    if not (sure or proven or after_time or before in _BEFORE_TIME):
        return None
    if half == "am":
        hour %= 12
    elif 1 <= hour <= 11:
        hour += 12
    return Clock(hour * 60 + minute, at, end)


def _relative(said: list[str], at: int) -> tuple[int, int, int, bool] | None:
    """``half past seven``, ``quarter to eight``, ``ten past six``: hour, minute, end, sure."""
    if at + 2 >= len(said) or said[at + 1] not in ("past", "to", "after"):
        return None
    minutes = {"half": 30, "quarter": 15}.get(said[at], number(said[at]))
    hour = number(said[at + 2])
    if minutes is None or hour is None or not 1 <= hour <= 12 or not 0 < minutes < 60 or minutes % 5:
        return None
    if said[at + 1] == "to":
        # "seven to nine" is a span, not three minutes before nine
        return (
            None
            if minutes not in (15, 10, 20, 5) or said[at] == "half"
            else (12 if hour == 1 else hour - 1, 60 - minutes, at + 3, True)
        )
    return hour, minutes, at + 3, True


def _plain(said: list[str], at: int) -> tuple[int, int, int, bool] | None:
    """``seven thirty``, ``7 30``, ``seven``, ``eight oh five``."""
    hour = number(said[at])
    if hour is None or not 1 <= hour <= 23:
        return None
    rest = said[at + 1 : at + 3]
    if rest and (minute := number(rest[0])) is not None and _is_minute(rest[0], minute):
        people = len(rest) > 1 and rest[1] in _PEOPLE
        if not people:
            return hour, minute, at + 2, True
    if len(rest) == 2 and rest[0] in ("oh", "o") and (minute := number(rest[1])) is not None and minute < 10:
        return hour, minute, at + 3, True
    return hour, 0, at + 1, False


def _is_minute(word: str, minute: int) -> bool:
    return (word.isdigit() and len(word) == 2 and minute <= 59) or 10 <= minute <= 59


def _half(said: list[str], end: int) -> tuple[str, int, bool]:
    """What stands behind the hour: am, pm or nothing; where it ends; whether it proves a time."""
    half, proven = "", False
    while end < len(said):
        if said[end] in ("oclock", "sharp"):
            end, proven = end + 1, True
        elif said[end] in ("am", "pm"):
            half, end, proven = said[end], end + 1, True
        elif said[end : end + 2] == ["in", "the"] and end + 2 < len(said):
            half, end, proven = "am" if said[end + 2] == "morning" else "pm", end + 3, True
        else:
            break
    return half, end, proven


def days(text: str) -> tuple[str, ...]:
    """Days named: ``tuesday``, ``tomorrow``, ``march 3``; in the order said."""
    said = words(text)
    found: list[str] = []
    for at, word in enumerate(said):
        if word in ("today", "tonight"):
            found.append("today")
        elif word == "tomorrow":
            found.append(word)
        elif weekday := near(word, WEEKDAYS):
            found.append(weekday)
        elif (month := near(word, MONTHS)) and (date := _date(said, at)):
            found.append(f"{month} {date}")
    return tuple(dict.fromkeys(found))


def _date(said: list[str], month: int) -> int | None:
    after = [word for word in said[month + 1 : month + 4] if word != "the"]
    before = [word for word in said[max(0, month - 3) : month] if word not in ("of", "the")]
    for pair in (after[:2], before[-2:]):
        if len(pair) == 2 and pair[0] in _TENS and pair[1] in _ORDINALS:
            return _TENS[pair[0]] + _ORDINALS[pair[1]]
    for word in (*after[:1], *before[-1:]):
        value = _ORDINALS.get(word) or number(word)
        if value and 1 <= value <= 31:
            return value
    return None


def party_size(text: str) -> int | None:
    """``for four``, ``party of six``, ``two people``."""
    said = words(text)
    taken = {at for clock in times(text) for at in range(clock.start, clock.end)}
    for at, word in enumerate(said):
        count = number(word)
        if count is None or at in taken or not 1 <= count <= 40:
            continue
        before = said[at - 1] if at else ""
        after = said[at + 1] if at + 1 < len(said) else ""
        if (after in _PEOPLE and after != "of") or (before in ("for", "of") and not _is_month(after)):
            return count
    return None


def _is_month(word: str) -> bool:
    return near(word, MONTHS) is not None


def digits(text: str) -> str:
    """All digits said: ``four seven two one`` is ``4721``."""
    found = []
    for word in words(text):
        if word in ("oh", "o"):
            found.append("0")
        elif word.isdigit():
            found.append(word)
        elif (value := NUMBERS.get(word)) is not None:
            found.append(str(value))
    return "".join(found)
