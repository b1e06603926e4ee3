from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.store.calls import CallStore
from agent.store.database import Database
from agent.store.records import NewCall
from agent.switchboard.events import ENDED, QUEUED, EventBus


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CallStore]:
    database = Database(tmp_path / "db")
    yield CallStore(database)
    database.close()


def _queue(store: CallStore, call_id: str) -> None:
    store.create(NewCall(id=call_id, to="+12025550101", task="x", voice="jessica"), QUEUED)


async def _all(bus: EventBus, call_id: str | None, after: int = 0) -> list[str]:
    return [event.name async for event in bus.follow(call_id, after)]


async def test_a_late_follower_gets_everything_from_the_beginning(store: CallStore) -> None:
    _queue(store, "call_1")
    store.append("call_1", "turn", {})
    store.append("call_1", ENDED, {})
    assert await _all(EventBus(store), "call_1") == [QUEUED, "turn", ENDED]


async def test_replay_and_live_join_without_gap_or_repetition(store: CallStore) -> None:
    bus = EventBus(store)
    _queue(store, "call_1")
    following = asyncio.create_task(_all(bus, "call_1"))
    for number in range(20):
        await asyncio.sleep(0)
        store.append("call_1", f"turn {number}", {})
        bus.announce()
    store.append("call_1", ENDED, {})
    bus.announce()
    assert await following == [QUEUED, *(f"turn {number}" for number in range(20)), ENDED]


async def test_the_end_of_another_call_ends_nothing(store: CallStore) -> None:
    bus = EventBus(store)
    _queue(store, "call_1")
    _queue(store, "call_2")
    store.append("call_2", ENDED, {})
    following = asyncio.create_task(_all(bus, "call_1"))
    bus.announce()
    store.append("call_1", ENDED, {})
    bus.announce()
    assert await following == [QUEUED, ENDED]


async def test_following_all_calls_goes_on_until_the_bus_closes(store: CallStore) -> None:
    bus = EventBus(store)
    _queue(store, "call_1")
    following = asyncio.create_task(_all(bus, None, store.last_seq()))
    store.append("call_1", ENDED, {})
    _queue(store, "call_2")
    bus.announce()
    bus.close()
    assert await following == [ENDED, QUEUED]


async def test_a_follower_that_leaves_is_forgotten(store: CallStore) -> None:
    bus = EventBus(store)
    _queue(store, "call_1")
    stream = bus.follow("call_1")
    await anext(stream)
    assert len(bus._readers) == 1
    await stream.aclose()  # type: ignore[attr-defined]
    assert not bus._readers
