"""What a recorded voice says: which words name a key, which say what it is for, and what else is wanted.

A small network over the words' vectors, trained by ``models/menus`` on menus of many forms: convolutions over
15 words to both sides, one answer for each word, one for all of them together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np

from agent.call.values.lexicon import listed
from agent.call.word_vectors import DIMENSIONS, Vector, network, word_vector

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
LIKELY = 0.5
LONGEST = 400
"""Words. Of a longer text the last so many are read."""
DILATIONS = (1, 2, 4, 8)
SIGNS = 4
INPUTS = DIMENSIONS + SIGNS

_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d+|[*#]|[.?!]+(?=\s|$)|[,;:]")
_KEY_WORDS = frozenset(
    listed(
        "zero one two three four five six seven eight nine star asterisk pound hash oh o won to too tree "
        "free for fore fife sicks ate niner * # 0 1 2 3 4 5 6 7 8 9"
    )
)


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


def inputs(words: list[str]) -> Vector:
    """Words x ``INPUTS``: the vector of each, and signs of how it is written."""
    rows = np.zeros((len(words), INPUTS), np.float32)
    for row, word in zip(rows, words, strict=True):
        low = word.lower()
        row[:DIMENSIONS] = word_vector(low if len(low) == 1 or low[0].isalnum() else low[0])
        row[DIMENSIONS:] = (
            word[0].isupper(),
            low in _KEY_WORDS,
            word.isdigit() or word in "*#",
            not word[0].isalnum() and word not in "*#",
        )
    return rows


@lru_cache(maxsize=64)
def read(text: str) -> Reading:
    words = words_of(text)[-LONGEST:]
    if not words:
        return Reading([], np.zeros((0, len(Tag)), np.float32), dict.fromkeys(KINDS, 0.0))
    net = network("recorded_voice")
    hidden = _positive(inputs(words) @ net["in"] + net["in_bias"])
    for number, dilation in enumerate(DILATIONS):
        hidden = hidden + _positive(_convolved(hidden, net[f"conv{number}"], dilation) + net[f"bias{number}"])
    tags = hidden @ net["tags"] + net["tags_bias"]
    most = _positive(hidden @ net["seen"] + net["seen_bias"]).max(axis=0)
    kinds = 1 / (1 + np.exp(-(most @ net["kinds"] + net["kinds_bias"])))
    return Reading(words, tags, dict(zip(KINDS, (float(one) for one in kinds), strict=True)))


def _positive(values: Vector) -> Vector:
    return np.maximum(values, 0.0)


def _convolved(hidden: Vector, weights: Vector, dilation: int) -> Vector:
    """``weights``: 3 x channels x channels, for the word ``dilation`` before, the word, and that behind."""
    size = len(hidden)
    padded = np.pad(hidden, ((dilation, dilation), (0, 0)))
    return np.asarray(
        padded[:size] @ weights[0] + hidden @ weights[1] + padded[2 * dilation :] @ weights[2], np.float32
    )
