"""Writes what the model is trained on: calls of the practice town's train split.

Shards of a thousand episodes; shard ``n`` always holds the same. With ``--resume`` those that are there stay.
``--model`` adds shards in which that model played, with the oracle's corrections.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import time
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from agent.engines.llama import LlamaEngine
from agent.errors import ConfigError
from agent.practice.rehearsal import training
from agent.practice.rehearsal.brains import HostBrain
from agent.practice.rehearsal.noise import noise
from agent.practice.rehearsal.training import Text
from models.llm import shadowed
from models.llm.texts import Folder

EPISODES_A_SHARD = 1000
EPISODES = 30_000
CORRECTED_FROM = 500
"""Shards from this number on are corrections."""
NOISES = ("light", "measured", "light", "none")
"""In turn, shard by shard."""
STUMBLING_EVERY = 3
"""Every third shard is played by somebody who stumbles."""
_CHUNK = 16


def write(folder: Folder, episodes: int, jobs: int, *, resume: bool, model: Path | None = None) -> None:
    folder.path.mkdir(parents=True, exist_ok=True)
    if not resume and model is None:
        for old in (*folder.shards, folder.tokenizer):
            old.unlink(missing_ok=True)
    began = time.monotonic()
    first = CORRECTED_FROM if model else 0
    for number in range(first, first + -(-episodes // EPISODES_A_SHARD)):
        path = folder.shard(number)
        if not path.exists() or model:
            written = _shard(path, number, jobs, model)
            print(f"{path.name}: {written} texts, {time.monotonic() - began:.0f} s", flush=True)


def _shard(path: Path, number: int, jobs: int, model: Path | None) -> int:
    work = partial(_texts, number=number, model=model)
    seeds = range(EPISODES_A_SHARD * number, EPISODES_A_SHARD * (number + 1))
    part, count = path.with_suffix(".part"), 0
    with multiprocessing.get_context("spawn").Pool(jobs) as pool, part.open("w", encoding="utf-8") as out:
        for texts in pool.imap(work, seeds, _CHUNK):
            for text in texts:
                count += 1
                out.write(json.dumps(training.as_json(text), ensure_ascii=False) + "\n")
    part.replace(path)
    return count


def _texts(seed: int, number: int, model: Path | None) -> list[Text]:
    try:
        return list(_of(seed, number, model))
    except Exception as error:  # one episode that cannot be played is one text less, not the end of the shard
        print(f"! episode {seed}: {type(error).__name__}: {error}", flush=True)
        return []


def _of(seed: int, number: int, model: Path | None) -> Iterator[Text]:
    level = _noise(number)
    if model:
        yield from shadowed.corrected(seed, level, _brain(model))
    elif number % STUMBLING_EVERY == STUMBLING_EVERY - 1:
        yield from shadowed.stumbling(seed, level)
    elif text := training.text(seed, noise=level):
        yield text


@cache
def _brain(model: Path) -> HostBrain:
    return HostBrain(LlamaEngine(model))


@cache
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
    parser.add_argument("--model", type=Path, help="a model to be corrected")
    asked = parser.parse_args()
    write(Folder(asked.folder), asked.episodes, asked.jobs, resume=asked.resume, model=asked.model)


if __name__ == "__main__":
    main()
