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
    # North America: N11 as area code or exchange, crisis line, emergency test, premium, directory
    # assistance, personal and carrier services
    *("+1[2-9]11!", "+1XXX[2-9]11XXXX", "+1988!", "+1933!", "+1900!", "+1976!", "+1XXX976!"),
    *("+1XXX5551212", "+1500!", "+152[12]!", "+1533!", "+1544!", "+1566!", "+1577!", "+1588!", "+1700!"),
    # United Kingdom: directory, personal, shared-cost, premium
    *("+44118!", "+4470!", "+4484!", "+4487!", "+449!"),
    # Germany, Austria, Switzerland
    *("+49118!", "+49137!", "+49138!", "+4918!", "+49190!", "+49900!"),
    *("+43118!", "+43810!", "+43820!", "+43821!", "+439!"),
    *("+4118!", "+4184!", "+4190!"),
    # France, Belgium, Netherlands
    *("+33118!", "+3381!", "+3382!", "+3389!", "+3270!", "+3290!", "+3118!", "+3190!"),
    # Spain, Italy
    *("+34118!", "+3480[367]!", "+3490[125]!", "+3912!", "+3984!", "+3989!", "+39178!", "+39199!"),
    # Australia, New Zealand, Japan
    *("+6113!", "+6119!", "+64900!", "+81990!", "+81570!"),
)
SATELLITE_AND_SHARED = ("+808!", "+87[0-9]!", "+88[1238]!", "+979!", "+991!")
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
