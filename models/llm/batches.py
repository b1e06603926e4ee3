"""Dialogues as batches of tokens: alike in length, so that little is padding, and of few shapes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TOKENS_A_BATCH = 8_192
LENGTHS = (256, 384, 512, 640, 768, 1024, 1536, 2048)
"""What dialogues are padded to. Each is one shape, compiled once."""
NONE = -100
_PLACES_STEP = 512
"""How many places there are is rounded up to this: every new number of them would be a shape of its own."""
_SORTED_TOGETHER = 8
"""Batches whose dialogues are sorted by length among each other: more would bunch long ones."""

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Batch:
    """``tokens`` (rows, length); ``places``: where, in the flattened batch, the next token is learned;
    ``targets``: those next tokens, ``NONE`` where there is none; ``rows``: each place's row."""

    tokens: Ids
    places: Ids
    targets: Ids

    @property
    def rows(self) -> Ids:
        rows: Ids = self.places // self.tokens.shape[1]
        return rows


@dataclass(frozen=True, slots=True)
class Texts:
    """All dialogues end to end: dialogue ``i`` is ``[starts[i]:starts[i + 1]]``."""

    tokens: NDArray[np.int16]
    learned: NDArray[np.bool_]
    starts: Ids

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> Ids:
        lengths: Ids = self.starts[1:] - self.starts[:-1]
        return lengths


def epoch(texts: Texts, seed: int, padding: int) -> Iterator[Batch]:
    """Every dialogue once, in an order that ``seed`` gives, but for those too long for every shape."""
    random = np.random.default_rng(seed)
    lengths = texts.lengths
    order = random.permutation(np.flatnonzero(lengths <= LENGTHS[-1]))
    chosen: list[Ids] = []
    group = _SORTED_TOGETHER * TOKENS_A_BATCH // max(1, int(lengths[order].mean()))
    for start in range(0, len(order), group):
        some = order[start : start + group]
        chosen += _rows(some[np.argsort(lengths[some], kind="stable")], lengths)
    for at in random.permutation(len(chosen)):
        yield _batch(texts, chosen[at], padding)


def in_order(texts: Texts, padding: int) -> Iterator[Batch]:
    """Every dialogue once, the shortest first."""
    lengths = texts.lengths
    order = np.argsort(lengths, kind="stable")
    for rows in _rows(order[lengths[order] <= LENGTHS[-1]], lengths):
        yield _batch(texts, rows, padding)


def padded(length: int) -> int:
    return next(shape for shape in LENGTHS if length <= shape)


def _rows(sorted_rows: Ids, lengths: Ids) -> list[Ids]:
    """Cut into batches: of one shape each, all but the last of a shape full."""
    shapes = np.array([padded(int(length)) for length in lengths[sorted_rows]])
    result = []
    for shape in np.unique(shapes):
        rows, full = sorted_rows[shapes == shape], max(1, TOKENS_A_BATCH // int(shape))
        result += [rows[start : start + full] for start in range(0, len(rows), full)]
    return result


def _batch(texts: Texts, rows: Ids, padding: int) -> Batch:
    """Always a full batch: rows that are missing are nothing but padding, so that the shape is known."""
    length = padded(int(texts.lengths[rows].max()))
    count = max(1, TOKENS_A_BATCH // length)
    tokens = np.full((count, length), padding, dtype=np.int64)
    learned = np.zeros((count, length), dtype=bool)
    for at, row in enumerate(rows):
        start, end = texts.starts[row], texts.starts[row + 1]
        tokens[at, : end - start] = texts.tokens[start:end]
        learned[at, : end - start] = texts.learned[start:end]
    found = np.flatnonzero(learned.reshape(-1)) - 1
    places = np.zeros(-(-len(found) // _PLACES_STEP) * _PLACES_STEP, dtype=np.int64)
    targets = np.full(len(places), NONE, dtype=np.int64)
    places[: len(found)] = found
    targets[: len(found)] = tokens.reshape(-1)[found + 1]
    return Batch(tokens, places, targets)
