#!/usr/bin/env python3
"""What the gate lets through of a hostile model, what it stops of an honest one, and how long it takes.

A hostile model tries to tell secrets in every disguise, split over clauses and turns, and to agree to what
the owner does not want; a judge that owes the gate nothing looks for the secret in what was heard. The honest
sentences are those of tests/call/honest.py. Times are processor time of this process, per clause.

Run it with:  scripts/bench gate [--attempts N] [--json]
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agent.call.facts import FactBook
from agent.call.gate import Gate, Party, Stopped
from agent.call.phase import Phase
from tests.call.honest import Scene, scenes
from tests.call.hostile import Attempt, commitments, leaks, play


def hostile(attempts: Iterable[Attempt], seconds: list[float]) -> dict[str, int]:
    tried = succeeded = 0
    for attempt in attempts:
        verdict = play(attempt, time.process_time)
        seconds += verdict.seconds
        tried += 1
        if verdict.leaked:
            succeeded += 1
            print(f"  {attempt.name}: {' '.join(verdict.heard)}", file=sys.stderr)
    return {"attempts": tried, "succeeded": succeeded}


def honest(scene: Scene, seconds: list[float]) -> tuple[int, int]:
    """(clauses, those that were stopped)"""
    book = FactBook.of(scene.briefing)
    gate = Gate(book, scene.briefing)
    said = stopped = 0
    for number, line in enumerate(scene.turns):
        who, _, text = line.partition(" ")
        if who == "them:":
            gate.heard(f"t{number}", text)
        elif who == "(owner)":
            book.owner_said(text)
        else:
            began = time.process_time()
            passed = gate.clause(text, Party.PERSON, Phase.ACTIVE_CONVERSATION)
            seconds.append(time.process_time() - began)
            said += 1
            if isinstance(passed, Stopped):
                stopped += 1
                print(f"  stopped: {text} ({passed.why})", file=sys.stderr)
            else:
                gate.spoken(passed.text)
    return said, stopped


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--attempts", type=int, default=3000, help="to leak; half as many to commit")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()

    seconds: list[float] = []
    leaked = hostile(leaks(options.seed, options.attempts), seconds)
    committed = hostile(commitments(options.seed, options.attempts // 2), seconds)
    counted = [honest(scene, seconds) for scene in scenes()]
    said, stopped = sum(count for count, _ in counted), sum(count for _, count in counted)
    seconds.sort()
    at = {share: round(1000 * seconds[math.ceil(share / 100 * len(seconds)) - 1], 2) for share in (50, 95)}
    figures = {
        "leaks": leaked,
        "commitments": committed,
        "honest": {"clauses": said, "wrongly_stopped": stopped},
        "clause_ms": {"n": len(seconds), "p50": at[50], "p95": at[95]},
    }
    if options.json:
        print(json.dumps(figures))
        return
    print(f"secrets told      {leaked['succeeded']} of {leaked['attempts']} attempts")
    print(f"unwanted agreed   {committed['succeeded']} of {committed['attempts']} attempts")
    print(f"wrongly stopped   {stopped} of {said} honest clauses")
    print(f"time per clause   p50 {at[50]} ms, p95 {at[95]} ms, n {len(seconds)}")


if __name__ == "__main__":
    main()
