"""Blocking engine work off the event loop: few threads per engine, a bounded queue before it.

Whoever asked may go away at any time: a job that still waits is then taken out of the queue, one that
runs is told by its ``stop`` event.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from agent.errors import EngineRefused

T = TypeVar("T")


class Stopped(Exception):
    """Raised inside a job whose result nobody waits for any more. Never leaves the job's thread."""


class Jobs:
    """Runs ``workers`` jobs at a time, in the order they came; at most ``limit`` more may wait."""

    def __init__(self, name: str, limit: int = 16, workers: int = 1) -> None:
        self.name = name
        self._limit = limit + workers
        self._pending = 0
        self._running: set[threading.Event] = set()
        self._threads = ThreadPoolExecutor(max_workers=workers, thread_name_prefix=name)

    @property
    def pending(self) -> int:
        """Jobs that run or wait."""
        return self._pending

    @property
    def full(self) -> bool:
        """Whether the next job would be refused."""
        return self._pending >= self._limit

    async def run(self, work: Callable[[threading.Event], T]) -> T:
        """The result of ``work(stop)``. Raises EngineRefused when too many jobs wait."""
        stop = threading.Event()
        future = self._submit(lambda: work(stop), stop)
        try:
            return await asyncio.wrap_future(future)
        finally:
            stop.set()

    async def stream(self, work: Callable[[threading.Event], Iterator[T]]) -> AsyncGenerator[T, None]:
        """The items of ``work(stop)`` as they come. Closing the iterator stops the work."""
        stop = threading.Event()
        loop = asyncio.get_running_loop()
        items: asyncio.Queue[T | _End] = asyncio.Queue()

        def post(item: T | _End) -> None:
            # the loop is closed when the host has been told to end meanwhile
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(items.put_nowait, item)

        future = self._submit(lambda: _pump(work, stop, post), stop)
        future.add_done_callback(lambda done: post(_End(None if done.cancelled() else done.exception())))
        try:
            while not isinstance(item := await items.get(), _End):
                yield item
            if item.error is not None:
                raise item.error
        finally:
            stop.set()
            future.cancel()

    def close(self) -> None:
        """Take no more jobs, drop those that wait, tell the running one to stop. Does not wait."""
        for stop in tuple(self._running):
            stop.set()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _submit(self, work: Callable[[], T], stop: threading.Event) -> Future[T]:
        if self.full:
            raise EngineRefused(f"{self.name} is busy: {self._pending} requests before this one; try again")
        self._pending += 1
        self._running.add(stop)
        future = self._threads.submit(work)
        future.add_done_callback(lambda _: self._done(stop))
        return future

    def _done(self, stop: threading.Event) -> None:
        self._pending -= 1
        self._running.discard(stop)


class _End:
    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def _pump(
    work: Callable[[threading.Event], Iterator[T]],
    stop: threading.Event,
    post: Callable[[T], None],
) -> None:
    with suppress(Stopped):
        for item in work(stop):
            if stop.is_set():
                return
            post(item)
