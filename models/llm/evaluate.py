"""What a model is worth: calls of the held-out split, and how it compares with the oracle turn by turn.

Prints a table for each noise of the recogniser, and writes the figures beside the model (``figures.json``).
With ``--install`` the model goes into ``models/practice/llm`` and its checksums into the manifest.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any

from agent.errors import ConfigError
from agent.practice.rehearsal.noise import noise
from agent.practice.rehearsal.run import Rehearsal, rehearse
from agent.practice.rehearsal.summary import summary, table
from models.llm import exact, install

EPISODES = 300
EXACT_EPISODES = 100
NOISES = ("light", "real")


def evaluate(model: Path, episodes: int, jobs: int, seed: int = 0) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for level in NOISES:
        try:
            noise(level, 0)
        except ConfigError as error:
            print(f"! noise {level}: {error}", flush=True)
            continue
        began = time.monotonic()
        plan = Rehearsal(
            episodes=episodes,
            brain=str(model),
            seed=seed,
            noise=level,
            jobs=jobs,
            folder=model.parent / "records" / level,
            most_records=0,
        )
        found = summary(list(rehearse(plan)))
        figures[level] = found
        print(f"= {episodes} held-out calls, noise {level}, {time.monotonic() - began:.0f} s", flush=True)
        print(table(found), flush=True)
    figures["exact"] = exact.exact(model, EXACT_EPISODES, seed)
    print(exact.shown(figures["exact"]), flush=True)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description="Evaluate a language model on the practice town.")
    parser.add_argument("model", type=Path)
    parser.add_argument("--episodes", type=int, default=EPISODES)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--install", action="store_true")
    asked = parser.parse_args()
    figures = evaluate(asked.model, asked.episodes, asked.jobs)
    asked.model.with_name("figures.json").write_text(json.dumps(figures, indent=1), "utf-8")
    if asked.install:
        install.install(asked.model, figures)


if __name__ == "__main__":
    main()
