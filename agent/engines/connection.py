"""One client's connection to a Wyoming server of ours."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, Protocol, TypeVar

from wyoming.error import Error
from wyoming.event import Event, async_read_event, async_write_event
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong

from agent.engines.clients import REFUSED
from agent.errors import EngineError, EngineRefused

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Sendable(Protocol):
    def event(self) -> Event: ...


class ClientGone(Exception):
    """The client closed its connection: nobody waits for what is being made."""


class Connection:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._next: asyncio.Task[Event | None] | None = None

    async def read(self) -> Event | None:
        """The next event; None at the end."""
        task = self._next or self._start_reading()
        event = await task
        self._next = None
        return event

    async def send(self, message: Sendable) -> None:
        await async_write_event(message.event(), self._writer)

    async def unless_gone(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of ``work``; it is cancelled, and ClientGone raised, when the client hangs up."""
        doing = asyncio.ensure_future(work)
        # reading ahead is the only way to see the end of the stream; what comes instead is kept for read()
        coming = self._next = self._next or self._start_reading()
        try:
            await asyncio.wait((doing, coming), return_when=asyncio.FIRST_COMPLETED)
            if not doing.done() and coming.result() is None:
                raise ClientGone
            return await doing
        finally:
            doing.cancel()

    async def close(self) -> None:
        if self._next is not None:
            self._next.cancel()
        self._writer.close()
        with suppress(OSError):
            await self._writer.wait_closed()

    def _start_reading(self) -> asyncio.Task[Event | None]:
        return asyncio.get_running_loop().create_task(_read(self._reader))


async def _read(reader: asyncio.StreamReader) -> Event | None:
    try:
        return await async_read_event(reader)
    except (OSError, EOFError, KeyError, TypeError, AttributeError):
        # half an event, or JSON that is no event: this peer has nothing more to say to us
        return None


Handle = Callable[[Connection, Event], Awaitable[None]]


async def serve(connection: Connection, info: Callable[[], Info], handle: Handle) -> None:
    """Read events until the client leaves; describe and ping are answered here, the rest by ``handle``."""
    try:
        while (event := await connection.read()) is not None:
            if Describe.is_type(event.type):
                await connection.send(info())
            elif Ping.is_type(event.type):
                await connection.send(Pong(text=Ping.from_event(event).text))
            else:
                await _answer(connection, event, handle)
    except (ClientGone, OSError):
        return
    finally:
        await connection.close()


async def _answer(connection: Connection, event: Event, handle: Handle) -> None:
    try:
        await handle(connection, event)
    except EngineError as error:
        code = REFUSED if isinstance(error, EngineRefused) else "unavailable"
        await connection.send(Error(str(error), code))
    except (KeyError, TypeError, ValueError) as error:
        await connection.send(Error(f"malformed {event.type} event: {error!r}", REFUSED))
    except (ClientGone, OSError):
        raise
    except Exception as error:  # the edge to foreign code: one request's failure must not end the host
        _log.exception("! %s failed", event.type)
        await connection.send(Error(f"the engine failed: {type(error).__name__}", "failed"))
