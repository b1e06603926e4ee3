"""How well an option of a menu fits what the call is for, by what its words mean.

A small network over the words' vectors, trained by ``models/menus`` on the names of departments of many
businesses; words that were never met count by their likeness to others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from agent.call.word_vectors import DIMENSIONS, Vector, meaning

ERRANDS = ("book", "move", "cancel", "confirm", "status", "hours", "prices", "other")
"""``hours``, ``prices``, ``other``: what is asked."""
QUERY = len(ERRANDS) + 2 * DIMENSIONS


def query(errand: str, thing: Iterable[str], besides: Iterable[str]) -> Vector:
    """``thing``: the words for what it is about; ``besides``: others of the task. (QUERY,)."""
    which = np.array([errand == one for one in ERRANDS], np.float32)
    return np.concatenate((which, meaning(sorted(thing)), meaning(sorted(besides))))


def fit(wanted: Vector, option: str) -> float:
    """Logits: above 0 it is likely where the errand is served."""
    net, what = _network(), option_vector(option)
    of_errand = np.tanh(wanted @ net["query"] + net["query_bias"])
    of_option = np.tanh(what @ net["option"] + net["option_bias"])
    thing, besides = wanted[len(ERRANDS) : len(ERRANDS) + DIMENSIONS], wanted[len(ERRANDS) + DIMENSIONS :]
    alike = net["alike"][0] * (what @ thing) + net["alike"][1] * (what @ besides)
    alone = what @ (wanted[: len(ERRANDS)] @ net["errand"]) + wanted[: len(ERRANDS)] @ net["bias"]
    return float(of_errand @ of_option + alike + alone)


def takes_the_rest(option: str) -> float:
    """Logits: above 0 it is whoever takes what no other option names."""
    return float(option_vector(option) @ _network()["rest"] + _network()["rest_bias"][0])


@lru_cache(maxsize=2_000)
def option_vector(option: str) -> Vector:
    return meaning(re.findall(r"[^\W_]+(?:'[a-z]+)?", option.lower()))


@cache
def _network() -> dict[str, Vector]:
    with files("agent.call").joinpath("option_fit.npz").open("rb") as stored, np.load(stored) as of:
        return {name: of[name].astype(np.float32) for name in of}
