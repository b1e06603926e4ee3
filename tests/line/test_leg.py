"""What only a real leg does: two of them over the loopback."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pjsua2 as pj
import pytest

from agent.call.events import Answered, CallEnded, Invited, KeysPressed, MediaLost, Ringing
from agent.line import user_agent
from agent.line.leg import SipLeg, _Call
from agent.line.user_agent import UserAgent
from tests.contracts.legs import RATE, Side, SipBench, loopback_agent

ROWS, COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477, 1633)

ANSWERS = """
from tests.contracts.legs import Side, loopback_agent
from agent.call.events import Invited
from agent.line.leg import SipLeg
import time
agent = loopback_agent()
side = Side(SipLeg(agent, "far", 30.0))
side.start()
agent.post(lambda: print("port", agent.port, flush=True))
while not side.has(Invited):
    time.sleep(0.01)
side.leg.accept()
time.sleep(60)
"""


@pytest.fixture(scope="module")
def agent() -> Iterator[UserAgent]:
    agent = loopback_agent()
    yield agent
    agent.close()


@pytest.fixture
def bench(agent: UserAgent) -> Iterator[SipBench]:
    bench = SipBench(agent)
    yield bench
    bench.close()


def connect(bench: SipBench, number: str = "100") -> None:
    bench.near.leg.dial(number)
    bench.until(lambda: bench.far.has(Invited))
    bench.far.leg.accept()
    bench.until(lambda: bench.near.has(Answered) and len(bench.near.ticks) > 3)


def keys_in(pcm: bytes) -> str:
    """The keys whose two tones stand out in frames of 40 ms, each run of one key once."""
    samples = np.array(array("h", pcm), dtype=float)
    found, last = "", ""
    for start in range(0, len(samples) - 320, 320):
        spectrum = np.abs(np.fft.rfft(samples[start : start + 320] * np.hanning(320), 8000))
        row, column = (max(tones, key=lambda hertz: spectrum[hertz]) for tones in (ROWS, COLUMNS))
        clear = min(spectrum[row], spectrum[column]) > 0.2 * spectrum.sum() / 100
        loud = spectrum.max() > 50_000
        key = "123A456B789C*0#D"[4 * ROWS.index(row) + COLUMNS.index(column)] if clear and loud else ""
        if key and key != last:
            found += key
        last = key
    return found


def test_the_invite_says_which_call_it_is(bench: SipBench, monkeypatch: pytest.MonkeyPatch) -> None:
    messages: list[str] = []
    plain = user_agent._Account.onIncomingCall

    def look(account: pj.Account, prm: pj.OnIncomingCallParam) -> None:
        received = prm.rdata
        messages.append(received.wholeMsg)
        plain(account, prm)

    monkeypatch.setattr(user_agent._Account, "onIncomingCall", look)
    bench.near.leg.dial("+15550100")
    bench.until(lambda: bench.far.has(Invited))
    assert re.search(r"^X-Offhook-Call: call-near\r?$", messages[0], re.M)
    assert messages[0].startswith(f"INVITE sip:+15550100@127.0.0.1:{bench.agent.port} ")
    assert "PCMU/8000" in messages[0]
    assert "opus" not in messages[0].lower()
    assert re.findall(r"^m=(\w+)", messages[0], re.M) == ["audio"]


@pytest.mark.parametrize("number", ["", "1;x=y", "1@elsewhere", "a b", "1\r\nX: y", "9" * 65])
def test_what_is_no_number_is_not_dialled(bench: SipBench, number: str) -> None:
    bench.near.leg.dial(number)
    bench.until(lambda: bench.near.has(CallEnded(484, "Address Incomplete", "us")))
    assert bench.far.events == []


def test_a_second_call_on_the_same_leg_is_not_dialled(bench: SipBench) -> None:
    connect(bench)
    bench.near.leg.dial("101")
    bench.until(lambda: bench.near.has(CallEnded(0, "the line is not free", "us")))


def test_a_line_that_is_in_a_call_is_busy(bench: SipBench) -> None:
    connect(bench)
    third = Side(SipLeg(bench.agent, "call-third", 2.0))
    third.start()
    third.leg.dial("100")
    bench.until(lambda: third.has(CallEnded(486, "Busy Here", "far")))
    third.leg.close()


def test_a_peer_without_telephone_event_hears_tones(bench: SipBench, monkeypatch: pytest.MonkeyPatch) -> None:
    def strip(call: pj.Call, prm: pj.OnCallSdpCreatedParam) -> None:
        sdp = prm.sdp
        lines = [line for line in sdp.wholeSdp.splitlines() if not re.match(r"a=(rtpmap|fmtp):120", line)]
        sdp.wholeSdp = "\r\n".join(re.sub(r"^(m=.*) 120\b", r"\1", line) for line in lines) + "\r\n"

    monkeypatch.setattr(_Call, "onCallSdpCreated", strip, raising=False)
    connect(bench)
    bench.near.leg.press("159#Dw0*A")
    bench.until(lambda: bench.near.has(KeysPressed("159#Dw0*A", "inband")), 8)
    bench.until(lambda: len(bench.far.ticks) > 130)
    assert keys_in(bench.far.heard) == "159#D0*A"
    assert keys_in(bench.near.sent) == "159#D0*A"


def test_sound_that_stops_coming_is_told_once_after_the_limit(bench: SipBench) -> None:
    with subprocess.Popen([sys.executable, "-c", ANSWERS], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            port = next(line for line in process.stdout if line.startswith("port ")).split()[1]
            bench.agent.peer = ("127.0.0.1", int(port))
            bench.near.leg.dial("100")
            bench.until(lambda: len(bench.near.ticks) > 10)
            process.send_signal(signal.SIGSTOP)
            bench.until(lambda: bench.near.has(MediaLost), 8)
            ticks = len(bench.near.ticks)
            bench.until(lambda: len(bench.near.ticks) > ticks + 130, 8)
        finally:
            process.kill()
            bench.agent.peer = ("127.0.0.1", bench.agent.port)
    (lost,) = bench.near.of(MediaLost)
    assert isinstance(lost, MediaLost)
    assert 2.0 <= lost.seconds < 3.0


def test_sip_and_rtp_are_bound_to_the_address_that_was_set(bench: SipBench) -> None:
    connect(bench)
    said = subprocess.run(["ss", "-Huanp"], capture_output=True, text=True, check=True).stdout
    sockets = [line.split()[3] for line in said.splitlines() if f"pid={os.getpid()}," in line]
    assert len(sockets) >= 5
    assert {socket.rpartition(":")[0] for socket in sockets} == {"127.0.0.1"}
    ports = {int(socket.rpartition(":")[2]) for socket in sockets} - {bench.agent.port}
    assert all(26000 <= port <= 28000 for port in ports)


def test_twenty_calls_leave_no_socket_and_no_thread(agent: UserAgent) -> None:
    def held() -> tuple[int, int]:
        return len(list(Path("/proc/self/fd").iterdir())), len(list(Path("/proc/self/task").iterdir()))

    before: tuple[int, int] | None = None
    for _ in range(20):
        bench = SipBench(agent)
        connect(bench)
        bench.near.leg.hang_up("next")
        bench.until(lambda bench=bench: bench.far.has(CallEnded))  # type: ignore[misc]
        bench.close()
        before = before or held()
    assert held() == before


@pytest.mark.slow
def test_an_answer_nobody_gives_ends_in_a_network_failure(bench: SipBench) -> None:
    """Nothing listens at the port: the ICMP answer, or the timer of RFC 3261 17.1.1.2, ends it."""
    bench.agent.peer = ("127.0.0.1", 9)
    try:
        bench.near.leg.dial("100")
        bench.until(lambda: bench.near.has(CallEnded), 40)
    finally:
        bench.agent.peer = ("127.0.0.1", bench.agent.port)
    (ended,) = bench.near.of(CallEnded)
    assert isinstance(ended, CallEnded)
    assert ended.by == "network"
    assert not bench.near.has(Ringing)


def test_ticks_come_at_the_rate_of_the_sound(bench: SipBench) -> None:
    connect(bench)
    bench.until(lambda: len(bench.near.ticks) > 100)
    leg = bench.near.leg
    assert isinstance(leg, SipLeg)
    assert leg.counters is not None
    assert 0.018 <= leg.counters.gap_quantile(0.5) <= 0.024
    assert len(bench.near.heard) == 2 * RATE // 50 * len(bench.near.ticks)
