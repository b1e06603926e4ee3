"""Text made speakable: what stands in figures and signs, as a person would say it on the telephone.

Pure. English only; other languages pass through, Piper's phonemizer reads their figures itself.
A reader of digits groups them as people do ("five five five, zero one two three"), says a code letter by
letter, and a time with its half of the day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from num2words import num2words

from agent.call.values.saying import ordinal_words, year_words

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 - twelve words read better in a line
)
_MONTH = "|".join(_MONTHS)
_CURRENCIES = {"$": ("dollar", "cent"), "€": ("euro", "cent"), "£": ("pound", "penny")}
_LONG_NUMBER = 5
"""From so many digits on, a bare number is an identifier and is read digit by digit."""


def speakable(text: str, language: str = "en") -> str:
    """``text`` for a synthesiser: no figures, no signs that it would spell out or skip."""
    text = re.sub(r"\s+", " ", text).strip()
    if not language.lower().startswith("en"):
        return text
    for pattern, say in _RULES:
        text = pattern.sub(say, text)
    return re.sub(r"\s+([,.?!])", r"\1", re.sub(r"\s+", " ", text)).strip()


def number_words(number: int | str) -> str:
    """``42`` as ``forty two``, ``3.5`` as ``three point five``."""
    value = float(number) if "." in str(number) else int(number)
    return str(num2words(value)).replace("-", " ").replace(",", "")


def digit_words(digits: str) -> str:
    """``0123`` as ``zero one two three``."""
    return " ".join(_DIGITS[int(digit)] for digit in digits)


def phone_words(number: str) -> str:
    """A telephone number in groups: as it is written, or 3-3-4 and the like when it is written in one."""
    groups = re.findall(r"\d+", number)
    if len(groups) == 1 or max(map(len, groups)) > 4:
        groups = _grouped("".join(groups), country="+" in number)
    words = ", ".join(digit_words(group) for group in groups)
    return f"plus {words}" if number.lstrip(" (").startswith("+") else words


def _grouped(digits: str, *, country: bool) -> list[str]:
    head = [digits[:1]] if country and digits.startswith("1") and len(digits) == 11 else []
    rest = digits[1:] if head else digits
    if len(rest) == 10:
        return [*head, rest[:3], rest[3:6], rest[6:]]
    if len(rest) == 7:
        return [*head, rest[:3], rest[3:]]
    cut = [rest[at : at + 3] for at in range(0, len(rest), 3)]
    if len(cut) > 1 and len(cut[-1]) == 1:
        cut[-2:] = [cut[-2] + cut[-1]]
    return head + cut


def spelled(word: str) -> str:
    """``K9x`` as ``K nine X``."""
    return " ".join(_DIGITS[int(sign)] if sign.isdigit() else sign.upper() for sign in word if sign.isalnum())


# -- one function per rule -------------------------------------------------------------------


def _email(match: re.Match[str]) -> str:
    signs = {"@": " at ", ".": " dot ", "-": " dash ", "_": " underscore ", "+": " plus "}
    said = "".join(signs.get(sign, sign) for sign in match[0])
    return re.sub(r"\d+", lambda digits: f" {digit_words(digits[0])} ", said)


def _money(match: re.Match[str]) -> str:
    unit, part = _CURRENCIES[match["sign"]]
    whole = int(match["whole"].replace(",", ""))
    cents = int((match["part"] or "0").ljust(2, "0"))
    said = f"{number_words(whole)} {unit}{'' if whole == 1 else 's'}"
    if not cents:
        return said
    parts = "pence" if part == "penny" else f"{part}{'' if cents == 1 else 's'}"
    said_cents = f"{number_words(cents)} {parts}"
    return said_cents if whole == 0 else f"{said} and {said_cents}"


def _time(match: re.Match[str]) -> str:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = re.sub(r"[^apm]", "", (match["half"] or "").lower())
    if hour > 23 or minute > 59:
        return f"{number_words(hour)} {number_words(minute)}"
    if not half and (hour > 12 or hour == 0):
        half = "pm" if hour >= 12 else "am"
    clock = number_words((hour - 1) % 12 + 1)
    if minute == 0:
        clock += "" if half else " o'clock"
    else:
        clock += f" oh {number_words(minute)}" if minute < 10 else f" {number_words(minute)}"
    return f"{clock} {half[0]} m" if half else clock


def _iso_date(match: re.Match[str]) -> str:
    return _date(int(match["year"]), int(match["month"]), int(match["day"]), match[0])


def _slash_date(match: re.Match[str]) -> str:
    return _date(int(match["year"]), int(match["month"]), int(match["day"]), match[0])


def _date(year: int, month: int, day: int, raw: str) -> str:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return " ".join(digit_words(group) for group in re.findall(r"\d+", raw))
    return f"{_MONTHS[month - 1]} {ordinal_words(day)}, {year_words(year)}"


def _month_day(match: re.Match[str]) -> str:
    day = int(match["day"])
    return f"{match['month']} {ordinal_words(day) if 1 <= day <= 31 else number_words(day)}"


def _day_month(match: re.Match[str]) -> str:
    return f"the {ordinal_words(int(match['day']))} of {match['month']}"


def _bare_number(match: re.Match[str]) -> str:
    digits = match[0].replace(",", "")
    if "." in digits:
        return number_words(digits)
    if len(digits) >= _LONG_NUMBER and "," not in match[0]:
        return ", ".join(digit_words(group) for group in _grouped(digits, country=False))
    if digits.startswith("0") and len(digits) > 1:
        return digit_words(digits)
    if len(digits) == 4 and 1900 <= int(digits) <= 2099:
        return year_words(int(digits))
    return number_words(digits)


_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str] | str]


def _rule(pattern: str, say: Callable[[re.Match[str]], str] | str, flags: Any = re.IGNORECASE) -> _Rule:
    return re.compile(pattern, flags | re.ASCII), say


_HALF = r"(?:[ap]\.\s?m\.|[ap]\s?m\b)"
_RULES: tuple[_Rule, ...] = (
    _rule(r"[*_`~#]{2,}|[*`~]", " "),  # marks of written text that models like to write
    _rule(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", _email),
    _rule(r"\b(?:www\.)?[a-z][\w-]*(?:\.[a-z][\w-]+)*\.(?:com|org|net|io|de|uk)\b", _email),
    _rule(r"(?P<sign>[$€£])\s?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d{1,2}))?(?!\d)", _money),
    _rule(r"(?<!\d)(?P<year>[12]\d{3})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _iso_date),
    _rule(r"(?<!\d)(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>[12]\d{3})(?!\d)", _slash_date),
    _rule(
        r"\+\d[\d ()./-]{5,}\d|\(\d{3}\) ?\d{3}[ -]?\d{4}|(?<!\d)\d{3}[ .-]\d{3}[ .-]\d{4}(?!\d)"
        r"|(?<![\d-])\d{3}-\d{4}(?![\d-])",
        lambda match: phone_words(match[0]),
    ),
    _rule(rf"(?<![\d.])(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)\s?(?P<half>{_HALF})", _time),
    _rule(r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?P<half>)(?![\d:])", _time),
    _rule(rf"(?<![\d.:])(?P<hour>\d{{1,2}})(?P<minute>)\s?(?P<half>{_HALF})", _time),
    _rule(rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d\w])", _month_day),
    _rule(rf"\b(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})\b", _day_month),
    _rule(r"(?<!\w)(\d+)(?:st|nd|rd|th)\b", lambda match: ordinal_words(int(match[1]))),
    _rule(r"\b[a-z0-9](?:-[a-z0-9])+\b", lambda match: spelled(match[0])),
    _rule(r"\b(?=\w*\d)(?=\w*[a-z])[a-z0-9-]+\b", lambda match: f" {spelled(match[0])} "),
    _rule(r"\b([A-Z]{2,5})\b", lambda match: _initials(match[1]), re.NOFLAG),
    _rule(r"(?<=\d)\s?%", " percent"),
    _rule(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+", lambda match: f" {_bare_number(match)} "),
    _rule(r"\b([ap])\.\s?m\.?(?=\W|$)", r"\1 m"),
    _rule(r"\s?&\s?", " and "),
    _rule(r"#", " number "),
    _rule(r"[\[\]{}<>|\\^=_\"]|[ ]-[ ]", " "),
)
_SAID_AS_WORDS = frozenset(("OK", "NO", "YES", "A", "I", "THE", "AND", "FOR", "NOT", "PIN", "ASAP", "ZIP"))


def _initials(word: str) -> str:
    return word if word in _SAID_AS_WORDS else " ".join(word)
