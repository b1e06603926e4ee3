"""Models of production size and random weights: their arithmetic is real, what they say is nonsense.

Where there is no model hub they tell how fast a real model of that size would be. Shapes and weight formats
are those of the published files (Qwen2.5 Instruct in q4_k_m: rows that are no multiple of 256 are stored as
Q5_0 and Q8_0 there too; Whisper base.en in int8). The recogniser ends after ``TRANSCRIPT_TOKENS`` tokens, as
a turn on the telephone does: a random one would write on to its limit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ctranslate2
import gguf
import numpy as np
from ctranslate2.specs import whisper_spec
from gguf import GGMLQuantizationType as Quantization
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

TRANSCRIPT_TOKENS = 14
_ROOT = Path(__file__).resolve().parents[2]
_BLOCKS: dict[Quantization, tuple[int, int, tuple[tuple[int, float], ...]]] = {
    # weights in a block, its bytes, and where the half-precision factors stand
    Quantization.Q5_0: (32, 22, ((0, 0.003),)),
    Quantization.Q8_0: (32, 34, ((0, 0.0003),)),
    Quantization.Q4_K: (256, 144, ((0, 0.00015), (2, 0.001))),
    Quantization.Q6_K: (256, 210, ((208, 0.00005),)),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """Of a Qwen2 model; ``vocabulary`` is padded with words that no prompt is made of."""

    width: int
    layers: int
    heads: int
    kv_heads: int
    hidden: int
    weights: Quantization
    embeddings: Quantization
    vocabulary: int = 151_936


SIZES = {
    "0.5B": Shape(896, 24, 14, 2, 4864, Quantization.Q5_0, Quantization.Q8_0),
    "1.5B": Shape(1536, 28, 12, 2, 8960, Quantization.Q4_K, Quantization.Q6_K),
}


def write_gguf(path: Path, size: str, seed: int = 7) -> None:
    """A Qwen2 of ``size`` with random weights, in about the bytes of the published file."""
    shape, random = SIZES[size], np.random.default_rng(seed)
    writer = gguf.GGUFWriter(str(path), "qwen2")
    writer.add_context_length(4096)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(1e6)
    _vocabulary(writer, shape.vocabulary)

    def matrix(name: str, rows: int, columns: int, kind: Quantization) -> None:
        writer.add_tensor(f"{name}.weight", _blocks(random, rows, columns, kind), raw_dtype=kind)

    def vector(name: str, length: int, value: float) -> None:
        writer.add_tensor(name, np.full(length, value, dtype=np.float32))

    matrix("token_embd", shape.vocabulary, shape.width, shape.embeddings)
    vector("output_norm.weight", shape.width, 1.0)
    kv = shape.width // shape.heads * shape.kv_heads
    for layer in range(shape.layers):
        for name, rows in (("attn_q", shape.width), ("attn_k", kv), ("attn_v", kv)):
            matrix(f"blk.{layer}.{name}", rows, shape.width, shape.weights)
            vector(f"blk.{layer}.{name}.bias", rows, 0.0)
        matrix(f"blk.{layer}.attn_output", shape.width, shape.width, shape.weights)
        matrix(f"blk.{layer}.ffn_gate", shape.hidden, shape.width, shape.weights)
        matrix(f"blk.{layer}.ffn_up", shape.hidden, shape.width, shape.weights)
        matrix(f"blk.{layer}.ffn_down", shape.width, shape.hidden, shape.weights)
        vector(f"blk.{layer}.attn_norm.weight", shape.width, 1.0)
        vector(f"blk.{layer}.ffn_norm.weight", shape.width, 1.0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _blocks(
    random: np.random.Generator, rows: int, columns: int, kind: Quantization
) -> np.ndarray[Any, np.dtype[np.uint8]]:
    weights, size, factors = _BLOCKS[kind]
    blocks = random.integers(0, 256, (rows * columns // weights, size), dtype=np.uint8)
    for at, factor in factors:
        blocks[:, at : at + 2] = np.frombuffer(np.float16(factor).tobytes(), dtype=np.uint8)
    return blocks.reshape(rows, -1)


def _words() -> Tokenizer:
    """Byte pairs learned from offhook's own pages: about as many tokens a word as a real vocabulary."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    pages = [
        path.read_text("utf-8") for path in sorted((*_ROOT.glob("docs/*.md"), *_ROOT.glob("agent/**/*.py")))
    ]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(
        pages, trainers.BpeTrainer(vocab_size=12_000, initial_alphabet=alphabet, show_progress=False)
    )
    return tokenizer


