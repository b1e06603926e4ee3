"""A fax machine, or a modem: it calls (CNG) or it answers (CED of ITU-T T.30, ANSam of V.8)."""

from __future__ import annotations

from agent.audio.bursts import Burst
from agent.audio.chords import Chord, chord

CNG_SECONDS, CNG_PERIOD = (0.4, 0.6), (2.9, 4.1)
"""T.30 section 4.3.3.2: 0.5 s on, 3 s off, each within 15 %. One alone might be the beep of a voicemail."""
CED_SECONDS = 2.1
"""T.30 section 4.3.3.3: 2.6 to 4.0 s. No beep is so long."""


class FaxDetector:
    """``hear`` after every frame; true once for each machine."""

    def __init__(self) -> None:
        self._called_at: float | None = None
        self._told = False

    def hear(self, ended: Burst | None, sounds: Burst | None) -> bool:
        fax = self._calls(ended) if ended is not None else self._answers(sounds)
        if not fax or self._told:
            return False
        self._told = True
        return True

    def _answers(self, sounds: Burst | None) -> bool:
        return sounds is not None and sounds.seconds >= CED_SECONDS and chord(sounds) is Chord.CED

    def _calls(self, ended: Burst) -> bool:
        if chord(ended) is not Chord.CNG or not CNG_SECONDS[0] <= ended.seconds <= CNG_SECONDS[1]:
            return False
        before, self._called_at = self._called_at, ended.start
        return before is not None and CNG_PERIOD[0] <= ended.start - before <= CNG_PERIOD[1]
