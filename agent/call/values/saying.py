"""Numbers in words, digits one by one, letters spelled."""

from __future__ import annotations

import re

from num2words import num2words

_DIGITS = ("oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number_words(number: int) -> str:
    """``120`` as ``one hundred and twenty``."""
    return str(num2words(number)).replace("-", " ").replace(",", "")


def ordinal_words(number: int) -> str:
    return str(num2words(number, to="ordinal")).replace("-", " ")


def year_words(year: int) -> str:
    return str(num2words(year, to="year")).replace("-", " ").replace(",", "")


def digit_words(value: str) -> str:
    """``0123`` as ``oh one two three``; in groups with a pause between when there are more than four."""
    digits = re.sub(r"\D", "", value)
    groups = [digits] if len(digits) <= 4 else grouped(digits)
    return grouped_words(groups)


def grouped_words(groups: list[str]) -> str:
    return ", ".join(" ".join(_DIGITS[int(digit)] for digit in group) for group in groups)


def spelled(value: str) -> str:
    """``K9O`` as ``K, nine, O as in Oscar``."""
    said = ", ".join(sign_word(sign) for sign in value if sign.isalnum())
    # "seven, P, M" is a time
    said = re.sub(rf"\b({'|'.join(_DIGITS)}|zero), A, M\b", r"\1, A as in Alpha, M", said)
    return re.sub(rf"\b({'|'.join(_DIGITS)}|zero), P, M\b", r"\1, P as in Papa, M", said)


def sign_word(sign: str) -> str:
    if sign.isdecimal() and sign.isascii():
        return "zero" if sign == "0" else _DIGITS[int(sign)]
    return "O as in Oscar" if sign in "oO" else sign.upper()


def grouped(digits: str) -> list[str]:
    """``2025550100`` as people pause in it: ``202 555 0100``."""
    if len(digits) == 10:
        return [digits[:3], digits[3:6], digits[6:]]
    cut = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    if len(cut) > 1 and len(cut[-1]) == 1:
        cut[-2:] = [cut[-2] + cut[-1]]
    return cut
