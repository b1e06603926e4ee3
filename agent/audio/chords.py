"""The known tones of telephone networks, by their pitches alone.

Sources: ITU-T E.180/Q.35 and its supplement 2 (the tones of the nations), North America's Precise Tone Plan,
ITU-T T.30 (CNG, CED), Q.23 (keys). A pitch is accepted within 1.5 % of what it should be.
"""

from __future__ import annotations

from enum import Enum, auto

from agent.audio.bursts import Burst
from agent.audio.dtmf import HIGH_HERTZ, LOW_HERTZ

OFF_PITCH = 0.0175
"""The share by which a pitch may be off, and ours be measured wrongly."""
CNG_HERTZ, CNG_OFF_PITCH = 1100.0, 0.036
"""T.30 section 4.3.3.2: within 38 Hz."""
CED_HERTZ = 2100.0
SIT_HERTZ = ((895.0, 1005.0), (1345.0, 1455.0), (1745.0, 1855.0))
"""E.180 section 7: 950, 1400 and 1800 Hz within 50 Hz; North America's 913.8 or 985.2, 1370.6 or 1428.5 and
1776.7 Hz lie within, too."""


class Chord(Enum):
    US_RING = auto()
    UK_RING = auto()
    US_BUSY = auto()
    EUROPE = auto()
    """425 Hz: all signals of most of the world."""
    UK_BUSY = auto()
    SIT_LOW = auto()
    SIT_MIDDLE = auto()
    SIT_HIGH = auto()
    CNG = auto()
    CED = auto()
    KEY = auto()
    OTHER = auto()


_PITCHES = {
    (440.0, 480.0): Chord.US_RING,
    (400.0, 450.0): Chord.UK_RING,
    (480.0, 620.0): Chord.US_BUSY,
    (425.0,): Chord.EUROPE,
    (400.0,): Chord.UK_BUSY,
    (CED_HERTZ,): Chord.CED,
} | {(float(low), float(high)): Chord.KEY for low in LOW_HERTZ for high in HIGH_HERTZ}
_SIT = dict(zip(SIT_HERTZ, (Chord.SIT_LOW, Chord.SIT_MIDDLE, Chord.SIT_HIGH), strict=True))


def near(pitch: float, hertz: float, share: float = OFF_PITCH) -> bool:
    return abs(pitch - hertz) <= share * hertz


def chord(burst: Burst) -> Chord:
    pitches = burst.pitches
    for known, name in _PITCHES.items():
        if len(known) == len(pitches) and all(map(near, pitches, known)):
            return name
    if len(pitches) > 1:
        return Chord.OTHER
    for (low, high), name in _SIT.items():
        if low <= pitches[0] <= high:
            return name
    return Chord.CNG if near(pitches[0], CNG_HERTZ, CNG_OFF_PITCH) else Chord.OTHER
