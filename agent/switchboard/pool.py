"""The pool of lines: N SIP accounts, each leased to one call at a time, some kept registered and warm.

A line serves one call and exits, so a slot goes: idle -> warming -> spare -> leased -> idle. The process
sees a scrubbed environment, its own folder (mode 0700) and what comes over its standard input.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import shutil
import socket
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from agent.switchboard.line import Line

log = logging.getLogger(__name__)

READY_SECONDS = 30.0
"""A line that is not registered by then is killed and started again."""
BACK_OFF_SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH")


class SlotState(StrEnum):
    IDLE = "idle"
    WARMING = "warming"
    SPARE = "spare"
    LEASED = "leased"


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """``setup`` makes the first line of input for the slot 1..count that works in the folder given."""

    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    setup: Callable[[int, Path], dict[str, Any]]
    count: int = 4
    spare: int = 1


@dataclass(slots=True)
class _Slot:
    number: int
    state: SlotState = SlotState.IDLE
    line: Line | None = None
    failures: int = 0
    trouble: str = ""
    retry_now: asyncio.Event = field(default_factory=asyncio.Event)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while its line starts or ends, so that a slot never has two."""


class LinePool:
    def __init__(self, settings: PoolSettings) -> None:
        self._settings = settings
        self._slots = [_Slot(number) for number in range(1, settings.count + 1)]
        self._changed = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False

    # -- life --------------------------------------------------------------------------------

    async def start(self) -> None:
        """Begin to keep spares; returns at once. Raises OSError when there is no folder to be had."""
        self._settings.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in self._settings.folder.glob(".line-*"):
            shutil.rmtree(left, ignore_errors=True)
        self._spawn(self._keep(), "line pool")

    async def stop(self) -> None:
        """End every line, those in a call too."""
        self._stopping = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(self._end(slot) for slot in self._slots))

    def refresh(self) -> None:
        """Forget back-offs: what the lines failed on is there again."""
        for slot in self._slots:
            slot.failures = 0
            slot.retry_now.set()

    @property
    def status(self) -> list[dict[str, Any]]:
        return [
            {
                "line": f"line-{slot.number}",
                "state": str(slot.state),
                "pid": slot.line.pid if slot.line else None,
                "trouble": slot.trouble,
            }
            for slot in self._slots
        ]

    @property
    def ready(self) -> bool:
        """Whether a call could begin now, or all lines are busy with one."""
        return any(slot.state in (SlotState.SPARE, SlotState.LEASED) for slot in self._slots)

    # -- for calls ---------------------------------------------------------------------------

    def lease(self) -> Lease | None:
        """The warmest free slot, for one call only; None: all are leased."""
        for state in (SlotState.SPARE, SlotState.WARMING, SlotState.IDLE):
            for slot in self._slots:
                if slot.state is state and not self._stopping:
                    slot.state = SlotState.LEASED
                    self._changed.set()
                    return Lease(self, slot)
        return None

    async def release(self, slot: _Slot) -> None:
        """End the slot's line; the slot is free afterwards."""
        await self._end(slot)

    async def line_of(self, slot: _Slot) -> Line | None:
        """The slot's living line, started if there is none; None when it cannot be started."""
        # Shielded: a start that is cancelled half-way would leave a process nobody knows.
        return await asyncio.shield(self._open(slot))

    # -- slots -------------------------------------------------------------------------------

    async def _open(self, slot: _Slot) -> Line | None:
        async with slot.lock:
            if slot.line is not None and slot.line.alive:
                return slot.line
            if self._stopping or slot.state is SlotState.IDLE:
                return None  # whoever wanted the line has gone while this waited for the lock
            if slot.line is not None:
                await slot.line.end()
            folder = self._settings.folder / f".line-{slot.number}-{secrets.token_hex(4)}"
            settings = self._settings
            try:
                folder.mkdir(mode=0o700)
                setup = settings.setup(slot.number, folder)
                slot.line = await Line.start(
                    slot.number, settings.command, settings.environment, folder, setup
                )
            except OSError as error:
                slot.trouble = str(error)
                log.error("! line-%d cannot be started: %s", slot.number, error)
                shutil.rmtree(folder, ignore_errors=True)
                slot.line = None
            return slot.line

    async def vacate(self, slot: _Slot) -> None:
        """End the slot's line; the slot stays as it is."""
        async with slot.lock:
            line, slot.line = slot.line, None
            if line is not None:
                await line.end()
                if line.folder.name.startswith("."):  # it never had a call
                    shutil.rmtree(line.folder, ignore_errors=True)

    async def _end(self, slot: _Slot) -> None:
        await self.vacate(slot)
        slot.state = SlotState.IDLE
        self._changed.set()

    async def _keep(self) -> None:
        while True:
            self._changed.clear()
            warm = sum(slot.state in (SlotState.WARMING, SlotState.SPARE) for slot in self._slots)
            idle = [slot for slot in self._slots if slot.state is SlotState.IDLE]
            for slot in idle[: max(0, self._settings.spare - warm)]:
                slot.state = SlotState.WARMING
                self._spawn(self._warm(slot), f"line-{slot.number}")
            await self._changed.wait()

    async def _warm(self, slot: _Slot) -> None:
        """Start a line in the slot and watch it while it is spare."""
        if slot.failures:
            await self._back_off(slot)
        line = await self.line_of(slot) if slot.state is SlotState.WARMING else None
        if line is not None and await line.until_ready(READY_SECONDS) and slot.state is SlotState.WARMING:
            slot.state, slot.failures, slot.trouble = SlotState.SPARE, 0, ""
            log.info("= line-%d is registered and waits (pid %d)", slot.number, line.pid)
            await line.until_unfit()
        if slot.state is SlotState.LEASED or slot.line is not line:  # a call took it meanwhile
            return
        slot.failures += 1
        slot.trouble = (line.trouble if line else slot.trouble) or "it ended before it had a call"
        log.warning("! line-%d: %s", slot.number, slot.trouble)
        await asyncio.shield(self._end(slot))

    async def _back_off(self, slot: _Slot) -> None:
        seconds = BACK_OFF_SECONDS[min(slot.failures, len(BACK_OFF_SECONDS)) - 1]
        slot.retry_now.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(slot.retry_now.wait(), seconds)

    def _spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class Lease:
    """One slot, for one call. ``release`` it always."""

    def __init__(self, pool: LinePool, slot: _Slot) -> None:
        self._pool = pool
        self._slot = slot

    @property
    def number(self) -> int:
        return self._slot.number

    @property
    def name(self) -> str:
        return f"line-{self._slot.number}"

    async def vacate(self) -> None:
        """End the line that waits here and keep the slot: somebody else takes its account for a while."""
        await self._pool.vacate(self._slot)

    @property
    def trouble(self) -> str:
        line = self._slot.line
        return (line.trouble if line else "") or self._slot.trouble

    async def line(self, seconds: float = READY_SECONDS) -> Line | None:
        """The registered line; None when it does not come to that within ``seconds``."""
        line = await self._pool.line_of(self._slot)
        return line if line is not None and await line.until_ready(seconds) else None

    async def release(self) -> None:
        await self._pool.release(self._slot)


def scrubbed_environment(source: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a line may know of the environment: where programs and libraries are, and the language."""
    source = os.environ if source is None else source
    kept = {name: source[name] for name in _KEPT_VARIABLES if name in source}
    root = str(Path(__file__).resolve().parents[2])
    # The line's working folder is its own, so the package must be found without it.
    return {**kept, "PYTHONPATH": root, "PYTHONSAFEPATH": "1", "PYTHONUNBUFFERED": "1"}


def line_command() -> list[str]:
    return [sys.executable, "-m", "agent.line"]


def address_towards(host: str) -> str:
    """This machine's address on the way to ``host``; nothing is sent. ``host`` itself where there is none."""
    try:
        [(family, _, _, _, address), *_] = socket.getaddrinfo(host, 9, type=socket.SOCK_DGRAM)
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect(address)
            return str(probe.getsockname()[0])
    except OSError:
        return host
