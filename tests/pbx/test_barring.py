from __future__ import annotations

import re

import pytest

from agent.errors import ConfigError
from agent.pbx.barring import patterns


def barred(
    number: str, allow: tuple[str, ...] = ("+*",), deny: tuple[str, ...] = (), own: tuple[str, ...] = ()
) -> bool:
    """Whether a dialplan pattern matches, by Asterisk's rules for X, [..] and !."""
    return any(
        re.fullmatch(p[1:].replace("+", r"\+").replace("X", "[0-9]").replace("!", ".*"), number)
        for p in patterns(allow, deny, own)
    )


@pytest.mark.parametrize(
    "number",
    [
        *("+1911", "+44999", "+49112", "+61000", "+81119", "+1988", "+1933"),
        *("+12115550100", "+19115550100", "+12029115550"),
        *("+19005550100", "+19765550100", "+12029765555", "+12025551212", "+15005550000", "+17005550000"),
        *("+447012345678", "+448441234567", "+448712345678", "+449012345678"),
        *("+4990012345678", "+491371234567", "+491801234567", "+43900123456", "+41900123456"),
        *("+33899123456", "+33812345678", "+3290123456", "+34803123456", "+34905123456", "+39899123456"),
        *("+61190123456", "+81990123456", "+64900123456"),
        *(
            "+870773112345",
            "+881612345678",
            "+8821234567890",
            "+8835100123456",
            "+979123456789",
            "+808123456789",
        ),
        *("+18095550100", "+18765550100", "+12645550100", "+16645550100"),
    ],
)
def test_barred_whatever_is_allowed(number: str) -> None:
    assert barred(number)


@pytest.mark.parametrize(
    "number",
    [
        *("+12025550110", "+14155552671", "+18005550199", "+442079460000", "+441632960000", "+447700900123"),
        *("+493012345678", "+4915112345678", "+33112345678", "+33390123456", "+33612345678", "+31881234567"),
        *("+390612345678", "+34912345678", "+34612345678", "+81112345678", "+81312345678", "+41446681800"),
        *("+43112345678", "+3221234567", "+61212345678", "+880212345678", "+886212345678", "+919812345678"),
    ],
)
def test_ordinary_numbers_are_not_barred(number: str) -> None:
    assert not barred(number)


def test_a_caribbean_area_is_open_only_when_it_is_named() -> None:
    assert not barred("+18765550100", allow=("+1876*",))
    assert barred("+18095550100", allow=("+1876*",))
    assert barred("+18765550100", allow=("+1*", "+18XXXXXXXXX"))


def test_naming_a_premium_area_does_not_open_it() -> None:
    assert barred("+19005550100", allow=("+1900*",))


def test_denied_and_own_numbers_are_barred() -> None:
    assert barred("+442079460123", deny=("+4420794601XX",))
    assert barred("+12025550100", own=("+1 (202) 555-0100",))


@pytest.mark.parametrize(
    "pattern", ["12025550100", "+1202555012345678901", "+44;", "+44\n", "+[1-9]", "+44!"]
)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ConfigError, match=r"policy\.deny"):
        patterns((), (pattern,), ())
