"""Whether what is heard was heard before in this call: recordings come again, people never do.

Each 20 ms becomes 16 bits: whether, from one band of the spectrum to the next, the difference of their levels
grows or falls (J. Haitsma, T. Kalker, "A Highly Robust Audio Fingerprinting System", ISMIR 2002; narrower in
band, in frames that the music detector has anyway). The last two seconds are laid over all that was heard
before.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from agent.audio.music import EVERY_FRAMES as BLOCK_FRAMES
from agent.audio.music import FRAME_SECONDS, Block, Vector

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
_DIFFERENCES = np.zeros((BLOCK_FRAMES, BLOCK_FRAMES - 1 + SMOOTH_FRAMES + LAG_FRAMES), np.float32)
"""Times the levels of the frames of a block and of those before it: the smoothed levels less those of four
frames before."""
for _at, _row in enumerate(_DIFFERENCES):
    _row[_at : _at + SMOOTH_FRAMES] -= _WEIGHTS
    _row[_at + LAG_FRAMES : _at + LAG_FRAMES + SMOOTH_FRAMES] += _WEIGHTS

Bits = npt.NDArray[np.uint16]
_FRESH: Bits = np.zeros(2 * WINDOW_FRAMES, np.uint16)


class Repeats:
    """``hear`` the blocks of ``music.Spectra``; ``now``: the last two seconds were heard before.

    Of what was heard that is kept which lies within two seconds of speech: nothing else is recorded words,
    and hours of music cost nothing.
    """

    def __init__(self) -> None:
        self._levels: Vector | None = None
        self._late, self._speech = _FRESH, np.zeros(2 * WINDOW_FRAMES, bool)
        """Of the last four seconds."""
        self._kept = np.zeros(2 * KEPT_FRAMES, np.uint16)
        self._when = np.zeros(2 * KEPT_FRAMES, np.int32)
        """The frame in which each of them was heard."""
        self._count = self._frames = 0
        self._place: int | None = None
        self.now = False

    def hear(self, block: Block) -> None:
        bands = _bands(block.spectra)
        if self._levels is None:
            self._levels = np.repeat(bands[:1], len(_DIFFERENCES.T) - len(bands), axis=0)
        levels = np.concatenate((self._levels, bands))
        self._levels = levels[len(bands) :]
        difference = _DIFFERENCES @ levels
        bits = np.packbits(difference[:, 1:] < difference[:, :-1], axis=1).view(np.uint16)[:, 0]
        self._late = np.concatenate((self._late, bits))[len(bits) :]
        self._speech = np.concatenate((self._speech, block.speech >= SPEECH))[len(bits) :]
        self._frames += len(bits)
        self._keep(len(bits))
        if self._frames % EVERY_FRAMES == 0:
            self._look()

    def _keep(self, count: int) -> None:
        """The ``count`` frames that were heard two seconds ago, if there was speech before or after them."""
        if not self._speech[count:].any():
            return
        if self._count + count > self._kept.size:
            for array in (self._kept, self._when):
                array[:KEPT_FRAMES] = array[self._count - KEPT_FRAMES : self._count]
            self._count = KEPT_FRAMES
        end = WINDOW_FRAMES + count
        self._kept[self._count : self._count + count] = self._late[WINDOW_FRAMES:end]
        first = self._frames - WINDOW_FRAMES - count
        self._when[self._count : self._count + count] = np.arange(first, first + count)
        self._count += count

    def _look(self) -> None:
        before, self._place = self._place, self._found()
        self.now = (
            self._place is not None
            and before is not None
            and abs(self._place - before - EVERY_FRAMES) <= SAME_PLACE_FRAMES
        )

    def _found(self) -> int | None:
        """The frame where the window was heard before; None where it was not, or is no speech."""
        if np.count_nonzero(self._speech[-WINDOW_FRAMES:]) < SPEECH_SHARE * WINDOW_FRAMES:
            return None
        window = self._late[-WINDOW_FRAMES::STRIDE]
        latest = self._frames - 2 * WINDOW_FRAMES - APART_FRAMES
        kept = self._kept[: self._count]
        places = min(int(np.searchsorted(self._when[: self._count], latest)), self._count - WINDOW_FRAMES)
        if places <= 0:
            return None
        errors = np.zeros(places, np.uint16)
        for at, bits in enumerate(window):
            errors += np.bitwise_count(kept[at * STRIDE : at * STRIDE + places] ^ bits)
        best = int(errors.argmin())
        late = np.bitwise_count(kept[best : best + WINDOW_FRAMES : STRIDE] ^ window)[window.size // 2 :]
        known = errors[best] <= ERRORS * window.size * _BITS and late.sum() <= LATE_ERRORS * late.size * _BITS
        return int(self._when[best]) if known else None


def _bands(spectra: Vector) -> Vector:
    begins, widths = _edges(spectra.shape[1])
    return np.asarray(np.add.reduceat(spectra, begins, axis=1) / widths, np.float32)


@cache
def _edges(bins: int) -> tuple[npt.NDArray[np.intp], Vector]:
    """Where each band begins, and how many bins it has."""
    edges = (np.linspace(0, 1, BANDS + 1) ** _SPACING * bins).astype(np.intp)
    return edges[:-1], np.diff(edges).astype(np.float32)
