"""How often the model writes what the oracle wrote, given the oracle's call so far."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agent.call.account import account_schema
from agent.call.reply import reply_schema
from agent.engines.llama import LlamaEngine
from agent.practice.episodes import make
from agent.practice.rehearsal.brains import HostBrain
from agent.practice.rehearsal.figures import percentile
from agent.practice.rehearsal.oracle import Oracle
from agent.practice.rehearsal.played import Asked, state_of
from agent.practice.rehearsal.run import play
from agent.practice.rehearsal.scoring import judge

MOST_SHOWN = 40


def exact(model: Path, episodes: int, seed: int, noise: str = "light") -> dict[str, Any]:
    """Of ``episodes`` held-out ones, in those that the oracle does right."""
    brain = HostBrain(LlamaEngine(model))
    spent: list[float] = []
    differ: Counter[tuple[str, str]] = Counter()
    calls = whole = 0
    for number in range(seed, seed + episodes):
        wrong = [
            (asked.reply, written)
            for asked in _asked(number, noise)
            if (written := _timed(brain, asked, spent)) != asked.reply
        ]
        differ.update(wrong)
        calls += 1
        whole += not wrong
    return {
        "episodes": calls,
        "whole": whole,
        "replies": len(spent),
        "same": len(spent) - differ.total(),
        "milliseconds": {"p50": round(percentile(spent, 50), 1), "p95": round(percentile(spent, 95), 1)},
        "differ": [
            {"count": count, "oracle": oracle, "model": written}
            for (oracle, written), count in differ.most_common(MOST_SHOWN)
        ],
    }


def shown(figures: dict[str, Any]) -> str:
    spent = figures["milliseconds"]
    lines = [
        f"replies as the oracle's  {figures['same']} of {figures['replies']}, the oracle's call so far given",
        f"whole calls as its       {figures['whole']} of {figures['episodes']}",
        f"milliseconds a reply     p50 {spent['p50']:.0f}, p95 {spent['p95']:.0f}",
    ]
    for one in figures["differ"]:
        lines += [f"  {one['count']:3d} x oracle {one['oracle']}", f"        model  {one['model']}"]
    return "\n".join(lines)


def _asked(seed: int, noise: str) -> Iterator[Asked]:
    episode = make(seed, "held-out")
    played, book = play(episode, noise, Oracle)
    if judge(episode, played, book).success:
        yield from played.asked


def _timed(brain: HostBrain, asked: Asked, spent: list[float]) -> str:
    schema = account_schema() if asked.account else reply_schema(state_of(asked.messages)["do"])
    began = time.perf_counter()
    written = brain.reply(asked.messages, schema)
    spent.append(1000 * (time.perf_counter() - began))
    return written
