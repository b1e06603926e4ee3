"""What a turn's prompt costs when its beginning is still in the key-value cache, and when it is not.

    scripts/bench prefill [model.gguf] [--size 0.5B] [--turns 8] [--after 4] [--json]

One call is played from its head on, as ``CallSession`` orders it: the head is prefilled while the phone
rings, the transcript after each turn of ours, and a question is a prompt that only grew. Warm: the time
from such a question until the model has written a token of its own, behind the ``{"say": "`` that every reply
begins with. Cold: the same right after it, with an empty cache. Processor seconds are given, too: on a
machine with other work they tell more. Without a model: random weights of ``--size``.

The parts of the warm time: ``prompt`` (template, tokens), ``evaluation`` (the new tokens in the model),
``choice`` (sampling under the grammar) and ``rest`` (the grammar, the cache's bookkeeping).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # as in the engine host
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
from agent.engines.sampling import Sampler

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


class Parts:
    """Where the time of a reply goes."""

    def __init__(self, engine: LlamaEngine) -> None:
        self.seconds: Counter[str] = Counter()
        for owner, name, part in (
            (engine, "_tokens", "prompt"),
            (engine, "_prefill", "evaluation"),
            (Sampler, "next", "choice"),
        ):
            setattr(owner, name, self._watched(getattr(owner, name), part))

    def _watched(self, work: Any, part: str) -> Any:
        def watched(*args: Any, **more: Any) -> Any:
            begun = time.perf_counter()
            try:
                return work(*args, **more)
            finally:
                self.seconds[part] += time.perf_counter() - begun

        return watched


class Cost(NamedTuple):
    seconds: float
    processor_seconds: float
    """Of all threads."""
    tokens: int
    """Of the prompt, computed."""


def cost(engine: LlamaEngine, asked: ChatRequest) -> Cost:
    """Until the model has written one token: the limit, in which a reply's fixed beginning is not counted."""
    tokens, begun, busy = engine.evaluated, time.perf_counter(), time.process_time()
    list(engine.reply(asked, threading.Event()))
    return Cost(time.perf_counter() - begun, time.process_time() - busy, engine.evaluated - tokens)


def forget(engine: LlamaEngine) -> None:
    """Empty the cache: what a prompt costs that shares nothing with the one before."""
    engine._llama.n_tokens = 0
    engine._aside.clear()


def measure(engine: LlamaEngine, count: int, after: int) -> dict[str, Any]:
    book = FactBook.of(BRIEFING)
    actions = RULES[Phase.ACTIVE_CONVERSATION].actions
    top, schema, stop = head(BRIEFING, book), reply_schema(actions), threading.Event()
    talk = list(turns(book, after + count))
    said = [message for turn in talk[:after] for message in turn]
    warm: list[Cost] = []
    cold: list[Cost] = []
    shares: list[dict[str, float]] = []
    parts = Parts(engine)
    # the grammar of the schema is made once, before the call
    cost(engine, request([Message("user", "Hello?")], schema))
    engine.warm(request([*top, *said]), stop)
    for far, ours in talk[after:]:
        said.append(far)
        asked = request(prompt(top, said, Phase.ACTIVE_CONVERSATION, actions), schema)
        parts.seconds.clear()
        warm.append(cost(engine, asked))
        shares.append({**parts.seconds, "rest": warm[-1].seconds - parts.seconds.total()})
        forget(engine)
        cold.append(cost(engine, asked))
        said.append(ours)
        engine.warm(request([*top, *said]), stop)
    both = list(zip(warm, cold, strict=True))
    return {
        "model": engine.name,
        "n": count,
        "load_average": round(os.getloadavg()[0], 1),
        "cold_seconds": spread([one.seconds for one in cold]),
        "warm_seconds": spread([one.seconds for one in warm]),
        "ratio": spread([one.seconds / other.seconds for one, other in both]),
        "processor_ratio": spread([one.processor_seconds / other.processor_seconds for one, other in both]),
        "warm_parts": {part: spread([one[part] for one in shares]) for part in shares[0]},
        "prompt_tokens": [one.tokens for one in cold],
        "tokens_evaluated": [one.tokens for one in warm],
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
    asking.add_argument("--turns", type=int, default=8, help="that are measured")
    asking.add_argument("--after", type=int, default=4, help="so many before them")
    asking.add_argument("--threads", type=int, default=2)
    asking.add_argument("--json", action="store_true")
    chosen = asking.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        model = chosen.model or Path(folder) / f"random-{chosen.size}.gguf"
        if chosen.model is None:
            write_gguf(model, chosen.size)
        found = measure(LlamaEngine(model, threads=chosen.threads), chosen.turns, chosen.after)
    if chosen.json:
        print(json.dumps(found))
        return
    for name in ("cold_seconds", "warm_seconds", "ratio", "processor_ratio"):
        print(f"{name:15} p50 {found[name]['p50']:.4f}  p95 {found[name]['p95']:.4f}  (n={found['n']})")
    for part, took in found["warm_parts"].items():
        print(f"  {part:13} p50 {took['p50']:.4f}  p95 {took['p95']:.4f}")
    print(f"load average    {found['load_average']}")
    print(f"prompt tokens   {found['prompt_tokens']}")
    print(f"evaluated       {found['tokens_evaluated']}")


if __name__ == "__main__":
    main()
