"""One call from its lease to its final record.

queued -> a line gets the briefing -> its reports become events -> the line ends -> the PBX says what became
of the trunk leg -> one last write. The briefing is handed over once and to one line: a number is dialled at
most once, whatever fails.
"""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

from agent.errors import StoreError
from agent.store.calls import CallStore
from agent.store.menus import MenuStore
from agent.store.records import CallChanges, NewDisclosure, NewTurn
from agent.switchboard import outcome, story
from agent.switchboard.events import ENDED, EventBus
from agent.switchboard.line import Line
from agent.switchboard.outcome import Evidence
from agent.switchboard.pool import Lease
from agent.switchboard.trunk import TrunkAnswers

log = logging.getLogger(__name__)

RECORDING = "recording.wav"
EVENTS = "events.jsonl"
WAV_HEADER_BYTES = 44
HANG_UP_SECONDS = 10.0
"""A line that was told to hang up and whose leg is not gone by then is ended."""
LAST_WORK_SECONDS = 12.0
"""So much longer a line may take for the last words and the account of a call whose leg is gone."""
RETRY_STORE_SECONDS = (0.2, 1.0, 5.0, 15.0)
"""Between the attempts to write the end of a call while the store refuses; then every last of these."""


class CallConduct:
    def __init__(
        self,
        call_id: str,
        briefing: dict[str, Any],
        lease: Lease,
        store: CallStore,
        menus: MenuStore,
        bus: EventBus,
        trunk: TrunkAnswers,
        folder: Path,
        longest_seconds: float,
    ) -> None:
        self.call_id = call_id
        self._briefing = briefing
        self._lease = lease
        self._store = store
        self._menus = menus
        self._bus = bus
        self._trunk = trunk
        self._folder = folder
        self._longest_seconds = longest_seconds
        self._line: Line | None = None
        self._hang_up = asyncio.Event()
        self._store_failed = False
        self._answered = self._rang = self._ordered = self._lost = self._silent = False
        self._gone = False
        """The line told that its leg has ended."""
        self._tone = ""
        self._over: dict[str, Any] | None = None
        self._result: dict[str, Any] | None = None
        self.over = asyncio.Event()
        """Set when the final record is written and the line is free."""
        trunk.expect(call_id)

    # -- orders ------------------------------------------------------------------------------

    def hang_up(self) -> None:
        """A client wants the call to end. In any state, any number of times."""
        self._ordered = self._ordered or self._over is None
        self._hang_up.set()

    def lose(self) -> None:
        """Something the call cannot live without is gone (the PBX died)."""
        self._lost = self._over is None
        self._hang_up.set()

    async def order(self, order: dict[str, Any]) -> bool:
        """Pass an order to the line; False when there is none that could take it."""
        return self._line is not None and self._over is None and await self._line.order(order)

    # -- life --------------------------------------------------------------------------------

    async def run(self) -> None:
        try:
            await self._begin()
        except asyncio.CancelledError:
            self._lost = self._over is None
            raise
        except Exception:  # the edge of one call: a bug in it must free its line and end its record
            log.exception("! call %s", self.call_id)
            self._lost = True
        finally:
            await asyncio.shield(self._finish())

    async def _begin(self) -> None:
        line = await self._lease.line()
        if line is None:
            log.error("! %s: no line could be registered: %s", self.call_id, self._lease.trouble)
            self._over = {"sip_code": 0, "by": "network", "reason": f"no line: {self._lease.trouble}"}
            return
        if self._hang_up.is_set():
            self._over = {"sip_code": 487, "by": "us", "reason": "cancelled before it was dialled"}
            return
        line.folder = await asyncio.to_thread(line.folder.rename, self._folder / self.call_id)
        self._line = line
        log.info("> %s goes out on %s", self.call_id, self._lease.name)
        await line.brief(self._briefing)
        watch = asyncio.create_task(self._watch(line), name=f"{self.call_id} watch")
        try:
            async for report in line.reports():
                await self._take(report)
        finally:
            watch.cancel()

    async def _watch(self, line: Line) -> None:
        """Pass the hang-up on, and end a line that overstays."""
        try:
            await asyncio.wait_for(self._hang_up.wait(), self._longest_seconds)
        except TimeoutError:
            log.warning("! %s is longer than %.0f s", self.call_id, self._longest_seconds)
        await line.order({"order": "hangup"})
        await asyncio.sleep(HANG_UP_SECONDS)
        if self._gone:
            await asyncio.sleep(LAST_WORK_SECONDS)
        await line.end()

    async def _take(self, report: dict[str, Any]) -> None:
        try:
            entry = story.entry(report)
        except (KeyError, TypeError, ValueError) as error:
            log.warning(
                "! %s: %s sent a report that cannot be read: %r", self.call_id, self._lease.name, error
            )
            return
        if entry.name == "over":
            self._over = report
            self._answered = self._answered or bool(report.get("answered"))
        elif entry.name == "leg":
            self._answered = self._answered or entry.data["state"] == "answered"
            self._rang = self._rang or entry.data["state"] == "ringing"
            self._gone = self._gone or entry.data["state"] == "ended"
        elif entry.name == "trouble":
            self._silent = self._silent or entry.data["what"] == "media"
        elif entry.name == "tone":
            self._tone = entry.data["tone"]
        elif entry.changes and "result" in entry.changes:
            self._result = entry.changes["result"]
        await self._keep(entry)
        if entry.way is not None:
            await self._learn(entry.way)

    async def _learn(self, way: story.Way) -> None:
        try:
            await asyncio.to_thread(self._menus.keep, self._briefing["to"], way.purpose, way.steps)
        except StoreError as error:
            log.warning("! %s: what was learned of the menu is lost: %s", self.call_id, error)

    async def _keep(self, entry: story.Entry) -> None:
        try:
            await asyncio.to_thread(self._append, entry.name, entry.data, entry.changes, entry.record)
        except StoreError as error:
            # A call whose story cannot be kept must not go on; its end is written when that can be done.
            if not self._store_failed:
                log.error("! %s is hung up: %s", self.call_id, error)
            self._store_failed = True
            self._hang_up.set()
            return
        self._bus.announce()

    def _append(
        self,
        name: str,
        data: dict[str, Any],
        changes: CallChanges | None,
        record: NewTurn | NewDisclosure | None = None,
    ) -> None:
        """Into the store, and, where the call has a folder, beside its recording."""
        event = self._store.append(self.call_id, name, data, changes, record)
        if self._line is not None:
            try:
                with (self._folder / self.call_id / EVENTS).open("a", encoding="utf-8") as copy:
                    copy.write(json.dumps(event.as_json()) + "\n")
            except OSError as error:
                log.warning("! %s: events.jsonl lacks an event: %s", self.call_id, error)

    # -- the end -----------------------------------------------------------------------------

    async def _finish(self) -> None:
        dialled = self._line is not None and not self._lost
        told = await self._trunk.result(self.call_id) if dialled else None
        self._trunk.forget(self.call_id)
        await self._lease.release()
        evidence = Evidence(
            answered=self._answered,
            rang=self._rang,
            ordered=self._ordered,
            lost=self._lost or self._store_failed,
            silent=self._silent,
            tone=self._tone,
            over=self._over,
            trunk=told,
            result=self._result,
        )
        final = outcome.changes(evidence)
        final["recording"] = self._recording()
        log.info("x %s: %s (%s)", self.call_id, final["status"], final["outcome"])
        await self._write(final)
        self.over.set()

    async def _write(self, final: CallChanges) -> None:
        reason = str((self._over or {}).get("reason", ""))
        data = {
            "status": final["status"],
            "outcome": final["outcome"],
            "fail_reason": final["fail_reason"],
            "reason": reason,
        }
        attempt = 0
        while True:
            try:
                await asyncio.to_thread(self._append, ENDED, data, final)
                break
            except StoreError as error:
                log.error("! the end of %s cannot be stored: %s", self.call_id, error)
            await asyncio.sleep(RETRY_STORE_SECONDS[min(attempt, len(RETRY_STORE_SECONDS) - 1)])
            attempt += 1
        self._bus.announce()

    def _recording(self) -> str | None:
        return recording_of(self._folder, self.call_id) if self._line is not None else None


def recording_of(folder: Path, call_id: str) -> str | None:
    """The call's recording, relative to the folder of calls; None where there is no sound in it."""
    file = folder / call_id / RECORDING
    return f"{call_id}/{RECORDING}" if file.is_file() and file.stat().st_size > WAV_HEADER_BYTES else None
