"""Our voice: clauses are synthesised in the order given and laid into the leg's playout buffer.

Synthesis of a clause overlaps the playing of those before it: nothing here waits for sound to be
heard. The media clock reports that (``ClausePlayed``). What a call is likely to need is made while the
phone rings, and kept here: the engines keep nothing of a briefing.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Any, cast

from agent.call.actions import Say
from agent.call.events import ClauseFailed, ClauseQueued, Event
from agent.line.engine_work import failure, within
from agent.ports import Leg, TextToSpeech


class Speaker:
    """``seconds`` is the longest wait for the next piece of a clause's sound."""

    def __init__(
        self, leg: Leg, engine: TextToSpeech, voice: str, seconds: float, post: Callable[[Event], None]
    ) -> None:
        self._leg = leg
        self._engine = engine
        self._voice = voice
        self._seconds = seconds
        self._post = post
        self._waiting: deque[Say] = deque()
        self._working: asyncio.Task[None] | None = None
        self._made: dict[str, bytes] = {}
        self._preparing: asyncio.Task[None] | None = None

    def prepare(self, texts: tuple[str, ...]) -> None:
        """Make the sound of ``texts`` now."""
        self._preparing = asyncio.get_running_loop().create_task(self._prepare(texts))

    def say(self, order: Say) -> None:
        self._waiting.append(order)
        if self._working is None or self._working.done():
            self._working = asyncio.get_running_loop().create_task(self._work())

    def stop(self, utterance: int) -> None:
        """Forget what is not yet synthesised; the leg answers with PlayoutStopped."""
        self._waiting.clear()
        if self._working is not None:
            self._working.cancel()
            self._working = None
        self._leg.stop_playing(utterance)

    async def close(self) -> None:
        self._waiting.clear()
        tasks = [task for task in (self._working, self._preparing) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _prepare(self, texts: tuple[str, ...]) -> None:
        for text in texts:
            try:
                made = [pcm async for pcm in within(self._sound(text), self._seconds)]
            except Exception:  # the same edge as below; said without, the clause is made when it is needed
                return
            self._made[text] = b"".join(made)

    async def _sound(self, text: str) -> AsyncIterator[bytes]:
        if (made := self._made.get(text)) is not None:
            yield made
            return
        async with aclosing(cast(Any, self._engine.synthesize(text, self._voice, self._leg.rate))) as sound:
            async for pcm in sound:
                yield pcm

    async def _work(self) -> None:
        while self._waiting:
            await self._synthesise(self._waiting.popleft())

    async def _synthesise(self, order: Say) -> None:
        length = 0
        try:
            async for pcm in within(self._sound(order.text), self._seconds):
                self._leg.play(order.utterance, order.clause, pcm, False)
                length += len(pcm)
        except Exception as error:  # the edge to foreign code: an engine's bug must not end the call
            self._post(ClauseFailed(order.utterance, order.clause, failure(error)))
            if length:
                # What there is of it is heard; left open it would keep the clauses behind it waiting.
                self._leg.play(order.utterance, order.clause, b"", True)
        else:
            # Told before the sound is complete: the clock could play an empty clause at once.
            self._post(ClauseQueued(order.utterance, order.clause, length / (2 * self._leg.rate)))
            self._leg.play(order.utterance, order.clause, b"", True)
