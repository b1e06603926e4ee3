"""The engine host: loads the models, serves each at its address, ends when told to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from agent.engines import models
from agent.engines.chat import ChatBackend, application
from agent.engines.ears import Ears, Recogniser
from agent.engines.jobs import Jobs
from agent.engines.mouth import Mouth
from agent.engines.settings import HostSettings, chat_url
from agent.engines.sockets import Listener, listen
from agent.engines.speech import VoiceEngine
from agent.engines.voices import Voices
from agent.errors import SetupError

CLOSE_SECONDS = 1.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The models in memory. ``chat``: None where ``engines.language_model_url`` names a server."""

    recogniser: Recogniser
    voices: Voices
    chat: ChatBackend | None


def load(settings: HostSettings) -> Loaded:
    """Load the models, one after the other. Raises SetupError and EngineRefused."""
    engines = settings.engines
    # imported here: each brings its library, and the environment must be set before they start threads
    from agent.engines.whisper import WhisperEngine

    recogniser = WhisperEngine(models.whisper(engines), engines.threads)
    voices = Voices(_voice_engines(settings), engines.voices, engines.default_voice)
    voices.resolve(engines.default_voice)
    return Loaded(recogniser, voices, _chat_backend(settings))


def _voice_engines(settings: HostSettings) -> dict[str, VoiceEngine]:
    engines = settings.engines
    found: dict[str, VoiceEngine] = {}
    if engines.piper_voices is not None:
        from agent.engines.piper import Piper

        piper = Piper(engines.piper_voices, engines.threads)
        for spec in engines.voices.values():
            engine, _, voice = spec.partition(":")
            if engine == piper.name:
                piper.load(voice.partition("@")[0])
        found[piper.name] = piper
    from agent.engines.flite import Flite

    try:
        flite = Flite()
        found[flite.name] = flite
    except SetupError:
        # Piper alone is enough
        if not found:
            raise
    return found


def _chat_backend(settings: HostSettings) -> ChatBackend | None:
    gguf = models.language_model(settings.engines)
    if gguf is None:
        return None
    try:
        from agent.engines.llama import LlamaEngine
    except ImportError as error:
        raise SetupError("llama-cpp-python is not installed; run scripts/setup") from error
    return LlamaEngine(gguf, settings.engines.threads, settings.sequences)


async def run(
    settings: HostSettings, announce: Callable[[dict[str, str]], None], stop: asyncio.Event
) -> None:
    """Serve until ``stop``. ``announce`` gets the ready message once, when everything is loaded.

    Raises EngineRefused, SetupError, ConfigError: it cannot start.
    """
    with _listening(settings) as (stt, tts, *llm):
        loading = asyncio.ensure_future(Jobs("load").run(lambda _: load(settings)))
        stopped = asyncio.ensure_future(stop.wait())
        await asyncio.wait((loading, stopped), return_when=asyncio.FIRST_COMPLETED)
        if not loading.done():
            return
        loaded = loading.result()
        async with AsyncExitStack() as stack:
            ears_jobs = _jobs(stack, Jobs("stt"))
            voice_jobs = _jobs(stack, Jobs("tts", workers=2))
            mouth = Mouth(loaded.voices, voice_jobs, settings.phrases)
            ears = Ears(loaded.recogniser, ears_jobs)
            await stack.enter_async_context(_wyoming(stt, ears.connect))
            await stack.enter_async_context(_wyoming(tts, mouth.connect))
            if loaded.chat is not None:
                chat_jobs = _jobs(stack, Jobs("llm"))
                await stack.enter_async_context(_http(llm[0], application(loaded.chat, chat_jobs)))
            announce({"event": "ready", "stt": settings.stt, "tts": settings.tts, "llm": chat_url(settings)})
            preparing = asyncio.ensure_future(mouth.prepare())
            await stopped
            preparing.cancel()


@contextmanager
def _listening(settings: HostSettings) -> Iterator[list[Listener]]:
    """Bound first: a second host must fail at once, not after it has loaded everything."""
    chat = () if settings.engines.language_model_url else (settings.llm,)
    opened: list[Listener] = []
    try:
        for address in (settings.stt, settings.tts, *chat):
            opened.append(listen(address))
        yield opened
    finally:
        for listener in opened:
            listener.close()


def _jobs(stack: AsyncExitStack, jobs: Jobs) -> Jobs:
    stack.callback(jobs.close)
    return jobs


Connect = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def _wyoming(listener: Listener, connect: Connect) -> AsyncIterator[None]:
    """Serve each connection in a task of its own; at the end all of them are closed."""
    serving: set[asyncio.Task[None]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        serving.add(task)
        try:
            # cancelled only below, when the host ends; asyncio's server logs a task that ends so as an error
            with suppress(asyncio.CancelledError):
                await connect(reader, writer)
        finally:
            serving.discard(task)

    server = await asyncio.start_server(accept, sock=listener.sock)
    try:
        yield
    finally:
        server.close()
        for task in tuple(serving):
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)


class _Uvicorn(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        # the host has its own handlers
        yield


@asynccontextmanager
async def _http(listener: Listener, app: Starlette) -> AsyncIterator[None]:
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=int(CLOSE_SECONDS),
        server_header=False,
    )
    server = _Uvicorn(config)
    serving = asyncio.ensure_future(server.serve(sockets=[listener.sock]))
    try:
        while not server.started:
            await asyncio.sleep(0)
            if serving.done():
                serving.result()
        yield
    finally:
        server.should_exit = True
        with suppress(TimeoutError):
            await asyncio.wait_for(serving, CLOSE_SECONDS + 0.5)
