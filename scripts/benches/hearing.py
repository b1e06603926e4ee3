#!/usr/bin/env python3
"""Hearing: all the benches of what is heard on a telephone, one after the other, as one table.

Each can be run by itself with more options (``scripts/bench hold --help``). ``--size`` multiplies how much is
measured: 1 is about what docs/figures.md has and takes long, 0.05 is a first look.

Run it with:  scripts/bench hearing [--size S] [--only NAME ...] [--json]
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SIZES: dict[str, dict[str, float]] = {
    "call_progress": {"--scenes": 200, "--hours": 1.1},
    "answered": {"--each": 25},
    "voicemail": {"--n": 200},
    "menus": {"--trees": 200},
    "hold": {"--minutes": 120, "--pick-ups": 100, "--talk": 30},
    "turns": {"--minutes": 15},
    "barge_in": {"--calls": 24},
}
"""The options of each bench that say how much is measured. Whole numbers stay whole."""


def command(name: str, size: float) -> list[str]:
    program = str(Path(__file__).resolve().with_name(f"{name}.py"))
    amounts = []
    for option, amount in SIZES[name].items():
        scaled = amount * size
        amounts += [option, str(scaled if isinstance(amount, float) else max(1, math.ceil(scaled)))]
    return [sys.executable, program, *amounts, "--json"]


def measured(name: str, size: float) -> dict[str, Any]:
    done = subprocess.run(command(name, size), stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def lines(figures: Any, indent: int = 2) -> Iterator[str]:
    """Nested figures as lines for a person."""
    for what, figure in figures.items():
        if isinstance(figure, dict):
            yield f"{'':{indent}}{what}"
            yield from lines(figure, indent + 2)
        else:
            yield f"{'':{indent}}{what:<{52 - indent}} {figure}"


def main() -> None:
    parser = argparse.ArgumentParser(description="All that is heard on a telephone, measured.")
    parser.add_argument("--size", type=float, default=1.0, help="1: as about in docs/figures.md")
    parser.add_argument("--only", nargs="+", choices=tuple(SIZES), default=tuple(SIZES))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found: dict[str, Any] = {}
    for name in options.only:
        print(f"{name} ...", file=sys.stderr, flush=True)
        try:
            found[name] = measured(name, options.size)
        except subprocess.CalledProcessError as error:
            sys.exit(f"scripts/bench {name} failed with {error.returncode}; what it said stands above")
        if not options.json:
            print(name, *lines(found[name]), sep="\n", flush=True)
    if options.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
