"""Which numbers may be dialled. Pure: a number and the configuration in, nothing or a refusal out.

The dialplan checks again, independently (``agent/pbx``). Sources of the ranges: ITU-T E.164.1 and its list of
assigned codes (satellite, shared cost, premium, networks), NANPA (N11, 988, 933, 900, 976), and for the
kinds of national numbers the ``phonenumbers`` metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumberType, shortnumberinfo

from agent.config import Policy
from agent.errors import CallRefused, DialRefused

_E164 = re.compile(r"\+[1-9][0-9]{1,14}", re.ASCII)
_PATTERN = re.compile(r"\+[0-9X]*\*?(?<!\+)", re.ASCII)

_SHORT_NUMBERS = """
    000 08 100 101 102 103 104 105 106 107 108 110 111 112 113 114 115 116 117 118 119 120 122 128 129 131 132
    133 144 150 155 158 166 190 191 192 193 194 195 197 198 199 911 933 988 990 991 993 994 995 997 998 999
"""
_EMERGENCY = frozenset(_SHORT_NUMBERS.split())
"""Short numbers of emergency services somewhere in the world, 988 (crisis line) and 933 (emergency test)."""

_N11 = frozenset(f"{n}11" for n in range(2, 10))

_INTERNATIONAL_SERVICES = {
    "800": "international freephone",
    "808": "international shared-cost",
    "870": "satellite",
    "878": "universal personal",
    "881": "satellite",
    "882": "international network",
    "883": "international network",
    "888": "disaster relief",
    "979": "international premium",
    "991": "trial",
}
_COSTLY_KINDS = {
    PhoneNumberType.PREMIUM_RATE: "premium-rate",
    PhoneNumberType.SHARED_COST: "shared-cost",
    PhoneNumberType.PERSONAL_NUMBER: "personal (follow-me)",
    PhoneNumberType.PAGER: "pager",
}
_COSTLY_PREFIXES = {
    "+1900": "premium-rate",
    "+1976": "premium-rate",
    "+1700": "carrier-service",
    "+449": "premium-rate",
    "+4484": "shared-cost",
    "+4487": "shared-cost",
    "+4470": "personal (follow-me)",
}
_MAINLAND_OF_ONE = frozenset(("US", "CA", "GU", "MP", "AS"))
"""Regions under +1 that are not Caribbean."""


def check(number: str, policy: Policy) -> None:
    """Return if ``number`` may be dialled; else raise CallRefused(``invalid_phone``) or DialRefused."""
    if number.lstrip("+") in _EMERGENCY | _N11:
        raise DialRefused(f"{number} is an emergency or service number: offhook never dials it")
    if _E164.fullmatch(number) is None:
        raise CallRefused(
            "invalid_phone", f"{_shown(number)} is not a number in E.164 form, such as +442079460123"
        )
    if reason := forbidden(number):
        raise DialRefused(f"{number} is {reason} number: offhook never dials it")
    parsed = _parsed(number)
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        raise CallRefused(
            "invalid_phone", f"{number} cannot be a telephone number: it has too few or too many digits"
        )
    if number in {normalized(own) for own in policy.own_numbers}:
        raise DialRefused(f"{number} is the owner's own number")
    if any(matches(pattern, number) for pattern in policy.deny):
        raise DialRefused(f"{number} is denied by policy.deny")
    allowing = [pattern for pattern in policy.allow if matches(pattern, number)]
    if not allowing:
        raise DialRefused(
            f"{number} matches no pattern of policy.allow in offhook.toml: add one to permit it"
        )
    if _caribbean(number, parsed) and not any(_names_area(pattern, number) for pattern in allowing):
        raise DialRefused(
            f'{number} is a Caribbean number: policy.allow must name its area, as in "{number[:5]}*"'
        )


def forbidden(number: str) -> str:
    """Why nobody may dial this E.164 number whatever the allow-list says: ``a premium-rate``; or empty."""
    for code, rest in _readings(number):
        if rest in _EMERGENCY or (code == "1" and rest in _N11):
            return "an emergency or service"
        if any(shortnumberinfo.is_emergency_number(rest, region) for region in _regions(code)):
            return "an emergency"
        if code in _INTERNATIONAL_SERVICES:
            return f"a {_INTERNATIONAL_SERVICES[code]}".replace("a inter", "an inter")
        if code == "1" and (rest[:3] in _N11 | {"988", "933"} or rest[3:6] == "976"):
            return "a service or premium-rate"
    for prefix, kind in _COSTLY_PREFIXES.items():
        if number.startswith(prefix):
            return f"a {kind}"
    parsed = _parsed(number)
    kind = _COSTLY_KINDS.get(phonenumbers.number_type(parsed), "") if parsed is not None else ""
    return f"a {kind}" if kind else ""


def matches(pattern: str, number: str) -> bool:
    """``+1202555XXXX``: ``X`` is any digit; a ``*`` at the end is any ending, at least one digit."""
    if _PATTERN.fullmatch(pattern) is None:
        return False
    expression = re.escape(pattern).replace("X", "[0-9]").replace(r"\*", "[0-9]+")
    return re.fullmatch(expression, number, re.ASCII) is not None


def faults(policy: Policy) -> list[str]:
    """What is wrong with the patterns of the configuration; each would silently match nothing."""
    lists = (("allow", policy.allow), ("deny", policy.deny))
    return [
        f'policy.{name}: "{pattern}" is no pattern: write + and digits, X for any digit, * at the end'
        for name, patterns in lists
        for pattern in patterns
        if _PATTERN.fullmatch(pattern) is None
    ]


def normalized(number: str) -> str:
    """Digits and a leading + only: people write ``+44 20 7946 0000`` in a configuration."""
    return re.sub(r"[\s().-]", "", number)


def _readings(number: str) -> Iterator[tuple[str, str]]:
    """Every split of the digits into an assigned country code and the rest."""
    digits = number[1:]
    for length in (1, 2, 3):
        code = digits[:length]
        if code in _INTERNATIONAL_SERVICES or int(code) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
            yield code, digits[length:]


def _regions(code: str) -> tuple[str, ...]:
    return tuple(phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(code), ()))


def _parsed(number: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None


def _caribbean(number: str, parsed: phonenumbers.PhoneNumber) -> bool:
    if not number.startswith("+1"):
        return False
    region = phonenumbers.region_code_for_number(parsed)
    return region is not None and region not in _MAINLAND_OF_ONE


def _names_area(pattern: str, number: str) -> bool:
    return pattern.startswith(number[:5])


def _shown(number: str) -> str:
    return ascii(number if len(number) <= 24 else number[:21] + "...")
