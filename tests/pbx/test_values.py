"""What may stand in Asterisk's configuration, and what could break out of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import ConfigError
from agent.pbx import values

CHECKS: dict[str, Callable[[str], str]] = {
    "address": lambda value: values.address("k", value),
    "host": lambda value: values.host("k", value),
    "user": lambda value: values.user("k", value),
    "extension": lambda value: values.extension("k", value),
    "name": lambda value: values.name("k", value),
    "caller_id": lambda value: values.caller_id("k", value),
    "codec": lambda value: values.codec("k", value),
    "number_pattern": lambda value: values.number_pattern("k", value),
    "secret": lambda value: values.secret("k", value),
    "path": lambda value: values.path("k", value),
}
GOOD = {
    "address": ["127.0.0.1", "0.0.0.0"],
    "host": ["sip.example.com", "10.0.0.1", "a-b.c"],
    "user": ["offhook", "+12025550100", "a.b_c-d"],
    "extension": ["201", "54321"],
    "name": ["Anna", "Jean-Luc O'Brien", "Büro 2", ""],
    "caller_id": ["+12025550100", "2025550100"],
    "codec": ["ulaw", "alaw", "g722"],
    "number_pattern": ["+1202555XXXX", "+44*", "+*"],
    "secret": ["s3cret!", "a,b&c", "$x{y}"],
    "path": ["/tmp/oh-1/pbx", "/home/a b".replace(" ", "_")],
}
HOSTILE = [
    "x\nexten => _X.,1,System(id)",
    "x\r\nsecret=1",
    "x\0y",
    "\t",
    "x;comment",
    "[section]",
    "x]",
    "${SHELL(id)}",
    "a,b",
    "PJSIP/a&PJSIP/b",
    'a"b',
    "a b",
    "a\\",
    "a|b",
    "../../etc/passwd",
    "x=y",
    "#include /etc/passwd",
    "ü\u2028x",
    "",
]
# What an odd character may do in that one place, because it is escaped or quoted there.
ALLOWED = {
    "name": {"a b", ""},
    "secret": {"${SHELL(id)}", "a,b", "PJSIP/a&PJSIP/b", 'a"b', "a|b", "x=y", "../../etc/passwd", "x;comment"}
    | {"[section]", "x]"},
}


@pytest.mark.parametrize(("check", "value"), [(name, value) for name in GOOD for value in GOOD[name]])
def test_ordinary_values_pass(check: str, value: str) -> None:
    assert CHECKS[check](value) is not None


@pytest.mark.parametrize(
    ("check", "value"),
    [(name, value) for name in CHECKS for value in HOSTILE if value not in ALLOWED.get(name, set())],
)
def test_hostile_values_are_refused(check: str, value: str) -> None:
    with pytest.raises(ConfigError):
        CHECKS[check](value)


@given(st.sampled_from(sorted(CHECKS)), st.text())
def test_what_passes_stays_on_its_line_and_out_of_comments(check: str, value: str) -> None:
    try:
        written = CHECKS[check](value)
    except ConfigError:
        return
    assert not any(ord(char) < 32 for char in written)
    assert ";" not in written.replace("\\;", "")


def test_a_secrets_semicolon_is_escaped() -> None:
    assert values.secret("k", "a;b;;c") == "a\\;b\\;\\;c"


def test_a_refused_secret_is_not_shown() -> None:
    with pytest.raises(ConfigError) as caught:
        values.secret("trunk.secret_file", "very secret\nindeed")
    assert "very" not in str(caught.value)
    assert "trunk.secret_file" in str(caught.value)


def test_an_ipv6_address_comes_in_brackets() -> None:
    assert values.address("pbx.host", "::1") == "[::1]"


@pytest.mark.parametrize("number", ["911", "112", "999", "211", "411", "988", "933", "118", "110", "119"])
def test_no_desk_phone_is_called_like_an_emergency_number(number: str) -> None:
    with pytest.raises(ConfigError, match="emergency"):
        values.extension("phones.extension", number)


@pytest.mark.parametrize("value", [0, 65536, -1])
def test_ports_are_ports(value: int) -> None:
    with pytest.raises(ConfigError, match=r"pbx\.sip_port"):
        values.port("pbx.sip_port", value)


def test_an_rtp_range_needs_room() -> None:
    assert values.port_range("pbx.rtp_port", 20000, 20009) == (20000, 20009)
    with pytest.raises(ConfigError, match="20009"):
        values.port_range("pbx.rtp_port", 20000, 20001)
