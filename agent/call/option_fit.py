"""How well an option of a menu fits what the call is for.

The errand and the option are read together (``agent.call.encoder``), by a network that ``models/menus``
trained on the departments of many businesses and the errands that each serves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from agent.call.encoder import FIT, states, weights
from agent.call.recorded_voice import voice_pieces, words_of

LONGEST_ERRAND, LONGEST_OPTION = 40, 24
"""Words that are read."""
_REFERENCE = re.compile(r"\{([a-z]+(?:_[a-z]+)*?)(?:[_.](?:\d+|first|last))?\}")


@dataclass(frozen=True, slots=True)
class Fit:
    """In logits: above 0 it is likely."""

    serves: float
    takes_the_rest: float
    """It is whoever takes what no other option names."""


def errand_pieces(callee: str, task: str) -> tuple[int, ...]:
    """``task``: with references in place of its values, as ``FactBook.referenced`` gives it, or with them."""
    plain = _REFERENCE.sub(lambda found: found[1].replace("_", " "), task)
    return _pieces(f"{callee}: {plain}" if callee else plain, LONGEST_ERRAND)


def option_pieces(option: str) -> tuple[int, ...]:
    return _pieces(option, LONGEST_OPTION)


@lru_cache(maxsize=2_000)
def fit(errand: tuple[int, ...], option: str) -> Fit:
    """``errand``: as ``errand_pieces`` gives it."""
    net = weights()
    seen = np.tanh(states(FIT, errand, option_pieces(option))[0] @ net["fit_inner"] + net["fit_inner_bias"])
    serves, rest = seen @ net["fit"] + net["fit_bias"]
    return Fit(float(serves), float(rest))


def _pieces(text: str, longest: int) -> tuple[int, ...]:
    found, _ = voice_pieces(words_of(text)[:longest])
    return tuple(found)
