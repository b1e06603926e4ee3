"""The PBX's configuration as it is written."""

from __future__ import annotations

import configparser
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from agent.config import Config, Lines, Paths, Phone, Policy, Trunk
from agent.config import Pbx as PbxSection
from agent.errors import ConfigError
from agent.pbx.modules import CARRIER_MODULES, PBX_MODULES
from agent.pbx.render import line_accounts, render

EXAMPLE = Trunk(server="sip.example.com", user="acct", caller_id="+12025550100")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(config_file=tmp_path / "offhook.toml", data=tmp_path / "data", cache=tmp_path / "cache")


@pytest.fixture
def secret_file(tmp_path: Path) -> Path:
    path = tmp_path / "trunk-secret"
    path.write_text("pa;ss")
    path.chmod(0o600)
    return path


def section(text: str, name: str, kind: str) -> dict[str, str]:
    """The section ``[name]`` with ``type = kind``, Asterisk's templates not resolved."""
    parts = text.split(f"\n[{name}]")[1:]
    for part in parts:
        body = part.split("\n[", 1)[0].split("\n", 1)[1]
        parser = configparser.ConfigParser(
            strict=False, interpolation=None, comment_prefixes=(";",), delimiters=("=",)
        )
        parser.read_string("[x]\n" + body)
        if parser["x"].get("type") == kind:
            return dict(parser["x"])
    raise AssertionError(f"no [{name}] of type {kind}")


def test_every_file_is_private_and_lies_below_the_pbx_folder(paths: Paths) -> None:
    files = render(Config(), paths)

    assert {path.parent for path in files} == {paths.pbx / "etc"}
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert {"pjsip.conf", "extensions.conf", "manager.conf", "modules.conf"} <= {path.name for path in files}


def test_rendering_again_changes_nothing_and_leaves_no_stale_file(paths: Paths) -> None:
    first = {path: path.read_text() for path in render(Config(), paths)}
    (paths.pbx / "etc" / "queues.conf").write_text("[left over]")

    assert {path: path.read_text() for path in render(Config(), paths)} == first
    assert sorted((paths.pbx / "etc").iterdir()) == sorted(first)


def test_a_refused_value_leaves_the_old_files_as_they_were(paths: Paths) -> None:
    before = {path: path.read_text() for path in render(Config(), paths)}

    with pytest.raises(ConfigError):
        render(Config(policy=Policy(allow=("+44;",))), paths)

    assert {path: path.read_text() for path in before} == before


def test_every_line_has_an_account_with_its_own_secret(paths: Paths) -> None:
    config = Config(lines=Lines(count=3))
    render(config, paths)
    text = (paths.pbx / "etc/pjsip.conf").read_text()

    accounts = line_accounts(config, paths)
    assert [account.name for account in accounts] == ["line-1", "line-2", "line-3"]
    for account in accounts:
        assert section(text, account.name, "auth")["password"] == account.secret
        aor = section(text, account.name, "aor")
        assert (aor["max_contacts"], aor["remove_existing"]) == ("1", "yes")
    assert len({account.secret for account in accounts}) == 3


def test_without_a_trunk_there_is_no_way_out(paths: Paths) -> None:
    render(Config(policy=Policy(allow=("+1*",))), paths)

    assert "[trunk]" not in (paths.pbx / "etc/pjsip.conf").read_text()
    assert "GotoIf(0?:refused)" in (paths.pbx / "etc/extensions.conf").read_text()


@pytest.mark.parametrize(
    ("transport", "suffix"), [("udp", ""), ("tcp", "\\;transport=tcp"), ("tls", "\\;transport=tls")]
)
def test_the_trunk_is_written_for_each_transport(
    paths: Paths, secret_file: Path, transport: Literal["udp", "tcp", "tls"], suffix: str
) -> None:
    trunk = replace(
        EXAMPLE, secret_file=secret_file, transport=transport, srtp=True, from_domain="example.com"
    )
    render(Config(trunk=trunk), paths)
    text = (paths.pbx / "etc/pjsip.conf").read_text()

    registration = section(text, "trunk", "registration")
    assert registration["server_uri"] == f"sip:sip.example.com:5060{suffix}"
    assert registration["client_uri"] == "sip:acct@example.com"
    assert section(text, "trunk", "auth")["password"] == "pa\\;ss"
    endpoint = section(text, "trunk", "endpoint")
    assert (endpoint["media_encryption"], endpoint["direct_media"]) == ("sdes", "no")
    assert endpoint["transport"] == ("lines-udp" if transport == "udp" else f"trunk-{transport}")


