"""The two Wyoming servers as any Wyoming client sees them, well-behaved or not."""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import pytest
from wyoming.asr import Transcribe
from wyoming.asr import Transcript as WyomingTranscript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncUnixClient
from wyoming.error import Error
from wyoming.event import Event, async_write_event
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong
from wyoming.tts import Synthesize

from agent.engines.clients import WyomingSynthesizer
from agent.engines.ears import MAX_AUDIO_SECONDS, Ears
from agent.engines.host import _wyoming
from agent.engines.jobs import Jobs
from agent.engines.mouth import Mouth
from agent.engines.sockets import listen
from agent.engines.sound import Samples
from agent.engines.voices import Voices
from agent.errors import EngineRefused, EngineUnavailable
from agent.ports import Transcript


class Parrot:
    """Hears how long the sound was; breaks on request."""

    name = "parrot"
    languages = ("en",)

    def transcribe(
        self,
        pcm: bytes,
        rate: int,
        language: str = "en",
        stop: threading.Event | None = None,
        hints: tuple[str, ...] = (),
    ) -> Transcript:
        if language == "xx":
            raise RuntimeError("a bug")
        if hints:
            return Transcript(f"listened for {', '.join(hints)}", 0.7)
        return Transcript(f"{len(pcm) / 2 / rate:g} seconds", 0.7)


class Hum:
    name = "hum"

    def __init__(self) -> None:
        self.spoken: list[str] = []
        self.stopped = threading.Event()

    def voices(self) -> tuple[str, ...]:
        return ("low",)

    def speak(
        self, text: str, voice: str, speed: float, stop: threading.Event
    ) -> Iterator[tuple[Samples, int]]:
        self.spoken.append(text)
        yield np.full(1600, 0.1, dtype=np.float32), 8000
        if "forever" in text:
            stop.wait(10)
            self.stopped.set()


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="w") as name:
        yield Path(name)


@pytest.fixture
async def stt(folder: Path) -> AsyncIterator[AsyncUnixClient]:
    listener, jobs = listen(str(folder / "stt.sock")), Jobs("stt")
    async with (
        _wyoming(listener, Ears(Parrot(), jobs).connect),
        AsyncUnixClient(folder / "stt.sock") as client,
    ):
        yield client
    jobs.close()
    listener.close()


@pytest.fixture
def hum() -> Hum:
    return Hum()


@pytest.fixture
async def mouth(folder: Path, hum: Hum) -> AsyncIterator[Mouth]:
    listener, jobs = listen(str(folder / "tts.sock")), Jobs("tts")
    mouth = Mouth(Voices({"hum": hum}, {"jessica": "hum:low"}, "jessica"), jobs, ("One moment, please.",))
    async with _wyoming(listener, mouth.connect):
        yield mouth
    jobs.close()
    listener.close()


async def ask(client: AsyncUnixClient, *events: Event) -> Event:
    for event in events:
        await client.write_event(event)
    answer = await asyncio.wait_for(client.read_event(), 5)
    assert answer is not None
    return answer


def chunk(seconds: float, rate: int = 8000) -> Event:
    return AudioChunk(rate, 2, 1, bytes(int(2 * rate * seconds))).event()


START, STOP = AudioStart(8000, 2, 1).event(), AudioStop().event()


async def test_it_describes_itself_and_answers_pings(stt: AsyncUnixClient) -> None:
    info = Info.from_event(await ask(stt, Describe().event()))
    assert info.asr[0].models[0].name == "parrot"
    assert Pong.from_event(await ask(stt, Ping(text="there?").event())).text == "there?"


async def test_all_chunks_count_and_one_connection_serves_many_requests(stt: AsyncUnixClient) -> None:
    for seconds in (1, 2):
        answer = await ask(stt, Transcribe(language="en").event(), START, chunk(seconds), chunk(1), STOP)
        heard = WyomingTranscript.from_event(answer)
        assert heard.text == f"{seconds + 1} seconds"
        assert heard.context == {"confidence": 0.7}


async def test_names_that_may_be_said_reach_the_recogniser(stt: AsyncUnixClient) -> None:
    names = ["Davies", "Bella Vista", "", "x" * 41]
    asked = Transcribe(language="en", transcript_names=names).event()
    heard = WyomingTranscript.from_event(await ask(stt, asked, START, chunk(1), STOP))
    assert heard.text == "listened for Davies, Bella Vista"


