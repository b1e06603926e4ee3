"""People as processes: registered at the real carrier, called through the real PBX, heard and understood."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
import wave
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from agent.call.actions import Message
from agent.call.briefing import Briefing
from agent.call.prompt import written
from agent.call.reports import CallOver, Report
from agent.call.session import CallSession
from agent.engines.clients import WyomingSynthesizer, WyomingTranscriber
from agent.engines.settings import HostSettings, for_site
from agent.line.leg import SipLeg
from agent.line.runner import CallRunner, Ports
from agent.line.user_agent import UserAgent
from agent.line.vad import SileroDetector
from agent.ports import LineSetup, SipAccount
from agent.practice import bookings, numbers
from agent.practice.open_gate import OpenGate
from agent.practice.people import People
from agent.practice.town import bookings_file, recordings_folder
from tests.pbx.conftest import pbx_pair  # noqa: F401 - the fixture
from tests.pbx.pair import Pair
from tests.practice.minds.callers import HonestCaller

pytestmark = [pytest.mark.pbx, pytest.mark.slow, pytest.mark.timeout(240)]

SEED = 7


@asynccontextmanager
async def engines(pair: Pair) -> AsyncIterator[HostSettings]:
    settings = for_site(pair.paths, pair.config)
    pair.paths.run.mkdir(parents=True, exist_ok=True)
    host = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "agent.engines",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert host.stdin is not None
    assert host.stdout is not None
    host.stdin.write(settings.to_json().encode() + b"\n")
    try:
        ready = json.loads(await asyncio.wait_for(host.stdout.readline(), 60))
        assert ready["event"] == "ready", ready
        yield settings
    finally:
        host.terminate()
        await host.wait()


@asynccontextmanager
async def people(pair: Pair, settings: HostSettings) -> AsyncIterator[People]:
    accounts = {"person-direct": pair.carrier.accounts()["person-direct"]}
    town = People(
        pair.config, pair.paths, accounts, stt_socket=settings.stt, tts_socket=settings.tts, seed=SEED
    )
    await town.start()
    try:
        yield town
    finally:
        await town.stop()


class CallerModel:
    """Our side's mind: an honest caller."""

    def __init__(self) -> None:
        self._caller = HonestCaller(
            opening="I would like to book a table for four on Tuesday at half past seven.",
            name="The name is Daniel Martin.",
            otherwise="Could you repeat that please?",
        )

    async def reply(self, messages: tuple[Message, ...], schema: str) -> AsyncIterator[str]:
        heard = [written(message) for message in messages if message.role == "user"]
        said = self._caller(heard[-1] if heard else "")
        over = bool(heard) and "confirmation number" in heard[-1]
        yield json.dumps({"say": said, "do": "end" if over else "none", "arg": "completed" if over else ""})

    async def warm(self, messages: tuple[Message, ...]) -> None: ...


@dataclass
class Caller:
    pair: Pair
    settings: HostSettings
    agent: UserAgent

    async def call(self, call_id: str) -> CallOver:
        config = self.pair.config
        told: list[Report] = []
        leg = SipLeg(self.agent, call_id, config.limits.media_loss_seconds)
        ports = Ports(
            leg=leg,
            ears=WyomingTranscriber(self.settings.stt),
            voice=WyomingSynthesizer(self.settings.tts),
            mind=CallerModel(),
            detector=SileroDetector(self.agent.setup.rate),
        )
        briefing = Briefing(call_id=call_id, to=numbers.DIRECT, task="Book a table for four.")
        session = CallSession(briefing, config.hearing, config.limits, OpenGate())
        runner = CallRunner(session, ports, config.limits, told.append, "jessica")
        return await asyncio.wait_for(runner.run(), 120)


@asynccontextmanager
async def caller(pair: Pair, settings: HostSettings) -> AsyncIterator[Caller]:
    account = SipAccount("line-1", pair.line_secret(), "127.0.0.1", pair.config.pbx.sip_port)
    setup = LineSetup(account, "127.0.0.1", 27000, 27099, 8000, settings.stt, settings.tts, settings.llm)
    agent = UserAgent(setup)
    await asyncio.to_thread(agent.start)
    try:
        yield Caller(pair, settings, agent)
    finally:
        await asyncio.to_thread(agent.close)


