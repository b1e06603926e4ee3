"""How a person says a time, a day, a number."""

from __future__ import annotations

from num2words import num2words

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def spoken_number(number: int) -> str:
    return str(num2words(number)).replace("-", " ")


def spoken_digits(digits: str) -> str:
    """``4721`` as ``four seven two one``."""
    return " ".join(_DIGITS[int(digit)] for digit in digits)


def spoken_time(time: str) -> str:
    """``19:30`` as ``half past seven``; the half of the day goes without saying at a restaurant."""
    hour, minute = (int(part) for part in time.split(":"))
    clock = spoken_number((hour - 1) % 12 + 1)
    if minute == 0:
        return f"{clock} o'clock"
    if minute in (15, 30):
        return f"{'half' if minute == 30 else 'quarter'} past {clock}"
    return f"{clock} {'oh ' if minute < 10 else ''}{spoken_number(minute)}"


def spoken_day(day: str) -> str:
    """``tuesday`` as ``Tuesday``, ``march 3`` as ``March third``, ``tomorrow`` as it is."""
    if day in ("today", "tomorrow"):
        return day
    word, _, date = day.partition(" ")
    ordinal = str(num2words(int(date), to="ordinal")).replace("-", " ") if date else ""
    return f"{word.capitalize()} {ordinal}".strip()
