#!/usr/bin/env python3
"""Who answered: what is believed 4 s after the first sound and at the end, and how soon people are greeted.

Composed calls of the test split, of every kind that ``agent.practice.composer.answered`` knows, go through
call progress, the voice and music detectors, the practice recogniser and the real session in virtual time; a
transcription takes as long as it took.

Run it with:  scripts/bench answered [--each N] [--seed N] [--split S] [--kind K] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from composed_call import Ears, spread
from dialled_call import BRIEFING, DialledCall

from agent.call.reports import Believed, Heard
from agent.engines.models import practice
from agent.engines.whisper import WhisperEngine
from agent.practice.composer import Composed, compose
from agent.practice.composer.answered import ANSWERS, Answer, answered
from agent.practice.composer.scene import RATE
from agent.practice.composer.split import SPLITS, Split

SECONDS = 4.0
IN_TIME = 0.7
PICKED_UP_SECONDS = 1.0
"""Nobody is silent for longer before the first word."""
TRUTH = {"silence": "nothing"}
NO_MACHINE = ("person", "unsure", "nothing")
Table = Counter[tuple[str, str]]


@dataclass(slots=True)
class Found:
    soon: Table = field(default_factory=Counter)
    """(what it was, what was believed after ``SECONDS``)."""
    last: Table = field(default_factory=Counter)
    greeted: list[float] = field(default_factory=list)
    """From the end of a person's greeting to our first sound, seconds; negative: over it."""
    not_greeted: int = 0


def listen(found: Found, ears: Ears, kind: Answer, seed: int, split: Split) -> None:
    sound = compose(answered(kind, seed, split), seed)
    rings = [label.end / RATE for label in sound.labels if label.kind == "ringback"]
    rung = max(rings, default=0.0)
    first = _first_sound(sound, rung)
    call = DialledCall(sound, ears, BRIEFING, max(rung, first - PICKED_UP_SECONDS)).play()
    truth = TRUTH.get(kind, kind)
    soon, last = _believed(call, first + SECONDS), _believed(call, 1e9)
    found.soon[truth, soon] += 1
    found.last[truth, last] += 1
    if kind == "person":
        _greeting(found, sound, call, seed)
    if (last != truth or soon not in (truth, "unsure")) and kind != "silence":
        heard = [text for _, text in call.texts]
        print(f"  {kind} {seed}: {soon}, then {last}: {heard} of {_words(sound)}", file=sys.stderr)


def _first_sound(sound: Composed, after: float) -> float:
    starts = [
        label.start / RATE
        for label in sound.labels
        if label.kind not in ("ringback", "silence", "noise", "turn") and label.start / RATE >= after - 0.01
    ]
    return min(starts, default=after)


def _words(sound: Composed) -> list[str]:
    wanted = ("person", "announcement", "menu", "voicemail", "screening", "sit")
    return [label.detail for label in sound.labels if label.kind in wanted]


def _believed(call: DialledCall, until: float) -> str:
    told = [report.what for at, report in call.told if at <= until and isinstance(report, Believed)]
    return str(told[-1]) if told else "unsure"


def _greeting(found: Found, sound: Composed, call: DialledCall, seed: int) -> None:
    turns = [label for label in sound.labels if label.kind == "turn"]
    end = turns[0].end / RATE
    if "can you hold" in _words(sound)[0]:
        return  # who asks us to wait is not to be greeted
    said = [begin for begin, _, _ in call.said]
    if not said:
        found.not_greeted += 1
        return
    found.greeted.append(said[0] - end)
    if not 0 <= said[0] - end <= IN_TIME:
        heard = [(round(at - end, 2), report.text) for at, report in call.told if isinstance(report, Heard)]
        print(f"  person {seed}: greeted {said[0] - end:.2f} s after {turns[0]}: {heard}", file=sys.stderr)


def rows(found: Found) -> Iterator[tuple[str, str]]:
    for name, table in (("after 4 s", found.soon), ("at the end", found.last)):
        people = sum(count for (truth, _), count in table.items() if truth == "person")
        wrong = sum(n for (truth, what), n in table.items() if truth == "person" and what not in NO_MACHINE)
        yield f"{name}: person taken for machine", _share(wrong, people)
        machines = {key: n for key, n in table.items() if key[0] not in ("person", "nothing")}
        wrong = sum(n for (_, what), n in machines.items() if what == "person")
        yield f"{name}: machine taken for person", _share(wrong, sum(machines.values()))
        unsure = sum(n for (_, what), n in machines.items() if what in ("unsure", "nothing"))
        yield f"{name}: machine, unsure", _share(unsure, sum(machines.values()))
        right = sum(n for (truth, what), n in table.items() if truth == what)
        yield f"{name}: right kind", _share(right, sum(table.values()))
    late = sum(seconds > IN_TIME for seconds in found.greeted)
    over = sum(seconds < 0 for seconds in found.greeted)
    if found.greeted:
        yield (
            "people greeted",
            f"{spread(found.greeted)} after their greeting (n = {len(found.greeted)}, "
            f"{late} after {IN_TIME} s, {over} into it, {found.not_greeted} not)",
        )


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / max(1, whole):.1f} %)"


def confusion(table: Table) -> Iterator[str]:
    columns = sorted({what for _, what in table})
    yield f"{'':20}" + "".join(f"{what[:9]:>10}" for what in columns)
    for truth in sorted({truth for truth, _ in table}):
        yield f"{truth:20}" + "".join(f"{table[truth, what] or '.':>10}" for what in columns)


def main() -> None:
    parser = argparse.ArgumentParser(description="Who or what answered.")
    parser.add_argument(
        "--each", type=int, default=20, help="calls of each kind; of people five times as many"
    )
    parser.add_argument("--seed", type=int, default=30_000)
    parser.add_argument("--split", choices=SPLITS, default="test")
    parser.add_argument("--kind", choices=sorted(ANSWERS), default="")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    ears, found = Ears(WhisperEngine(practice("whisper"))), Found()
    for kind in [options.kind] if options.kind else ANSWERS:
        for number in range(options.each * (5 if kind == "person" else 1)):
            listen(found, ears, kind, options.seed + number, options.split)
    if options.json:
        tables = {
            name: {f"{truth}: {what}": n for (truth, what), n in sorted(table.items())}
            for name, table in (("after_4_s", found.soon), ("end", found.last))
        }
        print(json.dumps(dict(rows(found)) | tables))
        return
    for name, table in (("after 4 s", found.soon), ("at the end", found.last)):
        print(f"{name} (what it was, what was believed)", *confusion(table), "", sep="\n")
    for what, figure in rows(found):
        print(f"{what:40} {figure}")


if __name__ == "__main__":
    main()
