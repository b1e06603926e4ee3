"""Texts to train a practice model on: whole calls of the train split, with the oracle on our side.

A text is all that the model would be given for the account of a call, and the account: so every reply of the
call stands in it. ``ours`` marks what the oracle wrote; only that is to be learned. Phrases of the session's
own, and replies that were cut short, are not marked. One JSON object per line::

    {"id": "restaurant-brisk-000012", "messages": [{"role": "system", "content": "...", "ours": false}, ...]}

    python -m agent.practice.rehearsal.training --seed 0 --episodes 1000 --jobs 2 --out texts.jsonl
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from agent.call.actions import Message
from agent.practice.episodes import make
from agent.practice.episodes.types import Split
from agent.practice.rehearsal.noise import LEVELS
from agent.practice.rehearsal.oracle import Oracle
from agent.practice.rehearsal.played import Played
from agent.practice.rehearsal.run import play
from agent.practice.rehearsal.scoring import judge

CHUNK = 8


@dataclass(frozen=True, slots=True)
class Text:
    """One call; ``ours[n]``: the oracle wrote ``messages[n]``."""

    id: str
    messages: tuple[Message, ...]
    ours: tuple[bool, ...]


def text(seed: int, split: Split = "train", noise: str = "light") -> Text | None:
    """The text of one episode; None where the oracle did not do it right: that is not to be learned."""
    episode = make(seed, split)
    played, book = play(episode, noise, Oracle)
    score = judge(episode, played, book)
    if not score.success or score.stopped or not played.asked:
        return None
    return text_of(episode.id, played)


def text_of(name: str, played: Played) -> Text:
    last = played.asked[-1]
    wrote = {asked.reply for asked in played.asked}
    messages = (*last.messages, Message("assistant", last.reply))
    return Text(name, messages, tuple(one.role == "assistant" and one.content in wrote for one in messages))


def texts(
    seed: int, episodes: int, *, split: Split = "train", noise: str = "light", jobs: int = 1
) -> Iterator[Text]:
    """The texts of ``episodes`` seeds from ``seed`` on, in their order."""
    work, seeds = partial(text, split=split, noise=noise), range(seed, seed + episodes)
    if jobs == 1:
        yield from filter(None, map(work, seeds))
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from filter(None, pool.imap(work, seeds, CHUNK))


def as_json(one: Text) -> dict[str, Any]:
    pairs = zip(one.messages, one.ours, strict=True)
    messages = [{"role": message.role, "content": message.content, "ours": ours} for message, ours in pairs]
    return {"id": one.id, "messages": messages}


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Write training texts of the practice town, one JSON object a line."
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--episodes", type=int, default=1000)
    parser.add_argument("--split", choices=("train", "held-out"), default="train")
    parser.add_argument("--noise", choices=LEVELS, default="light")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    began, written = time.monotonic(), 0
    found = texts(given.seed, given.episodes, split=given.split, noise=given.noise, jobs=given.jobs)
    with given.out.open("w", encoding="utf-8") as out:
        for written, one in enumerate(found, start=1):  # noqa: B007  # told at the end
            out.write(json.dumps(as_json(one), ensure_ascii=False) + "\n")
    seconds = time.monotonic() - began
    print(f"{written} texts of {given.episodes} episodes in {seconds:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
