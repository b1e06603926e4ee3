"""Many rehearsals over the telephone, each job in a town of its own, one call after the other."""

from __future__ import annotations

import json
import queue
import random
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from agent.config import Engines
from agent.errors import ConfigError, OffhookError
from agent.practice.demo.home import PLACES
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
    if rehearsal.jobs > PLACES:
        raise ConfigError(f"--jobs {rehearsal.jobs}: {PLACES} towns at most can play side by side")
    rehearsal.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    records = Records(rehearsal.folder, rehearsal.most_records)
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for seed in seeds(rehearsal):
        waiting.put(seed)
    done: queue.SimpleQueue[Outcome | OffhookError | None] = queue.SimpleQueue()
    places = random.sample(range(PLACES), rehearsal.jobs) if rehearsal.jobs > 1 else [None]
    towns = [
        threading.Thread(target=_play, args=(rehearsal, engines, records, waiting, done, place))
        for place in places
    ]
    for town in towns:
        town.start()
    try:
        yield from _outcomes(done, len(towns))
    finally:
        while not waiting.empty():  # whoever looks on has gone: no further call is begun
            waiting.get_nowait()
        for town in towns:
            town.join()


def _outcomes(done: queue.SimpleQueue[Outcome | OffhookError | None], towns: int) -> Iterator[Outcome]:
    """Until every town has said that it is over. Raises what one of them has raised."""
    while towns:
        match done.get():
            case Outcome() as outcome:
                yield outcome
            case None:
                towns -= 1
            case error:
                raise error


def _play(
    rehearsal: Rehearsal,
    engines: Engines,
    records: Records,
    waiting: queue.SimpleQueue[int],
    done: queue.SimpleQueue[Outcome | OffhookError | None],
    place: int | None,
) -> None:
    """Play what waits, in a town at ``place``, until nothing does."""
    assert rehearsal.folder is not None
    try:
        with (
            stage(rehearsal.split, rehearsal.folder, configuration(engines, rehearsal.brain), place) as town,
            suppress(queue.Empty),
        ):
            while True:
                done.put(_one(town, waiting.get_nowait(), rehearsal, records))
    except OffhookError as error:
        done.put(error)
    finally:
        done.put(None)


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
