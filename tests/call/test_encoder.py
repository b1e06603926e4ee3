"""Words are read where they stand."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.call.encoder import ENDS, LONGEST, UNKNOWN, VOICE, pieces, states


def test_a_word_that_is_not_known_is_put_together_of_pieces() -> None:
    assert len(pieces("rebooker")) > 1
    assert UNKNOWN not in pieces("rebooker")


def test_what_is_of_no_letters_or_without_end_is_unknown() -> None:
    assert pieces("€") == pieces("a" * 50) == pieces("") == (UNKNOWN,)


def test_a_word_means_something_else_in_another_place() -> None:
    press, enquiries, one = pieces("press"), pieces("enquiries"), pieces("one")
    assert not np.allclose(states(VOICE, press + one)[1], states(VOICE, press + enquiries)[1])


def test_no_more_is_read_than_the_longest() -> None:
    assert len(states(VOICE, pieces("and") * 1_000)) == LONGEST


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), max_size=20))
def test_there_is_a_row_for_every_piece(words: list[str]) -> None:
    ids = tuple(piece for word in words for piece in pieces(word))
    hidden = states(VOICE, ids, (ENDS,))
    assert len(hidden) == len(ids) + 4
    assert np.isfinite(hidden).all()
