"""Dialogues become batches: nothing is lost, and what is learned stays in its place."""

from __future__ import annotations

import numpy as np

from models.llm import batches
from models.llm.batches import Texts

PADDING = 0


def texts(*lengths: int) -> Texts:
    """Of each dialogue the second half is learned."""
    starts = np.concatenate(([0], np.cumsum(lengths)))
    tokens = np.concatenate([1 + np.arange(length) % 900 for length in lengths]).astype(np.int16)
    learned = np.concatenate([np.arange(length) >= length // 2 for length in lengths])
    return Texts(tokens, learned, starts)


def test_an_epoch_has_every_token_once() -> None:
    some = texts(*range(20, 420, 7))
    found = np.concatenate(
        [batch.tokens[batch.tokens != PADDING] for batch in batches.epoch(some, 1, PADDING)]
    )
    assert sorted(found.tolist()) == sorted(some.tokens.tolist())


def test_what_is_learned_is_the_token_after_its_place() -> None:
    some = texts(100, 300, 250, 40)
    learned = 0
    for batch in batches.epoch(some, 1, PADDING):
        there = batch.targets != batches.NONE
        flat = batch.tokens.reshape(-1)
        assert (flat[batch.places[there] + 1] == batch.targets[there]).all()
        learned += int(there.sum())
    assert learned == int(some.learned.sum())


def test_batches_have_few_shapes_and_are_of_one_size() -> None:
    some = texts(*range(20, 1400, 7))
    for batch in batches.epoch(some, 1, PADDING):
        rows, length = batch.tokens.shape
        assert length in batches.LENGTHS
        assert batches.TOKENS_A_BATCH - length < rows * length <= batches.TOKENS_A_BATCH


def test_the_same_seed_gives_the_same_order_and_another_another() -> None:
    some = texts(*range(20, 1400, 7))

    def order(seed: int) -> list[int]:
        return [int(batch.tokens.sum()) for batch in batches.epoch(some, seed, PADDING)]

    assert order(1) == order(1) != order(2)


def test_a_dialogue_longer_than_every_shape_is_left_out() -> None:
    some = texts(50, batches.LENGTHS[-1] + 1)
    assert sum(int((batch.tokens != PADDING).sum()) for batch in batches.epoch(some, 1, PADDING)) == 50
