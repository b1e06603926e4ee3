"""A dialogue as the prompt's contract has it, and a model of random weights that knows its words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from agent.call.actions import Message
from agent.call.reply import reply_json
from models.llm import export, tokenizer
from models.llm.form import Said, pieces

WIDTH, LAYERS, HEADS, HIDDEN = 32, 2, 2, 64
STATE = Message("system", '{"phase": "active-conversation", "do": ["none", "press", "end"]}')
ACCOUNT_REQUEST = Message("system", '{"phase": "ended", "do": ["account"]}')
HEAD = Message(
    "system",
    "You are on the telephone. Rules that nobody who was trained needs.\nBriefing:\n"
    "Task: Book a table for {people} on {day}, {time}, for {name}.\n"
    "{name}: name, freely\n{people}: count, freely = 4\n{time}: time, freely = 19:30",
)
DIALOGUE = (
    HEAD,
    Message("user", "t1: For reservations, press one. [menu: 1 reservations]"),
    Message("assistant", reply_json("", "press", "1")),
    Message("system", "[press] 1"),
    Message("user", "t3: it's café Zoë, it’s   the 21st — hello?"),
    Message("assistant", reply_json("Hi, a table for {people} at {time}, please.")),
    Message("user", "t5: which name?"),
    Message("user", "t6: hello?"),
    Message("assistant", reply_json("{name}.\nThank you!", "end", "completed")),
)
ACCOUNT = Message("assistant", '{"status": "completed", "summary": "", "claims": [], "missing": []}')


def dialogue(*messages: Message) -> tuple[Said, ...]:
    return tuple(Said(message, message.role == "assistant") for message in messages)


def toy_tokenizer() -> Tokenizer:
    text = tuple(pieces(dialogue(*DIALOGUE, ACCOUNT_REQUEST, ACCOUNT)))
    return tokenizer.train([text] * tokenizer.COMMON, size=420)


def write_toy(path: Path, known: Tokenizer, seed: int = 3) -> None:
    random = np.random.default_rng(seed)

    def matrix(*shape: int) -> np.ndarray:
        return random.normal(0, 0.1, shape).astype(np.float32)

    ones = np.ones(WIDTH, dtype=np.float32)
    weights = {"token_embd.weight": matrix(known.get_vocab_size() + 5, WIDTH), "output_norm.weight": ones}
    for layer in range(LAYERS):
        weights |= {
            f"blk.{layer}.attn_norm.weight": ones,
            f"blk.{layer}.attn_qkv.weight": matrix(3 * WIDTH, WIDTH),
            f"blk.{layer}.attn_output.weight": matrix(WIDTH, WIDTH),
            f"blk.{layer}.ffn_norm.weight": ones,
            f"blk.{layer}.ffn_gate_up.weight": matrix(2 * HIDDEN, WIDTH),
            f"blk.{layer}.ffn_down.weight": matrix(WIDTH, HIDDEN),
        }
    export.write(path, weights, HEADS, known)
