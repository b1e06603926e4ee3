"""What words mean, as vectors: words that are used alike have vectors alike.

Distilled from the sentence encoder all-MiniLM-L6-v2 by ``models/menus``; words it does not have are put
together of pieces of words, as it puts them together.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]

DIMENSIONS = 96
_LONGEST_WORD = 40


@lru_cache(maxsize=20_000)
def word_vector(word: str) -> Vector:
    """Of one word in lower case, or one sign; zeros where nothing of it is known."""
    table = _table()
    found = [table.vectors[piece] for piece in _pieces(word, table.places)]
    return np.mean(found, axis=0, dtype=np.float32) if found else np.zeros(DIMENSIONS, np.float32)


def meaning(words: list[str]) -> Vector:
    """Of several words together: their mean, of length 1; zeros where nothing of them is known."""
    if not words:
        return np.zeros(DIMENSIONS, np.float32)
    mean = np.mean([word_vector(word) for word in words], axis=0, dtype=np.float32)
    size = float(np.linalg.norm(mean))
    return np.asarray(mean / size if size else mean, np.float32)


def _pieces(word: str, places: dict[str, int]) -> list[int]:
    """The longest known beginning, then the longest known piece of the rest, and so on."""
    if len(word) > _LONGEST_WORD:
        return []
    found: list[int] = []
    start = 0
    while start < len(word):
        mark = "##" if start else ""
        end = next((end for end in range(len(word), start, -1) if mark + word[start:end] in places), 0)
        if not end:
            return found
        found.append(places[mark + word[start:end]])
        start = end
    return found


@cache
def network(name: str) -> dict[str, Vector]:
    """The weights of a network over word vectors, from ``NAME.npz``."""
    with files("agent.call").joinpath(f"{name}.npz").open("rb") as stored, np.load(stored) as of:
        return {part: of[part].astype(np.float32) for part in of}


class _Table:
    def __init__(self) -> None:
        with files("agent.call").joinpath("word_vectors.npz").open("rb") as stored, np.load(stored) as of:
            pieces = bytes(of["pieces"]).decode("utf-8").split("\n")
            self.vectors: Vector = of["vectors"].astype(np.float32) * of["scale"].astype(np.float32)
        self.places = {piece: place for place, piece in enumerate(pieces)}


@cache
def _table() -> _Table:
    return _Table()
