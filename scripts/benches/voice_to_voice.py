#!/usr/bin/env python3
"""Voice to voice in the practice town, measured on the far side's recordings.

    scripts/bench voice_to_voice --calls 5 [--json]

The rule stands in agent/practice/voice_to_voice.py. Calls go to the direct line, one after the other, to
the person that --seed makes. Needs scripts/setup, and a machine that does little else.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from agent.practice import numbers
from agent.practice.demo import home as homes
from agent.practice.demo.client import Client
from agent.practice.demo.errand import Errand
from agent.practice.demo.program import SEED, make_call
from agent.practice.demo.site import running
from agent.practice.demo.story import Story, figures
from agent.practice.demo.view import View
from agent.practice.town import recordings_folder
from agent.practice.voice_to_voice import Reply, measure


def main() -> int:
    options = _options()
    console = Console(stderr=True, highlight=False)
    replies: list[Reply] = []
    stages: dict[str, list[float]] = defaultdict(list)
    with homes.made() as home, tempfile.NamedTemporaryFile(prefix="offhook-bench-") as log:
        with running(home, options.seed, Path(log.name)) as site, Client(home.url, site.key()) as client:
            for number in range(options.calls):
                console.print(f"call {number + 1} of {options.calls}")
                story = Story(time.monotonic())
                make_call(client, Errand(to=options.number), story, View(console))
                for stage, seconds in story.samples.items():
                    stages[stage].extend(seconds)
        for recording in sorted(recordings_folder(home.paths).glob("*/*/recording.wav")):
            replies += measure(recording, recording.with_name("events.jsonl"))
    report = summarize(replies, stages, options.calls)
    _show(report, Console(stderr=options.json, highlight=False))
    if options.json:
        print(json.dumps(report))
    return 0 if report["ok"] else 1


def summarize(replies: list[Reply], stages: dict[str, list[float]], calls: int) -> dict[str, Any]:
    """``voice_to_voice`` without fillers and cut-offs, which are counted beside it."""
    clean = [r.seconds for r in replies if r.seconds is not None and not r.filler and not r.cut_off]
    fillers = [r.seconds for r in replies if r.seconds is not None and r.filler and not r.cut_off]
    cut_off = sum(reply.cut_off for reply in replies)
    return {
        "ok": bool(clean),
        "calls": calls,
        "stimuli": len(replies),
        "voice_to_voice": figures(clean) if clean else None,
        "fillers": figures(fillers) if fillers else None,
        "false_cut_offs": cut_off,
        "false_cut_off_rate": round(cut_off / len(replies), 3) if replies else None,
        "unanswered": sum(reply.answered is None for reply in replies),
        "stages": {stage: figures(values) for stage, values in sorted(stages.items())},
    }


def _show(report: dict[str, Any], console: Console) -> None:
    table = Table("seconds", "n", "p50", "p90", "p95", "max", title_justify="left")
    rows = {"voice to voice, far side": report["voice_to_voice"], "the same, fillers only": report["fillers"]}
    for name, at in {**rows, **report["stages"]}.items():
        if at:
            table.add_row(name, str(at["n"]), *(f"{at[key]:.3f}" for key in ("p50", "p90", "p95", "max")))
    console.print(table)
    console.print(
        f"{report['calls']} calls, {report['stimuli']} stimuli (greetings skipped), "
        f"{report['false_cut_offs']} cut off, {report['unanswered']} unanswered"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Voice to voice, measured at the far side.")
    parser.add_argument("--calls", type=int, default=3)
    parser.add_argument("--seed", type=int, default=SEED, help="the far side's temper")
    parser.add_argument("--number", default=numbers.DIRECT)
    parser.add_argument("--json", action="store_true", help="print one JSON object last")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
