"""One line's process, seen from the switchboard: JSON lines in and out, and its end.

What goes in: the set-up, later the briefing, then orders. What comes out: reports
(``agent.call.reports``). The child is told apart by its pid only and never outlives ``end``.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

REPORT_BYTES = 1024 * 1024
"""No report is longer; a line that writes more without an end of line is broken."""
GRACE_SECONDS = 5.0
"""How long a line may take to go after its call before it is killed."""
STDERR_NAME = "stderr.log"


class Line:
    """A running line. Make it with ``start``; ``end`` it always."""

    def __init__(self, slot: int, process: Process, folder: Path) -> None:
        self.slot = slot
        self.folder = folder
        self._process = process
        self._briefed = False
        self._reports: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._ready = asyncio.Event()
        self._unfit = asyncio.Event()
        self.trouble = ""
        """The last thing it complained of before it had a call."""
        self._reader = asyncio.create_task(self._read(), name=f"line-{slot} reports")

    @classmethod
    async def start(
        cls,
        slot: int,
        command: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        setup: dict[str, Any],
    ) -> Line:
        """Run ``command`` in ``folder`` with only ``environment``; hand it ``setup``. Raises OSError."""
        with (folder / STDERR_NAME).open("ab") as errors:
            process = await asyncio.create_subprocess_exec(
                *command,
                cwd=folder,
                env=dict(environment),
                stdin=PIPE,
                stdout=PIPE,
                stderr=errors,
                limit=REPORT_BYTES,
                # Ctrl-C in the terminal is for the switchboard: it ends its lines in order.
                start_new_session=True,
            )
        line = cls(slot, process, folder)
        await line.order(setup)
        return line

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.returncode is None and not self._reader.done()

    @property
    def ready(self) -> bool:
        return self._ready.is_set() and not self._unfit.is_set() and self.alive

    async def until_ready(self, seconds: float) -> bool:
        """Whether the line is registered before ``seconds`` are over and while it lives."""
        waits = [asyncio.create_task(self._ready.wait()), asyncio.create_task(self._unfit.wait())]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        return self.ready

    async def brief(self, briefing: dict[str, Any]) -> bool:
        """Give it its call. From here on its reports count. False: the line is gone."""
        self._briefed = True
        return await self.order(briefing)

    async def order(self, order: dict[str, Any]) -> bool:
        """Write one line of input. False: the line is gone."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            await self._process.stdin.drain()
        except (ConnectionError, RuntimeError):
            # BrokenPipe or a closed transport: its end is seen, and told, by the reader of its reports.
            return False
        return True

    async def reports(self) -> AsyncIterator[dict[str, Any]]:
        """What it tells, until it has ended."""
        while (report := await self._reports.get()) is not None:
            yield report

    async def until_unfit(self) -> None:
        """Until it cannot serve a call any more: it ended, or lost its registration while it was spare."""
        await self._unfit.wait()

    def kill(self) -> None:
        """End it now; it is wedged or out of time."""
        if self._process.returncode is None:
            log.warning("! line-%d (pid %d) is killed", self.slot, self.pid)
            self._process.kill()

    async def end(self) -> int:
        """Close its input, wait, kill it if it stays. Returns its exit status; safe to call again."""
        stdin = self._process.stdin
        assert stdin is not None
        stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), GRACE_SECONDS)
        except TimeoutError:
            self.kill()
            await self._process.wait()
        with contextlib.suppress(ConnectionError):
            await stdin.wait_closed()
        await self._reader
        return self._process.returncode or 0

    async def _read(self) -> None:
        assert self._process.stdout is not None
        try:
            async for text in self._process.stdout:
                self._take(text)
        except ValueError:
            log.error("! line-%d wrote a report of more than %d bytes", self.slot, REPORT_BYTES)
            self.kill()
        finally:
            self._unfit.set()
            self._reports.put_nowait(None)

    def _take(self, text: bytes) -> None:
        report = _parsed(text)
        if report is None:
            log.warning("! line-%d wrote what is no report: %.80r", self.slot, text)
        elif report["event"] == "line.ready":
            self._ready.set()
        elif self._briefed:
            self._reports.put_nowait(report)
        elif report["event"] == "trouble":
            self.trouble = str(report.get("detail") or report.get("what"))
            if report.get("what") == "registration":
                self._unfit.set()


def _parsed(text: bytes) -> dict[str, Any] | None:
    try:
        report = json.loads(text)
    except ValueError:
        return None
    return report if isinstance(report, dict) and isinstance(report.get("event"), str) else None
