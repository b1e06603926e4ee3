"""What plays on hold: how loud it is, whether it has stopped, and whether somebody spoke at its end."""

from __future__ import annotations

from collections import deque

from agent.call.events import VoiceMeasured
from agent.call.quantile import quantile

PLAYING_FRAMES = 150
DROP_DB = 20.0
STEADY_DROP_DB, STEADY_DB, STEADY_FRAMES = 10.0, 4.0, 10
"""Noise moves by less in so many frames. Half as far below the music it is enough to know that it is over."""
PEAK_DROP_DB, PEAK_FRAMES = 8.0, 48
"""Soft music and single notes, which the detector of music loses, have moments in 1.5 s as loud as before."""
PERHAPS, PERHAPS_FRAMES, PERHAPS_SECONDS = 0.12, 5, 0.9
"""So likely, on average of so many frames, was a voice that was not heard as one; it is a while ago after so
long. Of 166 composed pieces one in ten had it in the last second, of the 34 whose end somebody spoke into
all."""
SUNG_SHARE, SUNG_FRAMES = 0.25, 300
"""Where there may be a voice for so much of the time somebody sings, and another tells nothing."""
LIVELY_DB, LIVELY_DBOV = 7.0, -55.0
"""Noise and silence change by less in 1.5 s."""
FORGET_SECONDS = 6.0
"""Music that is gone for so long does not come again as loud."""
HALF, LOW_SHARE = 0.5, 0.1


class Playing:
    """``hear`` every frame."""

    def __init__(self) -> None:
        self._music: deque[float] = deque(maxlen=PLAYING_FRAMES)
        """Levels of the music that plays, or played last."""
        self.middle = 0.0
        """Of them."""
        self._levels: deque[float] = deque(maxlen=PEAK_FRAMES)
        self._speech: deque[float] = deque(maxlen=PERHAPS_FRAMES)
        self._perhaps: deque[bool] = deque(maxlen=SUNG_FRAMES)
        """Whether there may have been a voice, frame by frame while something sounded."""
        self._since_perhaps = float("inf")
        """Seconds in which something sounded."""
        self.low_seconds = 0.0
        """So long nothing is nearly as loud as the music was."""

    def hear(self, event: VoiceMeasured, *, speech: bool, music: bool) -> None:
        if music:
            self._music.append(event.level)
            self.middle = quantile(self._music, HALF)
        self._levels.append(event.level)
        self._speech.append(event.probability)
        self.low_seconds = self.low_seconds + event.seconds if not speech and self._low(event.level) else 0.0
        if self.low_seconds >= FORGET_SECONDS:
            self._music.clear()
            self.low_seconds = 0.0
        if not self.low_seconds:
            perhaps = not event.tone and sum(self._speech) >= PERHAPS * PERHAPS_FRAMES
            self._perhaps.append(perhaps)
            self._since_perhaps = 0.0 if perhaps else self._since_perhaps + event.seconds

    @property
    def known(self) -> bool:
        """There has been music."""
        return bool(self._music)

    def below(self, level: float) -> float:
        """So many dB it is fainter than the music; 0 where there was none."""
        return self.middle - level if self._music else 0.0

    def _low(self, level: float) -> bool:
        below = self.below(level)
        last = list(self._levels)[-STEADY_FRAMES:]
        steady = len(last) == STEADY_FRAMES and max(last) - min(last) < STEADY_DB
        return below > (STEADY_DROP_DB if steady else DROP_DB)

    @property
    def quieter(self) -> bool:
        """Also the loudest moments are fainter than the music was, if that is known."""
        return not self.known or self.below(max(self._levels)) > PEAK_DROP_DB

    @property
    def lively(self) -> bool:
        """Something sounds that is neither silence nor steady noise."""
        loudest = max(self._levels, default=LIVELY_DBOV)
        return loudest > LIVELY_DBOV and loudest > quantile(self._levels, LOW_SHARE) + LIVELY_DB

    @property
    def sung(self) -> bool:
        """There have been voices most of the time."""
        return sum(self._perhaps) > SUNG_SHARE * SUNG_FRAMES

    @property
    def stirred(self) -> bool:
        """The last that sounded may have been a word. No singer's: they are never long without one."""
        return self._since_perhaps <= PERHAPS_SECONDS and not self.sung
