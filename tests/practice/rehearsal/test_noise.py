"""Noise is like a recogniser's: little, repeatable, and rarely on numbers."""

from __future__ import annotations

import pytest

from agent.errors import ConfigError
from agent.practice.rehearsal.noise import noise, plain

SENTENCE = (
    "Good evening, the Maple House, this is Robert. I can offer you half past seven for a table of four."
)


def test_without_noise_what_is_said_is_heard() -> None:
    assert noise("none", 1)(SENTENCE) == SENTENCE


def test_the_same_seed_makes_the_same_mistakes() -> None:
    one, other = noise("light", 7), noise("light", 7)
    assert [one(SENTENCE) for _ in range(20)] == [other(SENTENCE) for _ in range(20)]


def test_light_noise_changes_some_words_and_leaves_most() -> None:
    light, said = noise("light", 3), plain(SENTENCE).split()
    heard = [plain(light(SENTENCE)).split() for _ in range(300)]
    kept = sum(sum(word in words for word in said) for words in heard) / (300 * len(said))
    assert 0.94 < kept < 0.995


def test_numbers_are_mostly_left_alone() -> None:
    light = noise("light", 4)
    assert sum("seven" in light(SENTENCE) for _ in range(300)) > 290


def test_real_noise_is_what_the_recogniser_hears_and_the_same_each_time() -> None:
    said = "You have a table on Tuesday at half past seven. What's your phone number?"
    heard = noise("real", 5)(said)
    assert heard == noise("real", 5)(said)
    assert len(set(plain(heard).split()) & set(plain(said).split())) > len(plain(said).split()) // 2


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ConfigError, match="there is no noise 'loud'"):
        noise("loud", 0)
