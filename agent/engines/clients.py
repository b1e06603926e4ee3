"""The engines as seen from a line: the Protocols of ``agent.ports`` over sockets.

Every request has a connection of its own; cancelling the task (or closing the iterator) closes the
connection, and the engine host then drops the work. Nothing is kept between requests, so an engine
host that was restarted is found again by the next request.
"""

from __future__ import annotations

import json
import ssl
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
from wyoming.asr import Transcribe
from wyoming.asr import Transcript as WyomingTranscript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncClient, AsyncTcpClient, AsyncUnixClient
from wyoming.error import Error
from wyoming.event import Event
from wyoming.tts import Synthesize, SynthesizeVoice

from agent.call.actions import Message
from agent.errors import EngineRefused, EngineUnavailable
from agent.ports import Transcript

REFUSED = "refused"
"""Code of a Wyoming ``error`` event: the engine understood and said no."""
CONNECT_SECONDS = 5.0
_CHUNK_BYTES = 32_000


class WyomingTranscriber:
    """``SpeechToText`` at a Wyoming server: the path of a UNIX socket, or ``tcp://host:port``.

    ``hints``: names that may be said on this call (Wyoming's ``transcript_names``). A server may pass
    over them.
    """

    def __init__(self, socket: str, hints: tuple[str, ...] = ()) -> None:
        self._socket = socket
        self._hints = list(hints) or None

    async def transcribe(self, pcm: bytes, rate: int, language: str) -> Transcript:
        with _connection_errors(self._socket):
            async with _client(self._socket) as client:
                await client.write_event(Transcribe(language=language, transcript_names=self._hints).event())
                await client.write_event(AudioStart(rate=rate, width=2, channels=1).event())
                for start in range(0, len(pcm), _CHUNK_BYTES):
                    piece = pcm[start : start + _CHUNK_BYTES]
                    await client.write_event(AudioChunk(rate, 2, 1, piece).event())
                await client.write_event(AudioStop().event())
                while True:
                    event = await _next_event(client, self._socket)
                    if WyomingTranscript.is_type(event.type):
                        return _transcript(WyomingTranscript.from_event(event))


def _transcript(answer: WyomingTranscript) -> Transcript:
    confidence = (answer.context or {}).get("confidence", 1.0)
    return Transcript(answer.text.strip(), float(confidence))


class WyomingSynthesizer:
    """``TextToSpeech`` at a Wyoming server. ``voice`` is a public name (``jessica``) or ``engine:voice``."""

    def __init__(self, socket: str) -> None:
        self._socket = socket

    async def synthesize(self, text: str, voice: str, rate: int) -> AsyncIterator[bytes]:
        request = Synthesize(
            text=text,
            voice=SynthesizeVoice(name=voice) if voice else None,
            context={"rate": rate},
        )
        with _connection_errors(self._socket):
            async with _client(self._socket) as client:
                await client.write_event(request.event())
                while not AudioStop.is_type((event := await _next_event(client, self._socket)).type):
                    if AudioChunk.is_type(event.type):
                        yield _at_rate(AudioChunk.from_event(event), rate)


def _at_rate(chunk: AudioChunk, rate: int) -> bytes:
    """A foreign Wyoming server may not know our ``rate``: refuse sound that would play at a wrong speed."""
    if (chunk.rate, chunk.width, chunk.channels) != (rate, 2, 1):
        raise EngineRefused(
            f"the speech server sends {chunk.rate} Hz, {8 * chunk.width} bit, {chunk.channels} channels; "
            f"asked for {rate} Hz, 16 bit, mono"
        )
    return chunk.audio


def _client(socket: str) -> AsyncClient:
    if socket.startswith("tcp://"):
        parts = urlsplit(socket)
        return AsyncTcpClient(parts.hostname or "127.0.0.1", parts.port or 0)
    return AsyncUnixClient(socket.removeprefix("unix:"))


