"""What words mean where they stand: a small transformer over pieces of words.

Made from the sentence encoder all-MiniLM-L6-v2 by ``models/menus`` and trained there for what is asked of it
here: what recorded voices say, which option of a menu fits an errand. Weights are integers of 8 bits.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

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
    hidden = net["pieces"][ids] + net["places"][: len(ids)] + net["parts"][kinds]
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
    """By name; those of integers times their scales, one for each column."""
    with files("agent.call").joinpath("encoder.npz").open("rb") as stored, np.load(stored) as of:
        found = {name: of[name] for name in of if name != "vocabulary"}
    scales = {name.removesuffix("*"): found.pop(name) for name in list(found) if name.endswith("*")}
    one = np.float32(1)
    return {name: values.astype(np.float32) * scales.get(name, one) for name, values in found.items()}


@cache
def _places() -> dict[str, int]:
    with files("agent.call").joinpath("encoder.npz").open("rb") as stored, np.load(stored) as of:
        vocabulary = bytes(of["vocabulary"]).decode("utf-8").split("\n")
    return {piece: place for place, piece in enumerate(vocabulary)}


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
