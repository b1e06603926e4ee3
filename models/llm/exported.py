"""A model that was written as GGUF as weights and vocabulary to go on from: what ``export`` wrote, read back.

Half precision rounds each weight by 1/2048 of itself at most.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gguf
import numpy as np
from tokenizers import AddedToken, Tokenizer, decoders, models

from models.llm.form import SPECIAL
from models.llm.tokenizer import cutting


def weights(path: Path) -> dict[str, np.ndarray]:
    """By the names of ``network.Llama``, float32; the matrices that it computes in one go joined again."""
    stored = {one.name: np.asarray(one.data, dtype=np.float32) for one in gguf.GGUFReader(path).tensors}
    joined: dict[str, np.ndarray] = {}
    for name, value in stored.items():
        if name.endswith("attn_q.weight"):
            parts = [stored[name.replace("attn_q", part)] for part in ("attn_q", "attn_k", "attn_v")]
            joined[name.replace("attn_q", "attn_qkv")] = np.concatenate(parts)
        elif name.endswith("ffn_gate.weight"):
            both = [value, stored[name.replace("ffn_gate", "ffn_up")]]
            joined[name.replace("ffn_gate", "ffn_gate_up")] = np.concatenate(both)
        elif not any(part in name for part in ("attn_k.", "attn_v.", "ffn_up.")):
            joined[name] = value
    return joined


def tokenizer(path: Path) -> Tokenizer:
    """The vocabulary, which encodes as the one did that was written."""
    fields = gguf.GGUFReader(path).fields
    texts: list[str] = fields["tokenizer.ggml.tokens"].contents()
    kinds: list[int] = fields["tokenizer.ggml.token_type"].contents()
    merges: Any = [tuple(merge.split(" ")) for merge in fields["tokenizer.ggml.merges"].contents()]
    whole = (gguf.TokenType.USER_DEFINED, gguf.TokenType.UNUSED)
    pieces = {text: at for at, (text, kind) in enumerate(zip(texts, kinds, strict=True)) if kind not in whole}
    known = Tokenizer(models.BPE(vocab=pieces, merges=merges))
    known.pre_tokenizer = cutting()
    known.decoder = decoders.ByteLevel()
    known.add_special_tokens(list(SPECIAL))
    added = [text for text, kind in zip(texts, kinds, strict=True) if kind == gguf.TokenType.USER_DEFINED]
    known.add_tokens([AddedToken(text, normalized=False) for text in added])
    return known
