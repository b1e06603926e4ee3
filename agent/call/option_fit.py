"""How well an option of a menu fits what the call is for, by what its words mean.

A small network over the words' vectors, trained by ``models/menus`` on the names of departments of many
businesses; words that were never met count by their likeness to others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from agent.call.word_vectors import DIMENSIONS, Vector, meaning, network, word_vector

ERRANDS = ("book", "move", "cancel", "confirm", "status", "hours", "prices", "other")
"""``hours``, ``prices``, ``other``: what is asked."""
QUERY = len(ERRANDS) + 2 * DIMENSIONS
LONGEST = 12
"""Words of an option that are read."""


def query(errand: str, thing: Iterable[str], besides: Iterable[str]) -> Vector:
    """``thing``: the words for what it is about; ``besides``: others of the task. (QUERY,)."""
    which = np.array([errand == one for one in ERRANDS], np.float32)
    return np.concatenate((which, meaning(sorted(thing)), meaning(sorted(besides))))


def fit(wanted: Vector, option: str) -> float:
    """Logits: above 0 it is likely where the errand is served."""
    net, (mean, most) = network("option_fit"), _seen(option)
    which = wanted[: len(ERRANDS)]
    of_errand = np.tanh(wanted @ net["query"] + net["query_bias"])
    of_option = np.tanh(mean @ net["option"] + net["option_bias"])
    parts = wanted[len(ERRANDS) :].reshape(2, DIMENSIONS)
    alike = net["alike"] @ (parts @ mean)
    alone = mean @ (which @ net["errand"]) + which @ net["bias"]
    both = np.tanh(np.concatenate((most, of_errand)) @ net["both"] + net["both_bias"])
    return float(of_errand @ of_option + alike + alone + both @ net["last"] + net["last_bias"][0])


def takes_the_rest(option: str) -> float:
    """Logits: above 0 it is whoever takes what no other option names."""
    net, (_, most) = network("option_fit"), _seen(option)
    return float(most @ net["rest"] + net["rest_bias"][0])


def option_words(option: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[a-z]+)?", option.lower())[:LONGEST]


@lru_cache(maxsize=2_000)
def _seen(option: str) -> tuple[Vector, Vector]:
    """The mean of its words, weighed by what they tell; the most that any word shows of each trait."""
    net, words = network("option_fit"), option_words(option)
    vectors = np.stack([word_vector(word) for word in words] or [np.zeros(DIMENSIONS, np.float32)])
    weights = vectors @ net["weigh"]
    weights = np.exp(weights - weights.max())
    mean = weights @ vectors / weights.sum()
    mean /= float(np.linalg.norm(mean)) + 1e-6
    return mean, np.maximum(vectors @ net["trait"] + net["trait_bias"], 0.0).max(axis=0)
