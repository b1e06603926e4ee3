"""The simplest things that keep the contracts of the three engines."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from agent.call.actions import Message
from agent.errors import EngineRefused
from agent.ports import Transcript


class FakeEars:
    """Knows a sound by its bytes."""

    def __init__(self, known: dict[bytes, str]) -> None:
        self._known = known

    async def transcribe(self, pcm: bytes, rate: int, language: str) -> Transcript:
        if language != "en":
            raise EngineRefused(f"does not know {language}")
        text = self._known.get(pcm, "")
        return Transcript(text, 0.9 if text else 0.0)


class FakeVoice:
    """20 ms of a square wave for each character."""

    async def synthesize(self, text: str, voice: str, rate: int) -> AsyncIterator[bytes]:
        if voice not in ("", "jessica"):
            raise EngineRefused(f"unknown voice {voice!r}; there are: jessica")
        for _ in text:
            yield (b"\x00\x10" * 20 + b"\x00\xf0" * 20) * (rate // 2000)


class FakeMind:
    """Always the same reply, in pieces."""

    def __init__(self) -> None:
        self.warmed: list[tuple[Message, ...]] = []

    async def reply(self, messages: tuple[Message, ...], schema: str) -> AsyncIterator[str]:
        if not messages:
            raise EngineRefused("a prompt has at least one message")
        for piece in json.dumps({"say": "Hello?", "do": "none", "arg": ""}).split(" "):
            yield piece + " "

    async def warm(self, messages: tuple[Message, ...]) -> None:
        self.warmed.append(messages)
