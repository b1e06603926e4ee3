"""Around a call played as text: how long things take, what is misheard, who the owner is. All in seconds."""

from __future__ import annotations

from dataclasses import dataclass, field

from agent.config import Hearing, Limits
from agent.practice.rehearsal.far_voice import Noise
from agent.practice.rehearsal.played import Owner

FRAME_SECONDS = 0.1
"""Coarse, and enough: the shortest time that a call goes by is as long."""


def _silent(question: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Circumstances:
    noise: Noise = str
    owner: Owner = _silent
    hearing: Hearing = field(default_factory=Hearing)
    limits: Limits = field(default_factory=Limits)
    model_seconds: float = 0.3
    ears_seconds: float = 0.1
    ring_seconds: float = 1.0
    key_seconds: float = 0.3
    leg_seconds: float = 0.1
    owner_seconds: float = 4.0
    our_turn_over_seconds: float = 0.8
    """So long after our last sample the far side takes its turn."""
    far_waits_seconds: float = 6.0
    """So long nobody speaks until the far side is asked what it does about that."""
