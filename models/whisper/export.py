"""A checkpoint as a CTranslate2 Whisper model (int8), which faster-whisper loads unchanged.

``python -m models.whisper.export --into FOLDER`` exports what training has reached;
``--install`` makes it the practice recogniser of this repository.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from ctranslate2.specs import whisper_spec
from tokenizers import Tokenizer

from agent.engines import ctc
from models.whisper import tokens, voices
from models.whisper.install import install
from models.whisper.network import DECODER_LAYERS, ENCODER_LAYERS, HEADS, MELS

State = dict[str, torch.Tensor]


def export(state: State, tokenizer: Tokenizer, folder: Path, quantization: str = "int8") -> None:
    """Write model.bin, config.json, the vocabulary, the tokenizer, the feature settings and the CTC head to
    ``folder``."""
    # a copy: CTranslate2 scales the arrays that it is given in place
    state = {name: value.detach().float().cpu().clone() for name, value in state.items()}
    spec = whisper_spec.WhisperSpec(ENCODER_LAYERS, HEADS, DECODER_LAYERS, HEADS)
    _encoder(spec.encoder, state)
    size = tokenizer.get_vocab_size()
    _decoder(spec.decoder, state, size)
    spec.register_vocabulary([tokenizer.id_to_token(number) for number in range(size)])
    _settings(spec.config, tokenizer)
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    tokenizer.save(str(folder / "tokenizer.json"))
    features = {
        "feature_size": MELS,
        "sampling_rate": 16000,
        "hop_length": 160,
        "n_fft": 400,
        "chunk_length": 30,
    }
    (folder / "preprocessor_config.json").write_text(json.dumps(features))
    weight, bias = (state[f"ctc.{part}"].numpy().astype(np.float16) for part in ("weight", "bias"))
    np.savez(folder / ctc.FILE, weight=weight.reshape(len(bias), -1), bias=bias)


def _encoder(spec: Any, state: State) -> None:
    for name in ("conv1", "conv2"):
        _linear(getattr(spec, name), state, f"encoder.{name}")
    spec.position_encodings.encodings = state["encoder.embed_positions.weight"].numpy()
    _norm(spec.layer_norm, state, "encoder.layer_norm")
    for number, layer in enumerate(spec.layer):
        _layer(layer, state, f"encoder.layers.{number}", decodes=False)


def _decoder(spec: Any, state: State, size: int) -> None:
    spec.embeddings.weight = state["decoder.embed_tokens.weight"].numpy()[:size]
    spec.projection.weight = spec.embeddings.weight
    spec.position_encodings.encodings = state["decoder.embed_positions.weight"].numpy()
    spec.scale_embeddings = False
    _norm(spec.layer_norm, state, "decoder.layer_norm")
    for number, layer in enumerate(spec.layer):
        _layer(layer, state, f"decoder.layers.{number}", decodes=True)


def _layer(spec: Any, state: State, name: str, decodes: bool) -> None:
    _norm(spec.self_attention.layer_norm, state, f"{name}.self_attn_layer_norm")
    _attention(spec.self_attention, state, f"{name}.self_attn", to_itself=True)
    if decodes:
        _norm(spec.attention.layer_norm, state, f"{name}.encoder_attn_layer_norm")
        _attention(spec.attention, state, f"{name}.encoder_attn", to_itself=False)
    _norm(spec.ffn.layer_norm, state, f"{name}.final_layer_norm")
    _linear(spec.ffn.linear_0, state, f"{name}.fc1")
    _linear(spec.ffn.linear_1, state, f"{name}.fc2")


def _attention(spec: Any, state: State, name: str, to_itself: bool) -> None:
    """CTranslate2 keeps query, key and value in one matrix, or key and value where the query is another's."""
    query, key, value = (state[f"{name}.{letter}_proj.weight"].numpy() for letter in "qkv")
    query_bias, value_bias = (state[f"{name}.{letter}_proj.bias"].numpy() for letter in "qv")
    key_bias = np.zeros_like(query_bias)
    if to_itself:
        spec.linear[0].weight = np.concatenate([query, key, value])
        spec.linear[0].bias = np.concatenate([query_bias, key_bias, value_bias])
    else:
        spec.linear[0].weight, spec.linear[0].bias = query, query_bias
        spec.linear[1].weight = np.concatenate([key, value])
        spec.linear[1].bias = np.concatenate([key_bias, value_bias])
    _linear(spec.linear[-1], state, f"{name}.out_proj")


def _linear(spec: Any, state: State, name: str) -> None:
    spec.weight, spec.bias = state[f"{name}.weight"].numpy(), state[f"{name}.bias"].numpy()


def _norm(spec: Any, state: State, name: str) -> None:
    spec.gamma, spec.beta = state[f"{name}.weight"].numpy(), state[f"{name}.bias"].numpy()


def _settings(config: Any, tokenizer: Tokenizer) -> None:
    def ids(*names: str) -> list[int]:
        return [tokens.number(tokenizer, name) for name in names]

    config.suppress_ids = ids(
        "startoftranscript", "en", "translate", "transcribe", "startoflm", "startofprev"
    )
    config.suppress_ids_begin = ids("endoftext")
    config.lang_ids = ids("en")
    config.alignment_heads = [(DECODER_LAYERS - 1, head) for head in range(HEADS)]


def main() -> None:
    parser = argparse.ArgumentParser(description="Export the checkpoint.")
    parser.add_argument("--work", type=Path, default=voices.work_folder())
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--install", action="store_true")
    options = parser.parse_args()
    state = torch.load(options.work / "checkpoint.pt", map_location="cpu", weights_only=True)["network"]
    export(state, Tokenizer.from_file(str(options.work / "tokenizer.json")), options.into)
    print({path.name: path.stat().st_size for path in sorted(options.into.iterdir())})
    if options.install:
        install(options.into)


if __name__ == "__main__":
    main()
