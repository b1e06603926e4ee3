"""Whether somebody goes on speaking: what the voice detector says, put right by how loud it is.

In the band of a telephone the detector takes some voices for silence for half a second and more, and goes on
hearing others for 0.1 to 0.2 s after they have ended. The level knows better, as long as it is known how loud
this voice is and how loud the line without it: silence has to sound like silence, too.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from agent.audio.music import MUSIC
from agent.call.events import VoiceMeasured
from agent.call.loud_room import LoudRoom
from agent.call.others import SOFTER_DB, Others
from agent.call.quantile import quantile

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
GAP_SECONDS = 0.15
"""A voice is so long no louder than others in the room between two syllables."""
QUIETEST = -75.0
STANDS_OUT, PITCHED, HALF_HEARD = 25.0, 0.65, 0.05
"""So many dB above the line, with a pitch and half heard by the detector, it is the voice of who talks with
us: some it hears no better ("No.", "Sure.")."""
REST_FRAMES = 10
"""Fewer do not tell how loud the line is."""


class Presence:
    def __init__(self, speech_probability: float, hysteresis: float) -> None:
        """``hysteresis``: so much less is enough for speech that has begun."""
        self._starts = speech_probability
        self._goes_on = speech_probability - hysteresis
        self._voice: deque[float] = deque(maxlen=VOICE_FRAMES)
        self._levels: deque[float] = deque(maxlen=LEVEL_FRAMES)
        self._last: deque[float] = deque(maxlen=LAST_FRAMES)
        self._silent_seconds = FORGET_SECONDS
        self._loud = QUIETEST
        """How loud the voice is, or was last."""
        self._others = Others()
        self._loud_room = LoudRoom()
        self._below = 0.0
        """Seconds of sound no louder than the others in the room."""
        self.others_speak = False
        """What is heard now is no louder."""

    @property
    def floor(self) -> float:
        """How loud the line is without them, dBov."""
        return quantile(self._levels, FLOOR_SHARE)

    def hear(
        self,
        event: VoiceMeasured,
        *,
        speaking: bool,
        under_way: bool,
        alone: bool = True,
        talking: bool = False,
    ) -> float:
        """The probability that they speak. ``under_way``: a turn is, be it in a pause; ``speaking``: in none.
        Only within a turn does sound pass for speech by its level alone. Not ``alone``: others may talk in
        the room. ``talking``: somebody talks with us, and it is their turn."""
        level = max(event.level, QUIETEST)
        self._levels.append(level)
        self._last.append(level)
        if talking and self._stands_out(event, level):
            event = replace(event, probability=max(event.probability, self._starts))
        if event.probability >= self._starts and self._may_be_theirs(level):
            self._voice.append(level)
        detected = event.probability >= (self._goes_on if speaking else self._starts)
        self._silent_seconds = 0.0 if detected else self._silent_seconds + event.seconds
        if self._silent_seconds >= FORGET_SECONDS:
            self._voice.clear()
        known = len(self._voice) >= FEWEST
        if known:
            self._loud = quantile(self._voice, VOICE_SHARE)
        self._hear_others(event, level, detected=detected, speaking=speaking)
        if self._loud_room.hear(level, event.seconds, voice=detected):
            self.others_speak = True
            return 0.0
        if not known or not self._voice:
            return 0.0 if self.others_speak else event.probability
        voice, floor = self._loud, self.floor
        if voice - floor < CLEAR:
            return event.probability
        near = NEAR if not alone and event.probability < CERTAIN else FAINT
        if detected:
            silent = max(voice - near, floor + AT_FLOOR)
            return 0.0 if self.others_speak or max(self._last) < silent else event.probability
        sound = under_way and not event.tone and event.music < MUSIC
        loud = sound and level > max(
            voice - (LOUD if alone else NEAR), floor + ABOVE_FLOOR, self._others.limit
        )
        return 1.0 if loud and self._silent_seconds <= LASTS_SECONDS else event.probability

    def _hear_others(self, event: VoiceMeasured, level: float, *, detected: bool, speaking: bool) -> None:
        self._others.hear(level, self._loud, event.seconds, detected=detected)
        if self._others.speaks_to_us:
            self._voice.clear()
            self._others.forget()
        below = max(self._last) <= self._others.limit
        self._below = self._below + event.seconds if below else 0.0
        self.others_speak = below and (not speaking or self._below >= GAP_SECONDS)

    def _stands_out(self, event: VoiceMeasured, level: float) -> bool:
        half = event.probability >= HALF_HEARD and event.voiced >= PITCHED
        if not half or event.ours or event.tone or event.music >= MUSIC or len(self._levels) < REST_FRAMES:
            return False
        return level > max(self.floor + STANDS_OUT, self._others.limit)

    def _may_be_theirs(self, level: float) -> bool:
        """A voice that is much softer than the one we know is none of theirs until it has stood alone."""
        return len(self._voice) < FEWEST or level >= self._loud - SOFTER_DB
