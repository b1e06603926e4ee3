"""The real leg at the real PBX: registration, echo, keys, refusals."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from agent.call.events import Answered, CallEnded, DigitHeard, KeysPressed
from agent.config import Config, Lines, Paths, default_paths
from agent.config import Pbx as PbxConfig
from agent.line.leg import SipLeg
from agent.line.user_agent import UserAgent
from agent.pbx.render import line_accounts
from agent.pbx.server import Pbx
from agent.ports import LineSetup, SipAccount
from tests.contracts.legs import RATE, Side, wait_until
from tests.line.fakes import is_loud, sound

pytestmark = pytest.mark.pbx

REGISTER = """
import os, sys
from pydantic import TypeAdapter
from agent.errors import CallFailed, PbxUnavailable
from agent.line.user_agent import UserAgent
from agent.ports import LineSetup
agent = UserAgent(TypeAdapter(LineSetup).validate_json(sys.stdin.read()))
try:
    agent.start()
    print("registered", flush=True)
except CallFailed as error:
    print("CallFailed", error.sip_code, flush=True)
except PbxUnavailable as error:
    print("PbxUnavailable", error, flush=True)
agent.close()
os._exit(0)
"""


def free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """A PBX of its own in a folder of its own."""

    def __init__(self, home: Path) -> None:
        sip, ami = free_port(socket.SOCK_DGRAM), free_port(socket.SOCK_STREAM)
        self.config = Config(
            pbx=PbxConfig(sip_port=sip, ami_port=ami, rtp_port_start=28000, rtp_port_end=28999),
            lines=Lines(count=2),
        )
        self.paths: Paths = default_paths({"OFFHOOK_HOME": str(home)})
        self.pbx = Pbx(self.config, self.paths)

    def agent(self, number: int, secret: str | None = None, port: int | None = None) -> UserAgent:
        account = line_accounts(self.config, self.paths)[number - 1]
        sip = SipAccount(
            account.name, secret or account.secret, "127.0.0.1", port or self.config.pbx.sip_port
        )
        return UserAgent(LineSetup(sip, "127.0.0.1", 26000, 27999, RATE, "", "", ""))


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    home = Path(tempfile.mkdtemp(prefix="oh-", dir="/tmp"))
    site = Site(home)
    site.pbx.start()
    yield site
    site.pbx.stop()
    shutil.rmtree(home)


@pytest.fixture(scope="module")
def agent(site: Site) -> Iterator[UserAgent]:
    agent = site.agent(1)
    agent.start()
    yield agent
    agent.close()


@pytest.fixture
def side(agent: UserAgent) -> Iterator[Side]:
    side = Side(SipLeg(agent, "call-1", 5.0))
    side.start()
    yield side
    side.leg.close()


def loud_frames(side: Side) -> list[int]:
    return [index for index, tick in enumerate(list(side.ticks)) if is_loud(tick.received)]


def call(side: Side, extension: str) -> None:
    side.leg.dial(extension)
    wait_until(lambda: side.has(Answered) and len(side.ticks) > 20)


def test_the_line_registers_with_its_secret(site: Site, agent: UserAgent) -> None:
    contacts = site.pbx.command("pjsip show contacts")
    assert f"line-1/sip:line-1@127.0.0.1:{agent.port}" in contacts
    assert "line-2/" not in contacts


def register(site: Site, secret: str | None = None, port: int | None = None) -> str:
    """What becomes of line-2's registration. In a process of its own: one has one SIP stack."""
    setup = site.agent(2, secret, port).setup
    done = subprocess.run(
        [sys.executable, "-c", REGISTER],
        input=json.dumps(asdict(setup)),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout.splitlines()[-1]


def test_a_wrong_secret_is_refused_with_its_code(site: Site) -> None:
    assert register(site, secret="wrong") == "CallFailed 401"


def test_a_pbx_that_is_not_there_is_told(site: Site) -> None:
    assert register(site, port=free_port(socket.SOCK_DGRAM)).startswith("PbxUnavailable")


def test_the_echo_brings_back_what_was_said_within_a_tenth_of_a_second(side: Side) -> None:
    call(side, "echo")
    side.leg.play(1, 0, sound(0.4), True)
    wait_until(lambda: len(loud_frames(side)) >= 18)
    sent = next(index for index, tick in enumerate(side.ticks) if is_loud(tick.sent))
    assert 0 <= loud_frames(side)[0] - sent <= 5


def test_all_sixteen_keys_reach_the_pbx_and_come_back(side: Side) -> None:
    call(side, "digits")
    wait_until(lambda: len(side.ticks) > 50)
    side.leg.press("12w34567890*#ABCD")
    wait_until(lambda: side.has(KeysPressed("12w34567890*#ABCD", "rfc4733")), 12)
    wait_until(lambda: side.has(CallEnded), 15)
    assert (
        "".join(event.digit for event in side.events if isinstance(event, DigitHeard)) == "1234567890*#ABCD"
    )
    assert side.has(CallEnded(200, "Normal call clearing", "far"))


def test_a_number_that_is_not_allowed_is_refused_by_the_pbx(side: Side) -> None:
    side.leg.dial("+15550100")
    wait_until(lambda: side.has(CallEnded))
    (ended,) = side.of(CallEnded)
    assert isinstance(ended, CallEnded)
    assert (ended.sip_code, ended.by) == (403, "far")


def test_hanging_up_frees_the_channel(site: Site, side: Side) -> None:
    call(side, "echo")
    assert "1 active channel" in site.pbx.command("core show channels")
    side.leg.hang_up("done")
    wait_until(lambda: "0 active channels" in site.pbx.command("core show channels"))