def test_a_trunk_may_face_another_address_while_lines_stay_on_loopback(
    paths: Paths, secret_file: Path
) -> None:
    trunk = replace(EXAMPLE, secret_file=secret_file, bind_host="192.0.2.10", public_host="203.0.113.5")
    render(Config(trunk=trunk), paths)
    text = (paths.pbx / "etc/pjsip.conf").read_text()

    assert section(text, "lines-udp", "transport")["bind"] == "127.0.0.1:5160"
    outside = section(text, "trunk-udp", "transport")
    assert outside["bind"] == "192.0.2.10:5160"
    assert outside["external_media_address"] == "203.0.113.5"
    assert section(text, "trunk", "endpoint")["media_address"] == "192.0.2.10"


def test_a_trunk_known_by_its_address_needs_no_registration(paths: Paths) -> None:
    render(Config(trunk=Trunk(server="203.0.113.7", register=False)), paths)
    text = (paths.pbx / "etc/pjsip.conf").read_text()

    assert "type = registration" not in text
    assert "outbound_auth" not in text


def test_a_registration_without_secret_is_refused_with_the_setting(paths: Paths) -> None:
    with pytest.raises(ConfigError, match=r"trunk\.secret_file"):
        render(Config(trunk=EXAMPLE), paths)


@pytest.mark.parametrize(
    "change",
    [
        lambda c: replace(c, pbx=PbxSection(host="localhost\nsecret=x")),
        lambda c: replace(c, pbx=PbxSection(host="example.com")),
        lambda c: replace(c, pbx=PbxSection(sip_port=99999)),
        lambda c: replace(c, pbx=PbxSection(rtp_port_start=20000, rtp_port_end=19000)),
        lambda c: replace(c, lines=Lines(count=0)),
        lambda c: replace(c, phones=(Phone("201", "A\nB"),)),
        lambda c: replace(c, phones=(Phone("911"),)),
        lambda c: replace(c, phones=(Phone("201"), Phone("201"))),
        lambda c: replace(c, phones=(Phone("echo"),)),
        lambda c: replace(c, trunk=replace(c.trunk, server="a;b")),
        lambda c: replace(c, trunk=replace(c.trunk, user="a b")),
        lambda c: replace(c, trunk=replace(c.trunk, codecs=("gsm",))),
        lambda c: replace(c, trunk=replace(c.trunk, codecs=())),
        lambda c: replace(c, trunk=replace(c.trunk, caller_id='"x" <1>')),
        lambda c: replace(c, trunk=replace(c.trunk, from_domain="a]b")),
        lambda c: replace(c, trunk=replace(c.trunk, public_host="x y")),
        lambda c: replace(c, policy=Policy(allow=("+1202555XXXX,1,System(id)",))),
        lambda c: replace(c, policy=Policy(deny=("+1\n",))),
        lambda c: replace(c, policy=Policy(own_numbers=("+1${x}",))),
    ],
)
def test_hostile_or_wrong_values_are_refused(
    paths: Paths, secret_file: Path, change: Callable[[Config], Config]
) -> None:
    good = Config(trunk=replace(EXAMPLE, secret_file=secret_file))
    render(good, paths)

    with pytest.raises(ConfigError):
        render(change(good), paths)


def test_the_manager_user_has_the_fewest_classes(paths: Paths) -> None:
    render(Config(), paths)
    text = (paths.pbx / "etc/manager.conf").read_text()

    user = text.split("[switchboard]")[1]
    assert "read = call,user\n" in user
    assert "write = call,reporting\n" in user
    assert "permit = 127.0.0.0/255.0.0.0" in user
    assert "10.0.0.0" not in user
    assert text.split("[switchboard]")[0].count("bindaddr = 127.0.0.1") == 1


def test_the_dialplan_has_exactly_the_allowed_patterns(paths: Paths) -> None:
    render(Config(policy=Policy(allow=("+1202555XXXX", "+44*"))), paths)
    text = (paths.pbx / "etc/extensions.conf").read_text()

    allowed = text.split("[allowed]")[1].split("[barred]")[0]
    assert [line for line in allowed.splitlines() if line.startswith("exten")] == [
        "exten => _+1202555XXXX,1,NoOp()",
        "exten => _+44!,1,NoOp()",
    ]


def test_elsewhere_asterisks_own_folders_count(paths: Paths, tmp_path: Path) -> None:
    render(Config(), paths, tmp_path / "elsewhere")

    assert "[directories]" not in (tmp_path / "elsewhere/asterisk.conf").read_text()


def test_no_module_is_listed_twice() -> None:
    for modules in (PBX_MODULES, CARRIER_MODULES):
        assert len(modules) == len(set(modules))
