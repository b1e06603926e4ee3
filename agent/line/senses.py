"""From received sound to what is heard in it: speech, music, what came before, the tones of a call."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from agent.audio.levels import SILENCE_DBOV, level_dbov
from agent.audio.music import FRAME_SECONDS, MUSIC, MusicDetector, Spectra
from agent.audio.progress import CallProgress, FloorMoved, Progress, ToneHeard
from agent.audio.repeats import Repeats
from agent.audio.sound import Sound
from agent.audio.voicing import Voicing
from agent.call.events import VoiceMeasured
from agent.call.presence import HALF_HEARD
from agent.ports import VoiceDetector

ABOVE_DOUBT = 10.0
"""So many dB above what may be left of our own voice it is somebody else's."""
RUNG_SECONDS = 1.0
"""So long after a telephone rang nothing is known of music: both hold still, and so does one long "Hello"."""


class Senses:
    """16-bit mono PCM at ``rate``, in pieces of any length. ``detector`` says how many samples it takes."""

    def __init__(self, rate: int, detector: VoiceDetector) -> None:
        self._rate = rate
        self._detector = detector
        self._progress = CallProgress(rate)
        self._spectra, self._music, self._repeats = Spectra(rate), MusicDetector(), Repeats()
        self._voicing = Voicing(rate)
        self._ringing, self._since_ring = False, RUNG_SECONDS
        self._waiting = bytearray()
        self._doubts: deque[float] = deque(maxlen=round(detector.frame_samples / rate / FRAME_SECONDS) + 1)

    def hear(self, pcm: bytes, doubt: float = SILENCE_DBOV) -> Iterator[Progress | VoiceMeasured]:
        """``doubt``: how loud what is left in ``pcm`` of our own voice may be, dBov."""
        self._doubts.append(doubt)
        for told in self._progress.hear(pcm):
            if isinstance(told, ToneHeard) and told.tone in ("ringback", "ringback_over"):
                self._ringing = told.tone == "ringback"
                self._rung()
            # Music moves the noise floor all the time.
            if not isinstance(told, FloorMoved) or self._likely_music < MUSIC:
                yield told
        self._waiting += pcm
        size = 2 * self._detector.frame_samples
        while len(self._waiting) >= size:
            frame = bytes(self._waiting[:size])
            del self._waiting[:size]
            yield self._measured(frame)

    def _measured(self, frame: bytes) -> VoiceMeasured:
        level, doubt = level_dbov(frame), max(self._doubts)
        speech = self._detector.probability(frame)
        we_sound = doubt > SILENCE_DBOV
        ours = we_sound and level < doubt + ABOVE_DOUBT
        if ours:
            speech = 0.0
        # Nobody asks how clear a voice is where there is none, for hours on hold.
        voiced = self._voicing.hear(frame) if we_sound or speech >= HALF_HEARD else 0.0
        tone, seconds = self._progress.sound is Sound.TONE, self._detector.frame_samples / self._rate
        self._since_ring += seconds
        if self._ringing and tone:
            self._rung()
        # What is left of a voice when most of it is taken away holds still as music does.
        for block in self._spectra.hear(bytes(len(frame)) if ours else frame, speech):
            self._music.hear(block)
            self._repeats.hear(block)
        return VoiceMeasured(
            speech,
            seconds,
            level,
            self._likely_music,
            tone,
            self._repeats.now,
            voiced,
            ours,
        )

    @property
    def _likely_music(self) -> float:
        return self._music.probability if self._since_ring >= RUNG_SECONDS else 0.0

    def _rung(self) -> None:
        self._music, self._since_ring = MusicDetector(), 0.0
