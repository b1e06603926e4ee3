"""Whether what is heard was heard before in this call: recordings come again, people never do.

Each 20 ms becomes 16 bits: whether, from one band of the spectrum to the next, the difference of their levels
grows or falls (J. Haitsma, T. Kalker, "A Highly Robust Audio Fingerprinting System", ISMIR 2002; narrower in
band, in frames that the music detector has anyway). The last two seconds are laid over all that was heard
before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from agent.audio.music import FRAME_SECONDS, Vector

BANDS = 17
SMOOTH_FRAMES = 8
LAG_FRAMES = 4
"""A band's level is compared with that of so many frames before."""
WINDOW_FRAMES = 100
STRIDE = 4
"""Every so manieth frame is compared."""
EVERY_FRAMES = 10
SPEECH = 0.5
SPEECH_SHARE = 0.5
"""So much of the window must be speech: silence and tones are alike without being recorded."""
ERRORS = 0.32
"""Share of bits that differ. The same recording over the same line, also over other music, has 0.17 at the
median and 0.30 at the 80th percentile; of other speech the nearest has 0.36 (540 and 430 pairs)."""
LATE_ERRORS = 0.36
"""The same of the last second alone: when a person speaks into a recording it must soon be none."""
SAME_PLACE_FRAMES = 2
"""Twice in a row it must be the same place of what was heard."""
APART_FRAMES = round(4.0 / FRAME_SECONDS)
KEPT_FRAMES = round(1200.0 / FRAME_SECONDS)
_BITS = BANDS - 1
_SPACING = 1.5
"""The bands grow wider upwards."""
_WEIGHTS = np.hanning(SMOOTH_FRAMES + 2)[1:-1].astype(np.float32)

Bits = npt.NDArray[np.uint16]


class Repeats:
    """``hear`` the log spectra of ``music.Spectra``; ``now``: the last two seconds were heard before."""

    def __init__(self) -> None:
        self._bits = np.zeros(2 * KEPT_FRAMES, np.uint16)
        self._frames = 0
        self._levels: deque[Vector] = deque(maxlen=SMOOTH_FRAMES + LAG_FRAMES)
        self._speech: deque[bool] = deque(maxlen=WINDOW_FRAMES)
        self._place: int | None = None
        self._since = 0
        self.now = False

    def hear(self, spectra: Sequence[Vector], speech: float) -> None:
        """``speech``: its probability in these frames."""
        for spectrum in spectra:
            self._levels.append(_bands(spectrum))
            self._speech.append(speech >= SPEECH)
            self._keep(_bits(self._levels))
            self._since += 1
            if self._since >= EVERY_FRAMES:
                self._since = 0
                self._look()

    def _keep(self, bits: int) -> None:
        if self._frames == self._bits.size:
            self._bits[:KEPT_FRAMES] = self._bits[KEPT_FRAMES:]
            self._frames = KEPT_FRAMES
            self._place = None
        self._bits[self._frames] = bits
        self._frames += 1

    def _look(self) -> None:
        before, self._place = self._place, self._found()
        at_one_place = (
            self._place is not None
            and before is not None
            and abs(self._place - before - EVERY_FRAMES) <= SAME_PLACE_FRAMES
        )
        self.now = at_one_place

    def _found(self) -> int | None:
        """The frame where the window was heard before; None where it was not, or is no speech."""
        if sum(self._speech) < SPEECH_SHARE * WINDOW_FRAMES:
            return None
        window = self._bits[self._frames - WINDOW_FRAMES : self._frames : STRIDE]
        places = self._frames - 2 * WINDOW_FRAMES - APART_FRAMES
        if places <= 0:
            return None
        errors = np.zeros(places, np.uint16)
        for at, bits in enumerate(window):
            errors += np.bitwise_count(self._bits[at * STRIDE : at * STRIDE + places] ^ bits)
        best = int(errors.argmin())
        before = self._bits[best : best + WINDOW_FRAMES : STRIDE]
        late = np.bitwise_count(before ^ window)[window.size // 2 :]
        known = errors[best] <= ERRORS * window.size * _BITS and late.sum() <= LATE_ERRORS * late.size * _BITS
        return best if known else None


def _bands(spectrum: Vector) -> Vector:
    begins, widths = _edges(spectrum.size)
    return np.asarray(np.add.reduceat(spectrum, begins) / widths, np.float32)


@cache
def _edges(bins: int) -> tuple[npt.NDArray[np.intp], Vector]:
    """Where each band begins, and how many bins it has."""
    edges = (np.linspace(0, 1, BANDS + 1) ** _SPACING * bins).astype(np.intp)
    return edges[:-1], np.diff(edges).astype(np.float32)


def _bits(levels: Sequence[Vector]) -> int:
    if len(levels) < SMOOTH_FRAMES + LAG_FRAMES:
        return 0
    recent = np.array(levels)
    difference = _WEIGHTS @ recent[LAG_FRAMES:] - _WEIGHTS @ recent[:-LAG_FRAMES]
    return int(np.packbits(difference[1:] < difference[:-1]).view(np.uint16)[0])
