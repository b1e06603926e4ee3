"""The speech-to-text server: Wyoming in, ``WhisperEngine`` behind."""

from __future__ import annotations

import asyncio
import threading
from typing import Protocol

from wyoming.asr import Transcribe
from wyoming.asr import Transcript as WyomingTranscript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.event import Event
from wyoming.info import AsrModel, AsrProgram, Attribution, Info

from agent.engines.connection import Connection, serve
from agent.engines.jobs import Jobs
from agent.errors import EngineRefused
from agent.ports import Transcript

MAX_AUDIO_SECONDS = 120
MIN_RATE, MAX_RATE = 8_000, 48_000
MAX_HINTS, MAX_HINT_LENGTH = 24, 40


class Recogniser(Protocol):
    name: str

    @property
    def languages(self) -> tuple[str, ...]: ...

    def transcribe(
        self,
        pcm: bytes,
        rate: int,
        language: str = "en",
        stop: threading.Event | None = None,
        hints: tuple[str, ...] = (),
    ) -> Transcript: ...


class Ears:
    """Hands each connection a request of its own; the recogniser works on one at a time."""

    def __init__(self, recogniser: Recogniser, jobs: Jobs) -> None:
        self._recogniser = recogniser
        self._jobs = jobs

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = _Request(self._recogniser, self._jobs)
        await serve(Connection(reader, writer), self._info, request.handle)

    def _info(self) -> Info:
        model = AsrModel(
            name=self._recogniser.name,
            attribution=Attribution(name="offhook", url=""),
            installed=True,
            description="Whisper, run on the length there is",
            version=None,
            languages=list(self._recogniser.languages),
        )
        program = AsrProgram(
            name="offhook",
            attribution=model.attribution,
            installed=True,
            description=model.description,
            version=None,
            models=[model],
        )
        return Info(asr=[program])


class _Request:
    """What was sent so far on one connection."""

    def __init__(self, recogniser: Recogniser, jobs: Jobs) -> None:
        self._recogniser = recogniser
        self._jobs = jobs
        self._language = "en"
        self._hints: tuple[str, ...] = ()
        self._rate = 0
        self._pcm = bytearray()

    async def handle(self, connection: Connection, event: Event) -> None:
        if Transcribe.is_type(event.type):
            asked = Transcribe.from_event(event)
            self._language = asked.language or "en"
            self._hints = _hints(asked.transcript_names)
        elif AudioStart.is_type(event.type):
            self._start(AudioStart.from_event(event))
        elif AudioChunk.is_type(event.type):
            self._add(AudioChunk.from_event(event).audio)
        elif AudioStop.is_type(event.type):
            await connection.send(await connection.unless_gone(self._transcribe()))

    def _start(self, start: AudioStart) -> None:
        if (start.width, start.channels) != (2, 1) or not MIN_RATE <= start.rate <= MAX_RATE:
            raise EngineRefused(
                f"sound must be 16 bit mono at {MIN_RATE} to {MAX_RATE} Hz, not "
                f"{8 * start.width} bit, {start.channels} channels, {start.rate} Hz"
            )
        self._rate = start.rate
        self._pcm.clear()

    def _add(self, audio: bytes) -> None:
        if not self._rate:
            raise EngineRefused("audio-chunk came before audio-start")
        if len(self._pcm) + len(audio) > 2 * self._rate * MAX_AUDIO_SECONDS:
            raise EngineRefused(f"more than {MAX_AUDIO_SECONDS} s of sound in one request")
        self._pcm += audio

    async def _transcribe(self) -> WyomingTranscript:
        if not self._rate:
            raise EngineRefused("audio-stop came before audio-start")
        pcm, rate, language, hints = bytes(self._pcm), self._rate, self._language, self._hints
        self._pcm.clear()
        heard = await self._jobs.run(
            lambda stop: self._recogniser.transcribe(pcm, rate, language, stop, hints)
        )
        return WyomingTranscript(
            text=heard.text, language=language, context={"confidence": round(heard.confidence, 4)}
        )


def _hints(names: object) -> tuple[str, ...]:
    """What a client says may be heard; whatever is not a short text is passed over."""
    texts = [one for one in names if isinstance(one, str)] if isinstance(names, list) else []
    return tuple(one for one in texts if 0 < len(one) <= MAX_HINT_LENGTH)[:MAX_HINTS]
