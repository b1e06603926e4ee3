"""Values on their way into Asterisk's configuration. Pure.

Asterisk's parser reads lines: a line break starts a new setting, ``;`` a comment, ``[`` a section;
its dialplan substitutes ``${...}`` and splits at ``,`` and ``&``. A value that could end its own line
or its own argument is refused, never repaired: the person who wrote it has to see it.
"""

from __future__ import annotations

import ipaddress
import re

from agent.errors import ConfigError

CODECS = ("ulaw", "alaw", "g722")
_HOST = re.compile(
    r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*"
)
_USER = re.compile(r"[A-Za-z0-9+._-]{1,64}")
_EXTENSION = re.compile(r"[1-9][0-9]{2,5}")
_PATTERN = re.compile(r"\+(?!$)[0-9X]{0,15}\*?")
_CALLER = re.compile(r"\+?[0-9]{2,15}")


def refuse(key: str, value: object, wanted: str) -> ConfigError:
    """The error for ``value`` of the setting ``key``. The value is shown escaped."""
    return ConfigError(f"{key} = {value!r}: {wanted}")


def address(key: str, value: str) -> str:
    """An IP address of this machine; IPv6 comes back in brackets, as SIP writes it."""
    try:
        parsed = ipaddress.ip_address(value)
    except ValueError as error:
        raise refuse(key, value, 'write an IP address, for example "127.0.0.1"') from error
    return f"[{parsed}]" if parsed.version == 6 else str(parsed)


def host(key: str, value: str) -> str:
    """A host name or an IP address."""
    try:
        return address(key, value)
    except ConfigError:
        if _HOST.fullmatch(value):
            return value
    raise refuse(key, value, 'write a host name or an IP address, for example "sip.example.com"')


def port(key: str, value: int) -> int:
    if 1 <= value <= 65535:
        return value
    raise refuse(key, value, "write a port from 1 to 65535")


def port_range(key: str, start: int, end: int) -> tuple[int, int]:
    """An RTP port range: each call leg takes two (RTP and RTCP)."""
    port(f"{key}_start", start)
    port(f"{key}_end", end)
    if end - start < 9:
        raise refuse(f"{key}_end", end, f"write at least {start + 9}: ten ports after {key}_start")
    return start, end


def user(key: str, value: str) -> str:
    if _USER.fullmatch(value):
        return value
    raise refuse(key, value, "write letters, digits and + . _ - only")


def extension(key: str, value: str) -> str:
    """A desk phone's number: three to six digits. What begins with an N11 or emergency code is none."""
    if not _EXTENSION.fullmatch(value):
        raise refuse(key, value, 'write three to six digits that do not begin with 0, for example "201"')
    if re.fullmatch(r"[2-9]11|112|99[0-9]|11[0-9]|988|933", value):
        raise refuse(key, value, "this is an emergency or service number; take another")
    return value


def name(key: str, value: str) -> str:
    """A person's or a phone's name as shown on a display."""
    if len(value) <= 40 and all(char.isalnum() or char in " .'-" for char in value):
        return value.strip()
    raise refuse(key, value, "write letters, digits, spaces and . ' - only, at most 40")


def caller_id(key: str, value: str) -> str:
    if _CALLER.fullmatch(value):
        return value
    raise refuse(key, value, 'write the number that the provider gave you, for example "+12025550100"')


def codec(key: str, value: str) -> str:
    if value in CODECS:
        return value
    raise refuse(key, value, f"write one of {', '.join(CODECS)}")


def number_pattern(key: str, value: str) -> str:
    """``+1202555XXXX`` or ``+44*`` as a dialplan pattern, without its ``exten =>``."""
    if not _PATTERN.fullmatch(value):
        raise refuse(key, value, 'write + and digits, X for any digit, * for any ending: "+1202555XXXX"')
    return "_" + value.replace("*", "!")


def secret(key: str, value: str) -> str:
    """A password for ``pjsip.conf``, its semicolons escaped. The value never stands in the error."""
    plain = all(" " < char <= "~" for char in value)
    if not value or len(value) > 128 or not plain or "\\" in value:
        raise ConfigError(
            f"{key}: write a secret of 1 to 128 printable ASCII characters without spaces and backslashes"
        )
    return value.replace(";", "\\;")


def path(key: str, value: str) -> str:
    """A path for ``asterisk.conf`` or a dialplan argument."""
    if re.fullmatch(r"/[\w@%+=:./~-]*", value):
        return value
    raise refuse(key, value, "Asterisk's files need a path of letters, digits and . _ - + @ / only")
