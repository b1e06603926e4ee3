"""The stage's voice: speech of several people, music and silence, from one text.

The runner's voice takes text; here each line of it is a part: ``music 12.5``, ``pause 1.0``, ``tone beep`` or
``person: words``.
"""

from __future__ import annotations

import random
import wave
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

from agent.audio.resample import resample
from agent.ports import TextToSpeech

_CHUNK_SECONDS = 1.0
TONES = {"beep": "beep-1000", "sit": "sit-us", "fax": "fax-ced"}
"""Names of ``agent.practice.composer.tones``."""
RATE = 8000
_TONE_PEAK = 8000.0
_LOUDNESS = 0.5
"""Queues play music at half the level of a voice."""


def music(seconds: float) -> str:
    return f"music {seconds:.2f}"


def pause(seconds: float) -> str:
    return f"pause {seconds:.2f}"


def tone(name: str) -> str:
    return f"tone {name}"


def spoken_by(who: str, text: str) -> str:
    return f"{who}: {' '.join(text.split())}"


class StageVoice:
    """``agent.ports.TextToSpeech``. ``voices``: who -> a voice of ``speech``; ``tracks``: WAV files, 16-bit
    mono, of any rate; ``seed`` chooses where in which of them the music begins."""

    def __init__(
        self, speech: TextToSpeech, voices: Mapping[str, str], tracks: Sequence[Path], seed: int
    ) -> None:
        self._speech = speech
        self._voices = voices
        self._tracks = tuple(tracks)
        self._dice = random.Random(seed)

    async def synthesize(self, text: str, voice: str, rate: int) -> AsyncIterator[bytes]:
        for line in text.splitlines():
            word, _, rest = line.partition(" ")
            if word == "pause":
                yield bytes(2 * int(float(rest) * rate))
            elif word == "tone":
                yield resample(_tone(rest), RATE, rate)
            elif word == "music":
                for chunk in self._music(float(rest), rate):
                    yield chunk
            else:
                who = word.removesuffix(":")
                async for piece in self._speech.synthesize(rest, self._voices.get(who, voice), rate):
                    yield piece

    def _music(self, seconds: float, rate: int) -> list[bytes]:
        if not self._tracks:
            return [bytes(2 * int(seconds * rate))]
        with wave.open(str(self._dice.choice(self._tracks))) as track:
            own_rate, length = track.getframerate(), track.getnframes()
            wanted = min(length, int(seconds * own_rate))
            track.setpos(self._dice.randrange(max(1, length - wanted)))
            pcm = track.readframes(wanted)
        sound = resample(_quieter(pcm), own_rate, rate)
        size = 2 * int(_CHUNK_SECONDS * rate)
        return [sound[at : at + size] for at in range(0, len(sound), size)]


def _tone(name: str) -> bytes:
    """16-bit mono PCM at ``RATE``."""
    import numpy as np

    from agent.practice.composer.tones import Tone

    wave = Tone(TONES[name]).render()
    pcm: bytes = (wave * (_TONE_PEAK / np.abs(wave).max())).astype("<i2").tobytes()
    return pcm


def _quieter(pcm: bytes) -> bytes:
    import numpy as np

    return (np.frombuffer(pcm, dtype="<i2") * _LOUDNESS).astype("<i2").tobytes()
