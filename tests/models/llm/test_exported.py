"""A model read back from its GGUF: training can go on from it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.llm import export, exported
from models.llm.form import pieces
from models.llm.tokenizer import encoded
from tests.models.llm.toy import ACCOUNT, DIALOGUE, HEADS, dialogue, toy_tokenizer, write_toy


def test_what_is_read_back_and_written_again_is_the_same_file(tmp_path: Path) -> None:
    first, second = tmp_path / "first.gguf", tmp_path / "second.gguf"
    write_toy(first, toy_tokenizer())
    export.write(second, exported.weights(first), HEADS, exported.tokenizer(first))
    assert first.read_bytes() == second.read_bytes()


def test_the_vocabulary_encodes_as_it_did(tmp_path: Path) -> None:
    known = toy_tokenizer()
    write_toy(tmp_path / "toy.gguf", known)
    text = tuple(pieces(dialogue(*DIALOGUE, ACCOUNT)))
    assert encoded(exported.tokenizer(tmp_path / "toy.gguf"), text) == encoded(known, text)


@pytest.mark.parametrize("part", ["attn_qkv", "ffn_gate_up"])
def test_what_is_computed_in_one_go_is_joined_again(part: str, tmp_path: Path) -> None:
    write_toy(tmp_path / "toy.gguf", toy_tokenizer())
    matrix = exported.weights(tmp_path / "toy.gguf")[f"blk.1.{part}.weight"]
    assert matrix.shape in ((96, 32), (128, 32))
    assert matrix.dtype == np.float32
