"""Which facts are secrets of a kind that is never told and never keyed, whatever a briefing says.

Payment cards (ISO/IEC 7812, check digit after Luhn), their codes, PINs, passwords, one-time codes.
"""

from __future__ import annotations

import re

_NAMES = re.compile(
    r"\b(?:(?:credit|debit|payment|bank|visa|master|amex|charge) ?card|card (?:number|no|pin|code"
    r"|expiry|details?)"
    r"|cvv2?|cvc2?|csc|security (?:code|answer|question)|pin(?: ?(?:code|number|no))?|pass ?(?:word"
    r"|code|phrase)s?|pwd"
    r"|one[ -]?time|otp|totp|2 ?fa|mfa|(?:verification|authori[sz]ation|login|log in|access|sms|auth) code"
    r"|secret (?:word|code|answer)|memorable word)\b"
)
_NOT_PAYMENT = re.compile(
    r"\b(?:library|loyalty|membership|member|insurance|health|student|id|reader'?s?|points)\b"
)
_CARD = re.compile(r"(?<![\d+])\d(?:[ -]?\d){12,18}(?!\d)")


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def card_numbers(text: str) -> tuple[tuple[int, int], ...]:
    """Where numbers of payment cards stand in ``text``: 13 to 19 digits with the right check digit."""
    found = (match.span() for match in _CARD.finditer(text))
    return tuple(span for span in found if luhn(re.sub(r"\D", "", text[slice(*span)])))


def is_secret(name: str, value: str) -> bool:
    """Whether a fact of this name and value is a card, a PIN, a password or a one-time code."""
    words = re.sub(r"[_\W]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).lower().strip()
    if _NAMES.search(words):
        return not (words.endswith("card number") and _NOT_PAYMENT.search(words))
    return bool(card_numbers(value))
