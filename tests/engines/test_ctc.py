"""The CTC head: likelihoods over all alignments, and how often a sign was said."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from agent.engines.ctc import FILE, CtcHead, counted

BLANK = 2


def head() -> CtcHead:
    return CtcHead(np.eye(3, dtype=np.float32), np.zeros(3, np.float32))


def times(count: int, seed: int = 1) -> np.ndarray:
    encoded = np.random.default_rng(seed).normal(size=(2 * count, 3)).astype(np.float32)
    return head().log_probabilities(encoded)


def spelled(path: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(piece for piece, _ in itertools.groupby(path) if piece != BLANK)


@pytest.mark.parametrize("tokens", [(), (0,), (0, 1), (1, 1), (0, 0, 1), (1, 1, 1)])
def test_a_likelihood_is_the_sum_over_all_alignments(tokens: tuple[int, ...]) -> None:
    scores = times(5)
    ways = [path for path in itertools.product(range(3), repeat=5) if spelled(path) == tokens]
    summed = sum(np.exp(sum(scores[at, piece] for at, piece in enumerate(path))) for path in ways)
    assert head().likelihood(scores, tokens) == pytest.approx(np.log(summed))


def test_an_odd_position_is_counted_too() -> None:
    assert head().log_probabilities(np.zeros((5, 3), np.float32)).shape == (3, 3)


def test_the_likeliest_pieces_are_read_from_left_to_right() -> None:
    wanted = (0, 0, BLANK, 0, 1, 1, BLANK)
    encoded = np.repeat(np.eye(3, dtype=np.float32)[list(wanted)] * 9, 2, axis=0)
    scores = head().log_probabilities(encoded)
    assert head().greedy(scores) == [0, 0, 1]
    assert head().best(scores, [(0, 1), (0, 0, 1)], [-0.1, -0.1]) == 1
    assert head().best(scores, [(0, 1), (0, 0, 1)], [-0.1, -30.0]) == 0


def test_most_models_have_none(tmp_path: Path) -> None:
    assert CtcHead.of(tmp_path) is None
    np.savez(tmp_path / FILE, weight=np.eye(3, dtype=np.float16), bias=np.zeros(3, np.float16))
    assert CtcHead.of(tmp_path) is not None


@pytest.mark.parametrize(
    ("text", "by_head", "right"),
    [
        ("It's B, A, five, nine.", "It's B A five nine nine.", "It's B, A, five, nine nine."),
        ("It's K, K, K, A.", "It is K, K, A", "It's K, K, A."),
        ("five five five, oh one", "five five, oh one one", "five five, oh one one"),
        ("Nine.", "nine nine", "Nine nine."),
        ("Very, very good.", "very good", "Very, very good."),
        ("That's two.", "nothing alike", "That's two."),
        ("", "five", ""),
    ],
)
def test_a_sign_stands_as_often_as_the_head_has_it(text: str, by_head: str, right: str) -> None:
    assert counted(text, by_head) == right
