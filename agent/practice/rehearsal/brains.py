"""Who may answer for our side in a rehearsal: a GGUF file in this process, a server, or the oracle."""

from __future__ import annotations

import asyncio
import json
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

from agent.call.actions import Message
from agent.engines.chat import ChatMessage, ChatRequest, JsonSchema, ResponseFormat
from agent.engines.clients import ChatModel
from agent.engines.llama import LlamaEngine
from agent.errors import EngineUnavailable
from agent.practice.episodes.types import Episode
from agent.practice.rehearsal.played import Brain, Played

REPLY_SECONDS = 120.0
"""A server that takes longer does not answer."""

Brains = Callable[[Episode, Played], Brain]
"""The brain of one call. Only the oracle looks at the episode and at what is played; a model must not."""


class LlamaBrain:
    """A GGUF file, run by the engine host's own code. One object serves call after call."""

    def __init__(self, model: Path, threads: int = 1) -> None:
        """Raises EngineRefused."""
        self._engine = LlamaEngine(model, threads=threads, sequences=1)
        self._key = uuid.uuid4().hex

    def reply(self, messages: tuple[Message, ...], schema: str) -> str:
        request = ChatRequest(
            messages=[
                ChatMessage.model_validate({"role": one.role, "content": one.content}) for one in messages
            ],
            response_format=ResponseFormat(
                type="json_schema", json_schema=JsonSchema.model_validate({"schema": json.loads(schema)})
            ),
            prompt_cache_key=self._key,
        )
        return "".join(self._engine.reply(request, threading.Event()))


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
