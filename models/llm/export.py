"""Writes the trained network as GGUF: one file with the weights, the vocabulary and the chat template."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gguf
import numpy as np
from tokenizers import Tokenizer

from models.llm.form import END, HEAD, PAD, SPECIAL, TEMPLATE
from models.llm.tokenizer import PRE_TOKENIZER

CONTEXT_TOKENS = 4096
NAME = "offhook practice"


def write(path: Path, weights: Mapping[str, np.ndarray], heads: int, tokenizer: Tokenizer) -> None:
    """``weights``: those of ``network.Llama``, by its names, as float32."""
    width = weights["token_embd.weight"].shape[1]
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("blk."))
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name(NAME)
    writer.add_description("For offhook's practice town only. Not for real calls.")
    writer.add_license("GPL-3.0-or-later")
    writer.add_context_length(CONTEXT_TOKENS)
    writer.add_embedding_length(width)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(weights["blk.0.ffn_down.weight"].shape[1])
    writer.add_head_count(heads)
    writer.add_head_count_kv(heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(10_000.0)
    writer.add_rope_dimension_count(width // heads)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    _vocabulary(writer, tokenizer, len(weights["token_embd.weight"]))
    for name, weight in _split(weights).items():
        # norms are vectors, and vectors stay exact
        writer.add_tensor(name, weight.astype(np.float32 if weight.ndim == 1 else np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _split(weights: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What the network computes in one go is several tensors in the file."""
    result: dict[str, np.ndarray] = {}
    for name, weight in weights.items():
        if name.endswith("attn_qkv.weight"):
            parts = zip(("attn_q", "attn_k", "attn_v"), np.split(weight, 3), strict=True)
            result |= {name.replace("attn_qkv", part): value for part, value in parts}
        elif name.endswith("ffn_gate_up.weight"):
            parts = zip(("ffn_gate", "ffn_up"), np.split(weight, 2), strict=True)
            result |= {name.replace("ffn_gate_up", part): value for part, value in parts}
        else:
            result[name] = weight
    return result


def _vocabulary(writer: gguf.GGUFWriter, tokenizer: Tokenizer, rows: int) -> None:
    """``rows``: of the embedding table; those beyond the vocabulary are never used."""
    described: dict[str, Any] = json.loads(tokenizer.to_str())
    known = tokenizer.get_vocab(with_added_tokens=True)
    texts = [f"<|unused{at}|>" for at in range(rows)]
    kinds = [gguf.TokenType.UNUSED] * rows
    for text, at in known.items():
        texts[at], kinds[at] = text, gguf.TokenType.NORMAL
    for added in described["added_tokens"]:
        control = added["content"] in SPECIAL
        kinds[added["id"]] = gguf.TokenType.CONTROL if control else gguf.TokenType.USER_DEFINED
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(PRE_TOKENIZER)
    writer.add_vocab_size(rows)
    writer.add_token_list(texts)
    writer.add_token_types(kinds)
    writer.add_token_merges([" ".join(pair) for pair in described["model"]["merges"]])
    writer.add_bos_token_id(known[HEAD])
    writer.add_eos_token_id(known[END])
    writer.add_pad_token_id(known[PAD])
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE.read_text("utf-8"))
