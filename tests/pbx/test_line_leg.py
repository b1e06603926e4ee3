"""The real leg at the real PBX: registration, echo, keys, refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict

import pytest

from agent.call.events import Answered, CallEnded, DigitHeard, KeysPressed
from agent.line.leg import SipLeg
from agent.line.user_agent import UserAgent
from agent.ports import LineSetup, SipAccount
from tests.contracts.legs import RATE, Side, wait_until
from tests.line.fakes import is_loud, sound
from tests.pbx.pair import Pair, free_port

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


def setup(pair: Pair, user: str, secret: str | None = None, port: int | None = None) -> LineSetup:
    """What the line ``user`` registers with; ``secret`` and ``port`` in place of the right ones."""
    account = SipAccount(
        user, secret or pair.line_secret(user), "127.0.0.1", port or pair.config.pbx.sip_port
    )
    return LineSetup(account, "127.0.0.1", 26000, 27999, RATE, "", "", "")


@pytest.fixture(scope="module")
def agent(pbx_pair: Pair) -> Iterator[UserAgent]:
    agent = UserAgent(setup(pbx_pair, "line-1"))
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


def test_the_line_registers_with_its_secret(pbx_pair: Pair, agent: UserAgent) -> None:
    contacts = pbx_pair.pbx.command("pjsip show contacts")
    assert f"line-1/sip:line-1@127.0.0.1:{agent.port}" in contacts


def register(line: LineSetup) -> str:
    """What becomes of the registration. In a process of its own: one has one SIP stack."""
    done = subprocess.run(
        [sys.executable, "-c", REGISTER],
        input=json.dumps(asdict(line)),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout.splitlines()[-1]


def test_a_wrong_secret_is_refused_with_its_code(pbx_pair: Pair) -> None:
    assert register(setup(pbx_pair, "line-2", secret="wrong")) == "CallFailed 401"


def test_a_pbx_that_is_not_there_is_told(pbx_pair: Pair) -> None:
    assert register(setup(pbx_pair, "line-2", port=free_port())).startswith("PbxUnavailable")


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
    side.leg.dial("+1900555010")
    wait_until(lambda: side.has(CallEnded))
    (ended,) = side.of(CallEnded)
    assert isinstance(ended, CallEnded)
    assert (ended.sip_code, ended.by) == (403, "far")


def test_hanging_up_frees_the_channel(pbx_pair: Pair, side: Side) -> None:
    call(side, "echo")
    assert "PJSIP/line-1-" in pbx_pair.pbx.command("core show channels concise")
    side.leg.hang_up("done")
    wait_until(lambda: "PJSIP/line-1-" not in pbx_pair.pbx.command("core show channels concise"))
