"""A line's process: ``python -m agent.line``. It serves one call and exits.

JSON lines on stdin. The first says all that the line may reach; nothing of any call is in it::

    {"setup": {<LineSetup>}, "folder": "<the call's folder, it exists>",
     "hearing": {<Hearing>}, "limits": {<Limits>}}          hearing and limits may be left out

Fields are those of ``agent.ports.LineSetup`` (``account`` an object), ``agent.config.Hearing`` and
``agent.config.Limits``. The line registers and answers ``{"event": "line.ready"}``. The second
line is the briefing (``agent.call.briefing.LineBriefing`` as JSON); with it the call begins. After it
only orders (``agent.line.orders``)::

    {"order": "answer", "question": "q1", "text": "..."}    {"order": "steer", "text": "..."}
    {"order": "speak", "text": "..."}    {"order": "dtmf", "digits": "1w2"}    {"order": "hangup"}

On stdout one JSON object per line for each report (``agent.call.reports``); the last is ``over``. A
line that cannot begin says ``{"event": "trouble", ...}`` and exits with a code of ``Exit``.

The end of stdin and SIGTERM hang up and end the process within ``STOP_SECONDS``. In the folder:
``recording.wav``, ``line.log``, ``sip.log``, all of mode 0600. The folder may be renamed at any time.
"""

from __future__ import annotations

import asyncio
import faulthandler
import json
import logging
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from agent.call.briefing import LineBriefing
from agent.call.events import HangUpOrdered
from agent.call.likely_names import likely_names
from agent.call.navigation import read_networks
from agent.call.reports import LineReady, Report, Trouble, to_json
from agent.call.session import CallSession
from agent.config import Hearing, Limits
from agent.engines.clients import ChatModel, WyomingSynthesizer, WyomingTranscriber
from agent.errors import CallError, PbxError
from agent.line.leg import SipLeg
from agent.line.orders import read_order
from agent.line.recorder import WavRecorder
from agent.line.runner import CallRunner, Ports
from agent.line.user_agent import UserAgent
from agent.line.vad import SileroDetector
from agent.ports import CallFolder, LineSetup

log = logging.getLogger(__name__)

STOP_SECONDS = 3.0
HANG_UP_BY_FORCE_SECONDS = 0.7
GIVE_UP_SECONDS = 1.4
STUCK_SECONDS = 20.0
LINE_LIMIT_BYTES = 256 * 1024


class Exit(IntEnum):
    OK = 0
    FAILED = 1
    """A bug of ours, or the watchdog ended the process."""
    BAD_INPUT = 2
    NOT_REGISTERED = 3
    NO_FOLDER = 4


@dataclass(frozen=True)
class FirstLine:
    setup: LineSetup
    folder: Path
    hearing: Hearing = field(default_factory=Hearing)
    limits: Limits = field(default_factory=Limits)


