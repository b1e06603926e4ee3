"""Tokens and their text."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engines.tiny_models import LONG_TOKEN, write_gguf

pytest.importorskip("llama_cpp", reason="llama-cpp-python is not built yet: run scripts/setup")

import llama_cpp

from agent.engines.vocabulary import Vocabulary


@pytest.fixture(scope="module", params=[False, True], ids=["bytes", "pairs"])
def pairs(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(scope="module")
def vocabulary(pairs: bool, tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    path = tmp_path_factory.mktemp("gguf") / "tiny.gguf"
    write_gguf(path, pairs=pairs)
    return Vocabulary(llama_cpp.Llama(str(path), n_ctx=64, verbose=False))


def texts(vocabulary: Vocabulary, byte: bytes) -> set[bytes]:
    """Of what may come where only this byte may."""
    alone = [token for token in vocabulary.bytes_alone if vocabulary.piece(int(token)) == byte]
    return {vocabulary.piece(int(token)) for token in vocabulary.possible(np.array(alone, dtype=np.intp))}


def test_a_mark_has_no_text_unless_asked_for(vocabulary: Vocabulary) -> None:
    assert (vocabulary.piece(2), vocabulary.piece(2, marks=True)) == (b"", b"</s>")


def test_a_mark_is_found_in_what_is_said(vocabulary: Vocabulary) -> None:
    assert vocabulary.marks.sub("", "Hel</s>lo<s>?") == "Hello?"


def test_the_end_is_known(vocabulary: Vocabulary) -> None:
    assert [token for token in range(vocabulary.size) if vocabulary.ends(token)] == [2]


def test_each_byte_has_its_token(vocabulary: Vocabulary) -> None:
    assert {vocabulary.piece(int(token)) for token in vocabulary.bytes_alone} == {
        bytes([byte]) for byte in range(256)
    }


def test_where_no_byte_may_come_only_the_end_may(vocabulary: Vocabulary) -> None:
    assert list(vocabulary.possible(np.array([], dtype=np.intp))) == [2]


def test_where_one_byte_may_come_so_may_what_begins_with_it(vocabulary: Vocabulary, pairs: bool) -> None:
    assert texts(vocabulary, b"{") == ({b"{", b'{"', b""} if pairs else {b"{", b""})


def test_a_long_token_keeps_its_text(vocabulary: Vocabulary, pairs: bool) -> None:
    assert not pairs or vocabulary.piece(vocabulary.size - 1) == LONG_TOKEN.encode()
