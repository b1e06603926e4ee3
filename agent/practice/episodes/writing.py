"""Values as an owner writes them."""

from __future__ import annotations

import random
import re

from agent.practice.episodes import saying


def write(kind: str, value: str, dice: random.Random) -> str:
    match kind:
        case "time":
            return _time(value, dice)
        case "date":
            return _date(value, dice)
        case "phone":
            return dice.choice(("{}-{}-{}", "({}) {}-{}", "{} {} {}")).format(
                value[:3], value[3:6], value[6:]
            )
        case "count":
            return saying.number(int(value)) if int(value) <= 12 and dice.random() < 0.6 else value
        case "amount":
            return "$" + value.split(" ")[0].removesuffix(".00")
        case _:
            return value


def _time(value: str, dice: random.Random) -> str:
    if "/" in value:
        start, end = (_time(part, random.Random(1)) for part in value.split("/"))
        return dice.choice((f"between {start} and {end}", f"from {start} to {end}"))
    hour, minute = (int(part) for part in value.split(":"))
    half = "am" if hour < 12 else "pm"
    twelve = (hour - 1) % 12 + 1
    short = f"{twelve}:{minute:02d} {half}" if minute else f"{twelve} {half}"
    return dice.choice((value, short, short, short.replace(" ", "")))


def _date(value: str, dice: random.Random) -> str:
    found = re.fullmatch(r"(\d{4}|-)-(\d\d)-(\d\d)", value)
    if not found:
        return value if value == "tomorrow" else value.capitalize()
    month, day = saying.MONTHS[int(found[2]) - 1], int(found[3])
    year = "" if found[1] == "-" else found[1]
    ending = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    if year:
        return dice.choice((f"{month} {day}, {year}", value, f"{month} {day}{ending}, {year}"))
    return dice.choice((f"{month} {day}", f"{month} {day}{ending}", f"{day} {month}"))
