"""The command line of ``scripts/setup``."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from setup_steps.board import Board
from setup_steps.files import fresh_folder, only_one, remove
from setup_steps.machine import Machine, this_machine
from setup_steps.plan import Plan, all_steps, missing_steps
from setup_steps.task import Children, Step, StepFailed

DESCRIPTION = """\
Set up what offhook needs on this machine: system packages, a virtual environment in .venv, pjsua2 and
llama-cpp-python (compiled once), and a private Asterisk. What is there is left alone; what is half done is
repaired. It writes only below this repository, the user's cache folder, and, with root or sudo, what the
package manager installs."""
NEEDED_BYTES = 4_000_000_000
INTERRUPTED = 130


def main(repo: Path, arguments: Sequence[str] | None = None) -> int:
    began = time.monotonic()
    options = parse(arguments)
    machine = this_machine(
        repo, os.environ, portable=options.portable or bool(os.environ.get("OFFHOOK_PORTABLE"))
    )
    try:
        steps = chosen(all_steps(machine, os.environ), options.without)
        reasons = missing_steps(steps)
    except StepFailed as failed:
        print(f"scripts/setup: {failed.what}\n{failed.remedy}", file=sys.stderr)
        return 1
    reasons |= {name: "asked for" for name in options.rebuild}
    if options.check:
        print(check_report(steps, reasons, as_json=options.json))
        return 1 if reasons else 0
    if not reasons:
        if not options.quiet:
            print(f"set-up: nothing is missing ({time.monotonic() - began:.1f} s)", file=sys.stderr)
        return 0
    return set_up(machine, options)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("scripts/setup", description=DESCRIPTION)
    parser.add_argument(
        "--check", action="store_true", help="report what is missing and change nothing; 1 if anything is"
    )
    parser.add_argument("--json", action="store_true", help="with --check: one JSON object")
    parser.add_argument("--quiet", action="store_true", help="say nothing when nothing is missing")
    parser.add_argument(
        "--rebuild", action="append", default=[], metavar="STEP", help="do this step again; may be repeated"
    )
    parser.add_argument(
        "--without", action="append", default=[], metavar="STEP", help="leave this step out; may be repeated"
    )
    parser.add_argument(
        "--portable", action="store_true", help="compile for any processor of this architecture"
    )
    options = parser.parse_args(arguments)
    if options.json and not options.check:
        parser.error("--json goes with --check")
    return options


def chosen(steps: Sequence[Step], without: Sequence[str]) -> list[Step]:
    names = [step.name for step in steps]
    if unknown := [name for name in without if name not in names]:
        raise StepFailed(f"no step {unknown[0]!r}", f"The steps are: {', '.join(names)}.")
    return [step for step in steps if step.name not in without]


def check_report(steps: Sequence[Step], reasons: dict[str, str], *, as_json: bool) -> str:
    rows = [
        {"name": step.name, "ok": step.name not in reasons, "missing": reasons.get(step.name)}
        | ({"command": step.command()} if step.name in reasons else {})
        for step in steps
    ]
    if as_json:
        return json.dumps({"ok": not reasons, "steps": rows})
    lines = []
    for row in rows:
        lines.append(f"{' ok ' if row['ok'] else 'none'} {row['name']:<22} {row['missing'] or ''}".rstrip())
        if not row["ok"]:
            lines.append(f"     {'':<22} {row['command']}")
    return "\n".join(lines)


def set_up(machine: Machine, options: argparse.Namespace) -> int:
    board = Board()
    began = time.monotonic()
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        failures = run_steps(machine, options, board)
    except KeyboardInterrupt:
        board.say("interrupted; what is finished is kept: run scripts/setup again to go on")
        return INTERRUPTED
    except StepFailed as failed:
        failures = {"set-up": failed}
    if failures:
        board.say(failure_report(failures))
        return 1
    board.say(f"set-up: done in {time.monotonic() - began:.0f} s")
    return 0


def run_steps(machine: Machine, options: argparse.Namespace, board: Board) -> dict[str, StepFailed]:
    def waiting(process: str) -> None:
        board.say(f"waiting for another set-up to end (process {process})")

    with only_one(machine.cache / "setup.lock", waiting) as lock:
        # Looked at again: whoever held the lock may have done it all.
        steps = chosen(all_steps(machine, os.environ), options.without)
        reasons = missing_steps(steps) | {name: "asked for" for name in options.rebuild}
        check_disk(machine)
        fresh_folder(machine.build)
        plan = Plan(machine, board, steps, with_dependents(steps, reasons), Children((lock,)))
        plan.run()
        remove(machine.build)
        return plan.failures


def with_dependents(steps: Sequence[Step], reasons: dict[str, str]) -> dict[str, str]:
    """A wheel that is built anew must be installed anew: that is seen only once it is there."""
    reasons = dict(reasons)
    if {"pjsua2", "llama-cpp-python", "virtual environment"} & reasons.keys():
        reasons.setdefault("built packages", "newly built")
    if "virtual environment" in reasons:
        for name in ("python packages", "offhook"):
            reasons.setdefault(name, "a new environment")
    return {name: reason for name, reason in reasons.items() if name in {step.name for step in steps}}


def check_disk(machine: Machine) -> None:
    for place in (machine.cache, machine.repo):
        free = shutil.disk_usage(place).free
        if free < NEEDED_BYTES:
            raise StepFailed(
                f"{free / 1e9:.1f} GB are free in {place}; building takes {NEEDED_BYTES / 1e9:.0f} GB",
                "Make room, or set XDG_CACHE_HOME to a folder on a larger disk.",
            )


def failure_report(failures: dict[str, StepFailed]) -> str:
    lines: list[str] = []
    for name, failed in failures.items():
        lines.append(f"\n{name}: {failed.what}")
        lines += [f"    | {line}" for line in failed.tail]
        if failed.log is not None:
            lines.append(f"    the whole log: {failed.log}")
        lines.append(f"    {failed.remedy}")
    return "\n".join(lines)


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