@pytest.mark.parametrize("names", ["Davies", {"a": 1}, [1, None]])
async def test_names_in_another_form_are_passed_over(stt: AsyncUnixClient, names: object) -> None:
    asked = Event("transcribe", {"language": "en", "transcript_names": names})
    heard = WyomingTranscript.from_event(await ask(stt, asked, START, chunk(1), STOP))
    assert heard.text == "1 seconds"


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([STOP], "before audio-start"),
        ([chunk(1)], "before audio-start"),
        ([AudioStart(8000, 4, 1).event()], "16 bit mono"),
        ([AudioStart(8000, 2, 2).event()], "16 bit mono"),
        ([AudioStart(400, 2, 1).event()], "16 bit mono"),
        ([Event("audio-start", {})], "malformed"),
        ([START, *[chunk(30)] * (MAX_AUDIO_SECONDS // 30 + 1)], f"more than {MAX_AUDIO_SECONDS} s"),
    ],
)
async def test_bad_sound_is_refused_with_words_and_the_connection_lives_on(
    stt: AsyncUnixClient, events: list[Event], words: str
) -> None:
    error = Error.from_event(await ask(stt, *events))
    assert error.code == "refused"
    assert words in error.text
    assert Pong.is_type((await ask(stt, Ping().event())).type)


async def test_a_bug_in_the_engine_is_an_error_without_the_text_of_the_call(stt: AsyncUnixClient) -> None:
    error = Error.from_event(await ask(stt, Transcribe(language="xx").event(), START, chunk(1), STOP))
    assert (error.code, error.text) == ("failed", "the engine failed: RuntimeError")


@pytest.mark.parametrize(
    "garbage",
    [b"nonsense\n", b'{"no": "type"}\n', b"[1]\n", b'{"type": "audio-chunk", "payload_length": 9}\nx'],
)
async def test_garbage_ends_that_connection_and_no_other(
    folder: Path, stt: AsyncUnixClient, garbage: bytes
) -> None:
    reader, writer = await asyncio.open_unix_connection(folder / "stt.sock")
    writer.write(garbage)
    writer.write_eof()
    assert await asyncio.wait_for(reader.read(), 5) == b""
    writer.close()
    assert Pong.is_type((await ask(stt, Ping().event())).type)


async def test_phrases_are_made_once_and_nothing_else_is_kept(folder: Path, mouth: Mouth, hum: Hum) -> None:
    await mouth.prepare(8000)
    voice = WyomingSynthesizer(str(folder / "tts.sock"))
    for text in ("One moment, please.", "My name is Jo.", "My name is Jo."):
        assert b"".join([piece async for piece in voice.synthesize(text, "jessica", 8000)])
    assert hum.spoken == ["One moment, please.", "My name is Jo.", "My name is Jo."]


async def test_text_reaches_the_voice_speakable(folder: Path, mouth: Mouth, hum: Hum) -> None:
    async for _ in WyomingSynthesizer(str(folder / "tts.sock")).synthesize("At 7:30 pm.", "", 8000):
        pass
    assert hum.spoken == ["At seven thirty p m."]


async def test_a_listener_that_leaves_stops_the_voice(folder: Path, mouth: Mouth, hum: Hum) -> None:
    async with AsyncUnixClient(folder / "tts.sock") as client:
        await client.write_event(Synthesize(text="forever", context={"rate": 8000}).event())
        assert AudioStart.is_type((await client.read_event() or Event("")).type)
    assert await asyncio.to_thread(hum.stopped.wait, 5)


@pytest.mark.parametrize(
    ("text", "rate", "words"), [("x" * 5000, 8000, "5000 characters"), ("Hi.", 100, "100 Hz")]
)
async def test_what_cannot_be_spoken_is_refused(
    folder: Path, mouth: Mouth, text: str, rate: int, words: str
) -> None:
    with pytest.raises(EngineRefused, match=words):
        async for _ in WyomingSynthesizer(str(folder / "tts.sock")).synthesize(text, "", rate):
            pass


async def test_a_server_that_ends_in_mid_answer_is_unavailable(folder: Path) -> None:
    async def leave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_unix_server(leave, folder / "x.sock"):
        with pytest.raises(EngineUnavailable):
            async for _ in WyomingSynthesizer(str(folder / "x.sock")).synthesize("Hi.", "", 8000):
                pass


async def test_sound_at_another_rate_than_asked_for_is_refused(folder: Path) -> None:
    async def wrong(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await async_write_event(AudioChunk(22050, 2, 1, bytes(100)).event(), writer)
        await reader.read()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_unix_server(wrong, folder / "x.sock"):
        with pytest.raises(EngineRefused, match="22050 Hz"):
            async for _ in WyomingSynthesizer(str(folder / "x.sock")).synthesize("Hi.", "", 8000):
                pass
