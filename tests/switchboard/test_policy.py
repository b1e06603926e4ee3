from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.config import Policy
from agent.errors import CallRefused, DialRefused
from agent.switchboard.policy import check, faults, matches

ANYTHING = Policy(allow=("+*",))


@pytest.mark.parametrize(
    ("number", "because"),
    [
        ("911", "emergency"),
        ("112", "emergency"),
        ("999", "emergency"),
        ("+1911", "emergency"),
        ("+44999", "emergency"),
        ("+49112", "emergency"),
        ("+61000", "emergency"),
        ("+86110", "emergency"),
        ("+81119", "emergency"),
        ("+3315", "emergency"),
        ("+1411", "service"),
        ("211", "service"),
        ("988", "service"),
        ("+1988", "service"),
        ("933", "service"),
        ("+19115550100", "service"),
        ("+19005550100", "premium"),
        ("+12029765555", "premium"),
        ("+449012345678", "premium"),
        ("+33899123456", "premium"),
        ("+979123456789", "premium"),
        ("+448441234567", "shared-cost"),
        ("+448701234567", "shared-cost"),
        ("+808123456", "shared-cost"),
        ("+447011223344", "personal"),
        ("+15005550000", "personal"),
        ("+870773112345", "satellite"),
        ("+881612345678", "satellite"),
        ("+8821234567", "network"),
    ],
)
def test_numbers_nobody_may_dial_are_refused_whatever_is_allowed(number: str, because: str) -> None:
    listed = Policy(allow=("+*", number))
    with pytest.raises(DialRefused, match=because):
        check(number, listed)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "+",
        "hello",
        "2025550101",
        "+1 202 555 0101",
        "+0123456789",
        "+1234567890123456",
        "+12",
        "+120255501012",
        "＋12025550101",
        "+1202555٠101",
        "+12025550101\n",
        "sip:someone@host",
        "+12025550101;ext=5",
    ],
)
def test_what_is_no_number_is_invalid(number: str) -> None:
    with pytest.raises(CallRefused) as refused:
        check(number, ANYTHING)
    assert refused.value.code == "invalid_phone"


@pytest.mark.parametrize(
    "number", ["+12025550101", "+442079460123", "+4930123456", "+81312345678", "+16715550101"]
)
def test_an_ordinary_number_that_is_allowed_may_be_dialled(number: str) -> None:
    check(number, ANYTHING)


def test_no_allow_list_no_calls() -> None:
    with pytest.raises(DialRefused, match=r"policy\.allow"):
        check("+12025550101", Policy())


def test_deny_wins_over_allow() -> None:
    policy = Policy(allow=("+44*",), deny=("+4420794601XX",))
    check("+442079460200", policy)
    with pytest.raises(DialRefused, match="denied"):
        check("+442079460123", policy)


def test_the_owners_own_number_is_no_destination() -> None:
    with pytest.raises(DialRefused, match="own number"):
        check("+442079460000", Policy(allow=("+44*",), own_numbers=("+44 20 7946-0000",)))


@pytest.mark.parametrize("number", ["+18765551234", "+12425551234", "+17875551234", "+13405551234"])
def test_a_caribbean_area_must_be_listed_by_itself(number: str) -> None:
    with pytest.raises(DialRefused, match="Caribbean"):
        check(number, Policy(allow=("+1*", "+1XXXXXXXXXX")))
    check(number, Policy(allow=("+1*", f"{number[:5]}*")))
    check(number, Policy(allow=(number,)))


@pytest.mark.parametrize(
    ("pattern", "number", "expected"),
    [
        ("+1202555XXXX", "+12025550101", True),
        ("+1202555XXXX", "+120255501011", False),
        ("+1202555XXXX", "+1202555010", False),
        ("+44*", "+442079460123", True),
        ("+44*", "+44", False),
        ("+44*", "+442", True),
        ("+*", "+442", True),
        ("+442079460123", "+442079460123", True),
        ("+442079460123", "+442079460124", False),
        ("+", "+", False),
        ("44*", "+442079460123", False),
        ("+.*", "+442079460123", False),
        ("+44[0-9]*", "+442079460123", False),
    ],
)
def test_patterns(pattern: str, number: str, expected: bool) -> None:
    assert matches(pattern, number) is expected


def test_a_pattern_that_could_never_match_is_named() -> None:
    wrong = faults(Policy(allow=("0044*", "+44*"), deny=("+1-900*",)))
    assert [fault.split(":")[0] for fault in wrong] == ["policy.allow", "policy.deny"]
    assert '"0044*"' in wrong[0]


numbers = st.one_of(st.text(max_size=20), st.from_regex(r"\+[0-9]{0,16}", fullmatch=True))


@given(numbers)
def test_without_an_allow_list_nothing_at_all_may_be_dialled(number: str) -> None:
    with pytest.raises((CallRefused, DialRefused)):
        check(number, Policy())


@given(st.from_regex(r"\+(1900|1976|4490|870|881|979|808)[0-9]{3,8}", fullmatch=True))
def test_no_number_of_a_costly_range_passes(number: str) -> None:
    with pytest.raises((CallRefused, DialRefused)):
        check(number, ANYTHING)


@given(numbers)
def test_what_passes_is_e164_and_matches_the_allow_list(number: str) -> None:
    policy = Policy(allow=("+1202555XXXX", "+49*"))
    try:
        check(number, policy)
    except (CallRefused, DialRefused):
        return
    assert number.isascii()
    assert number[0] == "+"
    assert number[1:].isdigit()
    assert any(matches(pattern, number) for pattern in policy.allow)
