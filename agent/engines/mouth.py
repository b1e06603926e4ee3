"""The text-to-speech server: Wyoming in, the voices behind, sound streamed by the clause."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.event import Event
from wyoming.info import Attribution, Info, TtsProgram, TtsVoice
from wyoming.tts import Synthesize

from agent.engines.connection import Connection, serve
from agent.engines.jobs import Jobs, Stopped
from agent.engines.sound import StreamResampler, to_pcm
from agent.engines.speakable import speakable
from agent.engines.voices import Voice, Voices
from agent.errors import EngineRefused

DEFAULT_RATE = 16_000
MAX_CHARACTERS = 4_000
_MOST_KEPT = 256


class Mouth:
    """``phrases`` are kept once they were made; nothing else of what is said is."""

    def __init__(self, voices: Voices, jobs: Jobs, phrases: tuple[str, ...] = ()) -> None:
        self._voices = voices
        self._jobs = jobs
        self._phrases = frozenset(phrases)
        self._kept: OrderedDict[tuple[str, str, int], bytes] = OrderedDict()

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await serve(Connection(reader, writer), self._info, self._handle)

    async def prepare(self, rate: int = 8_000) -> None:
        """Synthesise the phrases in the default voice."""
        for phrase in sorted(self._phrases):
            async for _ in self.synthesize(phrase, "", rate):
                pass

    async def synthesize(self, text: str, voice_name: str, rate: int) -> AsyncGenerator[bytes, None]:
        """16-bit mono PCM at ``rate``. Raises EngineRefused."""
        voice = self._voices.resolve(voice_name)
        if len(text) > MAX_CHARACTERS:
            raise EngineRefused(f"a text of {len(text)} characters; at most {MAX_CHARACTERS} at once")
        key = (voice.key, text, rate)
        if kept := self._kept.get(key):
            self._kept.move_to_end(key)
            yield kept
            return
        made = bytearray()
        async with aclosing(self._jobs.stream(lambda stop: _pieces(voice, text, rate, stop))) as pieces:
            async for pcm in pieces:
                made += pcm
                yield pcm
        if text in self._phrases and made:
            self._kept[key] = bytes(made)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)

    async def _handle(self, connection: Connection, event: Event) -> None:
        if Synthesize.is_type(event.type):
            request = Synthesize.from_event(event)
            await connection.unless_gone(self._speak(connection, request))

    async def _speak(self, connection: Connection, request: Synthesize) -> None:
        rate = int((request.context or {}).get("rate", DEFAULT_RATE))
        if not 8_000 <= rate <= 48_000:
            raise EngineRefused(f"a rate of {rate} Hz; 8000 to 48000 is possible")
        name = (request.voice.name if request.voice else None) or ""
        async with aclosing(self.synthesize(request.text, name, rate)) as pieces:
            started = False
            async for pcm in pieces:
                if not started:
                    await connection.send(AudioStart(rate=rate, width=2, channels=1))
                    started = True
                await connection.send(AudioChunk(rate=rate, width=2, channels=1, audio=pcm))
        if not started:
            await connection.send(AudioStart(rate=rate, width=2, channels=1))
        await connection.send(AudioStop())

    def _info(self) -> Info:
        attribution = Attribution(name="offhook", url="")
        voices = [
            TtsVoice(
                name=name,
                attribution=attribution,
                installed=True,
                description=name,
                version=None,
                languages=["en"],
            )
            for name in self._voices.installed()
        ]
        program = TtsProgram(
            name="offhook",
            attribution=attribution,
            installed=True,
            description="Piper and flite",
            version=None,
            voices=voices,
        )
        return Info(tts=[program])


def _pieces(voice: Voice, text: str, rate: int, stop: threading.Event) -> Iterator[bytes]:
    """Runs in a worker thread."""
    resampler: StreamResampler | None = None
    for samples, source_rate in voice.engine.speak(speakable(text), voice.name, voice.speed, stop):
        if stop.is_set():
            raise Stopped
        resampler = resampler or StreamResampler(source_rate, rate)
        if pcm := to_pcm(resampler.convert(samples)):
            yield pcm
    if resampler is not None and (rest := to_pcm(resampler.finish())):
        yield rest
