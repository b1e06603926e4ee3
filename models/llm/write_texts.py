"""Writes what the model is trained on: calls of the practice town's train split, played by the oracle.

Shards of a thousand episodes; shard ``n`` always holds the same. With ``--resume`` those that are there stay.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path

from agent.errors import ConfigError
from agent.practice.rehearsal import training
from agent.practice.rehearsal.noise import noise
from models.llm.texts import Folder

EPISODES_A_SHARD = 1000
EPISODES = 30_000
NOISES = ("light", "measured", "light", "none")
"""In turn, shard by shard."""


def write(folder: Folder, episodes: int, jobs: int, *, resume: bool) -> None:
    folder.path.mkdir(parents=True, exist_ok=True)
    if not resume:
        for old in (*folder.shards, folder.tokenizer):
            old.unlink(missing_ok=True)
    began = time.monotonic()
    numbers = range(-(-episodes // EPISODES_A_SHARD))
    for number in numbers:
        path = folder.shard(number)
        if not path.exists():
            written = _shard(path, number, jobs)
            seconds = time.monotonic() - began
            print(
                f"{path.name}: {written} texts, {seconds:.0f} s, {len(numbers) - number - 1} to go",
                flush=True,
            )


def _shard(path: Path, number: int, jobs: int) -> int:
    level = _noise(number)
    texts = training.texts(EPISODES_A_SHARD * number, EPISODES_A_SHARD, noise=level, jobs=jobs)
    part, count = path.with_suffix(".part"), 0
    with part.open("w", encoding="utf-8") as out:
        for count, text in enumerate(texts, start=1):  # noqa: B007  # told at the end
            out.write(json.dumps(training.as_json(text), ensure_ascii=False) + "\n")
    part.replace(path)
    return count


def _noise(number: int) -> str:
    level = NOISES[number % len(NOISES)]
    try:
        noise(level, 0)
    except ConfigError:
        return "light"
    return level


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the training texts of the language model.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--episodes", type=int, default=EPISODES)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--resume", action="store_true")
    asked = parser.parse_args()
    write(Folder(asked.folder), asked.episodes, asked.jobs, resume=asked.resume)


if __name__ == "__main__":
    main()
