#!/usr/bin/env python3
"""What a call costs: processor time of its line in talk and on hold, set-up time, memory per process.

    scripts/bench processes --calls 3 [--json]

Calls the practice restaurant, one call after the other. A share of 1.0 is one core. Needs scripts/setup
and a Linux /proc (proc(5)); run it on a machine that does little else.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from agent.practice import numbers
from agent.practice.demo import home as homes
from agent.practice.demo.client import Client
from agent.practice.demo.errand import Errand
from agent.practice.demo.program import SEED
from agent.practice.demo.site import running
from agent.practice.demo.story import figures

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
SHORTEST_SECONDS = 5.0
"""Shorter stays in a phase say nothing: the clock of /proc has ticks of 10 ms."""


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def resident_mib(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES / 2**20


class Meter:
    """Processor time of one line, by phase."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._phase, self._at, self._cpu = "", time.monotonic(), cpu_seconds(pid)
        self.shares: dict[str, list[float]] = defaultdict(list)

    def enter(self, phase: str) -> None:
        try:
            now, cpu = time.monotonic(), cpu_seconds(self._pid)
        except FileNotFoundError:
            return
        if self._phase and now - self._at >= SHORTEST_SECONDS:
            self.shares[self._phase].append((cpu - self._cpu) / (now - self._at))
        self._phase, self._at, self._cpu = phase, now, cpu


def measure(client: Client, url: str, key: str, report: dict[str, Any]) -> None:
    """One call: adds to ``report``'s samples."""

    def status() -> dict[str, Any]:
        answer: dict[str, Any] = httpx.get(
            f"{url}/status", headers={"X-Api-Key": key}, trust_env=False
        ).json()
        return answer

    call_id = client.place(Errand(to=numbers.RESTAURANT).body())
    meter = None
    for event in client.events(call_id):
        if event["event"] == "timing" and event["stage"] == "setup":
            report["setup"].append(float(event["seconds"]))
        if event["event"] == "phase":
            if meter is None:
                now = status()
                line = next(line for line in now["lines"] if line["state"] == "leased")
                meter = Meter(line["pid"])
                note_memory(now, report["memory_mib"])
            meter.enter(event["phase"])
    for phase, shares in (meter.shares if meter else {}).items():
        report["cpu"][phase] += shares


def note_memory(status: dict[str, Any], memory: dict[str, list[float]]) -> None:
    found = {"switchboard": [status["pid"]], "line": [line["pid"] for line in status["lines"] if line["pid"]]}
    found |= {name: [part["pid"]] for name, part in status["parts"].items() if part.get("pid")}
    for name, pids in found.items():
        memory[name] += [resident_mib(pid) for pid in pids]


def show(report: dict[str, Any], console: Console) -> None:
    table = Table("what", "n", "p50", "p95", "max")
    for what, at in report["figures"].items():
        table.add_row(what, str(at["n"]), *(f"{at[key]:.3f}" for key in ("p50", "p95", "max")))
    console.print(table)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="print one JSON object last")
    options = parser.parse_args()
    samples: dict[str, Any] = {"setup": [], "cpu": defaultdict(list), "memory_mib": defaultdict(list)}
    with (
        homes.made() as home,
        tempfile.NamedTemporaryFile(prefix="offhook-bench-") as log,
        running(home, SEED, Path(log.name)) as site,
        Client(home.url, key := site.key("read", "call", "admin")) as client,
    ):
        for _ in range(options.calls):
            measure(client, home.url, key, samples)
    named = {"call set-up, s": samples["setup"]}
    named |= {f"line's share of a core, {phase}": shares for phase, shares in samples["cpu"].items()}
    named |= {f"memory of {name}, MiB": sizes for name, sizes in samples["memory_mib"].items()}
    report = {
        "ok": bool(samples["setup"]),
        "figures": {name: figures(values) for name, values in named.items() if values},
    }
    show(report, Console(stderr=options.json))
    if options.json:
        print(json.dumps(report))
    return 0 if report["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
