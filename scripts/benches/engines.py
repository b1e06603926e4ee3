#!/usr/bin/env python3
"""How long the engines take, asked as a line asks them: over the engine host's sockets.

Speech to text of 2, 5 and 10 s of telephone sound; text to speech until the first sound, and its speed in
seconds of sound per second; the language model until its first token, with a cold and with a warm prompt.
Without --gguf the model is one of random weights (32 M parameters), written on the spot: what it says is
nonsense, its arithmetic is real; its tokens are bytes.

Run it with:  scripts/bench engines [--json]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agent.call.actions import Message
from agent.config import Engines
from agent.engines.clients import ChatModel, WyomingSynthesizer, WyomingTranscriber
from tests.engines.support import RATE, running_host, telephone
from tests.engines.tiny_models import write_gguf

SPEECH = "I would like to book a table for four people on Tuesday at half past seven. "
HEAD = Message("system", "You are on the telephone, by voice. Speak like a person, in short sentences. " * 8)
SCHEMA = json.dumps(
    {"type": "object", "properties": {"say": {"type": "string", "maxLength": 20}}, "required": ["say"]}
)
Figures = dict[str, float | int]


def figures(seconds: list[float]) -> Figures:
    ordered = sorted(seconds)
    at = {share: ordered[math.ceil(share / 100 * len(ordered)) - 1] for share in (50, 95)}
    return {"n": len(ordered), **{f"p{share}_ms": round(1000 * value, 1) for share, value in at.items()}}


async def measure(count: int, once: Callable[[int], Awaitable[float]]) -> Figures:
    await once(-1)
    return figures([await once(number) for number in range(count)])


async def hearing(ears: WyomingTranscriber, seconds: float, count: int) -> Figures:
    sound = telephone(SPEECH * 4)[: int(2 * RATE * seconds)]

    async def once(_: int) -> float:
        began = time.perf_counter()
        await ears.transcribe(sound, RATE, "en")
        return time.perf_counter() - began

    return await measure(count, once)


async def speaking(mouth: WyomingSynthesizer, voice: str, count: int) -> dict[str, Figures | float]:
    speeds: list[float] = []

    async def once(number: int) -> float:
        began, first, sound = time.perf_counter(), 0.0, 0
        async for piece in mouth.synthesize(f"{SPEECH} {number + 2} people.", voice, RATE):
            first = first or time.perf_counter() - began
            sound += len(piece)
        speeds.append(sound / (2 * RATE) / (time.perf_counter() - began))
        return first

    first = await measure(count, once)
    return {"first_sound": first, "seconds_of_sound_per_second": round(sorted(speeds)[len(speeds) // 2], 1)}


async def thinking(url: str, count: int, warm: bool) -> Figures:
    async def once(number: int) -> float:
        model = ChatModel(url)
        head = Message(HEAD.role, f"Call {number} {warm}. {HEAD.content}")
        if warm:
            await model.warm((head,))
        began = time.perf_counter()
        pieces = model.reply((head, Message("user", "Hello, how can I help you?")), SCHEMA)
        await anext(aiter(pieces))
        first = time.perf_counter() - began
        async for _ in pieces:
            pass
        return first

    return await measure(count, once)


async def bench(gguf: Path, count: int) -> dict[str, object]:
    with running_host(Engines(language_model=str(gguf))) as settings:
        ears, mouth = WyomingTranscriber(settings.stt), WyomingSynthesizer(settings.tts)
        return {
            "speech_to_text": {f"{seconds}_s": await hearing(ears, seconds, count) for seconds in (2, 5, 10)},
            "text_to_speech": {voice: await speaking(mouth, voice, count) for voice in ("jessica", "chris")},
            "first_token": {
                "cold": await thinking(settings.llm, count, warm=False),
                "warm": await thinking(settings.llm, count, warm=True),
            },
            "prompt_characters": len(HEAD.content),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=20, help="measurements of each kind")
    parser.add_argument("--gguf", type=Path, help="a language model to measure")
    parser.add_argument("--json", action="store_true", help="print one JSON object only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        gguf = options.gguf or Path(folder) / "random.gguf"
        if options.gguf is None:
            write_gguf(gguf, width=512, layers=12)
        result = asyncio.run(bench(gguf, options.count))
    print(json.dumps(result) if options.json else json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
