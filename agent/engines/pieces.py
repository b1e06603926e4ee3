"""Long sound cut where the speaker pauses, into pieces that a recogniser can take."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from agent.engines.sound import Samples

FRAME_SECONDS = 0.02
PAUSE_SECONDS = 0.28
"""Between sentences; a comma takes 0.2 s, the closure of a stop consonant up to 0.15 s."""
QUIET_DB = 28.0
"""A pause is so much below the speech's own level."""


def at_pauses(samples: Samples, rate: int, shortest: float, longest: float) -> list[Samples]:
    """``samples`` cut in the middle of pauses between sentences. No piece is shorter than ``shortest``
    seconds unless the sound is. A piece longer than ``longest`` is cut where it is quietest."""
    frame = int(FRAME_SECONDS * rate)
    level = _levels(samples, frame)
    cuts = [0]
    for middle in _pauses(level):
        if (middle - cuts[-1]) * FRAME_SECONDS >= shortest:
            cuts.append(middle)
    if len(cuts) > 1 and (len(level) - cuts[-1]) * FRAME_SECONDS < shortest:
        cuts.pop()
    ends = [*cuts[1:], len(level)]
    bounds = [0]
    for start, end in zip(cuts, ends, strict=True):
        bounds += _halved(level, start, end, longest)
    # what is left behind the last whole frame belongs to the last piece
    edges = [at * frame for at in bounds[:-1]] + [len(samples)]
    return [samples[one:other] for one, other in pairwise(edges)]


def _levels(samples: Samples, frame: int) -> npt.NDArray[np.float32]:
    """dB of each whole frame."""
    count = len(samples) // frame
    power = np.square(samples[: count * frame].reshape(count, frame)).mean(axis=1)
    return np.asarray(10 * np.log10(power + 1e-10), dtype=np.float32)


def _pauses(level: npt.NDArray[np.float32]) -> list[int]:
    """The middle of each pause inside the sound, in frames."""
    if len(level) < 4:
        return []
    # over noise there is no room for the full distance: half-way between floor and speech then
    loud, floor = np.percentile(level, [95, 5])
    quiet = level < max(loud - QUIET_DB, (loud + floor) / 2 if loud - floor < QUIET_DB else -np.inf)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], quiet.astype(np.int8), [0]))))
    least = PAUSE_SECONDS / FRAME_SECONDS
    return [
        int(start + end) // 2
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if end - start >= least and start > 0 and end < len(level)
    ]


def _halved(level: npt.NDArray[np.float32], start: int, end: int, longest: float) -> list[int]:
    """The ends of the pieces of frames ``start`` to ``end``, none longer than ``longest`` seconds."""
    if (end - start) * FRAME_SECONDS <= longest:
        return [end]
    quarter = (end - start) // 4
    window = max(1, int(0.12 / FRAME_SECONDS))
    smooth = np.convolve(level[start + quarter : end - quarter], np.ones(window) / window, mode="same")
    middle = start + quarter + int(np.argmin(smooth))
    return [*_halved(level, start, middle, longest), *_halved(level, middle, end, longest)]
