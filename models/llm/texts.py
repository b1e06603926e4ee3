"""The folder of one training: shards of dialogues as JSON lines, their vocabulary, checkpoint and model."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from agent.call.actions import Message
from models.llm import tokenizer
from models.llm.batches import Texts
from models.llm.form import Piece, Said, pieces

VOCABULARY_SAMPLE = 6000


@dataclass(frozen=True, slots=True)
class Folder:
    path: Path

    @property
    def tokenizer(self) -> Path:
        return self.path / "tokenizer.json"

    @property
    def checkpoint(self) -> Path:
        return self.path / "checkpoint.pt"

    @property
    def model(self) -> Path:
        return self.path / "model.gguf"

    @property
    def shards(self) -> list[Path]:
        return sorted(self.path.glob("texts-*.jsonl"))

    def shard(self, number: int) -> Path:
        return self.path / f"texts-{number:03d}.jsonl"

    def dialogues(self) -> Iterator[tuple[Said, ...]]:
        for shard in self.shards:
            with shard.open(encoding="utf-8") as lines:
                yield from map(dialogue, lines)

    def tokens(self, held_back: int) -> tuple[Texts, Texts]:
        """All dialogues as tokens: those to train on, and the first ``held_back``, which are not."""
        if not self.tokenizer.exists():
            sample = (tuple(pieces(one)) for one in islice(self.dialogues(), VOCABULARY_SAMPLE))
            tokenizer.train(sample).save(str(self.tokenizer))
        known = tokenizer.load(self.tokenizer)
        dialogues = self.dialogues()
        back = joined(known, (tuple(pieces(one)) for one in islice(dialogues, held_back)))
        return joined(known, (tuple(pieces(one)) for one in dialogues)), back


def dialogue(line: str) -> tuple[Said, ...]:
    """A line of what ``agent.practice.rehearsal.training`` writes."""
    return tuple(
        Said(Message(one["role"], one["content"]), bool(one["ours"])) for one in json.loads(line)["messages"]
    )


def joined(known: Tokenizer, texts: Iterable[tuple[Piece, ...]]) -> Texts:
    tokens: list[np.ndarray] = []
    learned: list[np.ndarray] = []
    for text in texts:
        ids, ours = tokenizer.encoded(known, text)
        tokens.append(np.array(ids, dtype=np.int16))
        learned.append(np.array(ours, dtype=bool))
    starts = np.concatenate(([0], np.cumsum([len(one) for one in tokens]))).astype(np.int64)
    return Texts(np.concatenate(tokens), np.concatenate(learned), starts)
