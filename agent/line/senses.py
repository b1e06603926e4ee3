"""From received sound to what is heard in it: speech, music, what came before, the tones of a call."""

from __future__ import annotations

from collections.abc import Iterator

from agent.audio.levels import level_dbov
from agent.audio.music import MUSIC, MusicDetector, Spectra
from agent.audio.progress import CallProgress, FloorMoved, Progress
from agent.audio.repeats import Repeats
from agent.audio.sound import Sound
from agent.call.events import VoiceMeasured
from agent.ports import VoiceDetector


class Senses:
    """16-bit mono PCM at ``rate``, in pieces of any length. ``detector`` says how many samples it takes."""

    def __init__(self, rate: int, detector: VoiceDetector) -> None:
        self._rate = rate
        self._detector = detector
        self._progress = CallProgress(rate)
        self._spectra, self._music, self._repeats = Spectra(rate), MusicDetector(), Repeats()
        self._waiting = bytearray()

    def hear(self, pcm: bytes, *, ours: bool = False) -> Iterator[Progress | VoiceMeasured]:
        """``ours``: what is in ``pcm`` is mostly what the line gave back of our own voice."""
        for told in self._progress.hear(pcm):
            # Music moves the noise floor all the time.
            if not isinstance(told, FloorMoved) or self._music.probability < MUSIC:
                yield told
        self._waiting += pcm
        size = 2 * self._detector.frame_samples
        while len(self._waiting) >= size:
            frame = bytes(self._waiting[:size])
            del self._waiting[:size]
            yield self._measured(frame, ours)

    def _measured(self, frame: bytes, ours: bool) -> VoiceMeasured:
        speech = self._detector.probability(frame)
        if ours:
            speech = 0.0
        for block in self._spectra.hear(frame, speech):
            self._music.hear(block)
            self._repeats.hear(block)
        return VoiceMeasured(
            speech,
            self._detector.frame_samples / self._rate,
            level_dbov(frame),
            self._music.probability,
            self._progress.sound is Sound.TONE,
            self._repeats.now,
        )
