"""Calls over a trunk by TCP and by TLS with SRTP, and which providers are not trusted."""

from __future__ import annotations

import re
import shutil
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from agent.call.events import Answered, CallEnded
from agent.config import Config, Lines, Paths, default_paths
from agent.config import Pbx as PbxSection
from agent.errors import ConfigError, PbxUnavailable
from agent.line.leg import SipLeg
from agent.line.user_agent import UserAgent
from agent.pbx import secrets
from agent.pbx.connection import Connection
from agent.pbx.installation import find
from agent.pbx.render import AMI_USER, render
from agent.pbx.server import Pbx
from agent.ports import LineSetup, SipAccount
from agent.practice import numbers
from agent.practice.carrier import Carrier, Habits, practice_config
from tests.contracts.legs import RATE, Side
from tests.contracts.legs import wait_until as until
from tests.line.fakes import is_loud, sound
from tests.pbx.pair import free_carrier_ports, free_pbx_section, temporary_paths, wait_until

pytestmark = [pytest.mark.pbx, pytest.mark.slow]
HOST = "127.0.0.1"
TONE_SECONDS = 1.0


@pytest.fixture(autouse=True, scope="module")
def _there_is_an_asterisk() -> None:
    try:
        find(Config().pbx, default_paths())
    except PbxUnavailable as error:
        pytest.skip(str(error))
    if shutil.which("openssl") is None:
        pytest.skip("openssl is missing: apt install openssl")


@pytest.fixture
def paths() -> Iterator[Paths]:
    with temporary_paths() as temporary:
        yield temporary


@dataclass(frozen=True)
class Authority:
    """A certificate authority of the test's own."""

    folder: Path

    @property
    def certificate(self) -> Path:
        return self.folder / "ca.pem"

    def make(self) -> None:
        self.folder.mkdir()
        self._openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=the test's authority", "-keyout", "ca.key", "-out", "ca.pem",
        )  # fmt: skip

    def sign(self, name: str) -> Path:
        """A server's key and certificate in one file. ``name`` is an alternative name: ``IP:127.0.0.1``."""
        self._openssl(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=provider",
            "-keyout", "server.key", "-out", "server.csr",
        )  # fmt: skip
        (self.folder / "extensions").write_text(f"subjectAltName={name}\n")
        self._openssl(
            "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "2",
            "-extfile", "extensions", "-out", "server.pem",
        )  # fmt: skip
        both = self.folder / "provider.pem"
        both.write_text((self.folder / "server.pem").read_text() + (self.folder / "server.key").read_text())
        return both

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True, timeout=20)


@dataclass
class Site:
    config: Config
    paths: Paths
    pbx: Pbx
    carrier: Carrier

    @property
    def registered(self) -> bool:
        return "Registered" in self.pbx.command("pjsip show registrations").replace("Unregistered", "")

    @property
    def log(self) -> str:
        return (self.paths.logs / "pbx/messages.log").read_text("utf-8", "replace")

    def trace(self) -> Path:
        """From now on a copy of every SIP message of the PBX, as it is without encryption."""
        file = self.paths.data / "sip.pcap"
        self.pbx.command("module load res_pjsip_logger.so")
        self.pbx.command(f"pjsip set logger pcap {file}")
        self.pbx.command("pjsip set logger on")
        return file


def pbx_section() -> PbxSection:
    """With a port that is free behind the SIP port: there the PBX's own end of TLS is bound."""
    while True:
        section = free_pbx_section()
        with socket.socket() as probe:
            try:
                probe.bind((HOST, section.sip_port + 1))
            except OSError:
                continue
        return section


@contextmanager
def running(paths: Paths, habits: Habits, **trunk: object) -> Iterator[Site]:
    """A PBX and a carrier. ``trunk``: settings of ``[trunk]`` in place of the practice town's."""
    ports = free_carrier_ports()
    config = practice_config(Config(lines=Lines(count=1), pbx=pbx_section()), paths, ports)
    config = replace(config, trunk=replace(config.trunk, **trunk))  # type: ignore[arg-type]
    carrier, pbx = Carrier(config, paths, ports, habits), Pbx(config, paths)
    try:
        carrier.start()
        pbx.start()
        yield Site(config, paths, pbx, carrier)
    finally:
        pbx.stop()
        carrier.stop()


@contextmanager
def line(site: Site) -> Iterator[Side]:
    account = SipAccount(
        "line-1", secrets.get_or_make(site.paths.secrets, "line-1"), HOST, site.config.pbx.sip_port
    )
    agent = UserAgent(LineSetup(account, HOST, 29000, 29099, RATE, "", "", ""))
    agent.start()
    side = Side(SipLeg(agent, "t-1", 5.0))
    side.start()
    try:
        yield side
    finally:
        side.leg.close()
        agent.close()


