"""offhook with its practice town as a user starts it: ``offhook up --practice`` in a home of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from agent.errors import SetupError
from agent.practice.demo.client import is_ready
from agent.practice.demo.home import Home
from agent.practice.people import SEED_VARIABLE
from agent.store.database import Database
from agent.store.keys import KeyStore, Scope

COMMAND = (sys.executable, "-m", "agent", "up", "--practice")
START_SECONDS = 90.0
STOP_SECONDS = 30.0
POLL_SECONDS = 0.2


@contextlib.contextmanager
def running(home: Home, seed: int, log: Path) -> Iterator[Site]:
    """Started and ready for a call; stopped afterwards, whatever happened.

    Raises SetupError when it does not come up, with the end of its log.
    """
    environment = {**home.environment, SEED_VARIABLE: str(seed), "HF_HUB_OFFLINE": "1"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment,
            start_new_session=True,
        )
        site = Site(home, process)
        try:
            _wait_until_ready(site, log)
            yield site
        finally:
            site.stop()


class Site:
    """``left_over``: after ``stop``, command lines of processes that were ours and still run."""

    def __init__(self, home: Home, process: subprocess.Popen[bytes]) -> None:
        self.home = home
        self.process = process
        self.left_over: list[str] = []

    def key(self, *scopes: Scope) -> str:
        """A fresh API key; without scopes, one that can place and read calls."""
        database = Database(self.home.paths.database)
        try:
            return KeyStore(database).create("demo", scopes or ("read", "call"))[1]
        finally:
            database.close()

    def stop(self) -> None:
        family = _family(self.process.pid)
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_SECONDS)
        deadline = time.monotonic() + 2.0
        while (alive := [one for one in family if one.lives()]) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        self.left_over = [one.command for one in alive]
        for one in alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one.pid, signal.SIGKILL)
        self.process.wait()


class _Process:
    """A process by its id and start time, so that a reused id is not mistaken for it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.started = _stat(pid)[19]
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        self.command = command.replace(b"\0", b" ").decode("utf-8", "replace").strip()

    def lives(self) -> bool:
        try:
            stat = _stat(self.pid)
        except OSError:
            return False
        return stat[19] == self.started and stat[0] != "Z"


def _family(root: int) -> list[_Process]:
    """``root`` and everything that descends from it."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parents[int(folder.name)] = int(_stat(int(folder.name))[1])
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    found = []
    for pid in sorted(family):
        with contextlib.suppress(OSError):
            found.append(_Process(pid))
    return found


def _stat(pid: int) -> list[str]:
    """proc(5), /proc/pid/stat from its third field on: state, parent ...; the 20th is the start time."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _wait_until_ready(site: Site, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_ready(site.home.url):
        if site.process.poll() is not None:
            raise SetupError(f"offhook up --practice ended with {site.process.returncode}:\n{_end_of(log)}")
        if time.monotonic() > deadline:
            raise SetupError(f"offhook was not ready within {START_SECONDS:.0f} s:\n{_end_of(log)}")
        time.sleep(POLL_SECONDS)


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-15:])
