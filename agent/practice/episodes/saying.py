"""Values as people say them, in many ways."""

from __future__ import annotations

import random
import re
from functools import lru_cache

from num2words import num2words

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@lru_cache(maxsize=2_000)
def number(value: int) -> str:
    return str(num2words(value)).replace("-", " ").replace(" and ", " ").replace(",", "")


@lru_cache(maxsize=200)
def ordinal(value: int) -> str:
    return str(num2words(value, to="ordinal")).replace("-", " ")


def say(kind: str, value: str, dice: random.Random) -> str:
    """``value`` (canonical) of ``kind`` as somebody would say it on the telephone."""
    speaker = _SPEAKERS.get(kind)
    return speaker(value, dice) if speaker else value


def time(value: str, dice: random.Random) -> str:
    if "/" in value:
        start, end = value.split("/")
        return f"between {time(start, dice)} and {time(end, dice)}"
    hour, minute = (int(part) for part in value.split(":"))
    twelve = (hour - 1) % 12 + 1
    clock = number(twelve)
    ways = []
    if minute == 0:
        ways = [clock, f"{clock} o'clock", f"{clock} o'clock"]
        if hour == 12:
            ways += ["noon"]
    else:
        ways = [f"{clock} {'oh ' if minute < 10 else ''}{number(minute)}"] * 2
        if minute in (15, 30):
            ways.append(f"{'half' if minute == 30 else 'quarter'} past {clock}")
        if minute == 45:
            ways.append(f"quarter to {number(twelve % 12 + 1)}")
    said = dice.choice(ways)
    if said != "noon" and dice.random() < 0.25:
        spoken = "in the morning" if hour < 12 else "in the afternoon" if hour < 17 else "in the evening"
        said += " " + dice.choice((("a.m." if hour < 12 else "p.m."), spoken))
        said = said.replace(" o'clock a", " a").replace(" o'clock p", " p")
    return said


def date(value: str, dice: random.Random) -> str:
    found = re.fullmatch(r"(\d{4}|-)-(\d\d)-(\d\d)", value)
    if not found:
        return value if value in ("today", "tomorrow") else value.capitalize()
    month, day = MONTHS[int(found[2]) - 1], ordinal(int(found[3]))
    said = dice.choice((f"{month} {day}", f"the {day} of {month}", f"{month} the {day}"))
    if found[1] != "-":
        year = int(found[1])
        high, low = divmod(year, 100)
        tail = number(low) if low >= 10 else f"oh {number(low)}" if low else "hundred"
        said += ", " + (f"{number(high)} {tail}" if year < 2000 or low >= 10 else number(year))
    return said


def count(value: str, dice: random.Random) -> str:
    return number(int(value))


def amount(value: str, dice: random.Random) -> str:
    figure, _, unit = value.partition(" ")
    whole, _, cents = figure.partition(".")
    names = {"USD": "dollar", "EUR": "euro", "GBP": "pound"}
    plural = "" if whole == "1" else "s"
    said = f"{number(int(whole))} {names.get(unit, 'dollar')}{plural}"
    if int(cents or 0):
        said = (
            f"{said} and {number(int(cents))} cents"
            if dice.random() < 0.5
            else f"{said} {number(int(cents))}"
        )
    return said


def digits(value: str, dice: random.Random) -> str:
    """Digits one by one, in groups, sometimes with ``double``; letters as letters."""
    oh = dice.choice(("oh", "zero"))
    groups = (
        [value[:3], value[3:6], value[6:]]
        if len(value) == 10
        else [value[:3], value[3:]]
        if (len(value) == 7)
        else [value[at : at + 3] for at in range(0, len(value), 3)]
        if len(value) > 4
        else [value]
    )
    twice = dice.random() < 0.2
    said = []
    for group in groups:
        if not group:
            continue
        words = [oh if sign == "0" else DIGITS[int(sign)] if sign.isdigit() else sign for sign in group]
        said.append(_doubled(words) if twice else " ".join(words))
    return ", ".join(said)


def _doubled(words: list[str]) -> str:
    out: list[str] = []
    at = 0
    while at < len(words):
        pair = at + 1 < len(words) and words[at] == words[at + 1] and len(words[at]) > 1
        out.append(f"double {words[at]}" if pair else words[at])
        at += 2 if pair else 1
    return " ".join(out)


def email(value: str, dice: random.Random) -> str:
    return value.replace("@", " at ").replace(".", " dot ").replace("_", " underscore ")


_SPEAKERS = {
    "time": time,
    "date": date,
    "count": count,
    "amount": amount,
    "phone": digits,
    "code": digits,
    "email": email,
}
