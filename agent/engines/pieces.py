"""Long sound cut where the speaker pauses, into pieces that a recogniser can take."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from agent.engines.sound import Samples

FRAME_SECONDS = 0.02
PAUSE_SECONDS = 0.28
"""Between sentences; a comma takes 0.2 s, the closure of a stop consonant up to 0.15 s."""
QUIET_DB = 28.0
"""A pause is so much below the speech's own level."""


def at_pauses(samples: Samples, rate: int, shortest: float, longest: float) -> list[Samples]:
    """``samples`` cut in the middle of pauses: no piece shorter than ``shortest`` seconds unless the sound
    is, none longer than ``longest`` unless nobody paused for so long (then it is cut anyway)."""
    cuts = [0]
    for middle in _pauses(samples, rate):
        if middle - cuts[-1] >= shortest * rate:
            cuts.append(middle)
    if len(cuts) > 1 and len(samples) - cuts[-1] < shortest * rate:
        cuts.pop()
    pieces = []
    for start, end in zip(cuts, [*cuts[1:], len(samples)], strict=True):
        count = max(1, int(np.ceil((end - start) / (longest * rate))))
        bounds = np.linspace(start, end, count + 1).astype(int)
        pieces += [samples[one:other] for one, other in pairwise(bounds)]
    return pieces


def _pauses(samples: Samples, rate: int) -> list[int]:
    """The middle of each pause inside the sound, in samples."""
    frame = int(FRAME_SECONDS * rate)
    count = len(samples) // frame
    if count < 4:
        return []
    power = np.square(samples[: count * frame].reshape(count, frame)).mean(axis=1)
    level = 10 * np.log10(power + 1e-10)
    # over noise there is no room for the full distance: half-way between floor and speech then
    loud, floor = np.percentile(level, [95, 5])
    quiet = level < max(loud - QUIET_DB, (loud + floor) / 2 if loud - floor < QUIET_DB else -np.inf)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], quiet.astype(np.int8), [0]))))
    runs = zip(edges[::2], edges[1::2], strict=True)
    least = PAUSE_SECONDS / FRAME_SECONDS
    return [
        int((one + end) // 2 * frame) for one, end in runs if end - one >= least and one > 0 and end < count
    ]
