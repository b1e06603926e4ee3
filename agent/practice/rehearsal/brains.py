"""Who may answer for our side in a rehearsal: a GGUF file in this process, a server, or the oracle."""

from __future__ import annotations

import asyncio
import json
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

from agent.call.actions import Message
from agent.config import Engines
from agent.engines import models
from agent.engines.chat import ChatBackend, ChatRequest
from agent.engines.clients import ChatModel
from agent.errors import ConfigError, EngineUnavailable
from agent.practice.episodes.types import Episode
from agent.practice.rehearsal.oracle import Oracle
from agent.practice.rehearsal.played import Brain, Played

REPLY_SECONDS = 120.0
"""A server that takes longer does not answer."""

Brains = Callable[[Episode, Played], Brain]
"""The brain of one call. Only the oracle looks at the episode and at what is played; a model must not."""


class HostBrain:
    """What the engine host would serve, asked in this process: the same code, grammar and template.

    One object serves call after call.
    """

    def __init__(self, backend: ChatBackend) -> None:
        self._backend = backend
        self._key = uuid.uuid4().hex

    def reply(self, messages: tuple[Message, ...], schema: str) -> str:
        request = ChatRequest.model_validate(
            {
                "messages": [{"role": one.role, "content": one.content} for one in messages],
                "response_format": {"type": "json_schema", "json_schema": {"schema": json.loads(schema)}},
                "prompt_cache_key": self._key,
            }
        )
        return "".join(self._backend.reply(request, threading.Event()))


class ServerBrain:
    """An OpenAI-form server, asked as a line asks it."""

    def __init__(self, url: str) -> None:
        self._model = ChatModel(url)

    def reply(self, messages: tuple[Message, ...], schema: str) -> str:
        return asyncio.run(self._reply(messages, schema))

    async def _reply(self, messages: tuple[Message, ...], schema: str) -> str:
        try:
            async with asyncio.timeout(REPLY_SECONDS):
                return "".join([piece async for piece in self._model.reply(messages, schema)])
        except TimeoutError as error:
            raise EngineUnavailable(f"no reply in {REPLY_SECONDS:.0f} s") from error


def brains(name: str, threads: int = 1) -> Brains:
    """``oracle``, ``practice``, the path of a GGUF file, or the URL of a server.

    Raises EngineRefused, ConfigError, SetupError.
    """
    if name == "oracle":
        return Oracle
    if "://" in name or name.startswith("unix:"):
        return lambda episode, played: ServerBrain(name)
    brain = HostBrain(_backend(name, threads))
    return lambda episode, played: brain


def configured(engines: Engines) -> str:
    """The name of the brain that real calls are answered with."""
    return engines.language_model_url or engines.language_model


def _backend(name: str, threads: int) -> ChatBackend:
    model = _gguf(name)
    # llama.cpp takes a while to load and opens files: only where it is used
    from agent.engines.llama import LlamaEngine

    return LlamaEngine(model, threads, sequences=1)


def _gguf(name: str) -> Path:
    if name == "practice":
        return next(models.practice("llm").glob("*.gguf"))
    file = Path(name).expanduser()
    if not file.is_file():
        raise ConfigError(f"there is no brain {name!r}: give oracle, practice, a GGUF file or a server's URL")
    return file
