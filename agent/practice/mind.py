"""A person's mind behind the port that our own side's language model stands behind."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Protocol

from agent.call.actions import Message
from agent.call.prompt import written
from agent.practice.minds.restaurant import Answer, Booking


class Mind(Protocol):
    """Answers everything heard so far; the same words always get the same answer."""

    @property
    def greeting(self) -> str: ...

    def answer(self, heard: Sequence[str]) -> Answer: ...


class MindModel:
    """``agent.ports.LanguageModel`` over a ``Mind``. ``on_booking`` gets a booking once, when its reply
    is written."""

    def __init__(self, mind: Mind, on_booking: Callable[[Booking], None]) -> None:
        self._mind = mind
        self._on_booking = on_booking
        self._booked: Booking | None = None

    async def reply(self, messages: tuple[Message, ...], schema: str) -> AsyncIterator[str]:
        heard = [written(message) for message in messages if message.role == "user"]
        answer = self._mind.answer(heard)
        if answer.booking is not None and answer.booking != self._booked:
            self._booked = answer.booking
            self._on_booking(answer.booking)
        arg = "completed" if answer.do == "end" else ""
        yield json.dumps({"say": answer.say, "do": answer.do, "arg": arg})

    async def warm(self, messages: tuple[Message, ...]) -> None:
        """Nothing to prefill."""
