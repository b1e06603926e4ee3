"""A room full of people nearly as loud as who speaks to us: the voice detector hears a voice without end.

Who speaks to us is nearer to the telephone: somewhere in half a second they come near their loudest moments,
the others together do not.
"""

from __future__ import annotations

from collections import deque

from agent.call.quantile import quantile

LOUDEST, LOUDEST_FRAMES = 0.95, 40
"""Their loudest moments, of 1.3 s."""
FORGETS_DB = 0.2
"""So much less loud are those taken to have been with each second."""
LAST_FRAMES, SOFTER_DB = 16, 4.0
"""Half a second no louder than that below them has none of their words. Composed rooms 8 dB below the voice
have 84 % of such half seconds in what is theirs alone, and 6 % in words."""
GAPLESS_DB, FLOOR_SHARE = 20.0, 0.1
FRAMES, VOICE_SHARE = 125, 0.85
"""In four seconds of one voice there are gaps; where the levels lie closer together, and nearly all is taken
for a voice, the room is loud."""


class LoudRoom:
    def __init__(self) -> None:
        self._last: deque[float] = deque(maxlen=LAST_FRAMES)
        self._late: deque[float] = deque(maxlen=LOUDEST_FRAMES)
        self._levels: deque[float] = deque(maxlen=FRAMES)
        self._voices: deque[bool] = deque(maxlen=FRAMES)
        self._loudest = float("-inf")

    def hear(self, level: float, seconds: float, *, voice: bool) -> bool:
        """Whether all that is heard now are others. ``level`` in dBov; ``voice``: as the detector has it."""
        self._last.append(level)
        self._late.append(level)
        self._levels.append(level)
        self._voices.append(voice)
        self._loudest = max(quantile(self._late, LOUDEST), self._loudest - FORGETS_DB * seconds)
        if len(self._levels) < FRAMES or sum(self._voices) < VOICE_SHARE * FRAMES:
            return False
        gapless = self._loudest - quantile(self._levels, FLOOR_SHARE) < GAPLESS_DB
        return gapless and max(self._last) < self._loudest - SOFTER_DB