class Refused(Exception):
    """The line cannot begin."""

    def __init__(self, code: Exit, what: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.report = Trouble(what, detail)


class Line:
    """One line, from its first line of input to its last report."""

    def __init__(self, lines: asyncio.StreamReader, out: asyncio.WriteTransport) -> None:
        self._lines = lines
        self._out = out
        self._stop = asyncio.Event()
        self.agent: UserAgent | None = None
        self._detector: SileroDetector | None = None

    def tell(self, report: Report) -> None:
        if not self._out.is_closing():
            self._out.write(json.dumps(to_json(report)).encode() + b"\n")

    def stop(self) -> None:
        """Hang up and end. Whatever hangs from now on is cut off by the watchdog."""
        faulthandler.dump_traceback_later(STOP_SECONDS, exit=True)
        self._stop.set()

    async def serve(self) -> Exit:
        try:
            first = _parse(FirstLine, await self._lines.readline())
            recorder = await self._prepare(first)
            try:
                briefing = await self._wait_for_briefing(first)
            except Refused:
                recorder.discard()
                raise
        except Refused as refusal:
            self.tell(refusal.report)
            return refusal.code
        if briefing is None or not briefing.record:
            recorder.discard()
        if briefing is not None:
            await self._call(first, briefing, recorder if briefing.record else None)
        return Exit.OK

    async def _wait_for_briefing(self, first: FirstLine) -> LineBriefing | None:
        """None: the line is not needed any more."""
        self._detector = SileroDetector(first.setup.rate)
        read_networks()
        self.tell(LineReady())
        line = await self._next_line()
        return _parse(LineBriefing, line) if line is not None else None

    async def _prepare(self, first: FirstLine) -> WavRecorder:
        """Open everything that the call will need while there is no call."""
        folder = CallFolder(first.folder)
        try:
            logging.basicConfig(filename=folder.path / "line.log", level=logging.INFO)
            recorder = WavRecorder(folder.recording, first.setup.rate)
        except OSError as error:
            raise Refused(Exit.NO_FOLDER, "folder", str(error)) from error
        self.agent = UserAgent(first.setup, folder.path / "sip.log")
        self.agent.trouble = lambda detail: log.warning("! %s", detail)
        try:
            await asyncio.to_thread(self.agent.start)
        except (PbxError, CallError) as error:
            recorder.discard()
            raise Refused(Exit.NOT_REGISTERED, "registration", str(error)) from error
        loop = asyncio.get_running_loop()
        self.agent.on_registration_lost = lambda code, reason: _on_loop(
            loop, lambda: self.tell(Trouble("registration", f"{code} {reason}"))
        )
        return recorder

    async def _next_line(self) -> bytes | None:
        """The next line of input; None at its end, or when the line has to stop."""
        reading = asyncio.ensure_future(self._lines.readline())
        stopping = asyncio.ensure_future(self._stop.wait())
        done, waiting = await asyncio.wait({reading, stopping}, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        if reading not in done:
            return None
        try:
            return reading.result() or None
        except ValueError:  # longer than LINE_LIMIT_BYTES: no line of ours
            return b"\n"

    async def _call(self, first: FirstLine, briefing: LineBriefing, recorder: WavRecorder | None) -> None:
        assert self.agent is not None
        assert self._detector is not None
        setup, limits = first.setup, first.limits
        leg = SipLeg(self.agent, briefing.call_id, limits.media_loss_seconds)
        ports = Ports(
            leg=leg,
            ears=WyomingTranscriber(setup.stt_socket, likely_names(briefing)),
            voice=WyomingSynthesizer(setup.tts_socket),
            mind=ChatModel(setup.llm_url),
            detector=self._detector,
            recorder=recorder,
        )
        # a weekday is one of the days to come from today on, here where the call is made
        today = datetime.now().astimezone().date()
        session = CallSession(briefing, first.hearing, limits, today=today, menu=briefing.menu)
        runner = CallRunner(session, ports, limits, self.tell, briefing.voice, briefing.language)
        calling = asyncio.ensure_future(runner.run())
        obeying = asyncio.ensure_future(self._obey(runner, leg))
        await calling
        obeying.cancel()

    async def _obey(self, runner: CallRunner, leg: SipLeg) -> None:
        while (line := await self._next_line()) is not None:
            try:
                runner.post(read_order(line))
            except ValueError as error:
                self.tell(Trouble("order", str(error)))
        self.stop()
        loop = asyncio.get_running_loop()
        runner.post(HangUpOrdered())
        loop.call_later(HANG_UP_BY_FORCE_SECONDS, leg.hang_up, "terminated")
        loop.call_later(GIVE_UP_SECONDS, runner.give_up)


def _parse(kind: type[Any], line: bytes) -> Any:
    try:
        return TypeAdapter(kind).validate_json(line)
    except ValidationError as error:
        # Without the input: there are secrets in it.
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Refused(Exit.BAD_INPUT, "input", f"not a {kind.__name__}: {place}: {first['msg']}") from None


def _on_loop(loop: asyncio.AbstractEventLoop, do: Callable[[], None]) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(do)


async def _watch(loop: asyncio.AbstractEventLoop, line: Line) -> None:
    """Let a C thread end the process when this loop stands still; it needs no interpreter lock."""
    while not line._stop.is_set():
        faulthandler.dump_traceback_later(STUCK_SECONDS, exit=True)
        await asyncio.sleep(STUCK_SECONDS / 4)


class _Flushed(asyncio.BaseProtocol):
    """``done`` is set when the transport has written everything out and is closed."""

    def __init__(self) -> None:
        self.done = asyncio.Event()

    def connection_lost(self, exc: Exception | None) -> None:
        self.done.set()


async def _main(stdout: int) -> int:
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader(limit=LINE_LIMIT_BYTES)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    out, flushed = await loop.connect_write_pipe(_Flushed, os.fdopen(stdout, "wb", 0))
    line = Line(lines, out)
    loop.add_signal_handler(signal.SIGTERM, line.stop)
    watching = asyncio.ensure_future(_watch(loop, line))
    try:
        code = await line.serve()
    except Exception as error:  # the process's edge: whatever it was, say so and hang up properly
        log.exception("! the line failed")
        line.tell(Trouble("line", f"{type(error).__name__}: {error}"))
        code = Exit.FAILED
    watching.cancel()
    line.stop()
    out.close()
    await flushed.done.wait()
    if line.agent is not None:
        await asyncio.to_thread(line.agent.close)
    return code


def main() -> None:
    """Never returns: pjsua2 leaves threads and objects behind that a normal exit may stumble over."""
    os.umask(0o077)
    # Between the media clock's callbacks and the rest stands one interpreter lock: hand it over soon.
    sys.setswitchinterval(0.0005)
    # Whatever else writes to stdout must not break into the reports.
    stdout = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable()
    code = int(Exit.FAILED)
    try:
        code = int(asyncio.run(_main(stdout)))
    finally:
        logging.shutdown()
        os._exit(code)
