"""A person of the practice town: ``python -m agent.practice.person``. Serves call after call.

The same leg, runner and session as our own line, in the inbound direction, with a script for a
mind. One JSON line on stdin (``Order``); on stdout ``line.ready`` each time the person can be
called, ``over`` after each call, ``trouble``. The end of stdin and SIGTERM end the process.

Below ``folder`` each call has its own: ``<n>/recording.wav`` (left what the person heard, right what
it said) and ``<n>/events.jsonl``.
"""

from __future__ import annotations

import asyncio
import faulthandler
import itertools
import json
import logging
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter, ValidationError

from agent.call.briefing import Briefing
from agent.call.events import HangUpOrdered
from agent.call.reports import CallOver, LineReady, Report, Trouble, to_json
from agent.call.session import CallSession
from agent.config import Hearing, Limits
from agent.engines.clients import WyomingSynthesizer, WyomingTranscriber
from agent.errors import OffhookError
from agent.line.leg import SipLeg
from agent.line.recorder import WavRecorder
from agent.line.runner import CallRunner, Ports
from agent.line.user_agent import UserAgent
from agent.line.vad import SileroDetector
from agent.ports import LineSetup
from agent.practice import bookings
from agent.practice.mind import MindModel
from agent.practice.minds.restaurant import Booking, Restaurant
from agent.practice.open_gate import OpenGate
from agent.practice.solo import BAD_INPUT, FAILED, run
from agent.practice.town import BY_ACCOUNT

log = logging.getLogger(__name__)

STOP_SECONDS = 3.0
HANG_UP_SECONDS = 1.0


@dataclass(frozen=True)
class Order:
    """All that a person is told. ``setup.account.user`` says who it is."""

    setup: LineSetup
    seed: int
    hearing: Hearing
    limits: Limits
    folder: Path
    bookings: Path


class PersonAtWork:
    def __init__(self, order: Order, agent: UserAgent, out: IO[str]) -> None:
        self._order = order
        self._agent = agent
        self._out = out
        self._person = BY_ACCOUNT[order.setup.account.user]
        self._stop = asyncio.Event()

    def stop(self) -> None:
        faulthandler.dump_traceback_later(STOP_SECONDS, exit=True)
        self._stop.set()

    async def serve(self) -> None:
        _sweep(self._order.folder)
        while not self._stop.is_set():
            folder = _fresh_folder(self._order.folder)
            with (folder / "events.jsonl").open("x", encoding="utf-8", buffering=1) as story:
                answered = await self._serve_one(folder, story)
            if not answered:
                _remove(folder)

    async def _serve_one(self, folder: Path, story: IO[str]) -> bool:
        """Wait for one call and take it; whether there was one."""
        order = self._order
        call_id = f"{self._person.account}-{folder.name}"
        recorder = WavRecorder(folder / "recording.wav", order.setup.rate)
        over: list[CallOver] = []

        def tell(report: Report) -> None:
            story.write(json.dumps(to_json(report)) + "\n")
            if isinstance(report, CallOver):
                over.append(report)
            if isinstance(report, CallOver | Trouble):
                self._tell(report)

        def book(booking: Booking) -> None:
            bookings.write(order.bookings, bookings.Entry(self._person.account, call_id, booking))

        mind = Restaurant(self._person.greeting, order.seed)
        ports = Ports(
            leg=SipLeg(self._agent, call_id, order.limits.media_loss_seconds),
            ears=WyomingTranscriber(order.setup.stt_socket),
            voice=WyomingSynthesizer(order.setup.tts_socket),
            mind=MindModel(mind, book),
            detector=SileroDetector(order.setup.rate),
            recorder=recorder,
        )
        briefing = Briefing(
            call_id=call_id,
            to=self._person.account,
            task=f"You take bookings at {self._person.business}.",
            direction="inbound",
            greeting=mind.greeting,
            voice=self._person.voice,
        )
        session = CallSession(briefing, order.hearing, order.limits, OpenGate())
        runner = CallRunner(session, ports, order.limits, tell, self._person.voice)
        await self._run(runner)
        return bool(over and over[-1].answered)

    async def _run(self, runner: CallRunner) -> None:
        calling = asyncio.ensure_future(runner.run())
        stopping = asyncio.ensure_future(self._stop.wait())
        self._tell(LineReady())
        await asyncio.wait({calling, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not calling.done():
            runner.post(HangUpOrdered())
            await asyncio.wait({calling}, timeout=HANG_UP_SECONDS)
            calling.cancel()
        stopping.cancel()
        with suppress(asyncio.CancelledError):
            await calling

    def _tell(self, report: Report) -> None:
        with suppress(OSError):  # whoever started us is gone; the end of stdin follows
            self._out.write(json.dumps(to_json(report)) + "\n")
            self._out.flush()


def _fresh_folder(base: Path) -> Path:
    base.mkdir(parents=True, exist_ok=True)
    for number in itertools.count(1):
        folder = base / str(number)
        with suppress(FileExistsError):
            folder.mkdir()
            return folder
    raise AssertionError("unreachable")


def _sweep(base: Path) -> None:
    """Remove what a person left that was killed while it waited."""
    for story in base.glob("*/events.jsonl"):
        if story.stat().st_size == 0:
            _remove(story.parent)


def _remove(folder: Path) -> None:
    """A call that never was leaves no record."""
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


async def _main(out: IO[str]) -> int:
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    try:
        order = TypeAdapter(Order).validate_json(await lines.readline())
    except ValidationError as error:
        log.error("not an order: %s", error)
        return BAD_INPUT
    order.folder.mkdir(parents=True, exist_ok=True)
    agent = UserAgent(order.setup)
    agent.trouble = lambda detail: log.warning("! %s", detail)
    try:
        await asyncio.to_thread(agent.start)
    except OffhookError as error:
        log.error("%s", error)
        return FAILED
    person = PersonAtWork(order, agent, out)
    loop.add_signal_handler(signal.SIGTERM, person.stop)
    watching = asyncio.ensure_future(_until_end(lines, person))
    await person.serve()
    watching.cancel()
    await asyncio.to_thread(agent.close)
    return 0


async def _until_end(lines: asyncio.StreamReader, person: PersonAtWork) -> None:
    while await lines.readline():
        pass
    person.stop()


if __name__ == "__main__":
    run(_main)
