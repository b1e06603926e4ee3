"""Engine work in threads: in order, bounded, dropped when nobody waits for it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing

import pytest

from agent.engines.jobs import Jobs, Stopped
from agent.errors import EngineRefused


@pytest.fixture
async def jobs() -> AsyncIterator[Jobs]:
    jobs = Jobs("test", limit=2)
    yield jobs
    jobs.close()


async def test_the_result_comes_back(jobs: Jobs) -> None:
    assert await jobs.run(lambda stop: 6 * 7) == 42


async def test_what_a_job_raises_comes_back(jobs: Jobs) -> None:
    with pytest.raises(EngineRefused, match="no"):
        await jobs.run(lambda stop: _refuse())


def _refuse() -> None:
    raise EngineRefused("no")


async def test_jobs_run_one_at_a_time_in_the_order_they_came(jobs: Jobs) -> None:
    order: list[int] = []
    await asyncio.gather(*(jobs.run(lambda stop, number=number: order.append(number)) for number in range(3)))  # type: ignore[misc]
    assert order == [0, 1, 2]


async def test_a_full_queue_refuses_and_says_how_many_wait(jobs: Jobs) -> None:
    hold = threading.Event()
    waiting = [asyncio.ensure_future(jobs.run(lambda stop: hold.wait(5))) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(EngineRefused, match="test is busy: 3 requests"):
        await jobs.run(lambda stop: True)
    hold.set()
    assert await asyncio.gather(*waiting) == [True] * 3
    assert jobs.pending == 0


async def test_a_cancelled_job_that_waits_never_starts(jobs: Jobs) -> None:
    hold, started = threading.Event(), threading.Event()
    first = asyncio.ensure_future(jobs.run(lambda stop: hold.wait(5)))
    second = asyncio.ensure_future(jobs.run(lambda stop: started.set()))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    hold.set()
    await first
    assert await jobs.run(lambda stop: started.is_set()) is False


async def test_a_cancelled_job_that_runs_is_told_to_stop(jobs: Jobs) -> None:
    running, stopped = threading.Event(), threading.Event()

    def work(stop: threading.Event) -> None:
        running.set()
        if stop.wait(5):
            stopped.set()
            raise Stopped

    task = asyncio.ensure_future(jobs.run(work))
    await asyncio.to_thread(running.wait, 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(stopped.wait, 5)


async def test_items_come_as_they_are_made(jobs: Jobs) -> None:
    go_on = threading.Event()

    def work(stop: threading.Event) -> Iterator[int]:
        yield 1
        go_on.wait(5)
        yield 2

    seen = []
    async for item in jobs.stream(work):
        seen.append(item)
        go_on.set()
    assert seen == [1, 2]


async def test_closing_the_stream_stops_the_work(jobs: Jobs) -> None:
    ended = threading.Event()

    def work(stop: threading.Event) -> Iterator[int]:
        try:
            while not stop.wait(0.001):
                yield 1
        finally:
            ended.set()

    async with aclosing(jobs.stream(work)) as items:
        await anext(items)
    assert await asyncio.to_thread(ended.wait, 5)


async def test_an_error_in_the_middle_follows_the_items_before_it(jobs: Jobs) -> None:
    def work(stop: threading.Event) -> Iterator[int]:
        yield 1
        raise EngineRefused("broke")

    items = jobs.stream(work)
    assert await anext(items) == 1
    with pytest.raises(EngineRefused, match="broke"):
        await anext(items)
