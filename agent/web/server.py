"""The HTTP server of one site: its socket, its life, its end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator

import uvicorn
from fastapi import FastAPI

from agent.config import Web
from agent.errors import ConfigError
from agent.switchboard.site import Site

GRACE_SECONDS = 3
"""For requests in progress when the site stops."""


def bind(web: Web) -> socket.socket:
    """Take the port before anything else is started. Raises ConfigError, naming port and setting."""
    family = socket.AF_INET6 if ":" in web.host else socket.AF_INET
    try:
        return socket.create_server((web.host, web.port), family=family)
    except OSError as error:
        raise ConfigError(
            f"port {web.port} on {web.host} cannot be taken ({error.strerror}): "
            "stop the program that has it, or set web.port in offhook.toml"
        ) from error


async def run(site: Site, app: FastAPI, listening: socket.socket, on_ready: Callable[[], None]) -> None:
    """Start the site, serve until SIGINT or SIGTERM, stop it. Raises OffhookError if it does not start."""
    async with _told_to_stop() as stop:
        if not await _started(site, stop):
            return
        try:
            on_ready()
            await _serve(app, listening, stop, site)
        finally:
            await site.stop()


async def _started(site: Site, stop: asyncio.Event) -> bool:
    """False: the order to stop came first, and nothing runs."""
    starting = asyncio.create_task(site.start(), name="start")
    stopping = asyncio.create_task(stop.wait(), name="stop")
    await asyncio.wait((starting, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not starting.done():
        starting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await starting
        return False
    await starting
    return True


async def _serve(app: FastAPI, listening: socket.socket, stop: asyncio.Event, site: Site) -> None:
    config = uvicorn.Config(app, log_config=None, lifespan="off", timeout_graceful_shutdown=GRACE_SECONDS)
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]), name="http")
    stopping = asyncio.create_task(stop.wait(), name="stop")
    await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    # Who follows a call sees it end before the stream does.
    await site.parts.desk.close()
    site.parts.bus.close()
    server.should_exit = True
    await serving


class _Server(uvicorn.Server):
    """uvicorn without its own signal handlers: they would end the process before the site has stopped."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def _told_to_stop() -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
