"""Other people in the room of whom we talk to: many at once, softer, and never at rest.

The voice detector hears each of them. Taken for the one who speaks to us they would hold the floor for ever.
"""

from __future__ import annotations

from collections import deque

from agent.call.quantile import quantile

SOFTER_DB = 12.0
"""So much softer than the voice that speaks to us is another's, or none."""
AFTER_SECONDS = 0.3
"""Behind that voice: what is heard sooner may be its end."""
FRAMES, FEWEST = 125, 20
STEADY_DB = 13.0
"""One voice alone has gaps: its levels lie further apart. In four seconds of composed rooms full of people
they do by 10.6 dB at most in 97 of 100, with people in noise 17 dB below them by 17.1 dB at least."""
LOUDEST, QUIETEST = 0.95, 0.25
MARGIN_DB = 2.0
NOTHING = -72.0
"""Lost packets, and no room."""
SOFT_SECONDS = 1.0
"""So much of a softer voice that stands alone is somebody else who speaks to us now."""


class Others:
    """``hear`` every frame; ``limit`` is the level up to which a voice is one of theirs."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=FRAMES)
        self._since_voice = self._alone = 0.0
        self.limit = NOTHING

    def hear(self, level: float, voice: float, seconds: float, *, detected: bool) -> None:
        """``voice``: how loud the one who speaks to us is."""
        if level >= voice - SOFTER_DB:
            self._since_voice = self._alone = 0.0
            return
        self._since_voice += seconds
        if self._since_voice < AFTER_SECONDS or level <= NOTHING:
            return
        self._levels.append(level)
        loudest, quietest = (quantile(self._levels, share) for share in (LOUDEST, QUIETEST))
        steady = len(self._levels) >= FEWEST and loudest - quietest < STEADY_DB
        self.limit = loudest + MARGIN_DB if steady else NOTHING
        self._alone += seconds if detected and not steady else 0.0

    @property
    def speaks_to_us(self) -> bool:
        """A softer voice has stood alone for so long that it is no room's."""
        return self._alone >= SOFT_SECONDS

    def forget(self) -> None:
        self._levels.clear()
        self._since_voice = self._alone = 0.0
        self.limit = NOTHING
