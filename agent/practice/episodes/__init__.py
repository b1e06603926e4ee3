"""The practice town as text: an errand, a business with its people, and what may come of it, from a seed."""

from agent.practice.episodes.episode import far_side, make
from agent.practice.episodes.split import held_out
from agent.practice.episodes.types import (
    Act,
    Episode,
    FarSide,
    OwnerRule,
    Split,
    Step,
    Told,
    Truth,
    Utterance,
    Written,
    owner_says,
)

__all__ = [
    "Act",
    "Episode",
    "FarSide",
    "OwnerRule",
    "Split",
    "Step",
    "Told",
    "Truth",
    "Utterance",
    "Written",
    "far_side",
    "held_out",
    "make",
    "owner_says",
]
