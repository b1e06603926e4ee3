"""What sounds behind the voices: music, and other sound that is not speech."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from agent.call.events import VoiceMeasured

LOUD_DBOV = -45.0
SOUND_SECONDS = 0.5
LONG_SECONDS = 5.0
"""So long a sound without speech is hold music, or a tone of a queue."""
MUSIC = 0.5
"""From this probability on, over some seconds, it is music."""
MUSIC_SECONDS = 2.5
FADE, MUSIC_FADE = 5.0, 2.0
"""So much faster than they build up is it forgotten that there was a sound, or music."""
NEAR_DB = 12.0
"""What is left between the syllables of who sings, or is recorded, over hold music is nearly as loud as the
music before was. Who speaks to us has stopped it, and what plays in their room lies lower."""
APART_SECONDS = 4.0
"""Longer than any pause that ends a turn: what is said after it is of another, also where the one before had
no words."""
BEFORE_FRAMES = 60
HALF, QUIET_SHARE = 0.5, 0.04


class Background:
    """``hear`` every frame; what was said over music is asked for turn by turn."""

    def __init__(self, speech_probability: float) -> None:
        self._speech_probability = speech_probability
        self._sound = self._music = 0.0
        self._before: deque[float] = deque(maxlen=BEFORE_FRAMES)
        """Levels before the turn under way."""
        self.next_turn()

    def next_turn(self) -> None:
        """What is heard from now on is of another turn."""
        self._levels: list[float] = []
        self._likely: list[float] = []
        self._quiet = 0.0
        """Seconds since the last speech."""
        self._spoken = 0
        """Frames up to the last with speech."""
        self._music_level: float | None = None
        """Of the music before the turn; None where there was none."""

    def hear(self, event: VoiceMeasured) -> None:
        speech = event.probability >= self._speech_probability
        sounds = not speech and event.level >= LOUD_DBOV
        self._sound = _leaked(self._sound, event.seconds, LONG_SECONDS, FADE, grows=sounds)
        music = sounds and event.music >= MUSIC
        self._music = _leaked(self._music, event.seconds, MUSIC_SECONDS, MUSIC_FADE, grows=music)
        if speech:
            self._speech(event)
        elif self._levels and self._quiet < APART_SECONDS:
            self._add(event)
            self._quiet += event.seconds
        else:
            self._before.append(event.level)

    def _speech(self, event: VoiceMeasured) -> None:
        if self._quiet >= APART_SECONDS:
            self.next_turn()
        if not self._levels and self._before and event.music >= MUSIC:
            self._music_level = _quantile(self._before, HALF)
        self._add(event)
        self._spoken, self._quiet = len(self._levels), 0.0

    def _add(self, event: VoiceMeasured) -> None:
        self._levels.append(event.level)
        self._likely.append(event.music)

    @property
    def sounding(self) -> bool:
        """There is a sound now that is not speech."""
        return self._sound >= SOUND_SECONDS

    @property
    def music(self) -> bool:
        """Such a sound has lasted, or is music."""
        return self._sound >= LONG_SECONDS or self._music >= MUSIC_SECONDS

    @property
    def under_turn(self) -> bool:
        """What was said since ``next_turn`` was said, or sung, over music that went on."""
        levels, likely = self._levels[: self._spoken], self._likely[: self._spoken]
        if not levels or self._music_level is None or sum(likely) < MUSIC * len(likely):
            return False
        return _quantile(levels, QUIET_SHARE) >= self._music_level - NEAR_DB


def _quantile(levels: Iterable[float], share: float) -> float:
    ordered = sorted(levels)
    return ordered[int(share * (len(ordered) - 1))]


def _leaked(so_far: float, seconds: float, most: float, fade: float, *, grows: bool) -> float:
    """Music has rests and detectors their slips: one frame does not end it."""
    return min(so_far + seconds, most) if grows else max(0.0, so_far - fade * seconds)
