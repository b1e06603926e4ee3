"""Steady tones from their beginning to their end, with what was heard before them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from agent.audio.levels import SILENCE_DBOV
from agent.audio.spectrum import FRAME_SECONDS, Analyser, Frame

PURE = 0.8
QUIETEST_DBOV = -45.0
SAME = 0.025
"""Two frames have the same pitch within this share of it."""
SAME_HERTZ = {True: 50.0, False: 15.0}
"""Or within so many hertz: two tones that are not resolved (key True) beat."""
BRIDGE_FRAMES, BRIDGE_LOST_FRAMES = 5, 7
"""A hole of 100 ms, or of 140 where nothing came at all, is one of the network's and not the end: cadences
pause for 170 ms and more."""
SHORTEST_FRAMES = 3
NEW_FRAMES = 2
"""So many frames of another tone end the one before without a hole."""
BEFORE_FRAMES = 8
WHOLE_FRAME = 2
"""The third frame's window lies wholly in the tone."""
MOST_FRAMES = 200
"""A tone that never ends is judged by its first frames and its last four seconds."""
CLOSE_PAIRS = ((440.0, 480.0), (400.0, 450.0))
"""North America's and the United Kingdom's ringback, which 32 ms do not resolve (ITU-T E.180 supplement
2)."""
CLOSE_PAIR_HERTZ = (370.0, 520.0)
TWIST = 8.0
"""Neither tone of a pair is so many times, 9 dB, stronger than the other."""


def is_tone(frame: Frame) -> bool:
    return frame.purity >= PURE and frame.level >= QUIETEST_DBOV


@dataclass(slots=True)
class Burst:
    """A tone of one pitch or two. Times in heard seconds; ``before``: the level of the 140 ms that end 20 ms
    before it, in dBov."""

    start: float
    before: float
    end: float = 0.0
    _pitches: list[tuple[float, ...]] = field(default_factory=list)
    _loudest: list[float] = field(default_factory=list)
    _levels: list[float] = field(default_factory=list)
    _loudest_level: float = SILENCE_DBOV
    _close: list[int] = field(default_factory=list)
    """For each frame which of CLOSE_PAIRS sounds, -1: none."""

    @property
    def frames(self) -> int:
        return len(self._levels)

    @property
    def seconds(self) -> float:
        return self.end - self.start

    @property
    def level(self) -> float:
        """The median, in dBov."""
        return median(self._levels)

    @property
    def pitches(self) -> tuple[float, ...]:
        """In hertz, one or two, the lower first."""
        for number, pair in enumerate(CLOSE_PAIRS):
            if self._close.count(number) > 0.4 * self.frames:
                return pair
        pairs = [one for one in self._pitches if len(one) == 2]
        if len(pairs) > 0.5 * self.frames:
            low, high = zip(*pairs, strict=True)
            return median(low), median(high)
        return (median(self._loudest),)

    @property
    def wavering(self) -> float:
        """How far the pitch moves: four of five frames lie within so large a share of it."""
        pairs = [one for one in self._pitches if len(one) == 2]
        pitches = pairs if len(pairs) > 0.5 * self.frames else self._loudest
        low, middle, high = np.percentile(pitches, (10, 50, 90), axis=0)
        return float(np.max((high - low) / middle))

    @property
    def steadiness(self) -> float:
        """The share of frames whose level is within 5 dB of the median."""
        level = self.level
        return sum(abs(one - level) < 5.0 for one in self._levels) / self.frames

    def matches(self, frame: Frame) -> bool:
        """Near the last two frames, for one between two tones has the pitches of both; or near the first
        whole one, for what a decoder repeats has a pitch of its own."""
        pitch = frame.loudest
        tolerance = max(SAME_HERTZ[_may_be_close(pitch)], SAME * pitch)
        last, first = self._pitches[-2:], self._pitches[WHOLE_FRAME : WHOLE_FRAME + 1]
        return any(
            group and all(any(abs(pitch - one) <= tolerance for one in before) for before in group)
            for group in (last, first)
        )

    def add(self, frame: Frame, until: float, close: int) -> None:
        """``until``: when the frame ends. The first and the last may be filled in part."""
        self._loudest_level = max(self._loudest_level, frame.level)
        filled = 10 ** ((frame.level - self._loudest_level) / 10)
        self.end = until - (1.0 - filled) * FRAME_SECONDS
        if self.frames == MOST_FRAMES:
            for kept in (self._pitches, self._loudest, self._levels, self._close):
                del kept[WHOLE_FRAME + 1]
        self._pitches.append(frame.pitches)
        self._loudest.append(frame.loudest)
        self._levels.append(frame.level)
        self._close.append(close)


