"""What engines do for the runner: one task per request, each ends in exactly one final event.

A request that was dropped ends in none. Whatever an engine raises becomes an event: a call
outlives its engines.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import aclosing
from typing import Any, TypeVar, cast

from agent.call.actions import AskModel, Transcribe, WarmModel
from agent.call.events import Event, ModelFailed, ModelFinished, ModelWrote, Transcribed, TranscriptionFailed
from agent.errors import EngineError
from agent.ports import LanguageModel, SpeechToText

Post = Callable[[Event], None]
Item = TypeVar("Item")


def failure(error: BaseException) -> str:
    """What to say of an engine's failure."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return str(error) if isinstance(error, EngineError) else f"{type(error).__name__}: {error}"


class Tasks:
    """Running tasks by name; a new one under a name ends the old one."""

    def __init__(self) -> None:
        self._running: dict[object, asyncio.Task[None]] = {}

    def start(self, name: object, work: Coroutine[Any, Any, None]) -> None:
        self.drop(name)
        task = asyncio.get_running_loop().create_task(work)
        self._running[name] = task
        task.add_done_callback(lambda done: self._forget(name, done))

    def drop(self, name: object) -> None:
        if task := self._running.pop(name, None):
            task.cancel()

    async def close(self) -> None:
        tasks = list(self._running.values())
        self._running.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, name: object, done: asyncio.Task[None]) -> None:
        if self._running.get(name) is done:
            del self._running[name]


async def transcribe(
    ears: SpeechToText, order: Transcribe, pcm: bytes, rate: int, language: str, seconds: float, post: Post
) -> None:
    try:
        async with asyncio.timeout(seconds):
            heard = await ears.transcribe(pcm, rate, language)
    except Exception as error:  # the edge to foreign code: an engine's bug must not end the call
        post(TranscriptionFailed(order.request, failure(error)))
    else:
        post(Transcribed(order.request, heard.text, heard.confidence))


async def ask(mind: LanguageModel, order: AskModel, seconds: float, post: Post) -> None:
    """``seconds`` is the longest wait for the next piece, not for the whole reply."""
    try:
        async for piece in within(mind.reply(order.messages, order.schema), seconds):
            post(ModelWrote(order.request, piece))
    except Exception as error:  # the same edge
        post(ModelFailed(order.request, failure(error)))
    else:
        post(ModelFinished(order.request))


async def warm(mind: LanguageModel, order: WarmModel, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await mind.warm(order.messages)
    except (
        Exception
    ):  # the same edge; a cold prompt costs time, and the first question tells of a dead engine
        return


async def within(stream: AsyncIterator[Item], seconds: float) -> AsyncIterator[Item]:
    """The items of ``stream``; TimeoutError when the next one takes longer than ``seconds``."""
    async with aclosing(cast(Any, stream)):
        while True:
            try:
                async with asyncio.timeout(seconds):
                    item = await anext(stream)
            except StopAsyncIteration:
                return
            yield item
