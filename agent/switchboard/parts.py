"""The processes beside the switchboard, each as a ``Part`` of the supervisor."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Protocol

from agent.engines.settings import HostSettings
from agent.errors import EngineUnavailable

ENGINES = "engines"
PBX = "pbx"
ENGINES_READY_SECONDS = 90.0
STOP_SECONDS = 5.0
_KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "XDG_CACHE_HOME", "OFFHOOK_HOME")


class BlockingServer(Protocol):
    """``agent.pbx.server.Pbx``, or the practice carrier: methods that block."""

    @property
    def alive(self) -> bool: ...

    @property
    def pid(self) -> int | None: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


class ServerPart:
    """An Asterisk of ours."""

    def __init__(self, name: str, server: BlockingServer) -> None:
        self.name = name
        self._server = server

    @property
    def alive(self) -> bool:
        return self._server.alive

    @property
    def pid(self) -> int | None:
        return self._server.pid

    async def start(self) -> None:
        await asyncio.to_thread(self._server.start)

    async def stop(self) -> None:
        await asyncio.to_thread(self._server.stop)


class EnginePart:
    """The engine host. Its settings go over its standard input, which stays open as long as we live."""

    name = ENGINES

    def __init__(self, settings: HostSettings, log_file: Path, command: Sequence[str] | None = None) -> None:
        self._settings = settings
        self._log_file = log_file
        self._command = command or [sys.executable, "-m", "agent.engines"]
        self._process: asyncio.subprocess.Process | None = None

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None and self.alive else None

    async def start(self) -> None:
        self._log_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for socket in (self._settings.stt, self._settings.tts, self._settings.llm.removeprefix("unix:")):
            Path(socket).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._log_file.open("ab") as log:
            start = log.tell()
            self._process = await self._spawn(log)
        try:
            await asyncio.wait_for(self._ready(self._process), ENGINES_READY_SECONDS)
        except (EngineUnavailable, TimeoutError, OSError) as error:
            await self.stop()
            said = str(error) or _last_line(self._log_file, start) or "it was not ready in time"
            raise EngineUnavailable(
                f"the engine host does not start: {said} (see {self._log_file})"
            ) from error

    async def _spawn(self, log: IO[bytes]) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            env=_environment(os.environ),
            start_new_session=True,
        )
        assert process.stdin is not None
        with contextlib.suppress(ConnectionError):  # it died at once: seen where its answer is read
            process.stdin.write(self._settings.to_json().encode() + b"\n")
            await process.stdin.drain()
        return process

    async def _ready(self, process: asyncio.subprocess.Process) -> None:
        """Wait for the one line it writes when it serves, or cannot."""
        assert process.stdout is not None
        line = await process.stdout.readline()
        told = json.loads(line) if line.startswith(b"{") else {}
        if told.get("event") != "ready":
            raise EngineUnavailable(told.get("reason", ""))

    async def stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
        with contextlib.suppress(ConnectionError):
            await process.stdin.wait_closed()


def _environment(source: Mapping[str, str]) -> dict[str, str]:
    kept = {name: source[name] for name in _KEPT_VARIABLES if name in source}
    root = str(Path(__file__).resolve().parents[2])
    # Idle OpenMP threads that spin take the cores from the ones that work; nothing is fetched unasked.
    quiet = {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "0", "HF_HUB_OFFLINE": "1"}
    return {**kept, **quiet, "PYTHONPATH": root, "PYTHONUNBUFFERED": "1"}


def _last_line(file: Path, start: int) -> str:
    with contextlib.suppress(OSError), file.open("rb") as log:
        log.seek(start)
        lines = log.read().decode("utf-8", "replace").splitlines()
        return next((line.strip() for line in reversed(lines) if line.strip()), "")
    return ""
