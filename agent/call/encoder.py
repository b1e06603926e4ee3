"""What words mean where they stand: a small transformer over pieces of words.

Made from the sentence encoder all-MiniLM-L6-v2 by ``models/menus`` and trained there for what is asked of it
here: what recorded voices say, which option of a menu fits an errand. Weights are integers of 8 bits.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]

HEADS = 12
LONGEST = 320
"""Pieces that are read at once."""
PADDING, UNKNOWN, ENDS, VOICE, FIT, TURN = range(6)
"""Pieces that stand for no word: what is not known, the end of a part, and what the text is read for."""
_LONGEST_WORD = 40


def states(start: int, *parts: tuple[int, ...]) -> Vector:
    """One row for ``start`` and each piece of the ``parts``, of which there are one or two; pieces over
    ``LONGEST`` are not read."""
    net = weights()
    ids, kinds = [start], [0]
    for number, part in enumerate(parts):
        ids += [*part, ENDS]
        kinds += [number] * (len(part) + 1)
    ids, kinds = ids[:LONGEST], kinds[:LONGEST]
    hidden = _whole("pieces", ids) + net["places"][: len(ids)] + net["parts"][kinds]
    hidden = _normal(hidden, net, "first")
    for number in range(_layers()):
        hidden = _normal(hidden + _attended(hidden, net, number), net, f"{number}.after_attention")
        inner = _gelu(hidden @ net[f"{number}.inner"] + net[f"{number}.inner_bias"])
        hidden = _normal(
            hidden + inner @ net[f"{number}.outer"] + net[f"{number}.outer_bias"], net, f"{number}.after_all"
        )
    return hidden


@lru_cache(maxsize=20_000)
def pieces(word: str) -> tuple[int, ...]:
    """Of one word in lower case, or one sign: the longest known beginning, then the longest known piece of
    the rest, and so on; ``UNKNOWN`` where there is none."""
    places = _places()
    found: list[int] = []
    start = 0
    while start < len(word) <= _LONGEST_WORD:
        mark = "##" if start else ""
        end = next((end for end in range(len(word), start, -1) if mark + word[start:end] in places), 0)
        if not end:
            return (UNKNOWN,)
        found.append(places[mark + word[start:end]])
        start = end
    return tuple(found) or (UNKNOWN,)


@cache
def weights() -> dict[str, Vector]:
    """By name. Those of the pieces, of which a text has few, are not among them."""
    apart = ("vocabulary", "pieces")
    return {name: _whole(name) for name in _stored() if name not in apart and not name.endswith("*")}


def _whole(name: str, rows: list[int] | slice = slice(None)) -> Vector:
    """Integers are kept with a scale for each column."""
    values, scale = _stored()[name][rows], _stored().get(f"{name}*")
    return values.astype(np.float32) if scale is None else values.astype(np.float32) * scale


@cache
def _places() -> dict[str, int]:
    vocabulary = bytes(_stored()["vocabulary"]).decode("utf-8").split("\n")
    return {piece: place for place, piece in enumerate(vocabulary)}


@cache
def _stored() -> dict[str, npt.NDArray[Any]]:
    with files("agent.call").joinpath("encoder.npz").open("rb") as file, np.load(file) as of:
        return {name: of[name] for name in of}


@cache
def _layers() -> int:
    return sum(name.endswith(".inner") for name in weights())


def _attended(hidden: Vector, net: dict[str, Vector], number: int) -> Vector:
    size, width = hidden.shape
    mixed = hidden @ net[f"{number}.attention"] + net[f"{number}.attention_bias"]
    query, key, value = mixed.reshape(size, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
    likely = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(width // HEADS))
    likely = np.exp(likely - likely.max(axis=-1, keepdims=True))
    likely /= likely.sum(axis=-1, keepdims=True)
    together = (likely @ value).transpose(1, 0, 2).reshape(size, width)
    return np.asarray(together @ net[f"{number}.together"] + net[f"{number}.together_bias"], np.float32)


def _normal(values: Vector, net: dict[str, Vector], name: str) -> Vector:
    values = values - values.mean(axis=-1, keepdims=True)
    values /= np.sqrt((values * values).mean(axis=-1, keepdims=True) + np.float32(1e-6))
    return np.asarray(values * net[f"{name}_scale"] + net[f"{name}_bias"], np.float32)


def _gelu(values: Vector) -> Vector:
    inner = np.float32(0.7978845608) * (values + np.float32(0.044715) * values * values * values)
    return np.asarray(0.5 * values * (1 + np.tanh(inner)), np.float32)