async def _next_event(client: AsyncClient, socket: str) -> Event:
    event = await client.read_event()
    if event is None:
        raise EngineUnavailable(f"the engine at {socket} stopped in mid-answer")
    if Error.is_type(event.type):
        error = Error.from_event(event)
        raise (EngineRefused if error.code == REFUSED else EngineUnavailable)(error.text)
    return event


@contextmanager
def _connection_errors(address: str) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError) as error:
        raise EngineUnavailable(
            f"no engine answers at {address} ({error}); is the engine host up?"
        ) from error


class ChatModel:
    """``LanguageModel`` at an OpenAI-form server: ``unix:/path/to/llm.sock``, or the base URL of one
    (``http://127.0.0.1:8000/v1``). One object per call: its prompts share one warm sequence."""

    def __init__(self, url: str, model: str = "default") -> None:
        self._url = url
        self._model = model
        self._key = uuid.uuid4().hex
        self._base = "http://engines/v1" if url.startswith("unix:") else url.rstrip("/")
        self._tls = ssl.create_default_context() if url.startswith("https:") else False

    async def reply(self, messages: tuple[Message, ...], schema: str) -> AsyncIterator[str]:
        form = {"name": "reply", "strict": True, "schema": json.loads(schema)}
        body = self._body(messages) | {
            "stream": True,
            "temperature": 0,
            "response_format": {"type": "json_schema", "json_schema": form},
        }
        with _http_errors(self._url):
            async with (
                self._client() as client,
                client.stream("POST", f"{self._base}/chat/completions", json=body) as answer,
            ):
                await _check(answer)
                async for line in answer.aiter_lines():
                    if piece := _piece(line):
                        yield piece

    async def warm(self, messages: tuple[Message, ...]) -> None:
        # a server that does not know "prefill" writes one token, which warms it as well
        body = self._body(messages) | {"prefill": True, "max_tokens": 1}
        with _http_errors(self._url):
            async with self._client() as client:
                await _check(await client.post(f"{self._base}/chat/completions", json=body))

    def _body(self, messages: tuple[Message, ...]) -> dict[str, Any]:
        return {
            "model": self._model,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "prompt_cache_key": self._key,
        }

    def _client(self) -> httpx.AsyncClient:
        uds = self._url.removeprefix("unix:") if self._url.startswith("unix:") else None
        # verify: reading the certificate store takes longer than a whole answer, and only TLS needs it
        transport = httpx.AsyncHTTPTransport(uds=uds, verify=self._tls)
        timeout = httpx.Timeout(None, connect=CONNECT_SECONDS)
        return httpx.AsyncClient(transport=transport, timeout=timeout, trust_env=False)


def _piece(line: str) -> str:
    """The text in one line of a server-sent event stream."""
    if not line.startswith("data:"):
        return ""
    data = line.removeprefix("data:").strip()
    if data == "[DONE]":
        return ""
    event = json.loads(data)
    if "error" in event:
        raise EngineUnavailable(_message(event))
    choices = event.get("choices") or [{}]
    return choices[0].get("delta", {}).get("content") or ""


async def _check(answer: httpx.Response) -> None:
    if answer.is_success:
        return
    raw = await answer.aread()
    try:
        text = _message(json.loads(raw))
    except ValueError:
        text = raw.decode("utf-8", "replace")[:200]
    unavailable = answer.status_code >= 500
    raise (EngineUnavailable if unavailable else EngineRefused)(f"{answer.status_code}: {text}")


def _message(event: dict[str, Any]) -> str:
    error = event.get("error", event)
    return str(error.get("message", error)) if isinstance(error, dict) else str(error)


@contextmanager
def _http_errors(url: str) -> Iterator[None]:
    try:
        yield
    except (httpx.TransportError, ValueError) as error:
        reason = str(error) or type(error).__name__
        raise EngineUnavailable(f"no language model answers at {url} ({reason}); is it up?") from error
