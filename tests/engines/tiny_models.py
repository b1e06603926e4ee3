"""Models of a few kilobytes that have the form of real ones and none of their knowledge."""

from __future__ import annotations

import json
from pathlib import Path

import gguf
import numpy as np
import onnx
from onnx import TensorProto, helper
from tokenizers import pre_tokenizers

LETTERS = " ,.?!abcdefghijklmnopqrstuvwxyz'"
PIPER_RATE = 22_050
SAMPLES_PER_PHONEME = 800


_MERGES = ['{ "', '" :', "s a", "sa y"]
LONG_TOKEN = "abc" * 20
_PAIRS = [
    *sorted(pre_tokenizers.ByteLevel.alphabet()),
    *(merge.replace(" ", "") for merge in _MERGES),
    LONG_TOKEN,
]


def write_piper_voice(folder: Path, name: str = "tiny") -> None:
    """A voice that hums each letter for 800 samples at a pitch of its own; ``length_scale`` works."""
    constants = [
        helper.make_tensor("one", TensorProto.INT64, [1], [1]),
        helper.make_tensor("two", TensorProto.INT64, [1], [2]),
        helper.make_tensor("axis", TensorProto.INT64, [1], [2]),
        helper.make_tensor("samples", TensorProto.FLOAT, [1], [float(SAMPLES_PER_PHONEME)]),
        helper.make_tensor("start", TensorProto.FLOAT, [], [0.0]),
        helper.make_tensor("step", TensorProto.FLOAT, [], [1.0]),
        helper.make_tensor("none", TensorProto.INT64, [0], []),
        helper.make_tensor("pitch", TensorProto.FLOAT, [1], [0.004]),
        helper.make_tensor("shape", TensorProto.INT64, [3], [1, 1, -1]),
    ]
    nodes = [
        helper.make_node("Slice", ["scales", "one", "two"], ["length_scale"]),
        helper.make_node("Mul", ["length_scale", "samples"], ["count"]),
        helper.make_node("Reshape", ["count", "none"], ["limit"]),
        helper.make_node("Range", ["start", "limit", "step"], ["at"]),
        helper.make_node("Cast", ["input"], ["ids"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["ids", "axis"], ["column"]),
        helper.make_node("Mul", ["column", "pitch"], ["step_of_phase"]),
        helper.make_node("Mul", ["step_of_phase", "at"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["wave"]),
        helper.make_node("Reshape", ["wave", "shape"], ["output"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny-piper",
        [
            helper.make_tensor_value_info("input", TensorProto.INT64, [1, "n"]),
            helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
            helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        ],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, "t"])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(folder / f"{name}.onnx"))
    ids = {"^": [1], "$": [2], "_": [0]} | {letter: [3 + at] for at, letter in enumerate(LETTERS)}
    config = {
        "audio": {"sample_rate": PIPER_RATE},
        "espeak": {"voice": "en-us"},
        "phoneme_type": "text",
        "num_symbols": len(ids),
        "num_speakers": 1,
        "phoneme_id_map": ids,
        "inference": {"length_scale": 1.0, "noise_scale": 0.667, "noise_w": 0.8},
    }
    (folder / f"{name}.onnx.json").write_text(json.dumps(config))


def write_gguf(path: Path, width: int = 64, layers: int = 2, seed: int = 7, pairs: bool = False) -> None:
    """A Llama of random weights whose tokens are bytes: it writes nonsense at once, or a grammar's JSON.
    ``pairs``: with a vocabulary of byte pairs (as Qwen's), a few of them merged."""
    hidden, heads = 2 * width, width // 16
    tokens, kinds = (
        ["<unk>", "<s>", "</s>"],
        [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL],
    )
    tokens += _PAIRS if pairs else [f"<0x{byte:02X}>" for byte in range(256)]
    kinds += [gguf.TokenType.NORMAL if pairs else gguf.TokenType.BYTE] * (len(tokens) - len(kinds))
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_context_length(4096)
    writer.add_embedding_length(width)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(hidden)
    writer.add_head_count(heads)
    writer.add_head_count_kv(heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(width // heads)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("gpt2" if pairs else "llama")
    if pairs:
        writer.add_tokenizer_pre("gpt-2")
        writer.add_token_merges(_MERGES)
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    random = np.random.default_rng(seed)

    def tensor(name: str, *shape: int) -> None:
        writer.add_tensor(name, random.normal(0, 0.08, shape).astype(np.float32))

    def ones(name: str) -> None:
        writer.add_tensor(name, np.ones(width, dtype=np.float32))

    tensor("token_embd.weight", len(tokens), width)
    tensor("output.weight", len(tokens), width)
    ones("output_norm.weight")
    for layer in range(layers):
        ones(f"blk.{layer}.attn_norm.weight")
        ones(f"blk.{layer}.ffn_norm.weight")
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            tensor(f"blk.{layer}.{part}.weight", width, width)
        tensor(f"blk.{layer}.ffn_gate.weight", hidden, width)
        tensor(f"blk.{layer}.ffn_up.weight", hidden, width)
        tensor(f"blk.{layer}.ffn_down.weight", width, hidden)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
