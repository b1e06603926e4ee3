"""The far side's voice in virtual time: utterances become music, silence and words at a speaking rate."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from agent.practice.episodes.types import Utterance

CHARACTERS_PER_SECOND = 13.0
"""flite's and Piper's voices at their usual rate; people on the telephone are near it."""
SHORTEST_SECONDS = 0.4
BREATH_SECONDS = 0.2
"""Between two utterances of one step: less than what ends a turn."""

SOUND_SECONDS = {"beep": 0.4, "sit": 1.0, "fax": 3.3}

SPEECH, MUSIC = (0.9, -20.0, 0.05), (0.05, -20.0, 0.95)
TONE, SILENCE = (0.05, -20.0, 0.05), (0.02, -100.0, 0.05)
"""Probability of speech, level in dBov and probability of music, as detectors and a meter give them."""

Noise = Callable[[str], str]


@dataclass(slots=True)
class _Chunk:
    sound: tuple[float, float, float]
    seconds: float
    utterance: Utterance | None = None
    tone: str = ""


@dataclass(slots=True)
class _Word:
    at: float
    """Its middle, in heard time."""
    text: str


class FarVoice:
    """What the far side has to say, one frame after the other.

    ``noise`` makes of what is said what a recogniser understands; once for each utterance, so that asking
    twice gives the same words. ``on_begin`` is told of every utterance that is begun.
    """

    def __init__(self, noise: Noise, on_begin: Callable[[Utterance], None]) -> None:
        self._noise = noise
        self._on_begin = on_begin
        self._chunks: deque[_Chunk] = deque()
        self._left = 0.0
        self._words: list[_Word] = []
        self._tones: list[tuple[str, float]] = []

    @property
    def idle(self) -> bool:
        return not self._chunks

    @property
    def waits_to_speak(self) -> bool:
        """A person's next words have not begun: a person lets us finish."""
        chunk = self._chunks[0] if self._chunks else None
        if chunk is None or chunk.sound is MUSIC or (chunk.utterance and self._left):
            return False
        words = next((one.utterance for one in self._chunks if one.utterance), None)
        return words is not None and words.voice != "machine"

    def add(self, utterances: tuple[Utterance, ...]) -> None:
        for utterance in utterances:
            if utterance.music_seconds:
                self._chunks.append(_Chunk(MUSIC, utterance.music_seconds))
            pause = utterance.pause_seconds or (BREATH_SECONDS if self._chunks else 0.0)
            if pause:
                self._chunks.append(_Chunk(SILENCE, pause))
            if utterance.sound:
                self._chunks.append(_Chunk(TONE, SOUND_SECONDS[utterance.sound], tone=utterance.sound))
            seconds = max(SHORTEST_SECONDS, len(utterance.text) / CHARACTERS_PER_SECOND)
            # No words: it is begun, and nothing is heard.
            sound = SPEECH if utterance.text else SILENCE
            self._chunks.append(_Chunk(sound, seconds if utterance.text else SHORTEST_SECONDS, utterance))

    def take_tones(self) -> list[tuple[str, float]]:
        """The tones that ended since it was asked last, with their ends in heard time."""
        tones, self._tones = self._tones, []
        return tones

    def cut(self, heard: float) -> None:
        """A key was pressed, at ``heard``: the machine stops in the middle of a word."""
        self._chunks.clear()
        self._words = [word for word in self._words if word.at < heard]
        self._left = 0.0

    def frame(self, heard: float, seconds: float) -> tuple[float, float, float]:
        """The sound of the frame that begins at ``heard``."""
        if not self._chunks:
            return SILENCE
        chunk = self._chunks[0]
        if not self._left:
            self._left = chunk.seconds
            if chunk.utterance is not None:
                self._begin(chunk.utterance, heard, chunk.seconds)
        self._left -= seconds
        if self._left <= seconds / 2:
            self._left = 0.0
            self._chunks.popleft()
            if chunk.tone:
                self._tones.append((chunk.tone, heard + seconds))
        return chunk.sound

    def heard_between(self, start: float, end: float) -> str:
        """The words of that piece of heard time."""
        return " ".join(word.text for word in self._words if start <= word.at < end)

    def _begin(self, utterance: Utterance, at: float, seconds: float) -> None:
        self._on_begin(utterance)
        text = self._noise(utterance.text)
        done, share = 0, seconds / max(1, len(text))
        for word in text.split():
            self._words.append(_Word(at + (done + len(word) / 2) * share, word))
            done += len(word) + 1
