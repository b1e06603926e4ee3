#!/usr/bin/env python3
"""What voice to voice would be with production models on this machine, from models of their size.

Random weights, real arithmetic (stand_ins.py), asked over the engine host's sockets as a line
asks them, in a conversation of some turns: a turn of 3 s is recognised (Whisper base.en), the language model
gets it after a warm prompt and writes the first clause of its reply (its words are prescribed by the
grammar: random weights have none), the voice makes the clause's first sound. The first word is the first
piece of what is to be spoken. ``processor`` has the engines' processor seconds until then, of all threads: on
a machine with other work they tell more. What is not in it: the network and the two jitter buffers
(scripts/bench media_path).

Run it with:
    scripts/bench production_size [--size 0.5B --size 1.5B] [--turns 10] [--json]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import stand_ins
from engines import figures

from agent.call.actions import Message
from agent.call.reply import ReplyReader
from agent.call.sentences import ClauseSplitter
from agent.config import Engines, Hearing
from agent.engines.clients import ChatModel, WyomingSynthesizer, WyomingTranscriber
from tests.engines.support import RATE, running_host, telephone

THEY_SAY = "I'm afraid half past seven is not available. Would eight o'clock work for you?"
WE_SAY = "Yes, eight o'clock works for us. The name is {name}."
BRIEFING = """Briefing:
Task: Book a table for {people} on {day}, {time}, or {time.2}, for {name}.
{name}: name, freely
{phone}: phone, if asked
{people}: count, freely = 4
{day}: date, freely = Tuesday
{time}: time, freely = 19:30
{time.2}: time, freely = 20:00
"""
RULES_CHARACTERS = 1300
"""About so long are the rules before the briefing."""


def reply_of(say: str) -> str:
    return json.dumps({"say": say, "do": "none", "arg": ""})


def schema_of(say: str) -> str:
    """Only this reply can be written."""
    parts = {"say": {"const": say}, "do": {"const": "none"}, "arg": {"const": ""}}
    return json.dumps(
        {"type": "object", "properties": parts, "required": list(parts), "additionalProperties": False}
    )


def busy_seconds() -> float:
    """Processor time of the engine host so far (proc(5): the only child we have)."""
    (host,) = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    user, system = Path(f"/proc/{host}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


class Bench:
    def __init__(self, stt: str, tts: str, llm: str) -> None:
        self._ears, self._mouth, self._model = (
            WyomingTranscriber(stt),
            WyomingSynthesizer(tts),
            ChatModel(llm),
        )
        self._sound = telephone(THEY_SAY)[: 2 * RATE * 3]
        rules = "You are on the telephone, by voice. Speak like a person, in one or two short sentences. "
        head = (rules * (RULES_CHARACTERS // len(rules))) + "\n" + BRIEFING
        self._messages = [Message("system", head)]
        self.stages: dict[str, list[float]] = {
            stage: []
            for stage in ("recognised", "first_word", "first_clause", "first_sound", "voice_to_voice")
        }
        self.processor: dict[str, list[float]] = {
            stage: [] for stage in ("recognised", "first_word", "first_clause", "first_sound")
        }

    async def turn(self, number: int) -> None:
        began, busy = time.perf_counter(), busy_seconds()
        await self._ears.transcribe(self._sound, RATE, "en")
        recognised = time.perf_counter() - began
        self.processor["recognised"].append(busy_seconds() - busy)
        heard = f"t{2 * number + 1}: {THEY_SAY.lower()} [same: {{time.2}}; other: time 19:{30 + number % 20}]"
        self._messages.append(Message("user", heard))
        state = Message("system", json.dumps({"phase": "active-conversation", "do": ["none", "end"]}))
        say = f"{WE_SAY[:-1]}, turn {number}."
        first_word, first_clause, clause = await self._write((*self._messages, state), say)
        first_sound = await self._voice(clause, number)
        self._messages.append(Message("assistant", reply_of(say)))
        await self._model.warm(tuple(self._messages))
        hearing = Hearing()
        turn_over = max(hearing.turn_end_seconds, hearing.first_pause_seconds + recognised)
        seconds = (recognised, first_word, first_clause, first_sound, turn_over + first_clause + first_sound)
        for stage, value in zip(self.stages, seconds, strict=True):
            self.stages[stage].append(value)

    async def warm(self) -> float:
        began = time.perf_counter()
        await self._model.warm(tuple(self._messages))
        return time.perf_counter() - began

    async def _write(self, messages: tuple[Message, ...], say: str) -> tuple[float, float, str]:
        """Seconds to the first piece to speak and to the first clause, and the clause."""
        began, busy, first, clause = time.perf_counter(), busy_seconds(), 0.0, ("", 0.0)
        reader, splitter = ReplyReader(), ClauseSplitter()
        async for piece in self._model.reply(messages, schema_of(say)):
            said = reader.feed(piece)
            if said and not first:
                first = time.perf_counter() - began
                self.processor["first_word"].append(busy_seconds() - busy)
            clauses = splitter.feed(said)
            if clauses and not clause[0]:
                clause = (clauses[0], time.perf_counter() - began)
                self.processor["first_clause"].append(busy_seconds() - busy)
        assert clause[0], "no clause"
        return first, clause[1], clause[0]

    async def _voice(self, clause: str, number: int) -> float:
        began, busy = time.perf_counter(), busy_seconds()
        # Never the same words twice: the voice keeps what it has said.
        async for _ in self._mouth.synthesize(f"{clause} {number}", "jessica", RATE):
            self.processor["first_sound"].append(busy_seconds() - busy)
            return time.perf_counter() - began
        raise AssertionError("no sound")


async def bench(folder: Path, size: str, turns: int, threads: int) -> dict[str, object]:
    gguf, whisper = folder / f"{size}.gguf", folder / "whisper-base.en"
    stand_ins.write_gguf(gguf, size)
    if not whisper.exists():
        stand_ins.write_whisper_base(whisper)
    engines = Engines(whisper_model=whisper, language_model=str(gguf), threads=threads)
    loaded = os.getloadavg()[0]
    with running_host(engines) as settings:
        one = Bench(settings.stt, settings.tts, settings.llm)
        head = await one.warm()
        for number in range(-1, turns):
            await one.turn(number)
            if number < 0:
                for values in (*one.stages.values(), *one.processor.values()):
                    values.clear()
    stages = {stage: figures(values) for stage, values in one.stages.items()}
    processor = {stage: figures(values) for stage, values in one.processor.items()}
    return {
        "threads": threads,
        "load_average": [round(load, 1) for load in (loaded, os.getloadavg()[0])],
        "megabytes": gguf.stat().st_size // 1_000_000,
        "head_s": round(head, 2),
        **stages,
        "processor": processor,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--size", action="append", choices=sorted(stand_ins.SIZES), help="default: all")
    parser.add_argument("--turns", type=int, default=10)
    parser.add_argument("--threads", type=int, default=2, help="of each engine")
    parser.add_argument("--json", action="store_true", help="print one JSON object only")
    options = parser.parse_args()
    result = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in options.size or sorted(stand_ins.SIZES):
            print(f"base.en + {size} ...", file=sys.stderr)
            result[size] = asyncio.run(bench(Path(folder), size, options.turns, options.threads))
    print(json.dumps(result) if options.json else json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
