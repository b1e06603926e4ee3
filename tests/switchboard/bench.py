"""A switchboard with a real store, real pipes and scripted lines."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from agent.config import Limits, Policy
from agent.store.calls import CallStore
from agent.store.database import Database
from agent.store.keys import KeyStore
from agent.store.menus import MenuStore
from agent.store.records import CallRecord
from agent.switchboard.calls import CallDesk, CallOrder, DeskSettings
from agent.switchboard.events import EventBus
from agent.switchboard.pool import LinePool, PoolSettings, scrubbed_environment
from agent.switchboard.trunk import TrunkAnswers

FAKE_LINE = Path(__file__).with_name("fake_line.py")
SECRET = "the-sip-secret-of-this-line"
TO = "+12025550101"
T = TypeVar("T")


@dataclass
class Bench:
    database: Database
    calls: CallStore
    menus: MenuStore
    keys: KeyStore
    pool: LinePool
    bus: EventBus
    trunk: TrunkAnswers
    desk: CallDesk
    folder: Path

    async def place(self, script: str, **more: Any) -> CallRecord:
        return await self.desk.place(CallOrder(**{"to": TO, "task": script, **more}))

    async def ended(self, call_id: str) -> CallRecord:
        return await eventually(lambda: _over(self.calls.get(call_id)))

    async def run(self, script: str) -> CallRecord:
        """Place a call and wait for its end."""
        return await self.ended((await self.place(script)).id)

    def states(self) -> list[str]:
        return [slot["state"] for slot in self.pool.status]

    def pids(self) -> list[int]:
        return [slot["pid"] for slot in self.pool.status if slot["pid"]]


def _over(record: CallRecord | None) -> CallRecord | None:
    return record if record is not None and record.over else None


async def eventually(probe: Callable[[], T | None], seconds: float = 20.0) -> T:
    """The first result of ``probe`` that is true, or a failure after ``seconds``."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not (found := probe()):
        assert asyncio.get_running_loop().time() < deadline, "it did not come to that in time"
        await asyncio.sleep(0.01)
    return found


@asynccontextmanager
async def bench(
    folder: Path,
    *,
    lines: int = 2,
    spare: int = 1,
    setup: dict[str, Any] | None = None,
    limits: Limits | None = None,
    start: bool = True,
) -> AsyncIterator[Bench]:
    database = Database(folder / "offhook.sqlite3")
    calls, menus, trunk = CallStore(database), MenuStore(database), TrunkAnswers()
    bus = EventBus(calls)
    settings = PoolSettings(
        command=[sys.executable, str(FAKE_LINE)],
        environment=scrubbed_environment(),
        folder=folder / "calls",
        setup=lambda slot, folder: {"slot": slot, "secret": SECRET, **(setup or {})},
        count=lines,
        spare=spare,
    )
    pool = LinePool(settings)
    desk = CallDesk(
        DeskSettings(
            policy=Policy(allow=("+1202555XXXX",)),
            limits=limits or Limits(),
            folder=folder / "calls",
            voices=("jessica", "eric"),
            default_voice="jessica",
        ),
        calls,
        menus,
        pool,
        bus,
        trunk,
    )
    made = Bench(database, calls, menus, KeyStore(database), pool, bus, trunk, desk, folder)
    if start:
        await pool.start()
    try:
        yield made
    finally:
        bus.close()
        await desk.close()
        await pool.stop()
        database.close()
