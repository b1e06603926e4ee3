"""The stage's process: ``python -m agent.practice.stage.actor``. Answers one call per episode.

JSON lines on stdin: first an ``Order``, then a ``Cue`` for each call to come. On stdout: ``ready`` when the
next call may come, the reports of the call, and at its end ``book``: what the far side wrote down. The end of
stdin and SIGTERM end the process.
"""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from pydantic import TypeAdapter, ValidationError

from agent.call.actions import Message
from agent.call.events import HangUpOrdered
from agent.call.reports import CallOver, Report, to_json
from agent.config import Hearing, Limits
from agent.engines.clients import WyomingSynthesizer, WyomingTranscriber
from agent.errors import OffhookError
from agent.line.leg import SipLeg
from agent.line.recorder import WavRecorder
from agent.line.runner import CallRunner, Ports
from agent.line.user_agent import UserAgent
from agent.line.vad import SileroDetector
from agent.ports import LineSetup
from agent.practice.episodes import far_side, make
from agent.practice.episodes.types import SLOTS, Episode, FarSide, Step, Written
from agent.practice.solo import BAD_INPUT, FAILED, run
from agent.practice.stage.session import StageSession
from agent.practice.stage.voice import StageVoice

log = logging.getLogger(__name__)

STOP_SECONDS = 3.0
VOICES = {"machine": "sarah", "person": "chris", "other": "eric"}


@dataclass(frozen=True)
class Order:
    """``music``: WAV files for those who are put on hold."""

    setup: LineSetup
    hearing: Hearing = field(default_factory=Hearing)
    limits: Limits = field(default_factory=Limits)
    music: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Cue:
    """The next call is to be this episode; ``folder``: where its recording goes (it exists)."""

    seed: int
    split: Literal["train", "held-out"]
    folder: Path


class Actor:
    def __init__(self, order: Order, agent: UserAgent, out: IO[str]) -> None:
        self._order = order
        self._agent = agent
        self._out = out

    async def play(self, cue: Cue, gone: asyncio.Event) -> None:
        """Answer one call; ``gone`` ends it."""
        order = self._order
        call_id = f"stage-{cue.seed}"
        episode = make(cue.seed, cue.split)
        far = Watched(far_side(episode), self._tell)
        speech = WyomingSynthesizer(order.setup.tts_socket)
        ports = Ports(
            leg=SipLeg(self._agent, call_id, order.limits.media_loss_seconds),
            ears=WyomingTranscriber(order.setup.stt_socket, _in_the_books(episode)),
            voice=StageVoice(speech, VOICES, order.music, cue.seed),
            mind=_NoMind(),
            detector=SileroDetector(order.setup.rate),
            recorder=WavRecorder(cue.folder / "far-side.wav", order.setup.rate),
        )
        session = StageSession(call_id, far, order.hearing, order.limits)
        runner = CallRunner(session, ports, order.limits, self._tell_report, VOICES["person"])
        calling = asyncio.ensure_future(runner.run())
        leaving = asyncio.ensure_future(gone.wait())
        self._tell({"event": "ready", "seed": cue.seed})
        await asyncio.wait({calling, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not calling.done():
            runner.post(HangUpOrdered())
            await asyncio.wait({calling}, timeout=1.0)
            calling.cancel()
        leaving.cancel()
        await asyncio.gather(calling, leaving, return_exceptions=True)
        self._tell({"event": "book", "seed": cue.seed, **asdict(far.book)})

    def _tell_report(self, report: Report) -> None:
        if not isinstance(report, CallOver) or report.answered:
            self._tell(to_json(report))

    def _tell(self, report: dict[str, Any]) -> None:
        self._out.write(json.dumps(report) + "\n")
        self._out.flush()


class Watched:
    """A far side whose every step is told: words, acts, and what it heard."""

    def __init__(self, far: FarSide, tell: Callable[[dict[str, Any]], None]) -> None:
        self._far = far
        self._tell = tell

    @property
    def book(self) -> Written:
        return self._far.book

    def opens(self) -> Step:
        return self._told("", self._far.opens())

    def hears(self, text: str) -> Step:
        return self._told(text, self._far.hears(text))

    def key(self, digit: str) -> Step:
        return self._told(digit, self._far.key(digit))

    def silence(self) -> Step:
        return self._told("", self._far.silence())

    def _told(self, heard: str, step: Step) -> Step:
        says = [{"text": one.text, "acts": [asdict(act) for act in one.acts]} for one in step.says]
        self._tell({"event": "step", "heard": heard, "says": says})
        return step


def _in_the_books(episode: Episode) -> tuple[str, ...]:
    """Names that whoever answers has in their books, and so understands."""
    wanted = [value for slot, value in episode.plan.wanted if SLOTS.get(slot) == "name"]
    return tuple(dict.fromkeys((*wanted, *(word for name in wanted for word in name.split()))))


class _NoMind:
    """The stage's session never asks a model."""

    def reply(self, messages: tuple[Message, ...], schema: str) -> AsyncIterator[str]:
        raise NotImplementedError

    async def warm(self, messages: tuple[Message, ...]) -> None:
        raise NotImplementedError


async def _main(out: IO[str]) -> int:
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    gone = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, gone.set)
    try:
        order = TypeAdapter(Order).validate_json(await lines.readline())
        agent = UserAgent(order.setup)
        agent.trouble = lambda detail: log.warning("! %s", detail)
        await asyncio.to_thread(agent.start)
        actor = Actor(order, agent, out)
        cues: asyncio.Queue[bytes] = asyncio.Queue()
        reading = asyncio.ensure_future(_read(lines, cues, gone))
        while not gone.is_set() and (line := await cues.get()):
            await actor.play(TypeAdapter(Cue).validate_json(line), gone)
        reading.cancel()
    except ValidationError as error:
        log.error("not an order: %s", error)
        return BAD_INPUT
    except OffhookError as error:
        log.error("%s", error)
        return FAILED
    await asyncio.to_thread(agent.close)
    return 0


async def _read(lines: asyncio.StreamReader, cues: asyncio.Queue[bytes], gone: asyncio.Event) -> None:
    while line := await lines.readline():
        cues.put_nowait(line)
    gone.set()
    cues.put_nowait(b"")


if __name__ == "__main__":
    run(_main)
