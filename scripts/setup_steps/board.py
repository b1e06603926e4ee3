"""What the person sees: one line per step, with its progress and its time.

On a terminal the steps under way share one line at the bottom that is drawn anew twice a second; elsewhere
(a log, CI) each step says when it starts and ends, and the long ones that they are still there.
"""

from __future__ import annotations

import shutil
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import TextIO

STILL_THERE_SECONDS = 30.0


@dataclass
class Running:
    since: float = field(default_factory=time.monotonic)
    detail: str = ""
    said: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.since


class Board:
    def __init__(self, out: TextIO = sys.stderr) -> None:
        self._out = out
        self._live = out.isatty()
        self._guard = threading.Lock()
        self._running: dict[str, Running] = {}

    def start(self, name: str, reason: str) -> None:
        with self._guard:
            self._running[name] = Running(detail=reason)
            if not self._live:
                self._line(f"  ... {name}: {reason}")

    def progress(self, name: str, detail: str) -> None:
        with self._guard:
            self._running[name].detail = detail

    def done(self, name: str, result: str) -> None:
        self._end(" ok  ", name, result)

    def failed(self, name: str, reason: str) -> None:
        self._end("FAIL ", name, reason)

    def say(self, text: str) -> None:
        with self._guard:
            self._line(text)

    def tick(self) -> None:
        """Called twice a second by whoever waits for the steps."""
        with self._guard:
            if self._live:
                self._draw()
                return
            for name, running in self._running.items():
                if time.monotonic() - running.said >= STILL_THERE_SECONDS:
                    running.said = time.monotonic()
                    self._line(f"  ... {name}: {running.detail} ({running.seconds:.0f} s)")

    def _end(self, mark: str, name: str, text: str) -> None:
        with self._guard:
            running = self._running.pop(name, Running())
            self._line(f"{mark}{name:<22} {text:<60} {running.seconds:6.1f} s")
            if self._live:
                self._draw()

    def _line(self, text: str) -> None:
        clear = "\r\x1b[K" if self._live else ""
        print(f"{clear}{text}", file=self._out, flush=True)

    def _draw(self) -> None:
        parts = (f"{name}: {r.detail} {r.seconds:.0f} s" for name, r in self._running.items())
        line = " | ".join(parts)[: shutil.get_terminal_size().columns - 1]
        print(f"\r\x1b[K{line}", end="", file=self._out, flush=True)
