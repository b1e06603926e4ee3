"""Times of day as numbers: halves of the day, open halves, ranges. Canonical forms in and out."""

from __future__ import annotations

from typing import NamedTuple

from agent.call.values.lexicon import DAY_PARTS

HALF = 12 * 60
DAY = 24 * 60


class Clock(NamedTuple):
    """``minute`` of the day; ``open``: it may as well be twelve hours later (then ``minute`` < 12 h)."""

    minute: int
    open: bool = False

    def both(self) -> tuple[int, ...]:
        return (self.minute, self.minute + HALF) if self.open else (self.minute,)


def clock(hour: int, minute: int, half: str = "") -> Clock:
    """``half``: am, pm, a part of the day, or empty. Hours from 13 on, and 0, say their half themselves."""
    if hour == 0 or hour > 12:
        return Clock(hour * 60 + minute)
    early = hour % 12 * 60 + minute
    if half in ("am", "morning"):
        return Clock(early)
    if half == "night" and (hour < 6 or hour == 12):
        return Clock(early)
    if half:
        return Clock(early + HALF)
    return Clock(early, open=True)


def written(time: Clock) -> str:
    hour = time.minute // 60
    if time.open and hour == 0:
        hour = 12  # "?12:30" as it was said
    return f"{'?' if time.open else ''}{hour:02d}:{time.minute % 60:02d}"


def span(first: Clock, last: Clock) -> str:
    """The range from one to the other, the half of one settling the other's: ``eleven to one p m``."""
    if first.open and last.open:
        low, high = first.minute, last.minute + (HALF if last.minute < first.minute else 0)
        return f"?{_hhmm(low)}/{_hhmm(high)}"
    if first.open:
        low = max((minute for minute in first.both() if minute <= last.minute), default=first.minute)
        return f"{_hhmm(low)}/{_hhmm(last.minute)}"
    high = min((minute for minute in last.both() if minute >= first.minute), default=last.minute)
    return f"{_hhmm(first.minute)}/{_hhmm(high)}"


def _hhmm(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def onwards(first: Clock) -> str:
    """``after six``: to the end of its half of the day when that is open, else of the day."""
    return f"{written(first)}/{'11:59' if first.open else '23:59'}"


def until(last: Clock) -> str:
    return f"{'?' if last.open else ''}00:00/{written(last).lstrip('?')}"


def named(value: str) -> tuple[str, ...]:
    """The times that a canonical TIME names, as ``HH:MM``: two of a range, one of "after six", none of "in
    the evening". Open halves are taken for the second half of the day, as anybody does who keeps a book."""
    ends = value.removeprefix("?").split("/")
    if tuple(ends) in DAY_PARTS.values():
        return ()
    if len(ends) == 2:
        ends = [
            end for end, none in zip(ends, (("00:00",), ("11:59", "23:59")), strict=True) if end not in none
        ]
    if not value.startswith("?"):
        return tuple(ends)
    return tuple(_hhmm(_minute(end) + (HALF if _minute(end) < HALF else 0)) for end in ends)


def spans(value: str) -> tuple[tuple[int, int], ...]:
    """What a canonical TIME may mean: pairs of minutes (first, last), one for each open half.

    Raises ValueError for what is no canonical TIME.
    """
    ends = value.removeprefix("?").split("/")
    first, last = _minute(ends[0]), _minute(ends[-1])
    if len(ends) > 2:
        raise ValueError(value)
    if not value.startswith("?"):
        return ((first, last),)
    if len(ends) == 1:
        first = last = first % HALF
    return ((first, last), ((first + HALF) % DAY, (last + HALF) % DAY))


def _minute(hhmm: str) -> int:
    hour, minute = hhmm.split(":")
    if not (0 <= int(hour) <= 24 and 0 <= int(minute) <= 59):
        raise ValueError(hhmm)
    return int(hour) * 60 + int(minute)


def within(time: tuple[int, int], range_: tuple[int, int]) -> bool:
    """Both ends of ``time`` lie in ``range_``, which may run over midnight."""
    first, last = range_
    length = (last - first) % DAY
    return all((end - first) % DAY <= length for end in time)
