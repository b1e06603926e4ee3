"""The recogniser that is shipped, read back as training would go on from it."""

from __future__ import annotations

import numpy as np

from agent.engines.models import practice
from models.whisper.exported import variables, weights

FOLDER = practice("whisper")


def test_eight_bits_and_their_scale_come_back_as_they_were_stored() -> None:
    stored = variables(FOLDER / "model.bin")
    read = weights(FOLDER, rows=3000)["decoder.layers.1.fc1.weight"]
    kept = stored["decoder/layer_1/ffn/linear_0/weight"]
    scale = stored["decoder/layer_1/ffn/linear_0/weight_scale"]
    assert kept.dtype == np.int8
    assert np.array_equal(np.rint(read * scale[:, None]), kept)


def test_query_key_and_value_are_parted_and_the_key_has_no_bias() -> None:
    read = weights(FOLDER, rows=3000)
    stored = variables(FOLDER / "model.bin")
    for part, at in (("q", 0), ("k", 1), ("v", 2)):
        kept = stored["encoder/layer_0/self_attention/linear_0/weight"][384 * at : 384 * (at + 1)]
        assert np.array_equal(np.sign(read[f"encoder.layers.0.self_attn.{part}_proj.weight"]), np.sign(kept))
    assert read["decoder.layers.0.encoder_attn.v_proj.bias"].shape == (384,)
    assert not [name for name in read if name.endswith("k_proj.bias")]


def test_rows_that_the_vocabulary_does_not_fill_are_empty() -> None:
    embeddings = weights(FOLDER, rows=3000)["decoder.embed_tokens.weight"]
    assert embeddings.shape == (3000, 384)
    assert embeddings[:2700].any(axis=1).all()
    assert not embeddings[2710:].any()
