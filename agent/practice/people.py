"""The people of the practice town as processes: one each, started again when it dies."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from agent.config import Config, Paths
from agent.errors import PbxUnavailable
from agent.ports import LineSetup, SipAccount
from agent.practice.town import BY_ACCOUNT, TOWN, Person, bookings_file, recordings_folder

READY_SECONDS = 30.0
STOP_SECONDS = 5.0
RESPAWN_SECONDS = 1.0
"""Between the end of a process and the start of the next."""
SEED_VARIABLE = "OFFHOOK_PRACTICE_SEED"
RTP_PORTS = range(26000, 26400)


@dataclass(slots=True)
class _Place:
    person: Person
    account: SipAccount
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while the person waits for a call."""
    served: int = 0
    process: asyncio.subprocess.Process | None = None
    trouble: str = ""


class People:
    """Starts, restarts and stops the persons that have an account.

    ``seed``: their temper; None: the environment's ``OFFHOOK_PRACTICE_SEED``, or 0.
    ``accounts``: at the carrier, by the names of ``numbers.PEOPLE``; where one is left out nobody answers.
    """

    def __init__(
        self,
        config: Config,
        paths: Paths,
        accounts: Mapping[str, SipAccount],
        *,
        stt_socket: str,
        tts_socket: str,
        seed: int | None = None,
    ) -> None:
        self._config = config
        self._paths = paths
        self._stt_socket = stt_socket
        self._tts_socket = tts_socket
        self._seed = int(os.environ.get(SEED_VARIABLE, "0")) if seed is None else seed
        self._places = [_Place(BY_ACCOUNT[name], account) for name, account in sorted(accounts.items())]
        self._tasks: list[asyncio.Task[None]] = []

    name = "people"

    @property
    def alive(self) -> bool:
        """Started and not stopped: single persons that die are started again from here."""
        return bool(self._tasks) and not any(task.done() for task in self._tasks)

    @property
    def waiting(self) -> bool:
        """Everybody can be called now."""
        return all(place.ready.is_set() for place in self._places)

    @property
    def served(self) -> int:
        """Calls that are over, of all persons together."""
        return sum(place.served for place in self._places)

    @property
    def pid(self) -> int | None:
        """Of the first of them."""
        return next(iter(self.pids), None)

    @property
    def pids(self) -> tuple[int, ...]:
        return tuple(place.process.pid for place in self._places if place.process)

    async def start(self) -> None:
        """Return when everybody is registered. Raises PbxUnavailable when somebody is not in time."""
        self._tasks = [asyncio.create_task(self._keep(place)) for place in self._places]
        try:
            async with asyncio.timeout(READY_SECONDS):
                await asyncio.gather(*(place.ready.wait() for place in self._places))
        except TimeoutError:
            missing = [place for place in self._places if not place.ready.is_set()]
            await self.stop()
            detail = "; ".join(f"{place.person.account}: {place.trouble or 'no word'}" for place in missing)
            raise PbxUnavailable(f"not registered within {READY_SECONDS:.0f} s: {detail}") from None

    async def stop(self) -> None:
        """End every process; those that do not end by themselves are killed."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    async def _keep(self, place: _Place) -> None:
        while True:
            folder = recordings_folder(self._paths) / place.person.account
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / "log.txt").open("ab") as log:
                process = place.process = await self._spawn(place, folder, log)
                try:
                    await self._listen(place, process)
                    await process.wait()
                finally:
                    place.ready.clear()
                    await _end(process)
                    place.process = None
            place.trouble = _last_line(folder / "log.txt") or f"ended with {process.returncode}"
            await asyncio.sleep(RESPAWN_SECONDS)

    async def _spawn(self, place: _Place, folder: Path, log: IO[bytes]) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "agent.practice.person",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            env=_environment(),
            start_new_session=True,  # Ctrl-C in the terminal is for whoever started us all
        )
        assert process.stdin is not None
        with contextlib.suppress(ConnectionError):  # it died at once; its exit says so
            process.stdin.write(json.dumps(self._order(place, folder)).encode() + b"\n")
            await process.stdin.drain()
        return process

    async def _listen(self, place: _Place, process: asyncio.subprocess.Process) -> None:
        """Read the person's reports to the end."""
        assert process.stdout is not None
        async for line in process.stdout:
            match _event(line):
                case "line.ready":
                    place.ready.set()
                case "over":
                    place.ready.clear()
                    place.served += 1

    def _order(self, place: _Place, folder: Path) -> dict[str, Any]:
        """The person's one line of input."""
        share = len(RTP_PORTS) // len(TOWN)
        first = RTP_PORTS[TOWN.index(place.person) * share]
        setup = LineSetup(
            account=place.account,
            bind_host=place.account.host,
            rtp_port_start=first,
            rtp_port_end=first + share - 1,
            rate=16000 if self._config.lines.wideband else 8000,
            stt_socket=self._stt_socket,
            tts_socket=self._tts_socket,
            llm_url="",
        )
        return {
            "setup": asdict(setup),
            "seed": self._seed,
            "hearing": asdict(self._config.hearing),
            "limits": asdict(self._config.limits),
            "folder": str(folder),
            "bookings": str(bookings_file(self._paths)),
        }


def _last_line(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").splitlines()
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _environment() -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if key in os.environ}
    # Idle OpenMP threads that spin take the cores from the ones that work.
    return {**kept, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), "OMP_WAIT_POLICY": "PASSIVE"}


def _event(line: bytes) -> str:
    try:
        report = json.loads(line)
    except ValueError:
        return ""
    return str(report.get("event", "")) if isinstance(report, dict) else ""


async def _end(process: asyncio.subprocess.Process) -> None:
    """The end of its input tells a person to go; after STOP_SECONDS it is killed."""
    if process.returncode is not None:
        return
    if process.stdin is not None:
        process.stdin.close()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
