"""What a call's sound tells besides words: the network's tones, a fax, a beep, keys, another noise floor.

These are facts of a call as they stand: ``agent.call.events`` has them among its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent.audio.beep import BeepDetector
from agent.audio.bursts import Burst, BurstTracker
from agent.audio.cadence import CadenceDetector
from agent.audio.fax import FaxDetector
from agent.audio.floor import NoiseFloor
from agent.audio.keys import KeyListener
from agent.audio.ringback import RingbackDetector
from agent.audio.sit import SpecialInformation
from agent.audio.sound import Sound, SoundWatcher
from agent.audio.spectrum import Analyser, Frame

ToneName = Literal["sit", "busy", "congestion", "ringback", "ringback_over", "fax"]


@dataclass(frozen=True, slots=True)
class ToneHeard:
    """A tone of the network's. ``sit``: special information, the call cannot be completed; ``ringback``: the
    far telephone begins to ring, ``ringback_over``: it rings no more; ``fax``: a fax machine or a modem."""

    tone: ToneName


@dataclass(frozen=True, slots=True)
class BeepHeard:
    """A beep as voicemails have it is over; it ended at ``end_seconds`` of heard time."""

    end_seconds: float


@dataclass(frozen=True, slots=True)
class DigitHeard:
    """The far party pressed a key: one of ``0-9 * # A-D``."""

    digit: str


@dataclass(frozen=True, slots=True)
class FloorMoved:
    """The noise floor went up, or down, by ``decibels`` and stayed there: another line, or somebody
    joined."""

    decibels: float


Progress = ToneHeard | BeepHeard | DigitHeard | FloorMoved


class CallProgress:
    """16-bit mono PCM of 8 or 16 kHz, in pieces of any length; each thing heard is told once."""

    def __init__(self, rate: int) -> None:
        self._analyser = Analyser(rate)
        self._bursts = BurstTracker(self._analyser)
        self._cadence, self._ringback = CadenceDetector(), RingbackDetector()
        self._sit, self._fax = SpecialInformation(), FaxDetector()
        self._beep, self._keys = BeepDetector(), KeyListener()
        self._sounds, self._floor = SoundWatcher(), NoiseFloor()
        self.sound = Sound.SILENCE
        """What the latest frame is."""

    def hear(self, pcm: bytes) -> list[Progress]:
        heard: list[Progress] = []
        for piece in self._analyser.cut(pcm):
            frame = self._analyser.look(piece)
            ended = self._bursts.hear(frame)
            heard += [ToneHeard(name) for name in self._tones(frame, ended)]
            heard += self._others(frame, ended)
        return heard

    def _tones(self, frame: Frame, ended: Burst | None) -> list[ToneName]:
        sounds, now = self._bursts.current, self._bursts.seconds
        names: list[ToneName | None] = [
            "sit" if ended is not None and self._sit.hear(ended) else None,
            self._cadence.hear(frame, ended),
            self._ringback.hear(frame, ended, sounds, now),
            "fax" if self._fax.hear(ended, sounds) else None,
        ]
        return [name for name in names if name is not None]

    def _others(self, frame: Frame, ended: Burst | None) -> list[Progress]:
        heard: list[Progress] = []
        beep = self._beep.hear(frame, ended, self._bursts.current, self._bursts.seconds)
        if beep is not None:
            heard.append(BeepHeard(beep))
        if key := self._keys.hear(frame):
            heard.append(DigitHeard(key))
        self.sound = self._sounds.hear(frame)
        step = self._floor.hear(frame, self.sound)
        if step is not None:
            heard.append(FloorMoved(step))
        return heard
