"""What a scene is made of: timed parts with levels and transitions, the line they come over, and labels.

Times are samples at 8 kHz from the scene's beginning; levels are dBov (RFC 6465: 0 is a square wave of full
scale) of the part's *active* sound, pauses left out, as ITU-T P.56 means it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

RATE = 8000
PACKET = RATE // 50
"""20 ms: what is lost is lost by packets."""

Wave = npt.NDArray[np.float32]
Pcm = npt.NDArray[np.int16]
Kind = Literal[
    "ringback",
    "busy",
    "congestion",
    "sit",
    "fax",
    "beep",
    "music",
    "song",
    "announcement",
    "menu",
    "voicemail",
    "screening",
    "person",
    "turn",
    "noise",
    "silence",
]
"""``person``: somebody speaks, from the first sample to the last; ``turn``: all that they say before it is
the other's turn, their pauses included; ``silence``: nothing but what the line itself sounds like."""
UNDER: frozenset[Kind] = frozenset(("music", "song"))
"""What is lowered under a part that ducks."""


class Sound(Protocol):
    """A recipe; equal recipes sound alike, and ``repr`` tells them apart. ``looped``: may go round."""

    @property
    def looped(self) -> bool: ...

    def render(self) -> Wave:
        """8 kHz, any level, nothing but sound at both ends. Raises SetupError."""
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """``samples`` of ``sound``, from its sample ``offset`` on. A sound that is not looped must have so many.

    ``fade_in``, ``fade_out``: samples, at the part's ends; 0 is a cut. ``ducks``: so many dB music loses
    while this part sounds.
    """

    sound: Sound
    start: int
    samples: int
    kind: Kind
    level: float
    detail: str = ""
    offset: int = 0
    fade_in: int = 0
    fade_out: int = 0
    ducks: float = 0.0

    @property
    def end(self) -> int:
        return self.start + self.samples


@dataclass(frozen=True, slots=True)
class Line:
    """What a line does. ``loss``: share of packets lost, in bursts of ``burst`` packets on average, filled
    by repeating the last packet, fainter each time; ``gaps``: so many times a minute the jitter buffer runs
    dry and 40 to 120 ms are silent. Nothing is moved in time. ``noise``: dBov, always there."""

    law: Literal["mu", "a", "linear"] = "mu"
    band: bool = True
    gain: float = 0.0
    noise: float | None = None
    loss: float = 0.0
    burst: float = 3.0
    gaps: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """``start`` is the first sample of it, ``end`` the first one after it."""

    start: int
    end: int
    kind: Kind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """``spans``: labels that belong to no part of their own (a ``turn``)."""

    parts: tuple[Part, ...]
    samples: int
    line: Line = Line()
    spans: tuple[Label, ...] = ()

    def labels(self) -> tuple[Label, ...]:
        """By their start. Where no part sounds there is ``silence``."""
        sounding = [
            Label(part.start, min(part.end, self.samples), part.kind, part.detail)
            for part in self.parts
            if part.start < self.samples
        ]
        return tuple(
            sorted(
                (*sounding, *_silences(sounding, self.samples), *self.spans),
                key=lambda label: (label.start, label.end, label.kind),
            )
        )


def _silences(sounding: Sequence[Label], samples: int) -> list[Label]:
    reached, edges = 0, [0]
    for label in sorted(sounding, key=lambda label: label.start):
        if label.start > reached:
            edges += [reached, label.start]
        reached = max(reached, label.end)
    edges = [*edges[1:], min(reached, samples), samples]
    pairs = list(pairwise(edges))[::2]
    return [Label(start, end, "silence") for start, end in pairs if end > start]


def samples(seconds: float) -> int:
    return round(seconds * RATE)
