"""Whether somebody begins to speak while we do, and whether it is one voice: by the sound alone.

The voice detector wants up to half a second of some voices. What is well above the line, is not left of our
own voice and has a pitch, or lasts, may be somebody who begins to speak: reason enough to be silent and
listen. If the detector has not heard a voice in 0.3 s it was none.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass

from agent.call.events import VoiceMeasured
from agent.call.quantile import quantile

ABOVE_FLOOR = 10.0
"""So many dB above the line without them it is a sound of theirs."""
PITCHED = 0.7
PITCHED_SECONDS, LOUD_SECONDS = 0.05, 0.12
"""What lasts so long, with a pitch or without ("s", "h"), may be a word's beginning."""
DECIDE_SECONDS = 0.3
QUIET_SECONDS = 0.12
"""After so much quiet it was a click. Words have shorter ones in them."""
UNSPOKEN_SECONDS = 0.25
"""So long without a voice, and one that was heard has stopped: between its words we are silent, too."""
ANEW_SECONDS = 0.3
"""What was taken for no voice is over after so much quiet; until then it does not make us pause again."""
VOICE_FRAMES, FEWEST = 60, 10
LOUD_SHARE, NEAR_LOUD = 0.8, 10.0
ONE_VOICE = 0.78
"""So much of a pitch one voice has, at the median of its loud frames; a room full of people has less."""
LESS_CLEAR = 0.1
"""Where the line or the voice is rough, so much less than theirs was is enough."""
SOFTER = 0.01
"""So much more is asked for each dB that it is softer than theirs: others in the room are."""


class TalkingOver:
    def __init__(self, speech_probability: float, hysteresis: float) -> None:
        """``hysteresis``: so much less is enough for speech that has begun."""
        self._speech, self._goes_on = speech_probability, speech_probability - hysteresis
        self._theirs: deque[VoiceMeasured] = deque(maxlen=VOICE_FRAMES)
        self._over: deque[VoiceMeasured] = deque(maxlen=VOICE_FRAMES)
        self._pitched = self._loud = self._quiet = self._unspoken = self._pausing = 0.0
        self._voice = self._was_none = False
        self.may_speak = False
        """There is reason to be silent."""

    def hear_alone(self, event: VoiceMeasured) -> None:
        """We say nothing: what is heard is theirs."""
        if event.probability >= self._speech:
            self._theirs.append(event)
        self._over.clear()
        self._pitched = self._loud = 0.0
        self._was_none = self.may_speak = False

    def hear(self, event: VoiceMeasured, floor: float) -> None:
        """We speak. ``floor``: the level of the line without them, dBov."""
        loud = not event.ours and event.level > floor + ABOVE_FLOOR
        speech = event.probability >= self._speech
        self._loud = self._loud + event.seconds if loud else 0.0
        self._pitched = self._pitched + event.seconds if loud and event.voiced >= PITCHED else 0.0
        self._quiet = 0.0 if loud or speech else self._quiet + event.seconds
        self._unspoken += event.seconds
        if event.probability >= self._goes_on:
            self._over.append(event)
            self._unspoken = 0.0
        if self._quiet >= ANEW_SECONDS:
            self._was_none = False
            self._over.clear()
        if self.may_speak:
            self._pausing += event.seconds
            self._voice = self._voice or speech
            if self._voice:
                self.may_speak = self._unspoken < UNSPOKEN_SECONDS
            else:
                self._was_none = self._pausing >= DECIDE_SECONDS
                self.may_speak = not self._was_none and self._quiet < QUIET_SECONDS
        else:
            begun = self._pitched >= PITCHED_SECONDS or self._loud >= LOUD_SECONDS
            if speech or (begun and not self._was_none):
                self.may_speak, self._pausing, self._voice = True, 0.0, speech

    @property
    def many(self) -> bool:
        """What the detector takes for a voice is a room full of people, not one of them."""
        over, theirs = _loud(self._over), _loud(self._theirs)
        if over is None:
            return False
        if theirs is None:
            return over.clear < ONE_VOICE
        enough = min(ONE_VOICE, theirs.clear - LESS_CLEAR)
        return over.clear < enough + SOFTER * max(0.0, theirs.level - over.level)


@dataclass(frozen=True, slots=True)
class _Loud:
    """The loud ones of some frames: how loud, and how much of a pitch they have."""

    level: float
    clear: float


def _loud(frames: Collection[VoiceMeasured]) -> _Loud | None:
    """None where there are too few."""
    if len(frames) < FEWEST:
        return None
    level = quantile([frame.level for frame in frames], LOUD_SHARE)
    return _Loud(level, quantile([frame.voiced for frame in frames if frame.level >= level - NEAR_LOUD], 0.5))
