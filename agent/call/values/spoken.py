"""Values in words fit to be heard on a telephone, and to be found again in them."""

from __future__ import annotations

import re
from collections.abc import Callable

from agent.call.values.calendar import iso
from agent.call.values.clock import HALF, spans
from agent.call.values.kinds import Kind
from agent.call.values.lexicon import DAY_PARTS, MONTHS, WEEKDAYS
from agent.call.values.saying import (
    digit_words,
    grouped,
    grouped_words,
    number_words,
    ordinal_words,
    sign_word,
    spelled,
    year_words,
)

_SIGNS = {".": "dot", "_": "underscore", "-": "dash", "+": "plus", "@": "at"}
_UNITS = {"USD": ("dollar", "cent"), "EUR": ("euro", "cent"), "GBP": ("pound", "penny")}
_RECENT = 2020
"""A full date from this year on is an appointment's and said with its weekday; an older one with its year."""


def spoken(kind: Kind, value: str, form: str = "") -> str:
    """``value``, canonical or as a person wrote it, in words with commas where a speaker pauses.

    ``form``: ``spell`` letter by letter ("D, A, V, I, S"), ``digits`` digit by digit, ``full`` with what is
    else left out (a time's half of the day, a date's year). What is no canonical value is said as it stands.
    """
    if form == "spell":
        return spelled(value)
    if form == "digits":
        return digit_words(value)
    say = _SAY.get(kind)
    try:
        return say(value, form == "full") if say else value
    except (ValueError, KeyError, IndexError, OverflowError):
        return value


# -- one function per kind --------------------------------------------------------------------


def _time(value: str, full: bool) -> str:
    part = next((part for part, ends in DAY_PARTS.items() if value == "/".join(ends)), None)
    if part:
        return f"at {part}" if part in ("night", "lunchtime", "dinnertime") else f"in the {part}"
    (first, last), *other = spans(value)
    half = full and not other
    if value == "?12:00":
        return "twelve o'clock"
    if "/" not in value:
        return _clock(first, half)
    if last in (23 * 60 + 59, HALF - 1):
        return f"after {_clock(first, half, bare=True)}"
    if first == 0:
        return f"before {_clock(last, half, bare=True)}"
    return f"between {_clock(first, False, bare=True)} and {_clock(last, half, bare=True)}"


def _clock(minute: int, half: bool, *, bare: bool = False) -> str:
    hour, minutes = divmod(minute % (2 * HALF), 60)
    if not minutes and hour % 12 == 0:
        return "noon" if hour else "midnight"
    name = number_words((hour - 1) % 12 + 1)
    if minutes in (15, 30):
        said = f"{'half' if minutes == 30 else 'quarter'} past {name}"
    elif minutes:
        said = f"{name} {'oh ' if minutes < 10 else ''}{number_words(minutes)}"
    else:
        said = name if half or bare else f"{name} o'clock"
    return f"{said} {_half(hour)}" if half else said


def _half(hour: int) -> str:
    if hour < 12:
        return "in the morning"
    return "in the afternoon" if hour < 17 else "in the evening" if hour < 22 else "at night"


def _date(value: str, full: bool) -> str:
    if value in ("today", "tomorrow"):
        return value
    if value == "today+2":
        return "the day after tomorrow"
    if value.endswith("+7"):
        return f"a week from {value[:-2].capitalize()}"
    whole = iso(value)
    if whole:
        day = f"{MONTHS[whole.month - 1].capitalize()} {ordinal_words(whole.day)}"
        weekday = WEEKDAYS[whole.weekday()].capitalize()
        year = year_words(whole.year)
        recent = whole.year >= _RECENT
        return f"{f'{weekday}, ' if recent else ''}{day}{f', {year}' if full or not recent else ''}"
    return " ".join(_date_word(word) for word in value.split()).replace("day March", "day, March")


def _date_word(word: str) -> str:
    if word in WEEKDAYS:
        return word.capitalize()
    if match := re.fullmatch(r"--(\d\d)-(\d\d)", word):
        return f"{MONTHS[int(match[1]) - 1].capitalize()} {ordinal_words(int(match[2]))}"
    if match := re.fullmatch(r"---(\d\d)", word):
        return f"the {ordinal_words(int(match[1]))}"
    return word


def _count(value: str, _full: bool) -> str:
    return number_words(int(value))


def _duration(value: str, _full: bool) -> str:
    unit, _, number = value.partition(":")
    counts = [int(part) for part in number.split("/")]
    name = unit.removesuffix("s") if counts == [1] else unit
    return f"{' to '.join(number_words(count) for count in counts)} {name}"


def _amount(value: str, _full: bool) -> str:
    number, _, unit = value.partition(" ")
    whole, _, part = number.partition(".")
    cents = int((part or "0").ljust(2, "0"))
    if unit == "%":
        return f"{number_words(int(whole))} percent"
    if unit not in _UNITS:
        said = number_words(int(whole))
        return f"{said} {number_words(cents)}" if cents else said
    name, small = _UNITS[unit]
    said = f"{number_words(int(whole))} {name}{'' if int(whole) == 1 else 's'}"
    if not cents:
        return said
    small_name = "pence" if small == "penny" and cents > 1 else f"{small}{'' if cents == 1 else 's'}"
    said_cents = f"{number_words(cents)} {small_name}"
    return f"{said} and {said_cents}" if int(whole) else said_cents


def _phone(value: str, _full: bool) -> str:
    digits = re.sub(r"\D", "", value)
    head, rest = "", digits
    if value.strip().startswith("+"):
        country = 1 if digits.startswith(("1", "7")) else 2
        head, rest = digits[:country], digits[country:]
    groups = [*([head] if head else []), *grouped(rest)]
    said = grouped_words(groups)
    return f"plus {said}" if head else said


def _code(value: str, _full: bool) -> str:
    # "seven oh five" is a time: the zeros of a code are called so
    return spelled(value) if re.search(r"[^\W\d]", value) else digit_words(value).replace("oh", "zero")


def _email(value: str, _full: bool) -> str:
    words = re.findall(r"[^\W\d_]+|\d|[._+@-]", value)
    said = [_SIGNS.get(word) or (sign_word(word) if word.isdigit() else word) for word in words]
    return " ".join(said)


def _address(value: str, _full: bool) -> str:
    def number(match: re.Match[str]) -> str:
        return number_words(int(match[0])) if len(match[0]) <= 2 else digit_words(match[0])

    said = re.sub(r"\b\d+\b", number, value)
    return re.sub(r"(?<!,) (?=(?:apartment|apt|unit|suite|floor)\b)", ", ", said, flags=re.IGNORECASE)


_SAY: dict[Kind, Callable[[str, bool], str]] = {
    Kind.TIME: _time,
    Kind.DATE: _date,
    Kind.COUNT: _count,
    Kind.DURATION: _duration,
    Kind.AMOUNT: _amount,
    Kind.PHONE: _phone,
    Kind.CODE: _code,
    Kind.EMAIL: _email,
    Kind.ADDRESS: _address,
}
