"""One Asterisk as a child process, kept in one folder: the owner's PBX, or the practice carrier."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from agent.errors import PbxRefused, PbxUnavailable
from agent.pbx import values
from agent.pbx.installation import Installation, environment
from agent.pbx.ports import Port, check_free

READY_SECONDS = 30.0
STOP_SECONDS = 5.0
POLL_SECONDS = 0.05
_SOCKET_PATH_BYTES = 107


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one Asterisk: everything it writes is below ``root`` and ``log``."""

    root: Path
    log: Path

    @property
    def etc(self) -> Path:
        return self.root / "etc"

    @property
    def run(self) -> Path:
        """Its control socket lies here."""
        return self.root / "run"

    @property
    def spool(self) -> Path:
        return self.root / "spool"

    @property
    def data(self) -> Path:
        """Sounds and documentation, as links to the installation's."""
        return self.root / "data"

    def directories(self, installation: Installation) -> dict[str, str]:
        """The ``[directories]`` section of ``asterisk.conf``."""
        places = {
            "astetcdir": self.etc,
            "astmoddir": installation.modules,
            "astvarlibdir": self.root / "lib",
            "astdbdir": self.root / "lib",
            "astkeydir": self.root / "lib",
            "astdatadir": self.data,
            "astagidir": self.root / "agi",
            "astspooldir": self.spool,
            "astrundir": self.run,
            "astlogdir": self.log,
        }
        return {key: values.path(key, str(place)) for key, place in places.items()}

    def make(self, installation: Installation, sounds: dict[str, Path] | None = None) -> None:
        """Make the folders and link the installation's data and further ``sounds`` (name -> folder)."""
        for folder in (
            self.root,
            self.log,
            self.etc,
            self.run,
            self.spool,
            self.data,
            self.root / "lib/keys",
        ):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.data / "sounds").mkdir(exist_ok=True)
        for entry in installation.data.iterdir():
            if entry.name != "sounds":
                _link(self.data / entry.name, entry)
        for entry in (installation.data / "sounds").iterdir():
            _link(self.data / "sounds" / entry.name, entry)
        for name, folder in (sounds or {}).items():
            _link(self.data / "sounds" / name, folder)
        control = self.run / "asterisk.ctl"
        if len(os.fsencode(control)) > _SOCKET_PATH_BYTES:
            raise PbxUnavailable(f"{control} is too long for a socket: set OFFHOOK_HOME to a shorter path")


