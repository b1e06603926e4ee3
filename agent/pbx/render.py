"""The PBX's configuration files from ours: the checked values that the templates get."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from agent.config import Config, Paths, Phone, Trunk
from agent.errors import ConfigError
from agent.pbx import barring, secrets, templates, values
from agent.pbx.modules import PBX_MODULES

TEMPLATES = "pbx"
LINE_RTP_TIMEOUT_SECONDS = 15
CA_FILE = Path("/etc/ssl/certs/ca-certificates.crt")
"""The system's own, where Debian and Ubuntu keep them."""
AMI_USER = "switchboard"
AMI_EVENTS = ("UserEvent", "Hangup", "FullyBooted", "Shutdown", "ConfbridgeJoin", "ConfbridgeLeave")
_PRIVATE_NETWORKS = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
_LOOPBACK_NETWORKS = ("127.0.0.0/255.0.0.0", "::1/128")


@dataclass(frozen=True, slots=True)
class Account:
    """One SIP user of the PBX."""

    name: str
    secret: str


@dataclass(frozen=True, slots=True)
class PhoneAccount:
    extension: str
    name: str
    secret: str


@dataclass(frozen=True, slots=True)
class TrunkValues:
    """``[trunk]``, every value fit to stand in ``pjsip.conf``."""

    server: str
    port: int
    user: str
    secret: str
    transport: str
    transport_name: str
    uri_transport: str
    bind_host: str
    bind_port: int
    media_host: str
    public_host: str
    ca_file: str
    srtp: bool
    codecs: tuple[str, ...]
    caller_id: str
    from_user: str
    from_domain: str
    match: str
    register: bool
    rtp_timeout: int


def render(
    config: Config, paths: Paths, into: Path | None = None, directories: dict[str, str] | None = None
) -> tuple[Path, ...]:
    """Write the PBX's configuration into ``into`` (default: ``paths.pbx/etc``) and return the files.

    ``directories`` is the ``[directories]`` section; without it Asterisk's built-in places count.
    Raises ConfigError for a value that must not stand in Asterisk's configuration.
    """
    return templates.render(TEMPLATES, template_values(config, paths, directories), into or paths.pbx / "etc")


def template_values(
    config: Config, paths: Paths, directories: dict[str, str] | None = None
) -> dict[str, object]:
    """What the templates get; also makes the secrets that are not there yet."""
    pbx = config.pbx
    rtp_start, rtp_end = values.port_range("pbx.rtp_port", pbx.rtp_port_start, pbx.rtp_port_end)
    loopback = ipaddress.ip_address(pbx.host).is_loopback if _is_address(pbx.host) else False
    return {
        "directories": directories or {},
        "system_name": "offhook",
        "modules": PBX_MODULES,
        "host": values.address("pbx.host", pbx.host),
        "media_host": _media_host("pbx.host", pbx.host),
        "sip_port": values.port("pbx.sip_port", pbx.sip_port),
        "ami_host": pbx.host,
        "ami_user": AMI_USER,
        "ami_port": values.port("pbx.ami_port", pbx.ami_port),
        "ami_secret": values.secret(secrets.AMI, secrets.get_or_make(paths.secrets, secrets.AMI)),
        "ami_networks": _LOOPBACK_NETWORKS if loopback else (*_LOOPBACK_NETWORKS, *_PRIVATE_NETWORKS),
        "ami_events": AMI_EVENTS,
        "local_networks": (*_PRIVATE_NETWORKS, "127.0.0.0/8"),
        "rtp_start": rtp_start,
        "rtp_end": rtp_end,
        "max_calls": 4 * config.lines.count + 40,
        "lines": line_accounts(config, paths),
        "line_codecs": _line_codecs(config),
        "line_rtp_timeout": LINE_RTP_TIMEOUT_SECONDS,
        "phones": _phones(config.phones, paths),
        "trunk": _trunk(config) if config.trunk.server else None,
        # The line's own timer comes first; this one is for a line that has lost its mind.
        "ring_seconds": round(config.limits.ring_seconds) + 5,
        "allowed": tuple(values.number_pattern("policy.allow", pattern) for pattern in config.policy.allow),
        "barred": barring.patterns(config.policy.allow, config.policy.deny, config.policy.own_numbers),
    }


