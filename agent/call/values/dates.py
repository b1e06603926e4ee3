"""Days and dates in a sentence. Canonical forms: see `Kind`."""

from __future__ import annotations

from agent.call.values.calendar import iso, with_weekday
from agent.call.values.lexicon import DAY_PARTS, PEOPLE, month, weekday
from agent.call.values.numbers import ordinal, small, year
from agent.call.values.run import run_at
from agent.call.values.tokens import Said

_NAMED = {"today": "today", "tonight": "today", "tomorrow": "tomorrow"}
_SHORT_DAYS = {"mon": "monday", "wed": "wednesday", "sat": "saturday", "sun": "sunday"}
_NO_DAY_BEHIND = frozenset(("i", "we", "you", "they", "he", "she", "it", "be", "have", "one"))


def date_at(said: Said, at: int, *, expected: bool) -> tuple[str, int] | None:
    """The canonical DATE that begins at token ``at``, and the token behind it."""
    word = said.words[at]
    if word in _NAMED:
        return _NAMED[word], at + 1
    if word == "the" and said.words[at + 1 : at + 4] == ["day", "after", "tomorrow"]:
        return "today+2", at + 4
    if word == "this" and said.words[at + 1] in DAY_PARTS:
        return "today", at + 2
    if word in ("next", "this", "coming", "following"):
        day = weekday(said.words[at + 1])
        if day:
            return (f"next {day}" if word in ("next", "following") else day), at + 2
    if word == "week" and said.words[at + 1] in ("from", "on") and (day := weekday(said.words[at + 2])):
        return f"{day}+7", at + 3
    if day := weekday(word) or _short_day(said, at):
        week = said.words[at + 1] == "week"
        return (f"{day}+7", at + 2) if week else _weekday_and_date(said, day, at + 1)
    return _date(said, at, expected=expected)


def _short_day(said: Said, at: int) -> str:
    """``Sat 7 March``, ``Sun at 4``: words of another meaning but before a number."""
    day = _SHORT_DAYS.get(said.words[at], "")
    after = at + 1 + (said.words[at + 1] == "at")
    return day if said.figures(after) or month(said.words[after]) or ordinal(said, after) else ""


def _weekday_and_date(said: Said, day: str, end: int) -> tuple[str, int]:
    date = _date(said, end + (said.words[end] == "on"), expected=False)
    if date is None and said.words[end] == "the" and (number := ordinal(said, end + 1)) and number[0] <= 31:
        date = f"---{number[0]:02d}", number[1]
    return (with_weekday(day, date[0]), date[1]) if date else (day, end)


def _date(said: Said, at: int, *, expected: bool) -> tuple[str, int] | None:
    if at >= len(said):
        return None
    token = said.tokens[at]
    if token.shape == "iso":
        return (token.word, at + 1) if iso(token.word) else None
    if token.shape == "slashed":
        return _slashed(said, at, expected=expected)
    if expected or _of_birth(said, at):
        dictated = _dictated(said, at)
        if dictated:
            return dictated
    if number := month(token.word):
        start = at + 1 + (said.words[at + 1] == "the")
        day = _day(said, start, cardinals=said.words[start] not in _NO_DAY_BEHIND)
        return _with_year(said, number, day) if day else None
    start = at + 1 if token.word == "the" else at
    day = _day(said, start, cardinals=True)
    if day is None:
        return None
    of = day[1] + (said.words[day[1]] == "of")
    if ordinal(said, of + 1) and not ordinal(said, start):
        return None  # "for four march third"
    if (number := month(said.words[of])) and (
        of > day[1] or token.word == "the" or token.word not in ("one", "won")
    ):
        return _with_year(said, number, (day[0], of + 1))
    return _alone(said, at, start, day, expected=expected)


def _of_birth(said: Said, at: int) -> bool:
    return any(said.words[before] in ("born", "birth", "birthday") for before in range(max(0, at - 4), at))


def _dictated(said: Said, at: int) -> tuple[str, int] | None:
    """``oh three oh three nineteen eighty four``: month, day and year in eight digits."""
    run = run_at(said, at)
    if run is None or not run.signs.isdigit() or len(run.signs) != 8:
        return None
    date = f"{run.signs[4:]}-{run.signs[:2]}-{run.signs[2:4]}"
    return (date, run.end) if iso(date) and run.signs[4:6] in ("19", "20") else None


def _alone(
    said: Said, at: int, start: int, day: tuple[int, int], *, expected: bool
) -> tuple[str, int] | None:
    """``on the third``, unless it is a third of something."""
    if start == at or ordinal(said, start) is None:
        return None
    on = said.words[at - 1] in ("on", "by") and (
        said.words[day[1]] in ("", "at", "in", "for") or not said.tight(day[1])
    )
    return (f"---{day[0]:02d}", day[1]) if on or expected else None


def _day(said: Said, at: int, *, cardinals: bool) -> tuple[int, int] | None:
    number = ordinal(said, at) or (small(said, at) if cardinals else None)
    # "may four people come?"
    return number if number and 1 <= number[0] <= 31 and said.words[number[1]] not in PEOPLE else None


def _with_year(said: Said, number: int, day: tuple[int, int]) -> tuple[str, int] | None:
    found = year(said, day[1]) or _short_year(said, day[1])
    if found and 1900 <= found[0] <= 2099:
        whole = f"{found[0]}-{number:02d}-{day[0]:02d}"
        if iso(whole):
            return whole, found[1]
    # a leap year has every day that any year has
    return (f"--{number:02d}-{day[0]:02d}", day[1]) if iso(f"2000-{number:02d}-{day[0]:02d}") else None


def _short_year(said: Said, at: int) -> tuple[int, int] | None:
    """``may twelfth eighty four``"""
    number = small(said, at)
    if number is None or not 40 <= number[0] <= 99 or said.figures(at) or said.words[number[1]] in PEOPLE:
        return None
    return 1900 + number[0], number[1]


def _slashed(said: Said, at: int, *, expected: bool) -> tuple[str, int] | None:
    """``3/4/2027`` is March fourth, ``24/3/2027`` can only be March; without a year only if one is due."""
    parts = [int(part) for part in said.words[at].split("/")]
    if parts[0] > 12:
        parts[:2] = parts[1::-1]
    if len(parts) == 3:
        full = parts[2] if parts[2] > 99 else parts[2] + (1900 if parts[2] >= 70 else 2000)
        whole = f"{full}-{parts[0]:02d}-{parts[1]:02d}"
        return (whole, at + 1) if iso(whole) else None
    date = f"{parts[0]:02d}-{parts[1]:02d}"
    meant = expected or said.words[at - 1] == "on" or weekday(said.words[at - 1])
    return (f"--{date}", at + 1) if meant and iso(f"2000-{date}") else None