def talk_to_the_echo(side: Side) -> None:
    """Call over the trunk, say something, and hear it again."""
    side.leg.dial(numbers.ECHO)
    until(lambda: side.has(Answered), 10.0, lambda: str(side.events))
    before = sum(is_loud(tick.received) for tick in list(side.ticks))
    assert before == 0
    side.leg.play(1, 0, sound(TONE_SECONDS), True)
    wanted = TONE_SECONDS * 0.9 / 0.02
    until(lambda: sum(is_loud(tick.received) for tick in list(side.ticks)) >= wanted, 5.0)


def messages(trace: Path, transport: str) -> list[str]:
    """The SIP messages over ``transport`` in a libpcap file: 24 bytes of header, 16 before each packet."""
    data, found, at = trace.read_bytes(), [], 24
    while at < len(data):
        (size,) = struct.unpack_from("<I", data, at + 8)
        found.append(data[at + 16 : at + 16 + size].decode("utf-8", "replace"))
        at += 16 + size
    return [message for message in found if f"SIP/2.0/{transport}" in message]


def key(sdp: str) -> str:
    """The SRTP key that the sender of ``sdp`` encrypts with (RFC 4568)."""
    found = re.search(r"a=crypto:\d+ \S+ inline:([^|\s]+)", sdp)
    assert found is not None, sdp
    return found[1]


def trunk_channels(site: Site) -> dict[str, str]:
    """The trunk's channels now, and for each whether its sound is encrypted: ``1`` or ``0``."""
    secret = secrets.get_or_make(site.paths.secrets, secrets.AMI)
    connection = Connection(lambda event: None)
    connection.open(HOST, site.config.pbx.ami_port, AMI_USER, secret)
    try:
        _, rows = connection.action("CoreShowChannels", {}, until="CoreShowChannelsComplete")
        names = [row.get("Channel", "") for row in rows]
        wanted = {"Variable": "CHANNEL(rtp,secure,audio)"}
        return {
            name: connection.action("Getvar", {"Channel": name, **wanted})[0]["Value"]
            for name in names
            if name.startswith("PJSIP/trunk-")
        }
    finally:
        connection.close()


@pytest.fixture
def authority(paths: Paths) -> Authority:
    made = Authority(paths.data / "ca")
    made.make()
    return made


def tls(authority: Authority, name: str = f"IP:{HOST}", *, srtp: bool = True) -> Habits:
    return Habits(transport="tls", certificate=authority.sign(name), srtp=srtp)


def test_a_call_over_tcp_is_answered_and_heard(paths: Paths) -> None:
    with running(paths, Habits(transport="tcp"), transport="tcp") as site:
        wait_until(lambda: site.registered)
        trace = site.trace()
        with line(site) as side:
            talk_to_the_echo(side)
            channels = trunk_channels(site)

    assert [message for message in messages(trace, "TCP") if "m=audio" in message]
    assert list(channels.values()) == ["0"]


def test_a_call_over_tls_is_encrypted_in_both_directions_and_heard(
    paths: Paths, authority: Authority
) -> None:
    with running(paths, tls(authority), transport="tls", srtp=True, ca_file=authority.certificate) as site:
        wait_until(lambda: site.registered)
        trace = site.trace()
        with line(site) as side:
            talk_to_the_echo(side)
            channels = trunk_channels(site)

    offer, answer = [message for message in messages(trace, "TLS") if "m=audio" in message][-2:]
    assert "RTP/SAVP" in offer
    assert "RTP/SAVP" in answer
    assert key(offer) != key(answer), "a key for each direction"
    assert list(channels.values()) == ["1"]


def test_a_provider_without_srtp_gets_no_call_in_the_clear(paths: Paths, authority: Authority) -> None:
    habits = tls(authority, srtp=False)
    with running(paths, habits, transport="tls", srtp=True, ca_file=authority.certificate) as site:
        wait_until(lambda: site.registered)
        trace = site.trace()
        with line(site) as side:
            side.leg.dial(numbers.ECHO)
            until(lambda: side.has(CallEnded), 10.0, lambda: str(side.events))

    assert not side.has(Answered)
    assert [message for message in messages(trace, "TLS") if "SIP/2.0 488 " in message]


def test_a_provider_whose_certificate_nobody_vouches_for_is_not_used(
    paths: Paths, authority: Authority
) -> None:
    """Verified by the system's authorities, which is the default: the test's is none of them."""
    with running(paths, tls(authority), transport="tls", srtp=True) as site:
        wait_until(lambda: "The certificate is untrusted" in site.log)
        assert not site.registered


def test_a_provider_with_the_certificate_of_another_is_not_used(paths: Paths, authority: Authority) -> None:
    habits = tls(authority, "DNS:another.example")
    with running(paths, habits, transport="tls", srtp=True, ca_file=authority.certificate) as site:
        wait_until(lambda: "The server identity does not match" in site.log)
        assert not site.registered


def test_a_file_of_authorities_that_is_not_there_is_named(paths: Paths) -> None:
    config = practice_config(Config(), paths)
    missing = paths.data / "missing.pem"
    with pytest.raises(ConfigError, match=r"trunk\.ca_file.*missing\.pem.*ca-certificates"):
        render(replace(config, trunk=replace(config.trunk, transport="tls", ca_file=missing)), paths)
