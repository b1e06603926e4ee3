"""One running switchboard: the order in which its parts start, depend on each other and stop."""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.errors import ConfigError
from agent.pbx.manager import Manager
from agent.store.database import Database
from agent.switchboard.calls import CallDesk
from agent.switchboard.events import EventBus
from agent.switchboard.parts import PBX
from agent.switchboard.pool import LinePool
from agent.switchboard.supervisor import Part, Supervisor
from agent.switchboard.trunk import TrunkAnswers

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SiteParts:
    """``stages``: what runs before the lines; ``guests``: what is started last (the people of the town)."""

    database: Database
    stages: Sequence[Sequence[Part]]
    manager: Manager
    trunk: TrunkAnswers
    pool: LinePool
    desk: CallDesk
    bus: EventBus
    calls_folder: Path
    guests: Sequence[Part] = ()
    faults: Callable[[], list[str]] = list


class Site:
    def __init__(self, parts: SiteParts) -> None:
        self.parts = parts
        self._started = time.monotonic()
        self._supervisor = Supervisor(parts.stages, self._lost, self._back)
        self._guests = Supervisor([parts.guests], lambda name: None, lambda name: None)

    async def start(self) -> None:
        """Return when everything runs and lines are warming up. Raises OffhookError; then nothing runs."""
        parts = self.parts
        if faults := parts.faults():
            raise ConfigError("; ".join(faults))
        parts.desk.recover()
        try:
            await self._supervisor.start()
            parts.manager.subscribe(parts.trunk.receive)
            await parts.manager.start()
            await parts.pool.start()
            await self._guests.start()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Calls are hung up and finalised first, the database is closed last."""
        parts = self.parts
        await parts.desk.close()
        parts.bus.close()
        await parts.pool.stop()
        await self._guests.stop()
        await parts.manager.stop()
        await self._supervisor.stop()
        parts.database.close()

    def status(self) -> dict[str, Any]:
        parts = self.parts
        free = shutil.disk_usage(parts.calls_folder.parent).free
        return {
            "pid": os.getpid(),
            "uptime_seconds": round(time.monotonic() - self._started, 1),
            "ready": {
                **self._supervisor.ready,
                **self._guests.ready,
                "ami": parts.manager.connected,
                "lines": parts.pool.ready,
            },
            "parts": {**self._supervisor.status, **self._guests.status},
            "lines": parts.pool.status,
            "calls": parts.desk.live,
            "disk_free_bytes": free,
        }

    def _lost(self, name: str) -> None:
        if name == PBX:
            self.parts.desk.lose_all()

    def _back(self, name: str) -> None:
        if name == PBX:
            self.parts.pool.refresh()
