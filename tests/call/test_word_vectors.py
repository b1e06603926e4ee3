"""Words that are used alike have vectors alike."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from agent.call.word_vectors import DIMENSIONS, meaning, word_vector


def test_words_for_the_same_are_more_alike_than_others() -> None:
    luggage, baggage, dentist = (meaning([word]) for word in ("luggage", "baggage", "dentist"))
    assert luggage @ baggage > luggage @ dentist


def test_a_word_that_is_not_known_is_put_together_of_pieces() -> None:
    assert word_vector("rebooker").any()


def test_what_is_of_no_letters_says_nothing() -> None:
    assert not word_vector("€").any()
    assert not word_vector("a" * 50).any()
    assert not meaning([]).any()
    assert not meaning(["€"]).any()


@given(st.lists(st.text(max_size=12)))
def test_a_meaning_is_of_length_one_or_none(words: list[str]) -> None:
    found = meaning(words)
    assert found.shape == (DIMENSIONS,)
    assert np.isclose(np.linalg.norm(found), 1.0, atol=1e-4) or not found.any()
