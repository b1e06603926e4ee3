"""What a recorded voice says: which words name a key, which say what it is for, and what else is wanted.

The words are read where they stand (``agent.call.encoder``), by a network that ``models/menus`` trained on
menus of many forms: one answer for each word, one for all of them together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np

from agent.call.encoder import LONGEST, VOICE, Vector, pieces, states, weights

KINDS = (
    "asks_words",
    "asks_number",
    "refuses",
    "leads",
    "waits",
    "queue",
    "voicemail",
    "screening",
    "not_in_service",
    "person",
)
"""What is said. ``leads``: a welcome, notices, what comes before a menu; ``waits``: who does nothing is put
through; ``person``: no recorded voice."""
LIKELY, FIRST_PERSON = 0.5, 0.1
"""So likely it is said; and so little likely a person's is of what is said first what a machine says."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d+|[*#]|[.?!]+(?=\s|$)|[,;:]")


class Tag(IntEnum):
    OTHER = 0
    KEY = 1
    BEGINS_BEFORE = 2
    """The first word of what a key is for that is named behind it: for *reservations*, press one."""
    IN_BEFORE = 3
    BEGINS_BEHIND = 4
    """The first word of what the key before it is for."""
    IN_BEHIND = 5


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    words: list[str]
    tags: Vector
    """A logarithm of the likelihood of each ``Tag`` for each word: words x 6."""
    kinds: dict[str, float]
    """How likely each of ``KINDS`` is said, 0..1."""

    def says(self, kind: str) -> bool:
        return self.kinds[kind] >= LIKELY


def words_of(text: str) -> list[str]:
    """Words, figures and signs, as they are written."""
    return _WORD.findall(text.replace("’", "'"))


def voice_pieces(words: list[str]) -> tuple[list[int], list[int]]:
    """The pieces of all ``words``, and where each word begins among them."""
    found: list[int] = []
    begins = []
    for word in words:
        begins.append(len(found))
        found += pieces(word.lower() if word[0].isalnum() else word[0])
    return found, begins


@lru_cache(maxsize=64)
def read(text: str) -> Reading:
    words = words_of(text)
    if not words:
        return Reading([], np.zeros((0, len(Tag)), np.float32), dict.fromkeys(KINDS, 0.0))
    ids, begins = voice_pieces(words)
    cut = max(0, len(ids) + 2 - LONGEST)
    words = [word for word, begin in zip(words, begins, strict=True) if begin >= cut]
    ids, begins = voice_pieces(words)
    net, (hidden, all_of_it) = weights(), seen(ids)
    tags = hidden[begins] @ net["tags"] + net["tags_bias"]
    inner = np.tanh(all_of_it @ net["kinds_inner"] + net["kinds_inner_bias"])
    kinds = 1 / (1 + np.exp(-(inner @ net["kinds"] + net["kinds_bias"])))
    return Reading(words, tags, dict(zip(KINDS, (float(one) for one in kinds), strict=True)))


def seen(ids: list[int]) -> tuple[Vector, Vector]:
    """One row for each piece; one for all of them together."""
    hidden = states(VOICE, tuple(ids))
    return hidden[1:], np.concatenate((hidden[0], hidden[1:].mean(axis=0)))
