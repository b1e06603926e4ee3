"""The times of day in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from agent.practice.slots.words import Token, listed, tokens

PEOPLE = frozenset(listed("people persons person guests guest adults diners of"))
"""What follows a number that counts people."""
_MINUTES = frozenset(range(10, 60))


def times(text: str, *, expected: bool = False) -> tuple[str, ...]:
    """Times as ``HH:MM`` in the order said. Without ``a m`` they are in the second half of the day,
    as at any restaurant. ``expected``: a time was asked for, so a bare ``eight`` is one."""
    return tuple(_clock(found) for found in spoken_times(tokens(text), expected))


@dataclass(frozen=True, slots=True)
class SpokenTime:
    start: int
    end: int
    hour: int
    minute: int
    morning: bool = False


def _clock(found: SpokenTime) -> str:
    afternoon = 1 <= found.hour <= 11 and not found.morning
    hour = 0 if found.hour == 12 and found.morning else found.hour
    return f"{hour + 12 if afternoon else hour:02d}:{found.minute:02d}"


def spoken_times(words: list[Token], expected: bool) -> list[SpokenTime]:
    found: list[SpokenTime] = []
    at = 0
    while at < len(words):
        one = _time_at(words, at, expected=expected, after_time=bool(found) and _joined(words, found[-1], at))
        if one is None:
            at += 1
        else:
            found.append(one)
            at = one.end
    return found


def _joined(words: list[Token], last: SpokenTime, at: int) -> bool:
    """``half past seven or eight``: what follows a time by "or" is a time."""
    between = [token.word for token in words[last.end : at]]
    return between == ["and"] or (bool(between) and "or" in between and len(between) <= 2)


def _time_at(words: list[Token], at: int, *, expected: bool, after_time: bool) -> SpokenTime | None:
    word = words[at].word
    if word in ("noon", "midday", "midnight"):
        return SpokenTime(at, at + 1, 0 if word == "midnight" else 12, 0)
    spoken = _relative(words, at) or _plain(words, at)
    if spoken is None:
        return None
    end, half, sure = _suffix(words, spoken.end)
    before = words[at - 1].word if at else ""
    # "at" and its like make a bare number a time; "for" makes it a party
    sure = sure or spoken.minute > 0 or spoken.end > at + 1 or after_time
    sure = (
        sure or before in ("at", "around", "about", "between", "by", "say") or (expected and before != "for")
    )
    if not sure or _counts_people(words, spoken.end):
        return None
    return SpokenTime(at, end, spoken.hour, spoken.minute, morning=half == "am")


def _counts_people(words: list[Token], end: int) -> bool:
    return end < len(words) and words[end].word in PEOPLE


def _relative(words: list[Token], at: int) -> SpokenTime | None:
    """``half past seven``, ``quarter to eight``, ``twenty past six``."""
    if at + 2 >= len(words):
        return None
    first, link, hour = words[at], words[at + 1].word, words[at + 2].number
    if link not in ("past", "to", "after", "before") or hour is None or not 1 <= hour <= 12:
        return None
    minutes = {"half": 30, "quarter": 15, "a": 15}.get(first.word, first.number)
    if minutes is None or not 1 <= minutes <= 59 or (first.number is not None and minutes % 5):
        return None
    if link in ("past", "after"):
        return SpokenTime(at, at + 3, hour, minutes)
    return SpokenTime(at, at + 3, 12 if hour == 1 else hour - 1, 60 - minutes)


def _plain(words: list[Token], at: int) -> SpokenTime | None:
    """``seven thirty``, ``seven``, ``nineteen thirty``, ``eight oh five``."""
    hour = words[at].number
    if hour is None or not 1 <= hour <= 23:
        return None
    follow = words[at + 1 : at + 3]
    digits_follow = at + 3 < len(words) and words[at + 3].number is not None
    if follow and follow[0].number in _MINUTES and not _counts_people(words, at + 2):
        return SpokenTime(at, at + 2, hour, follow[0].number or 0)
    if follow and follow[0].word in ("00", "hundred"):
        return SpokenTime(at, at + 2, hour, 0)
    oh = len(follow) == 2 and follow[0].word in ("oh", "o", "zero")
    if oh and follow[1].number in range(1, 10) and not digits_follow:  # else a telephone number
        return SpokenTime(at, at + 3, hour, follow[1].number or 0)
    if hour > 12:
        return None
    return SpokenTime(at, at + 1, hour, 0)


def _suffix(words: list[Token], end: int) -> tuple[int, str, bool]:
    """What follows the hour: (index behind it, ``am``/``pm``/``""``, whether it proves a time)."""
    half, sure = "", False
    while end < len(words):
        word = words[end].word
        after = [token.word for token in words[end : end + 3]]
        if word in ("oclock", "sharp"):
            end, sure = end + 1, True
        elif word in ("am", "pm"):
            end, half, sure = end + 1, word, True
        elif after[:2] == ["in", "the"] and after[2:] in (["morning"], ["evening"], ["afternoon"]):
            end, half, sure = end + 3, "am" if after[2] == "morning" else "pm", True
        elif word == "tonight":
            end, half, sure = end + 1, "pm", True
        else:
            return end, half, sure
    return end, half, sure
