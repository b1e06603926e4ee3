"""When speech starts, pauses and is over, in heard time: seconds of received sound.

A starved line is not a silent one: where no sound comes, no silence is heard.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Protocol

from agent.config import Hearing

LONGEST_SEGMENT_SECONDS = 15.0
"""Speech without a pause is cut here, so that a menu that never breathes is understood, too."""
LEAD_SECONDS = 0.5
"""Sound before speech was noticed that belongs to it. Silero wants up to 0.4 s of a synthetic voice before
it says so: with 0.2 s "Yes, that's right." was heard as "right."."""
TRAIL_SECONDS = 0.2
"""The same behind speech: soft endings."""
STIR_SECONDS = 0.06
HYSTERESIS = 0.15
"""Speech that has begun goes on until the probability falls so far below the threshold."""


class Mark(Enum):
    STARTED = auto()
    PAUSED = auto()
    RESUMED = auto()
    """Speech went on after ``PAUSED``."""
    CUT = auto()
    """A segment became too long; the next begins where it ends."""
    ENDED = auto()
    """The turn is over. A ``PAUSED`` came before it."""


class TurnDetector(Protocol):
    """What the ear needs; ``Endpointer`` is the simple one. Times are heard time."""

    heard_seconds: float
    start_seconds: float
    end_seconds: float
    speech_seconds: float
    pause_seconds: float

    @property
    def under_way(self) -> bool: ...

    @property
    def speaking(self) -> bool: ...

    @property
    def stirring(self) -> bool: ...

    def hear(
        self, probability: float, seconds: float, first_pause_seconds: float, turn_end_seconds: float
    ) -> list[Mark]: ...

    def reset(self) -> None: ...


class Endpointer:
    """Silence of a given length ends a turn.

    ``start_seconds`` and ``end_seconds`` span the segment under way, with its lead; ``speech_seconds``
    is how much speech it holds; ``pause_seconds`` how long the last pause was that ended within a turn.
    """

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self.heard_seconds = self.pause_seconds = 0.0
        self.reset()

    def reset(self) -> None:
        """Forget the segment under way."""
        self.start_seconds = self.end_seconds = self.heard_seconds
        self.speech_seconds = 0.0
        self._open = False
        self._paused = False
        self._quiet = 0.0
        self._run = 0.0
        self._run_start = self.heard_seconds

    @property
    def under_way(self) -> bool:
        """A segment is, be it in a pause."""
        return self._open

    @property
    def speaking(self) -> bool:
        """A segment is under way and not in a pause."""
        return self._open and not self._paused

    @property
    def stirring(self) -> bool:
        """Something sounds that may be, or become, speech."""
        return self.speaking or self._run >= STIR_SECONDS

    def hear(
        self, probability: float, seconds: float, first_pause_seconds: float, turn_end_seconds: float
    ) -> list[Mark]:
        """Take in one frame. The silences that are a pause, and that end a turn, may differ each time."""
        before = self.heard_seconds
        self.heard_seconds += seconds
        threshold = self._hearing.speech_probability - (HYSTERESIS if self.speaking else 0.0)
        if probability >= threshold:
            return self._speech(before, seconds)
        return self._silence(seconds, first_pause_seconds, turn_end_seconds)

    def _speech(self, before: float, seconds: float) -> list[Mark]:
        if not self._run:
            self._run_start = before
        self._run += seconds
        if self.speaking:
            self._quiet = 0.0
            self.speech_seconds += seconds
            return self._cut_if_long()
        if self._run < self._hearing.speech_start_seconds:
            self._quiet += seconds if self._open else 0.0
            return []
        mark = Mark.RESUMED if self._open else Mark.STARTED
        if self._open:
            self.pause_seconds = self._quiet
        else:
            self.start_seconds = max(self.end_seconds, self._run_start - LEAD_SECONDS)
            self.speech_seconds = 0.0
        self.speech_seconds += self._run
        self._open, self._paused, self._quiet = True, False, 0.0
        return [mark]

    def _silence(self, seconds: float, first_pause_seconds: float, turn_end_seconds: float) -> list[Mark]:
        self._run = max(0.0, self._run - seconds) if not self.speaking else 0.0
        if not self._open:
            return []
        self._quiet += seconds
        marks = []
        if not self._paused and self._quiet >= first_pause_seconds:
            self._paused = True
            self.end_seconds = self.heard_seconds - max(0.0, self._quiet - TRAIL_SECONDS)
            marks.append(Mark.PAUSED)
        # A sound that may become speech holds the end back until it is known what it is, but not for ever.
        over = turn_end_seconds if not self._run else 2 * turn_end_seconds
        if self._paused and self._quiet >= over:
            self._open = self._paused = False
            marks.append(Mark.ENDED)
        return marks

    def _cut_if_long(self) -> list[Mark]:
        if self.heard_seconds - self.start_seconds < LONGEST_SEGMENT_SECONDS:
            return []
        self.start_seconds = self.end_seconds = self.heard_seconds
        return [Mark.CUT]
