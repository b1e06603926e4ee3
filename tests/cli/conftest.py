from __future__ import annotations

import asyncio
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn

from agent.cli.local import ensure_key
from agent.config import Paths, default_paths
from agent.web.app import WebParts, make_app
from tests.switchboard.bench import Bench, bench, eventually

ROOT = Path(__file__).parents[2]


@dataclass
class Ran:
    code: int
    out: str
    err: str


@dataclass
class Home:
    """A home of its own, with its HTTP port; ``run`` is ``offhook`` with these arguments."""

    folder: Path
    web_port: int

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "OFFHOOK_HOME": str(self.folder), "PYTHONPATH": str(ROOT), "COLUMNS": "200"}

    @property
    def paths(self) -> Paths:
        return default_paths(self.environment)

    async def run(self, *arguments: str, seconds: float = 60.0) -> Ran:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "agent",
            *arguments,
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            out, err = await asyncio.wait_for(process.communicate(), seconds)
        except TimeoutError:
            process.kill()
            out, err = await process.communicate()
            raise AssertionError(f"offhook {' '.join(arguments)} went on: {err.decode()}") from None
        assert process.returncode is not None
        return Ran(process.returncode, out.decode(), err.decode())


@pytest.fixture
def home() -> Iterator[Home]:
    folder = Path(tempfile.mkdtemp(prefix="oh-", dir="/tmp"))  # a UNIX socket's path holds 107 bytes
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    made = Home(folder, port)
    (folder / "offhook.toml").write_text(f"[web]\nport = {port}\n", "utf-8")
    yield made
    shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Running:
    home: Home
    bench: Bench


@pytest.fixture
async def running(home: Home, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    """The HTTP interface of that home, with scripted lines behind it."""
    monkeypatch.setattr("agent.switchboard.trunk.WAIT_SECONDS", 0.05)
    ensure_key(home.paths)

    async def doctor() -> dict[str, object]:
        return {"ok": False, "checks": [{"id": "disk", "ok": False, "message": "full"}]}

    async with bench(home.folder) as made:
        app = make_app(
            WebParts(
                calls=made.calls,
                keys=made.keys,
                desk=made.desk,
                bus=made.bus,
                recordings=home.folder / "calls",
                status=lambda: {
                    "pid": 1,
                    "uptime_seconds": 2.0,
                    "ready": {"lines": made.pool.ready},
                    "parts": {},
                    "lines": made.pool.status,
                    "calls": made.desk.live,
                },
                doctor=doctor,
            )
        )
        config = uvicorn.Config(app, port=home.web_port, log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve())
        await eventually(lambda: server.started)
        yield Running(home, made)
        made.bus.close()
        server.should_exit = True
        await serving
