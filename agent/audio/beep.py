"""The beep after which a voicemail records: a short steady tone with quiet before and after it.

There is no standard for it. Notes of music and vowels are steady, too, but other sound goes before or
follows. A tone at 425 or 400 Hz, or of two pitches as networks have, is a signal of the network's and never a
beep.
"""

from __future__ import annotations

from collections import deque

from agent.audio.bursts import Burst
from agent.audio.chords import Chord, chord, near
from agent.audio.spectrum import Frame

SECONDS = (0.1, 2.3)
HERTZ = (330.0, 2150.0)
QUIETER = 12.0
"""What goes before and what follows is so many dB below the beep."""
CONFIRM_SECONDS = 0.16
"""So long it must be quiet after it."""
QUIET_FRAMES = 7
"""All of that but the frame in which it ends."""
STRAY_FRAMES = 1
AGAIN_SECONDS = 0.3
STEADY = 0.75
WAVERING = 0.03
_NEVER = frozenset({Chord.US_RING, Chord.UK_RING, Chord.US_BUSY, Chord.EUROPE, Chord.UK_BUSY, Chord.KEY})


class BeepDetector:
    """``hear`` every frame with the burst that ended in it, if one did, and the tone that sounds; get where a
    beep ended, in heard seconds, once it is certain."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=QUIET_FRAMES)
        self._waiting: Burst | None = None

    def hear(self, frame: Frame, ended: Burst | None, sounds: Burst | None, now: float) -> float | None:
        self._levels.append(frame.level)
        if ended is not None:
            again = self._waiting is not None and _again(self._waiting, ended)
            self._waiting = ended if _is_beep_alone(ended) and (again or _was_quiet(ended)) else None
        burst = self._waiting
        if burst is None or sounds is not None or now - burst.end < CONFIRM_SECONDS:
            return None
        self._waiting = None
        loud = [level for level in self._levels if level > burst.level - QUIETER]
        return burst.end if len(loud) <= STRAY_FRAMES else None


def _was_quiet(burst: Burst) -> bool:
    return burst.before <= burst.level - QUIETER


def _again(first: Burst, second: Burst) -> bool:
    """The second of a double beep."""
    return second.start - first.end <= AGAIN_SECONDS and near(second.pitches[0], first.pitches[0])


def _is_beep_alone(burst: Burst) -> bool:
    """It is one by itself, whatever goes before and follows."""
    return (
        SECONDS[0] <= burst.seconds <= SECONDS[1]
        and all(HERTZ[0] <= pitch <= HERTZ[1] for pitch in burst.pitches)
        and burst.wavering <= WAVERING
        and burst.steadiness >= STEADY
        and chord(burst) not in _NEVER
    )