def _vocabulary(writer: gguf.GGUFWriter, size: int) -> None:
    model = json.loads(_words().to_str())["model"]
    tokens = sorted(model["vocab"], key=model["vocab"].__getitem__)
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    # words, as in a real vocabulary: every mark ("<|...|>") is looked for in each prompt, and there are few
    fill = [f"\u0120Z{number:04x}" for number in range(size - len(tokens) - len(special))]
    normal, control = gguf.TokenType.NORMAL, gguf.TokenType.CONTROL
    kinds = [normal] * len(tokens) + [control] * len(special) + [normal] * len(fill)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list([*tokens, *special, *fill])
    writer.add_token_types(kinds)
    writer.add_token_merges([" ".join(merge) for merge in model["merges"]])
    writer.add_bos_token_id(len(tokens))
    writer.add_eos_token_id(len(tokens) + 2)


def write_whisper_base(folder: Path, seed: int = 7) -> None:
    """Whisper base.en's shape (6 + 6 layers, 512 wide, 51,864 tokens) in CTranslate2 form, int8."""
    random, width = np.random.default_rng(seed), 512
    tokenizer = _whisper_tokenizer()
    end = tokenizer.token_to_id("<|endoftext|>")
    spec = whisper_spec.WhisperSpec(6, 8, 6, 8)
    _fill(spec, random, width, tokenizer.get_vocab_size())
    positions = spec.decoder.position_encodings.encodings
    # From there on the position says "end", louder than anything else.
    positions[3 + TRANSCRIPT_TOKENS :] = 50.0 * spec.decoder.embeddings.weight[end]
    spec.register_vocabulary([tokenizer.id_to_token(at) for at in range(tokenizer.get_vocab_size())])
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [end]
    spec.config.lang_ids = [tokenizer.token_to_id("<|en|>")]
    spec.config.alignment_heads = [(1, 0)]
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    tokenizer.save(str(folder / "tokenizer.json"))
    features = {
        "feature_size": 80,
        "sampling_rate": 16_000,
        "hop_length": 160,
        "n_fft": 400,
        "chunk_length": 30,
    }
    (folder / "preprocessor_config.json").write_text(json.dumps(features))
    assert ctranslate2.contains_model(str(folder))


def _whisper_tokenizer(size: int = 51_864) -> Tokenizer:
    special = ["<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|translate|>", "<|transcribe|>"]
    special += ["<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"]
    special += [f"<|{step * 0.02:.2f}|>" for step in range(1501)]
    tokenizer = _words()
    fill = size - len(special) - tokenizer.get_vocab_size()
    tokenizer.add_tokens([f"\ue000{number}" for number in range(fill)])
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in special])
    return tokenizer


def _fill(spec: whisper_spec.WhisperSpec, random: np.random.Generator, width: int, vocabulary: int) -> None:
    def weights(*shape: int) -> np.ndarray[Any, np.dtype[np.float32]]:
        return random.normal(0, 0.02, shape).astype(np.float32)

    def linear(layer: Any, rows: int, columns: int) -> None:
        layer.weight, layer.bias = weights(rows, columns), np.zeros(rows, np.float32)

    def norm(layer: Any) -> None:
        layer.gamma, layer.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    def attention(layer: Any, *rows: int) -> None:
        for part, count in zip(layer.linear, (*rows, width), strict=True):
            linear(part, count, width)
        norm(layer.layer_norm)

    def feed_forward(layer: Any) -> None:
        linear(layer.linear_0, 4 * width, width)
        linear(layer.linear_1, width, 4 * width)
        norm(layer.layer_norm)

    encoder, decoder = spec.encoder, spec.decoder
    encoder.conv1.weight, encoder.conv1.bias = weights(width, 80, 3), np.zeros(width, np.float32)
    encoder.conv2.weight, encoder.conv2.bias = weights(width, width, 3), np.zeros(width, np.float32)
    encoder.position_encodings.encodings = weights(1500, width)
    decoder.embeddings.weight = weights(vocabulary, width)
    decoder.projection.weight = decoder.embeddings.weight
    decoder.position_encodings.encodings = weights(448, width)
    decoder.scale_embeddings = False
    norm(encoder.layer_norm)
    norm(decoder.layer_norm)
    for layer in encoder.layer:
        attention(layer.self_attention, 3 * width)
        feed_forward(layer.ffn)
    for layer in decoder.layer:
        attention(layer.self_attention, 3 * width)
        attention(layer.attention, width, 2 * width)
        feed_forward(layer.ffn)
