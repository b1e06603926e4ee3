"""Many rehearsals: which episodes, in how many processes, and what came of each."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from agent.call.likely_names import likely_names
from agent.errors import ConfigError
from agent.practice.episodes import far_side, make, owner_says
from agent.practice.episodes.businesses import BUSINESSES
from agent.practice.episodes.tempers import TEMPERS
from agent.practice.episodes.types import Episode, Split, Written
from agent.practice.rehearsal.brains import Brains, brains
from agent.practice.rehearsal.circumstances import Circumstances
from agent.practice.rehearsal.noise import noise
from agent.practice.rehearsal.played import Brain, Played
from agent.practice.rehearsal.records import Records, record
from agent.practice.rehearsal.scoring import Score, judge
from agent.practice.rehearsal.text_call import TextCall

MOST_SEEDS_PER_EPISODE = 2000
"""So many seeds are tried for an episode of the business that was asked for."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What is rehearsed. ``brain``: ``oracle``, a GGUF file, or the URL of a server."""

    episodes: int
    brain: str = "oracle"
    split: Split = "held-out"
    seed: int = 0
    noise: str = "none"
    business: str = ""
    situation: str = ""
    """Of these episodes only: a name of ``agent.practice.episodes.tempers``."""
    jobs: int = 1
    folder: Path | None = None
    """Where records go; None: nowhere."""
    most_records: int = 50


@dataclass(frozen=True, slots=True)
class Outcome:
    episode: str
    business: str
    temper: str
    score: Score
    record: str = ""
    """Its file; empty where none was kept."""


def seeds(rehearsal: Rehearsal) -> Iterator[int]:
    """The seeds of its episodes. Raises ConfigError: there is no such business, or situation."""
    if rehearsal.business not in ("", *BUSINESSES):
        known = ", ".join(sorted(BUSINESSES))
        raise ConfigError(f"there is no business {rehearsal.business!r}: there are {known}")
    if rehearsal.situation not in ("", *TEMPERS):
        known = ", ".join(sorted(TEMPERS))
        raise ConfigError(f"there is no situation {rehearsal.situation!r}: there are {known}")
    tried = islice(count(rehearsal.seed), MOST_SEEDS_PER_EPISODE * rehearsal.episodes)
    return islice((seed for seed in tried if _fits(rehearsal, seed)), rehearsal.episodes)


def _fits(rehearsal: Rehearsal, seed: int) -> bool:
    if not (rehearsal.business or rehearsal.situation):
        return True
    episode = make(seed, rehearsal.split)
    return rehearsal.business in ("", episode.business) and rehearsal.situation in ("", episode.temper)


def play(
    episode: Episode, noise_level: str, make_brain: Callable[[Episode, Played], Brain]
) -> tuple[Played, Written]:
    """One episode from the first ring to the account."""
    far = far_side(episode)
    around = Circumstances(
        noise=noise(noise_level, episode.seed, likely_names(episode.briefing)),
        owner=lambda question: owner_says(episode, question),
    )
    call = TextCall(episode.briefing, far, around)
    return call.play(make_brain(episode, call.played)), far.book


def rehearse(rehearsal: Rehearsal) -> Iterator[Outcome]:
    """Every episode's outcome, in any order. Raises OffhookError."""
    if rehearsal.jobs == 1:
        work = _Work(rehearsal)
        yield from (work.one(seed) for seed in seeds(rehearsal))
        return
    with _workers(rehearsal) as outcomes:
        yield from outcomes


class _Work:
    def __init__(self, rehearsal: Rehearsal) -> None:
        self._rehearsal = rehearsal
        self._brains: Brains = brains(rehearsal.brain)
        self._records = Records(rehearsal.folder, rehearsal.most_records) if rehearsal.folder else None

    def one(self, seed: int) -> Outcome:
        episode = make(seed, self._rehearsal.split)
        played, book = play(episode, self._rehearsal.noise, self._brains)
        score = judge(episode, played, book)
        file = None
        if self._records is not None:
            content = record(episode, played, book, score)
            file = self._records.keep(episode.id, content, failed=not score.success)
        return Outcome(episode.id, episode.business, episode.temper, score, str(file or ""))


_work: _Work | None = None


def _begin(rehearsal: Rehearsal) -> None:
    global _work
    _work = _Work(rehearsal)


def _one(seed: int) -> Outcome:
    assert _work is not None
    return _work.one(seed)


@contextmanager
def _workers(rehearsal: Rehearsal) -> Iterator[Iterator[Outcome]]:
    # fresh processes: a model that was loaded here must not be shared by forking
    context = multiprocessing.get_context("spawn")
    with context.Pool(rehearsal.jobs, _begin, (rehearsal,)) as pool:
        yield pool.imap_unordered(_one, seeds(rehearsal))