def line_accounts(config: Config, paths: Paths) -> tuple[Account, ...]:
    """SIP user and secret of each line: ``line-1`` to ``line-<lines.count>``."""
    if not 1 <= config.lines.count <= 500:
        raise values.refuse("lines.count", config.lines.count, "write a number from 1 to 500")
    names = (f"line-{number}" for number in range(1, config.lines.count + 1))
    return tuple(Account(name, secrets.get_or_make(paths.secrets, name)) for name in names)


def _line_codecs(config: Config) -> tuple[str, ...]:
    return ("g722", "ulaw", "alaw") if config.lines.wideband else ("ulaw", "alaw", "g722")


def _phones(phones: tuple[Phone, ...], paths: Paths) -> tuple[PhoneAccount, ...]:
    extensions = [values.extension("phones.extension", phone.extension) for phone in phones]
    if twice := {extension for extension in extensions if extensions.count(extension) > 1}:
        raise ConfigError(f"phones.extension: {', '.join(sorted(twice))} is there twice")
    return tuple(
        PhoneAccount(
            extension,
            values.name("phones.name", phone.name),
            secrets.get_or_make(paths.secrets, f"phone-{extension}"),
        )
        for extension, phone in zip(extensions, phones, strict=True)
    )


def _trunk(config: Config) -> TrunkValues:
    trunk, pbx = config.trunk, config.pbx
    bind = trunk.bind_host or pbx.host
    user = values.user("trunk.user", trunk.user) if trunk.user else ""
    secret = _trunk_secret(trunk)
    if trunk.register and not (user and secret):
        raise ConfigError(
            "trunk.register needs trunk.user and trunk.secret_file; or set trunk.register = false"
        )
    shared = trunk.transport == "udp" and bind == pbx.host
    caller_id = values.caller_id("trunk.caller_id", trunk.caller_id) if trunk.caller_id else ""
    if not trunk.codecs:
        raise ConfigError(f"trunk.codecs is empty: write one or more of {', '.join(values.CODECS)}")
    return TrunkValues(
        server=values.host("trunk.server", trunk.server),
        port=values.port("trunk.port", trunk.port),
        user=user,
        secret=secret,
        transport=trunk.transport,
        transport_name="lines-udp" if shared else f"trunk-{trunk.transport}",
        # A semicolon begins a comment in Asterisk's files.
        uri_transport="" if trunk.transport == "udp" else f"\\;transport={trunk.transport}",
        bind_host=values.address("trunk.bind_host", bind),
        bind_port=pbx.sip_port + (trunk.transport == "tls"),
        media_host=_media_host("trunk.bind_host", bind),
        public_host=values.host("trunk.public_host", trunk.public_host) if trunk.public_host else "",
        ca_file=_ca_file(config),
        srtp=trunk.srtp,
        codecs=tuple(values.codec("trunk.codecs", codec) for codec in trunk.codecs),
        caller_id=caller_id,
        from_user=caller_id or user,
        from_domain=values.host("trunk.from_domain", trunk.from_domain) if trunk.from_domain else "",
        match=trunk.server,
        register=trunk.register,
        rtp_timeout=round(config.limits.media_loss_seconds),
    )


def _ca_file(config: Config) -> str:
    """Asterisk says little when the file is not there: the provider then just cannot be reached."""
    file = (config.trunk.ca_file or CA_FILE).expanduser()
    if config.trunk.transport == "tls" and config.pbx.managed and not file.is_file():
        raise ConfigError(
            f"trunk.ca_file: {file} is not there: run  apt-get install ca-certificates, or name another file"
        )
    return values.path("trunk.ca_file", str(file))


def _trunk_secret(trunk: Trunk) -> str:
    if trunk.secret_file is None:
        return ""
    return values.secret(
        f"trunk.secret_file ({trunk.secret_file})", secrets.read(trunk.secret_file.expanduser())
    )


def _media_host(key: str, host: str) -> str:
    """The address sound is bound to and announced with; none for ``0.0.0.0``, which nobody can send to."""
    values.address(key, host)
    return "" if ipaddress.ip_address(host).is_unspecified else host


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
