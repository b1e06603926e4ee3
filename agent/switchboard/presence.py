"""Whether a switchboard runs on this home: a lock that the kernel lets go of when its holder dies."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import time
from pathlib import Path
from typing import IO

from agent.config import Paths
from agent.errors import SwitchboardError

STOP_SECONDS = 40.0
POLL_SECONDS = 0.1


class Presence:
    """Held by ``offhook up`` as long as it runs."""

    def __init__(self, paths: Paths) -> None:
        self._file = paths.run / "offhook.pid"
        self._held: IO[str] | None = None

    def take(self) -> None:
        """Raises SwitchboardError, with the pid, when one runs already."""
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self._file.open("a+", encoding="ascii")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise SwitchboardError(
                f"offhook runs already (pid {self.pid()}): `offhook status` shows it, `offhook down` stops it"
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        self._held = file

    def release(self) -> None:
        if self._held is not None:
            self._held.truncate(0)
            self._held.close()
            self._held = None

    def pid(self) -> int | None:
        """Who holds it; None when nobody does."""
        try:
            with self._file.open("r", encoding="ascii") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except OSError:
                    return int(file.read().strip() or 0)
        except (FileNotFoundError, ValueError):
            return None
        return None

    def stop(self) -> int | None:
        """Ask the holder to end, and wait for it; its pid, or None when nobody ran.

        Raises SwitchboardError when it does not end.
        """
        pid = self.pid()
        if not pid:
            return None
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while self.pid() == pid:
            if time.monotonic() > deadline:
                raise SwitchboardError(f"offhook (pid {pid}) does not end: see its log, then `kill -9 {pid}`")
            time.sleep(POLL_SECONDS)
        return pid


def log_file(paths: Paths) -> Path:
    """Where ``offhook up --detach`` writes."""
    return paths.logs / "offhook.log"
