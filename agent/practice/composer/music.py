"""The music of a split, by kinds."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from agent.practice.composer.scene import Kind, Sound
from agent.practice.composer.split import TRACKS, Split
from agent.practice.composer.tracks import Track


@dataclass(frozen=True, slots=True)
class Music:
    """``name``: of the track or style."""

    sound: Sound
    kind: Kind
    name: str


def kinds(split: Split) -> tuple[str, ...]:
    return tuple(_shelf(split))


def pick(dice: random.Random, split: Split, wanted: Collection[str] | None = None) -> Music:
    """A piece of one of the ``wanted`` kinds (all of them are equally likely)."""
    shelf = _shelf(split)
    names = [name for name in shelf if wanted is None or name in wanted]
    if not names:
        raise ValueError(f"no music of {wanted} for {split}: there is {', '.join(shelf)}")
    return dice.choice(shelf[dice.choice(names)])


def _shelf(split: Split) -> Mapping[str, tuple[Music, ...]]:
    return {"track": tuple(Music(Track(name), "music", name) for name in TRACKS[split])}
