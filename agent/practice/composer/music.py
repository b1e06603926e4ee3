"""The music of a split, by kinds: Asterisk's tracks, a kind for each style, and songs."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from agent.practice.composer import soundfont
from agent.practice.composer.scene import Kind, Sound
from agent.practice.composer.songs import Song
from agent.practice.composer.split import STYLES, TRACKS, Split
from agent.practice.composer.styles import Piece
from agent.practice.composer.tracks import Track

PIECES, SONGS = 3, 6
"""So many of each style, and of songs; all of them together are about half an hour to render."""


@dataclass(frozen=True, slots=True)
class Music:
    """``name``: of the track or style."""

    sound: Sound
    kind: Kind
    name: str


def kinds(split: Split) -> tuple[str, ...]:
    return tuple(_shelf(split))


def pieces(split: Split, kind: str) -> tuple[Music, ...]:
    return _shelf(split)[kind]


def pick(dice: random.Random, split: Split, wanted: Collection[str] | None = None) -> Music:
    """A piece of one of the ``wanted`` kinds: one in four is a recorded track, one in four a song."""
    names = [name for name in kinds(split) if wanted is None or name in wanted]
    if not names:
        raise ValueError(f"no music of {wanted} for {split}: there is {', '.join(kinds(split))}")
    weights = [2.5 if name in ("track", "song") else 1.0 for name in names]
    return dice.choice(pieces(split, dice.choices(names, weights)[0]))


@cache
def _shelf(split: Split) -> Mapping[str, tuple[Music, ...]]:
    font = soundfont.available()
    shelf = {"track": tuple(Music(Track(name), "music", name) for name in TRACKS[split])}
    shelf["song"] = tuple(Music(Song(split, seed, font), "song", f"song {seed}") for seed in range(SONGS))
    for style in STYLES[split]:
        shelf[style] = tuple(Music(Piece(style, seed, font), "music", style) for seed in range(PIECES))
    return shelf
