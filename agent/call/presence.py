"""Whether somebody goes on speaking: what the voice detector says, put right by how loud it is.

In the band of a telephone the detector takes some voices for silence for half a second and more, and goes on
hearing others for 0.1 to 0.2 s after they have ended. The level knows better, as long as it is known how loud
this voice is and how loud the line without it: silence has to sound like silence, too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection

from agent.audio.music import MUSIC
from agent.call.events import VoiceMeasured

VOICE_FRAMES, LEVEL_FRAMES, LAST_FRAMES = 60, 125, 2
"""About two seconds of speech, four of anything, and 64 ms. A single frame may lie between two syllables."""
FEWEST = 4
VOICE_SHARE, FLOOR_SHARE = 0.8, 0.1
CLEAR = 12.0
"""A voice that is not so many dB above the floor cannot be told from it."""
LOUD, ABOVE_FLOOR = 15.0, 8.0
FAINT, AT_FLOOR = 20.0, 6.0
NEAR, CERTAIN = 9.0, 0.75
"""Who picks up a telephone is nearer to it than the others in the room, who are so much fainter, and of whom
the detector is not so sure."""
LASTS_SECONDS = 1.0
"""No longer than this is anything taken for a voice that the detector does not hear: noise may be loud."""
FORGET_SECONDS = 3.0
"""After so much silence it may be somebody else who speaks."""
QUIETEST = -75.0


class Presence:
    def __init__(self, speech_probability: float, hysteresis: float) -> None:
        """``hysteresis``: so much less is enough for speech that has begun."""
        self._starts = speech_probability
        self._goes_on = speech_probability - hysteresis
        self._voice: deque[float] = deque(maxlen=VOICE_FRAMES)
        self._levels: deque[float] = deque(maxlen=LEVEL_FRAMES)
        self._last: deque[float] = deque(maxlen=LAST_FRAMES)
        self._silent_seconds = FORGET_SECONDS

    @property
    def floor(self) -> float:
        """How loud the line is without them, dBov."""
        return quantile(self._levels, FLOOR_SHARE)

    def hear(self, event: VoiceMeasured, *, speaking: bool, under_way: bool, alone: bool = True) -> float:
        """The probability that they speak. ``under_way``: a turn is, be it in a pause; ``speaking``: in none.
        Only within a turn does sound pass for speech by its level. Not ``alone``: others may talk in the
        room."""
        level = max(event.level, QUIETEST)
        self._levels.append(level)
        self._last.append(level)
        if event.probability >= self._starts:
            self._voice.append(level)
        detected = event.probability >= (self._goes_on if speaking else self._starts)
        self._silent_seconds = 0.0 if detected else self._silent_seconds + event.seconds
        if self._silent_seconds >= FORGET_SECONDS:
            self._voice.clear()
        if len(self._voice) < FEWEST:
            return event.probability
        voice, floor = quantile(self._voice, VOICE_SHARE), self.floor
        if voice - floor < CLEAR:
            return event.probability
        near = NEAR if not alone and event.probability < CERTAIN else FAINT
        if detected:
            return 0.0 if max(self._last) < max(voice - near, floor + AT_FLOOR) else event.probability
        sound = under_way and not event.tone and event.music < MUSIC
        loud = sound and level > max(voice - (LOUD if alone else NEAR), floor + ABOVE_FLOOR)
        return 1.0 if loud and self._silent_seconds <= LASTS_SECONDS else event.probability


def quantile(values: Collection[float], share: float) -> float:
    """Without interpolation: one of ``values``."""
    return sorted(values)[round(share * (len(values) - 1))]
