"""Long sound is cut between sentences and nowhere else, and none of it is lost."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.engines.pieces import at_pauses
from agent.engines.sound import Samples, to_samples
from tests.engines.support import telephone

RATE = 8000


def speech(seconds: float) -> Samples:
    """Loud and never silent for long, like speech."""
    time = np.arange(int(seconds * RATE)) / RATE
    return np.asarray(
        0.3 * np.sin(2 * np.pi * 300 * time) * (1.2 + np.sin(2 * np.pi * 4 * time)), dtype=np.float32
    )


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE), dtype=np.float32)


def test_two_sentences_are_cut_in_the_middle_of_the_pause() -> None:
    first, second = at_pauses(np.concatenate([speech(2), silence(0.4), speech(3)]), RATE, 1.0, 8.0)
    assert abs(len(first) / RATE - 2.2) < 0.05
    assert abs(len(second) / RATE - 3.2) < 0.05


def test_a_comma_is_no_place_to_cut() -> None:
    assert len(at_pauses(np.concatenate([speech(2), silence(0.18), speech(2)]), RATE, 1.0, 8.0)) == 1


def test_a_single_word_stays_with_its_neighbour() -> None:
    pieces = at_pauses(
        np.concatenate([speech(0.5), silence(0.4), speech(3), silence(0.4), speech(0.4)]), RATE, 1.0, 8.0
    )
    assert all(len(piece) >= RATE for piece in pieces)


def test_a_speaker_without_pauses_is_cut_where_it_is_quietest() -> None:
    quiet = 0.02 * speech(0.14)
    one, other = at_pauses(np.concatenate([speech(5.5), quiet, speech(5)]), RATE, 1.0, 8.0)
    assert abs(len(one) / RATE - 5.57) < 0.1
    assert len(other) / RATE < 8


def test_pauses_over_noise_are_found() -> None:
    noise = np.random.default_rng(1).normal(0, 0.01, int(5.4 * RATE)).astype(np.float32)
    assert len(at_pauses(noise + np.concatenate([speech(2), silence(0.4), speech(3)]), RATE, 1.0, 8.0)) == 2


def test_the_options_of_a_menu_come_one_by_one() -> None:
    menu = to_samples(
        telephone("For reservations, press one. For opening hours, press two. For directions, press three.")
    )
    assert len(at_pauses(menu, RATE, 1.0, 8.0)) == 3


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.floats(0.01, 4)), max_size=6))
def test_no_sample_is_lost_or_heard_twice(parts: list[tuple[bool, float]]) -> None:
    sound = np.concatenate([silence(0), *((speech if loud else silence)(seconds) for loud, seconds in parts)])
    assert np.array_equal(np.concatenate(at_pauses(sound, RATE, 1.0, 8.0)), sound)