class AsteriskProcess:
    """Starts, asks and stops one Asterisk. Every method blocks; none belongs into an event loop.

    ``name`` is how messages call it (``the PBX``). ``ports`` are checked before the start,
    ``modules`` after it.
    """

    def __init__(
        self, name: str, installation: Installation, home: Home, ports: Sequence[Port], modules: Sequence[str]
    ) -> None:
        self._name = name
        self._installation = installation
        self._home = home
        self._ports = ports
        self._modules = modules
        self._child: subprocess.Popen[bytes] | None = None
        self._lock: IO[bytes] | None = None

    @property
    def alive(self) -> bool:
        return self._child is not None and self._child.poll() is None

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child is not None and self.alive else None

    def prepare(self, sounds: dict[str, Path] | None = None) -> None:
        """Make the folders; see ``Home.make``."""
        self._home.make(self._installation, sounds)

    def start(self) -> None:
        """Start Asterisk on the configuration in ``home.etc`` and wait until it is ready.

        An Asterisk whose owner died is stopped first. Raises PbxUnavailable: already running, a taken
        port, or what Asterisk wrote before it ended.
        """
        self._own()
        try:
            self._end_leftover()
            check_free(self._ports)
            self._spawn()
            self.wait_ready()
            self.check_modules(self._modules)
        except BaseException:  # also Ctrl-C: nothing half started stays behind
            self.stop()
            raise

    def _spawn(self) -> None:
        with self._console.open("wb") as output:
            # A session of its own: Ctrl-C at our terminal must not cut calls before we end them.
            self._child = subprocess.Popen(
                [*self._installation.command, *self._configured(), "-f", "-n"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self._home.root,
                env=environment(),
                start_new_session=True,
            )

    def wait_ready(self, seconds: float = READY_SECONDS) -> None:
        """Return when Asterisk is fully booted; raises PbxUnavailable."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not self.alive:
                raise PbxUnavailable(f"{self._name} ended at its start: {self._last_words()}")
            # Its socket comes before its modules; this command returns when they are loaded.
            if self._answers():
                return
            time.sleep(POLL_SECONDS)
        raise PbxUnavailable(f"{self._name} was not ready after {seconds:.0f} s: {self._last_words()}")

    def check_modules(self, wanted: Iterable[str]) -> None:
        """Raise PbxUnavailable if a module of ``wanted`` does not run: Asterisk itself says nothing."""
        running = {
            line.split(".so", 1)[0]
            for line in self.command("module show").splitlines()
            if " Running " in line
        }
        if missing := sorted(set(wanted) - running):
            raise PbxUnavailable(f"{self._name} could not load {', '.join(missing)} (see {self._home.log})")

    def command(self, text: str, seconds: float = 10.0) -> str:
        """Run one command of Asterisk's console and return what it prints."""
        try:
            done = subprocess.run(
                [*self._installation.command, *self._configured(), "-rx", text],
                capture_output=True,
                text=True,
                timeout=seconds,
                env=environment(),
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise PbxUnavailable(f"{self._name} does not answer at its console: {error}") from error
        if done.returncode:
            raise PbxRefused(f"{self._name} refused {text!r}: {(done.stderr or done.stdout).strip()}")
        return done.stdout

    def console(self) -> list[str]:
        """The argv that opens the console of the running Asterisk."""
        return [*self._installation.command, *self._configured(), "-r"]

    def stop(self) -> None:
        """End Asterisk; calls on it end with it. Returns when the process is gone."""
        if self._child is not None:
            for ending in (signal.SIGTERM, signal.SIGKILL):
                if self.alive:
                    self._child.send_signal(ending)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._child.wait(STOP_SECONDS)
                    break
            self._child = None
            self._tidy()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def _console(self) -> Path:
        return self._home.log / "console.log"

    def _own(self) -> None:
        """Hold the folder as long as this process lives: the kernel lets go of the lock when we die."""
        if self._lock is not None:
            raise PbxUnavailable(f"{self._name} already runs on {self._home.root}: stop it first")
        lock = (self._home.run / "lock").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise PbxUnavailable(f"{self._name} already runs on {self._home.root}: stop it first") from error
        self._lock = lock

    def _end_leftover(self) -> None:
        """Stop an Asterisk that outlived its owner: nobody guards its calls any more."""
        pid = self._leftover()
        if pid is not None:
            for ending in (signal.SIGTERM, signal.SIGKILL):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, ending)
                deadline = time.monotonic() + STOP_SECONDS
                while not _ended(pid) and time.monotonic() < deadline:
                    time.sleep(POLL_SECONDS)
        self._tidy()

    def _leftover(self) -> int | None:
        try:
            pid = int((self._home.run / "asterisk.pid").read_text())
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            return None
        return pid if os.fsencode(self._home.etc / "asterisk.conf") in arguments else None

    def _tidy(self) -> None:
        for leftover in ("asterisk.ctl", "asterisk.pid"):
            (self._home.run / leftover).unlink(missing_ok=True)

    def _configured(self) -> tuple[str, str]:
        return ("-C", str(self._home.etc / "asterisk.conf"))

    def _answers(self) -> bool:
        if not (self._home.run / "asterisk.ctl").exists():
            return False
        try:
            self.command("core waitfullybooted")
        except (PbxUnavailable, PbxRefused):
            return False
        return True

    def _last_words(self) -> str:
        try:
            lines = self._console.read_text("utf-8", errors="replace").splitlines()
        except OSError:
            lines = []
        return f"{' / '.join(lines[-3:]) or 'it wrote nothing'} (see {self._home.log})"


def _ended(pid: int) -> bool:
    """Whether the process is gone, and its ports with it.

    A zombie (proc(5), state Z) counts once it is its own last thread: until then others hold the files.
    """
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        return state in "ZX" and len(list(Path(f"/proc/{pid}/task").iterdir())) <= 1
    except OSError:
        return True


def _link(link: Path, target: Path) -> None:
    if link.is_symlink():
        if link.readlink() == target:
            return
        link.unlink()
    link.symlink_to(target)
