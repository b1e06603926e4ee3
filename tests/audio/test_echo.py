"""Our own voice is taken out of what comes back, and nothing else is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from agent.audio.echo import EchoCanceller
from agent.audio.levels import SILENCE_DBOV, level_dbov

RATE = 8000
BLOCK = 160
Sound = npt.NDArray[np.float64]


def voice(seconds: float, seed: int) -> Sound:
    """Noise in the colour and with the syllables of speech."""
    dice = np.random.default_rng(seed)
    size = round(seconds * RATE)
    coloured = np.convolve(dice.standard_normal(size), np.exp(-np.arange(40) / 6), "same")
    syllables = 0.5 + 0.5 * np.sin(2 * np.pi * 4 * np.arange(size) / RATE + seed)
    return np.asarray(1500 * coloured * syllables)


def late(sound: Sound, milliseconds: int, decibels: float) -> Sound:
    samples = milliseconds * RATE // 1000
    return np.concatenate((np.zeros(samples), sound))[: len(sound)] * 10 ** (-decibels / 20)


def through(canceller: EchoCanceller, received: Sound, sent: Sound) -> Sound:
    pieces = [
        canceller.hear(
            received[at : at + BLOCK].astype("<i2").tobytes(), sent[at : at + BLOCK].astype("<i2").tobytes()
        )
        for at in range(0, len(received) - BLOCK + 1, BLOCK)
    ]
    return np.frombuffer(b"".join(pieces), "<i2").astype(np.float64)


def above_doubt(received: Sound, sent: Sound) -> list[float]:
    """How far what is left of each block, 20 ms, is above what may be ours, in dB."""
    canceller, found = EchoCanceller(RATE), []
    for at in range(0, len(received) - BLOCK + 1, BLOCK):
        left = canceller.hear(*(sound[at : at + BLOCK].astype("<i2").tobytes() for sound in (received, sent)))
        found.append(level_dbov(left) - canceller.doubt)
    return found


def decibels(sound: Sound) -> float:
    return float(10 * np.log10(np.mean(sound**2) + 1e-9))


@pytest.mark.parametrize(("milliseconds", "below"), [(20, 10), (100, 20), (200, 12)])
def test_an_echo_is_gone_after_two_seconds(milliseconds: int, below: float) -> None:
    ours = voice(4.0, 1)
    echo = late(ours, milliseconds, below)
    canceller = EchoCanceller(RATE)
    left = through(canceller, echo, ours)
    assert decibels(left[2 * RATE :]) < decibels(echo[2 * RATE :]) - 12


def test_the_far_party_s_voice_over_our_echo_stays() -> None:
    ours = voice(5.0, 1)
    theirs = np.concatenate((np.zeros(3 * RATE), voice(2.0, 2)))
    canceller = EchoCanceller(RATE)
    left = through(canceller, late(ours, 60, 15) + theirs, ours)
    assert decibels(left[3 * RATE :] - theirs[3 * RATE : len(left)]) < decibels(theirs[3 * RATE :]) - 15


def test_what_is_left_of_our_own_voice_is_within_the_doubt_from_its_first_second_on() -> None:
    ours = voice(3.0, 1)
    above = above_doubt(late(ours, 100, 14), ours)
    assert max(above[:50]) < 10
    assert np.quantile(above[50:], 0.95) < 10


def test_whoever_speaks_over_it_is_above_the_doubt_at_once() -> None:
    ours = voice(3.0, 1)
    theirs = np.concatenate((np.zeros(2 * RATE), voice(1.0, 2)))
    above = above_doubt(late(ours, 60, 20) + theirs, ours)
    assert max(above[100:105]) > 10


def test_without_an_echo_nothing_is_taken_away() -> None:
    ours, theirs = voice(3.0, 1), voice(3.0, 2)
    left = through(EchoCanceller(RATE), theirs, ours)
    assert decibels(left - theirs[: len(left)]) < decibels(theirs) - 10


def test_while_we_are_silent_what_comes_in_is_not_touched() -> None:
    canceller = EchoCanceller(RATE)
    theirs = np.round(voice(1.0, 2))
    assert np.array_equal(through(canceller, theirs, np.zeros(RATE)), theirs)
    assert canceller.doubt == SILENCE_DBOV


def test_our_sound_may_come_back_after_we_have_fallen_silent() -> None:
    ours = np.concatenate((voice(3.0, 1), np.zeros(RATE // 2)))
    echo = late(ours, 200, 12)
    tail = slice(3 * RATE, 3 * RATE + 1600)
    assert decibels(through(EchoCanceller(RATE), echo, ours)[tail]) < decibels(echo[tail]) - 10


def test_silence_comes_out_as_silence() -> None:
    canceller = EchoCanceller(RATE)
    assert not through(canceller, np.zeros(BLOCK), voice(0.02, 1)).any()


def test_a_piece_of_another_length_passes() -> None:
    canceller = EchoCanceller(RATE)
    assert canceller.hear(b"\1\0" * 80, b"\1\0" * 80) == b"\1\0" * 80
    assert canceller.hear(b"\1\0" * BLOCK, b"\1\0" * 80) == b"\1\0" * BLOCK