class BurstTracker:
    """``hear`` every frame, in order; get the bursts that are known to be over."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._frames = 0
        self._levels: deque[float] = deque(maxlen=BEFORE_FRAMES)
        self._next: Burst | None = None
        self._gap = self._lost = 0
        self.current: Burst | None = None
        """The tone that sounds, or whose end is not certain yet."""

    @property
    def seconds(self) -> float:
        """Heard time: the end of the latest frame."""
        return self._frames * FRAME_SECONDS

    def hear(self, frame: Frame) -> Burst | None:
        self._frames += 1
        ended = self._tone(frame) if is_tone(frame) else self._gap_grows(frame.lost)
        self._levels.append(frame.level)
        return ended if ended is not None and ended.frames >= SHORTEST_FRAMES else None

    def _tone(self, frame: Frame) -> Burst | None:
        current = self.current
        if current is None:
            self.current = self._begin(frame)
        elif current.matches(frame):
            self._add(current, frame)
            self._next = None
        else:
            # What a decoder repeats has the rhythm of its packets, which is a pitch of its own.
            return self._gap_grows(lost=True) if frame.repeated else self._another(frame)
        self._gap = self._lost = 0
        return None

    def _another(self, frame: Frame) -> Burst | None:
        if self._next is not None and self._next.matches(frame):
            self._add(self._next, frame)
        else:
            self._next = self._begin(frame)
        if self._next.frames < NEW_FRAMES:
            return self._gap_grows()
        ended, self.current, self._next = self.current, self._next, None
        self._gap = self._lost = 0
        return ended

    def _gap_grows(self, lost: bool = False) -> Burst | None:
        if self.current is None:
            return None
        self._gap += 1
        self._lost = self._lost + 1 if lost else 0
        if self._gap < (BRIDGE_LOST_FRAMES if self._lost >= BRIDGE_FRAMES - 1 else BRIDGE_FRAMES):
            return None
        ended, self.current, self._next = self.current, self._next, None
        self._gap = self._lost = 0
        return ended

    def _begin(self, frame: Frame) -> Burst:
        burst = Burst(self.seconds - FRAME_SECONDS, _mean(list(self._levels)[:-1]))
        self._add(burst, frame)
        return burst

    def _add(self, burst: Burst, frame: Frame) -> None:
        burst.add(frame, self.seconds, self._close_pair(frame))

    def _close_pair(self, frame: Frame) -> int:
        if not _may_be_close(frame.loudest):
            return -1
        whole = self._analyser.mean_square
        for number, pair in enumerate(CLOSE_PAIRS):
            one, other = self._analyser.powers(*pair)
            if one + other > 0.4 * whole and max(one, other) < TWIST * min(one, other):
                return number
        return -1


def _may_be_close(pitch: float) -> bool:
    return CLOSE_PAIR_HERTZ[0] <= pitch <= CLOSE_PAIR_HERTZ[1]


def _mean(levels: list[float]) -> float:
    """The level of all of them together, in dBov."""
    return float(10 * np.log10(np.mean(10 ** (np.asarray(levels) / 10)))) if levels else SILENCE_DBOV
