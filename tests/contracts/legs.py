"""Two legs that call each other, as fakes in virtual time and as pjsua2 over loopback in real time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pjsua2 as pj

from agent.call.events import Event
from agent.line.leg import SipLeg
from agent.line.user_agent import UserAgent
from agent.ports import Leg, LineSetup, SipAccount, Tick
from tests.line.fakes import FakeLeg, connect
from tests.line.virtual_time import VirtualTimeLoop

RATE = 8000


class Side:
    """One leg and all that came from it."""

    def __init__(self, leg: Leg) -> None:
        self.leg = leg
        self.events: list[Event] = []
        self.ticks: list[Tick] = []

    def start(self) -> None:
        self.leg.start(self.events.append, self.ticks.append)

    def has(self, *events: Event | type[Event]) -> bool:
        """Whether each of ``events`` (or one of that type) came."""
        return all(
            any(
                came == event or (isinstance(event, type) and isinstance(came, event)) for came in self.events
            )
            for event in events
        )

    def of(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def heard(self) -> bytes:
        return b"".join(tick.received for tick in list(self.ticks))

    @property
    def sent(self) -> bytes:
        return b"".join(tick.sent for tick in list(self.ticks))


class Bench(Protocol):
    near: Side
    far: Side

    def until(self, condition: Callable[[], object], seconds: float = 5.0) -> None: ...

    def hold(self, side: Side, on: bool) -> None: ...

    def close(self) -> None: ...


class FakeBench:
    def __init__(self) -> None:
        self._loop = VirtualTimeLoop()
        near, far = FakeLeg(), FakeLeg()
        connect(near, far)
        self.near, self.far = Side(near), Side(far)
        self._loop.run_until_complete(self._start())

    async def _start(self) -> None:
        self.near.start()
        self.far.start()

    def until(self, condition: Callable[[], object], seconds: float = 5.0) -> None:
        async def poll() -> None:
            deadline = self._loop.time() + seconds
            while not condition():
                assert self._loop.time() < deadline, f"did not come: {self.near.events} {self.far.events}"
                await asyncio.sleep(0.005)

        self._loop.run_until_complete(poll())

    def hold(self, side: Side, on: bool) -> None:
        assert isinstance(side.leg, FakeLeg)
        side.leg.hold(on)

    def close(self) -> None:
        self.near.leg.close()
        self.far.leg.close()
        self._loop.close()


def wait_until(
    condition: Callable[[], object],
    seconds: float = 5.0,
    explain: Callable[[], str] = lambda: "it did not come true",
) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, explain()
        time.sleep(0.005)


class SipBench:
    """One user agent calls itself: two legs, two streams, all of SIP and RTP on the loopback."""

    def __init__(self, agent: UserAgent) -> None:
        self.agent = agent
        self.near, self.far = (Side(SipLeg(agent, f"call-{name}", 2.0)) for name in ("near", "far"))
        self.near.start()
        self.far.start()

    def until(self, condition: Callable[[], object], seconds: float = 5.0) -> None:
        wait_until(condition, seconds, lambda: f"did not come: {self.near.events} {self.far.events}")

    def hold(self, side: Side, on: bool) -> None:
        assert isinstance(side.leg, SipLeg)
        leg = side.leg

        def send() -> None:
            assert leg._call is not None
            parameters = pj.CallOpParam(True)
            parameters.opt.textCount = parameters.opt.videoCount = 0
            if on:
                leg._call.setHold(parameters)
            else:
                parameters.opt.flag = pj.PJSUA_CALL_UNHOLD
                leg._call.reinvite(parameters)

        self.agent.post(send)

    def close(self) -> None:
        self.near.leg.close()
        self.far.leg.close()
        done: list[bool] = []
        self.agent.post(lambda: done.append(True), 0.1)
        self.until(lambda: done)


def loopback_agent(log_file: Path | None = None, rate: int = RATE) -> UserAgent:
    """A user agent without an account at a PBX, which calls itself."""
    account = SipAccount("near", "", "127.0.0.1", 5060)
    agent = UserAgent(LineSetup(account, "127.0.0.1", 26000, 27999, rate, "", "", ""), log_file)
    agent.start()
    agent.peer = ("127.0.0.1", agent.port)
    return agent
