"""One step under way: it says how far it is, and runs commands into its log."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from setup_steps.board import Board
from setup_steps.machine import Machine

KEPT = "What is finished is kept: run scripts/setup again once it is mended."


class StepFailed(Exception):
    """A step cannot go on. ``remedy`` is what the person can do about it, a command where there is one."""

    def __init__(
        self, what: str, remedy: str = KEPT, *, log: Path | None = None, tail: Sequence[str] = ()
    ) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.log = log
        self.tail = tuple(tail)


class Step(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def needs(self) -> tuple[str, ...]:
        """The names of the steps that must be done before this one starts."""

    def missing(self) -> str | None:
        """What is not there yet; None when there is nothing to do. Changes nothing, takes milliseconds."""

    def command(self) -> str:
        """The command that gets it."""

    def run(self, task: Task) -> str:
        """Do it; returns what to tell the person. Raises StepFailed."""


class Children:
    """The programs started by all steps, so that an interruption ends every one of them."""

    def __init__(self, inherited: tuple[int, ...] = ()) -> None:
        self.inherited = inherited
        """File descriptors that every program gets: the lock of this set-up."""
        self._guard = threading.Lock()
        self._alive: set[subprocess.Popen[str]] = set()
        self.stopped = False

    def started(self, child: subprocess.Popen[str]) -> None:
        with self._guard:
            self._alive.add(child)
            if self.stopped:
                _end(child)

    def ended(self, child: subprocess.Popen[str]) -> None:
        with self._guard:
            self._alive.discard(child)

    def stop(self) -> None:
        with self._guard:
            self.stopped = True
            for child in self._alive:
                _end(child)


def _end(child: subprocess.Popen[str]) -> None:
    try:
        os.killpg(child.pid, signal.SIGTERM)
    except (ProcessLookupError, PermissionError):
        child.terminate()


class Task:
    def __init__(self, name: str, machine: Machine, board: Board, children: Children) -> None:
        self.name = name
        self._board = board
        self._children = children
        self.log = machine.logs / f"{name.replace(' ', '-')}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.write_text("", "utf-8")

    def say(self, detail: str) -> None:
        self._board.progress(self.name, detail)

    def run(
        self,
        command: Sequence[str | Path],
        *,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        watch: Callable[[str], str | None] = lambda line: None,
        remedy: str = KEPT,
        terminal: bool = False,
    ) -> str:
        """Run a program to its end, its output into the log; returns the output's last lines.

        ``watch`` reads each line and may answer with a word of progress. ``terminal``: leave it the keyboard
        (sudo may ask for a password). Raises StepFailed when the program fails.
        """
        words = [str(word) for word in command]
        tail: deque[str] = deque(maxlen=25)
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"$ {' '.join(words)}\n")
            log.flush()
            with self._start(words, cwd, env, terminal) as child:
                self._children.started(child)
                assert child.stdout is not None  # it was asked for
                for line in child.stdout:
                    log.write(line)
                    tail.append(line.rstrip())
                    if detail := watch(line):
                        self.say(detail)
                code = child.wait()
                self._children.ended(child)
        if self._children.stopped:
            raise StepFailed("interrupted")
        if code != 0:
            raise StepFailed(f"{_shown(words)} ended with code {code}", remedy, log=self.log, tail=tail)
        return "\n".join(tail)

    def _start(
        self, words: list[str], cwd: Path | None, env: Mapping[str, str] | None, terminal: bool
    ) -> subprocess.Popen[str]:
        if "/" not in words[0] and shutil.which(words[0]) is None:
            raise StepFailed(f"there is no program {words[0]!r} on the PATH", log=self.log)
        # So that it ends too when this program is killed (sudo takes no such orders).
        follow = ["setpriv", "--pdeathsig", "TERM", "--"] if not terminal and shutil.which("setpriv") else []
        try:
            return subprocess.Popen(
                [*follow, *words],
                cwd=cwd,
                env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {})},
                stdin=None if terminal else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                start_new_session=not terminal,
                pass_fds=self._children.inherited,
            )
        except OSError as error:
            raise StepFailed(f"{words[0]} cannot be started: {error.strerror}", log=self.log) from error


def _shown(words: Sequence[str]) -> str:
    text = " ".join([Path(words[0]).name, *words[1:]])
    return text if len(text) <= 100 else f"{text[:97]}..."
