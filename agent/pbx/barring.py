"""Numbers that the dialplan never dials, whatever it was asked and whatever is allowed. Pure.

The switchboard's policy checks too, with other means (the numbering plans of a library); this is
the second, independent lock: plain digit patterns in the PBX. Sources: ITU-T E.164 country codes
8xx/979, the NANP's area codes, national numbering plans.
"""

from __future__ import annotations

from collections.abc import Iterable

from agent.pbx import values

EMERGENCY = ("000", "110", "112", "118", "119", "911", "988", "933", "999")
"""Short numbers; they are not E.164 and cannot be dialled at all. Barred again after a country code."""

SERVICE_AND_PREMIUM = (
    "+1[2-9]11!",  # N11 in the area code's place
    "+1XXX[2-9]11XXXX",  # N11 in the exchange's place
    "+1900!",
    "+1976!",
    "+1XXX976!",
    "+1XXX5551212",  # directory assistance, charged
    "+1[57]00!",  # personal and carrier services
    "+33[38]9!",
    "+338[12]!",
    "+34[89]0[0-9]!",
    "+34118!",
    "+39[17]!",
    "+398[49]!",
    "+398[27]!",
    "+41[19]0!",
    "+4118!",
    "+4187!",
    "+43[89]!",
    "+43118!",
    "+44[79]0!",
    "+449!",
    "+448[47]!",
    "+44118!",
    "+49118!",
    "+4913[78]!",
    "+4918!",
    "+49[19]00!",
    "+32[79]0!",
    "+31[89]!",
    "+61190!",
    "+6119!",
    "+811!",
    "+81990!",
    "+64900!",
)
SATELLITE_AND_SHARED = ("+808!", "+87[0-9]!", "+88[1238]!", "+979!")
CARIBBEAN = (
    *("242", "246", "264", "268", "284", "340", "345", "441", "473", "649", "658", "664", "721", "758"),
    *("767", "784", "787", "809", "829", "849", "868", "869", "876", "939"),
)
"""Area codes of +1 that are charged as international calls and are used for call-back fraud."""


def patterns(allow: Iterable[str], deny: Iterable[str], own_numbers: Iterable[str]) -> tuple[str, ...]:
    """The dialplan patterns nobody may dial, given the ``[policy]`` section.

    A Caribbean area is left out when an allowed pattern names its three digits. Raises ConfigError.
    """
    named = {pattern[2:5] for pattern in allow if pattern.startswith("+1")}
    caribbean = (f"_+1{area}!" for area in CARIBBEAN if area not in named)
    emergency = (f"_{prefix}{number}" for prefix in ("+", "+X", "+XX", "+XXX") for number in EMERGENCY)
    fixed = (f"_{pattern}" for pattern in (*SERVICE_AND_PREMIUM, *SATELLITE_AND_SHARED))
    denied = (values.number_pattern("policy.deny", pattern) for pattern in deny)
    own = (_number("policy.own_numbers", number) for number in own_numbers)
    return tuple(dict.fromkeys((*emergency, *fixed, *caribbean, *denied, *own)))


def _number(key: str, value: str) -> str:
    digits = value.translate({ord(sign): None for sign in " -()."})
    return values.number_pattern(key, digits)
