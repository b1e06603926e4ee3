"""What Whisper writes where nobody spoke is thrown away; what somebody said is kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from agent.engines.guards import (
    Decoded,
    compression_ratio,
    confidence,
    is_steady,
    longest_repeat,
    why_not_speech,
)
from agent.engines.sound import to_samples
from tests.engines.support import RATE, telephone

SURE = Decoded("For how many people?", 1.5, 7, -0.1, 0.01)


def test_a_sure_sentence_is_speech() -> None:
    assert why_not_speech(SURE) is None


@pytest.mark.parametrize(
    ("decoded", "guard"),
    [
        (replace(SURE, text=" . "), "empty"),
        (replace(SURE, average_log_probability=-1.2), "no speech"),
        (replace(SURE, average_log_probability=-0.7, no_speech_probability=0.8), "no speech"),
        (replace(SURE, tokens=60), "too many words"),
        (replace(SURE, text="thank you very much " * 30, seconds=60), "compresses too well"),
        (replace(SURE, text="I am going I am going I am going I am going"), "repeats itself"),
        (replace(SURE, text="Thanks for watching!"), "stock phrase"),
    ],
)
def test_each_guard_rejects_its_own_kind_of_nonsense(decoded: Decoded, guard: str) -> None:
    assert why_not_speech(decoded) == guard


def test_a_quiet_voice_with_a_sure_text_is_kept() -> None:
    assert why_not_speech(replace(SURE, no_speech_probability=0.9)) is None


def test_a_short_answer_is_unsure_of_its_word_and_kept_where_it_is_surely_speech() -> None:
    short = Decoded("That's right.", 1.2, 4, -1.3, 0.0001)
    assert why_not_speech(short) is None
    assert why_not_speech(replace(short, no_speech_probability=0.1)) == "no speech"
    assert why_not_speech(replace(short, average_log_probability=-1.6)) == "no speech"


def test_equal_digits_in_a_row_are_a_number_and_no_repetition() -> None:
    assert longest_repeat("my number is four four four four four") < 4
    assert longest_repeat("no no no no no") == 5


def test_normal_sentences_do_not_compress() -> None:
    assert compression_ratio("We have a table for four on Tuesday at half past seven.") < 1.5
    assert compression_ratio("") == 0


def test_confidence_is_the_mean_probability_of_a_token() -> None:
    assert confidence(replace(SURE, average_log_probability=0.0)) == 1
    assert confidence(replace(SURE, average_log_probability=-0.693)) == pytest.approx(0.5, abs=0.01)


def test_tones_and_noise_are_steady_and_speech_is_not() -> None:
    time = np.arange(2 * RATE) / RATE
    chord = sum(0.1 * np.sin(2 * np.pi * tone * time) for tone in (262, 330, 392))
    noise = np.random.default_rng(1).normal(0, 0.05, 2 * RATE)
    assert is_steady(np.asarray(chord, dtype=np.float32), RATE)
    assert is_steady(noise.astype(np.float32), RATE)
    assert is_steady(np.zeros(RATE, dtype=np.float32), RATE)
    assert not is_steady(to_samples(telephone("For how many people?")), RATE)
    noisy = to_samples(telephone("For how many people?"))
    loudness = float(np.sqrt(np.mean(np.square(noisy))))
    noisy = noisy + np.random.default_rng(2).normal(0, loudness * 10 ** (-8 / 20), len(noisy)).astype(
        np.float32
    )
    assert not is_steady(noisy, RATE)
