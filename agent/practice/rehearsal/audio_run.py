"""Many rehearsals over the telephone, one after the other, in a town of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from agent.config import Engines
from agent.errors import ConfigError
from agent.practice.episodes import make
from agent.practice.rehearsal.audio_call import Stage, stage
from agent.practice.rehearsal.records import Records, record
from agent.practice.rehearsal.run import Outcome, Rehearsal, seeds
from agent.practice.rehearsal.scoring import judge


def rehearse(rehearsal: Rehearsal, engines: Engines) -> Iterator[Outcome]:
    """Every episode's outcome, as it ends. ``engines``: ears and voices; the brain is the rehearsal's.

    Raises OffhookError.
    """
    assert rehearsal.folder is not None
    if rehearsal.brain == "oracle":
        raise ConfigError("--brain oracle cannot telephone: it has to see what the far side means")
    rehearsal.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    records = Records(rehearsal.folder, rehearsal.most_records)
    with stage(rehearsal.split, rehearsal.folder, configuration(engines, rehearsal.brain)) as town:
        for seed in seeds(rehearsal):
            yield _one(town, seed, rehearsal, records)


def configuration(engines: Engines, brain: str) -> str:
    """``[engines]`` of the town's own ``offhook.toml``: what is not the default, and the brain."""
    default = asdict(Engines())
    given = {key: value for key, value in asdict(engines).items() if value != default[key]}
    for key in ("language_model", "language_model_url"):
        given.pop(key, None)
    where = "language_model_url" if "://" in brain or brain.startswith("unix:") else "language_model"
    given[where] = brain
    lines = [f"{key} = {_toml(value)}" for key, value in given.items()]
    return "\n".join(("", "[engines]", *lines, ""))


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items()) + " }"
    return json.dumps(str(value) if isinstance(value, Path) else value)


def _one(town: Stage, seed: int, rehearsal: Rehearsal, records: Records) -> Outcome:
    episode = make(seed, rehearsal.split)
    done = town.play(episode)
    score = judge(episode, done.played, done.book)
    content = record(episode, done.played, done.book, score) | {"call": done.call}
    file = records.keep(episode.id, content, failed=not score.success)
    return Outcome(episode.id, episode.business, episode.temper, score, str(file or ""))