async def until(condition: Callable[[], bool], seconds: float) -> None:
    """Wait until ``condition`` holds; fails after ``seconds``."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < seconds, f"still not true after {seconds} s"
        await asyncio.sleep(0.05)


def loud_seconds(recording: Path) -> tuple[float, float]:
    """Seconds of sound above -45 dBov on the left and on the right."""
    with wave.open(str(recording)) as file:
        assert file.getnchannels() == 2
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2) / 32768
        size = file.getframerate() // 100
    frames = samples[: len(samples) // size * size].reshape(-1, size, 2)
    loud = np.sqrt(np.square(frames).mean(axis=1)) > 10 ** (-45 / 20)
    left, right = loud.sum(axis=0) / 100
    return float(left), float(right)


def spoken(pair: Pair) -> str:
    """What was said on every call, for a failing test."""
    lines = []
    for file in sorted(recordings_folder(pair.paths).glob("*/*/events.jsonl")):
        turns = (report for report in map(json.loads, file.open()) if report["event"] == "turn")
        lines += [f"{file.parent.name} {turn['role']}: {turn['text']}" for turn in turns]
    return "\n".join(lines)


Scene = Callable[[Callable[[People, Caller], Awaitable[None]]], Awaitable[None]]


@pytest.fixture
def scene(pbx_pair: Pair) -> Scene:  # noqa: F811
    async def play(what: Callable[[People, Caller], Awaitable[None]]) -> None:
        async with engines(pbx_pair) as host, people(pbx_pair, host) as town, caller(pbx_pair, host) as us:
            await what(town, us)

    return play


async def test_two_calls_in_a_row_each_get_a_table_and_leave_their_own_recording(
    scene: Scene,
    pbx_pair: Pair,  # noqa: F811
) -> None:
    async def two_calls(town: People, us: Caller) -> None:
        for number in (1, 2):
            over = await us.call(f"call-{number}")
            assert over.answered
            # ready again within two seconds
            await until(lambda wanted=number: town.served == wanted and town.waiting, 2.0)  # type: ignore[misc]

    await scene(two_calls)
    booked = [entry.booking for entry in bookings.read(bookings_file(pbx_pair.paths))]
    wanted = [(4, "tuesday", "20:00")] * 2
    assert [(booking.size, booking.day, booking.time) for booking in booked] == wanted, spoken(pbx_pair)
    folders = sorted((recordings_folder(pbx_pair.paths) / "person-direct").glob("*/recording.wav"))
    assert len(folders) == 2, "the call that never came left nothing"
    for recording in folders:
        heard, said = loud_seconds(recording)
        assert heard > 5, "the caller is on the left"
        assert said > 5, "the person is on the right"


async def test_a_person_that_was_killed_is_there_again_and_leaves_no_record(
    scene: Scene,
    pbx_pair: Pair,  # noqa: F811
) -> None:
    folder = recordings_folder(pbx_pair.paths) / "person-direct"
    before = set(folder.glob("*/"))

    async def kill(town: People, us: Caller) -> None:
        (pid,) = town.pids
        os.kill(pid, signal.SIGKILL)
        await until(lambda: town.waiting and town.pids != (pid,), 15.0)

    await scene(kill)
    assert set(folder.glob("*/")) == before


async def test_stop_leaves_no_process_and_no_record_of_a_call_that_never_was(
    scene: Scene,
    pbx_pair: Pair,  # noqa: F811
) -> None:
    folder = recordings_folder(pbx_pair.paths) / "person-direct"
    before = set(folder.glob("*/"))
    seen: list[int] = []

    async def look(town: People, us: Caller) -> None:
        seen.extend(town.pids)

    await scene(look)
    assert seen
    assert not any(Path(f"/proc/{pid}").exists() for pid in seen)
    assert set(folder.glob("*/")) == before
