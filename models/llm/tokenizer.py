"""The model's own vocabulary: byte-level BPE over the training texts, and whole pieces for what returns.

Before merging, text is cut by Qwen2's pattern (each digit by itself), which llama.cpp knows by the name
``qwen2``. The frame of a reply and the common references are one token each: a reply is short, and cheap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from models.llm.form import SPECIAL, Piece

PRE_TOKENIZER = "qwen2"
PATTERN = (
    r"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
VOCABULARY = 2048
REFERENCE = re.compile(r"\{[a-z][a-z0-9_.]*(?::[a-z]+)?\}")
COMMON = 100
"""A reference that comes this often in the sample is one token."""
MOST_REFERENCES = 160
FRAME = (
    '{"say": "',
    '", "do": "none", "arg": ""}',
    '", "do": "wait", "arg": ""}',
    '", "do": "leave_message", "arg": ""}',
    '", "do": "press", "arg": "',
    '", "do": "ask_owner", "arg": "',
    '", "do": "hand_off", "arg": "',
    '", "do": "end", "arg": "',
    '", "options": ["',
    '", "why": "',
    '"}',
    '"]}',
    '", "',
    '{"status": "',
    '", "summary": "',
    '", "claims": [',
    '{"name": "',
    '", "value": "',
    '", "turns": ["',
    '], "missing": [',
)


def train(texts: Iterable[tuple[Piece, ...]], size: int = VOCABULARY) -> Tokenizer:
    """``texts``: a sample of dialogues; the same sample gives the same vocabulary."""
    sample = ["".join(piece.text for piece in text) for text in texts]
    whole = (*FRAME, *_references(sample))
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = cutting()
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size - len(whole),
        min_frequency=20,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        special_tokens=list(SPECIAL),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_between(sample, (*SPECIAL, *whole)), trainer)
    tokenizer.add_tokens([AddedToken(text, normalized=False) for text in whole])
    return tokenizer


def cutting() -> pre_tokenizers.PreTokenizer:
    """Where text is cut before anything is merged."""
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )


def load(path: Path) -> Tokenizer:
    return Tokenizer.from_file(str(path))


def number(tokenizer: Tokenizer, text: str) -> int:
    """The id of a token. Raises ValueError: there is none."""
    found = tokenizer.token_to_id(text)
    if found is None:
        raise ValueError(f"{text} is no token")
    return found


def encoded(tokenizer: Tokenizer, text: Iterable[Piece]) -> tuple[list[int], list[bool]]:
    """Token ids of a dialogue, and for each whether it is learned."""
    tokens: list[int] = []
    learned: list[bool] = []
    for piece in text:
        ids = tokenizer.encode(piece.text).ids
        tokens += ids
        learned += [piece.learned] * len(ids)
    return tokens, learned


def _references(sample: list[str]) -> list[str]:
    found = Counter(reference for text in sample for reference in REFERENCE.findall(text))
    return sorted(text for text, count in found.most_common(MOST_REFERENCES) if count >= COMMON)


def _between(sample: list[str], whole: tuple[str, ...]) -> Iterator[str]:
    """The texts without what is a token anyway, so that no merge is spent on it."""
    border = re.compile("|".join(re.escape(text) for text in sorted(whole, key=len, reverse=True)))
    for text in sample:
        yield from filter(None, border.split(text))
