"""What a turn's prompt costs when its beginning is still in the key-value cache, and when it is not.

    .venv/bin/python scripts/bench/prefill.py [model.gguf] [--size 0.5B] [--turns 12] [--threads 2] [--json]

One call is played from its head on, as ``CallSession`` orders it: the head is prefilled while the phone
rings, the transcript after each turn of ours, and a question is a prompt that only grew. Warm: time to the
first token of such a question. Cold: the same prompt with an empty cache. Without a model: random weights of
``--size``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from stand_ins import SIZES, write_gguf

from agent.call.actions import Message
from agent.call.briefing import Briefing, Fact
from agent.call.facts import FactBook
from agent.call.phase import RULES, Phase
from agent.call.prompt import head, prompt
from agent.call.reading import reading
from agent.call.reply import reply_json, reply_schema
from agent.engines.chat import ChatRequest
from agent.engines.llama import LlamaEngine

BRIEFING = Briefing(
    call_id="bench",
    to="+12025550110",
    task="Book a table for four on Tuesday, half past seven, or eight, for Jennifer Davis.",
    principal="Jennifer Davis",
    facts=(Fact(name="phone", value="+12025550100"), Fact(name="allergies", value="no nuts")),
    preferences=("outside, if it is dry",),
)
TALK = (
    ("Good evening, Bella Vista, how can I help you?", "Hello, I'm calling on behalf of {name}."),
    ("Hello. What can I do for you?", "I would like to book a table for {people} people on {day} at {time}."),
    ("Half past seven is not available. Would eight work?", "Yes, {heard.time} works."),
    ("And for how many people was that?", "For {people} people."),
    ("Could I have a telephone number?", "The number is {phone}."),
    ("Could you spell the last name for me?", "{name.last:spell}."),
)


def turns(book: FactBook, count: int) -> Iterator[tuple[Message, Message]]:
    """What they say and what we answer, over and over."""
    for at in range(count):
        far, ours = TALK[at % len(TALK)]
        yield Message("user", reading(f"t{2 * at + 1}", far, book)), Message("assistant", reply_json(ours))


def request(messages: Sequence[Message], schema: str = "") -> ChatRequest:
    body: dict[str, Any] = {
        "messages": [{"role": one.role, "content": one.content} for one in messages],
        "max_tokens": 1,
        "prompt_cache_key": "bench",
    }
    if schema:
        body["response_format"] = {"type": "json_schema", "json_schema": {"schema": json.loads(schema)}}
    return ChatRequest.model_validate(body)


def timed(engine: LlamaEngine, asked: ChatRequest) -> tuple[float, int]:
    """Seconds to the first token, and tokens of the prompt that were computed for it."""
    before, begun = engine.evaluated, time.monotonic()
    list(engine.reply(asked, threading.Event()))
    return time.monotonic() - begun, engine.evaluated - before


def forget(engine: LlamaEngine) -> None:
    """Empty the cache: what a prompt costs that shares nothing with the one before."""
    engine._llama.n_tokens = 0
    engine._aside.clear()


def measure(engine: LlamaEngine, count: int) -> dict[str, Any]:
    book = FactBook.of(BRIEFING)
    actions = RULES[Phase.ACTIVE_CONVERSATION].actions
    top, schema, stop = head(BRIEFING, book), reply_schema(actions), threading.Event()
    said: list[Message] = []
    warm, cold, prompts = [], [], []
    # the grammar of the schema is made once, before the call
    timed(engine, request([Message("user", "Hello?")], schema))
    engine.warm(request(top), stop)
    for far, ours in turns(book, count):
        said.append(far)
        prompts.append(request(prompt(top, said, Phase.ACTIVE_CONVERSATION, actions), schema))
        warm.append(timed(engine, prompts[-1]))
        said.append(ours)
        engine.warm(request([*top, *said]), stop)
    for asked in prompts:
        forget(engine)
        cold.append(timed(engine, asked))
    ratios = [one[0] / other[0] for one, other in zip(warm, cold, strict=True)]
    return {
        "model": engine.name,
        "n": count,
        "cold_seconds": spread([seconds for seconds, _ in cold]),
        "warm_seconds": spread([seconds for seconds, _ in warm]),
        "ratio": spread(ratios),
        "prompt_tokens": [tokens for _, tokens in cold],
        "tokens_evaluated": [tokens for _, tokens in warm],
    }


def spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "p50": round(statistics.median(ordered), 4),
        "p95": round(ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))], 4),
    }


def main() -> None:
    asking = argparse.ArgumentParser(description=__doc__)
    asking.add_argument("model", nargs="?", type=Path, help="a GGUF; without it random weights")
    asking.add_argument("--size", choices=sorted(SIZES), default="0.5B")
    asking.add_argument("--turns", type=int, default=12)
    asking.add_argument("--threads", type=int, default=2)
    asking.add_argument("--json", action="store_true")
    chosen = asking.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        model = chosen.model or Path(folder) / f"random-{chosen.size}.gguf"
        if chosen.model is None:
            write_gguf(model, chosen.size)
        found = measure(LlamaEngine(model, threads=chosen.threads), chosen.turns)
    if chosen.json:
        print(json.dumps(found))
        return
    for name in ("cold_seconds", "warm_seconds", "ratio"):
        print(f"{name:14} p50 {found[name]['p50']:.4f}  p95 {found[name]['p95']:.4f}  (n={found['n']})")
    print(f"prompt tokens {found['prompt_tokens']}")
    print(f"evaluated     {found['tokens_evaluated']}")


if __name__ == "__main__":
    main()
