"""The people of the practice town as processes: one per person, one call each, then a fresh one.

A process that serves one call and ends leaves nothing of that call behind, and it is how our own
lines work. The next process is started as soon as the call is over, and is registered before the
old one has closed its files.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from agent.config import Config, Paths
from agent.errors import PbxUnavailable
from agent.ports import LineSetup, SipAccount

READY_SECONDS = 30.0
STOP_SECONDS = 5.0
RESPAWN_SECONDS = 1.0
"""Between two starts of a process that failed before it was registered."""
RTP_PORTS = range(26000, 26400)


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits at a telephone of the town. ``name`` is the user part of the SIP account."""

    name: str
    called: str
    business: str
    voice: str
    role: Literal["restaurant"] = "restaurant"


TOWN: tuple[Person, ...] = (
    Person("person-bella", called="Mark", business="Bella Vista", voice="chris"),
    Person("person-direct", called="Adam", business="Luigi's restaurant", voice="eric"),
)


def bookings_file(paths: Paths) -> Path:
    """What the town's businesses really wrote down: one JSON object per line, a booking each."""
    return paths.carrier / "bookings.jsonl"


def recordings_folder(paths: Paths) -> Path:
    """``<person>/<n>/recording.wav`` and ``events.jsonl``: the far side of every call."""
    return paths.carrier / "people"


@dataclass(slots=True)
class _Place:
    person: Person
    account: SipAccount
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    processes: dict[int, asyncio.subprocess.Process] = field(default_factory=dict)
    trouble: str = ""


class People:
    """Starts, restarts and stops the persons that have an ``account``.

    ``accounts``: SIP accounts at the carrier by name (``person-bella``). Accounts that ``TOWN`` does
    not know are an error of the caller's: ValueError.
    """

    def __init__(
        self,
        config: Config,
        paths: Paths,
        accounts: Mapping[str, SipAccount],
        *,
        stt_socket: str,
        tts_socket: str,
        seed: int = 0,
    ) -> None:
        town = {person.name: person for person in TOWN}
        if unknown := sorted(set(accounts) - set(town)):
            raise ValueError(f"no such person in the practice town: {', '.join(unknown)}")
        self._config = config
        self._paths = paths
        self._stt_socket = stt_socket
        self._tts_socket = tts_socket
        self._seed = seed
        self._places = [_Place(town[name], account) for name, account in sorted(accounts.items())]
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def pids(self) -> tuple[int, ...]:
        return tuple(pid for place in self._places for pid in place.processes)

    async def start(self) -> None:
        """Return when everybody is registered. Raises PbxUnavailable when somebody is not in time."""
        self._tasks = [asyncio.create_task(self._keep(place)) for place in self._places]
        try:
            async with asyncio.timeout(READY_SECONDS):
                await asyncio.gather(*(place.ready.wait() for place in self._places))
        except TimeoutError:
            missing = [place for place in self._places if not place.ready.is_set()]
            await self.stop()
            detail = "; ".join(f"{place.person.name}: {place.trouble or 'no word'}" for place in missing)
            raise PbxUnavailable(f"not registered within {READY_SECONDS:.0f} s: {detail}") from None

    async def stop(self) -> None:
        """End every process; those that do not end by themselves are killed."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    async def _keep(self, place: _Place) -> None:
        async with asyncio.TaskGroup() as watchers:
            while True:
                over = asyncio.Event()
                watchers.create_task(self._serve(place, over))
                await over.wait()

    async def _serve(self, place: _Place, over: asyncio.Event) -> None:
        """One process from its start to its end; ``over`` is set when the next may be started."""
        folder = self._fresh_folder(place.person)
        with (folder / "log.txt").open("wb") as log:
            process = await self._spawn(place, folder, log)
            try:
                registered = await self._listen(place, process, over)
                await process.wait()
            finally:
                await _end(process)
                del place.processes[process.pid]
        if not registered:
            place.trouble = f"ended with {process.returncode}, see {folder / 'log.txt'}"
            await asyncio.sleep(RESPAWN_SECONDS)
        over.set()

    async def _spawn(self, place: _Place, folder: Path, log: IO[bytes]) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "agent.practice.person",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            env={key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ},
            start_new_session=True,
        )
        place.processes[process.pid] = process
        assert process.stdin is not None
        with contextlib.suppress(ConnectionError):  # it died at once; its exit says so
            process.stdin.write(json.dumps(self._order(place, folder)).encode() + b"\n")
            await process.stdin.drain()
        return process

    async def _listen(self, place: _Place, process: asyncio.subprocess.Process, over: asyncio.Event) -> bool:
        """Read the person's reports to the end; whether it was ever registered."""
        registered = False
        assert process.stdout is not None
        async for line in process.stdout:
            match _event(line):
                case "line.ready":
                    registered = True
                    place.ready.set()
                case "over":
                    place.ready.clear()
                    over.set()
        return registered

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
            "person": asdict(place.person),
            "seed": self._seed,
            "hearing": asdict(self._config.hearing),
            "limits": asdict(self._config.limits),
            "folder": str(folder),
            "bookings": str(bookings_file(self._paths)),
        }

    def _fresh_folder(self, person: Person) -> Path:
        base = recordings_folder(self._paths) / person.name
        base.mkdir(parents=True, exist_ok=True)
        for number in itertools.count(1):
            folder = base / str(number)
            with contextlib.suppress(FileExistsError):
                folder.mkdir()
                return folder
        raise AssertionError("unreachable")


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
