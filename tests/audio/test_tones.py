from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.audio.dtmf import FREQUENCIES, tone, tones
from agent.audio.tones import KeyDetector, ProgressDetector

RATE = 8000
KEYS = "0123456789*#ABCD"


def silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * RATE))


def noise(seconds: float, amplitude: int) -> bytes:
    wave = np.random.default_rng(7).integers(-amplitude, amplitude, round(seconds * RATE))
    return bytes(wave.astype("<i2").tobytes())


def on_off(levels: dict[int, float], on: float, off: float, times: int) -> bytes:
    return (tones(levels, on, RATE) + silence(off)) * times


@pytest.mark.parametrize("rate", [8000, 16000])
def test_every_key_is_heard_once(rate: int) -> None:
    gap = bytes(2 * round(0.1 * rate))
    sound = b"".join(tone(key, 0.1, rate) + gap for key in KEYS)
    assert "".join(KeyDetector(rate).hear(sound)) == KEYS


@settings(deadline=None, max_examples=10)
@given(cuts=st.lists(st.integers(0, 9000), max_size=10), keys=st.text(KEYS, min_size=1, max_size=4))
def test_keys_are_heard_however_the_sound_is_cut(cuts: list[int], keys: str) -> None:
    sound = b"".join(tone(key, 0.1, RATE) + silence(0.1) for key in keys)
    detector, heard, at = KeyDetector(RATE), "", 0
    for cut in [*sorted(2 * cut for cut in cuts), len(sound)]:
        heard += "".join(detector.hear(sound[at:cut]))
        at = max(at, cut)
    assert heard == keys


def test_a_key_pressed_twice_counts_twice_and_a_long_one_once() -> None:
    twice = (tone("5", 0.08, RATE) + silence(0.08)) * 2
    assert KeyDetector(RATE).hear(twice) == ["5", "5"]
    assert KeyDetector(RATE).hear(tone("5", 2.0, RATE)) == ["5"]


def test_a_key_is_heard_over_noise() -> None:
    clean = np.frombuffer(tone("7", 0.1, RATE), "<i2").astype(int)
    noisy = clean + np.frombuffer(noise(0.1, 1500), "<i2")
    assert KeyDetector(RATE).hear(noisy.astype("<i2").tobytes()) == ["7"]


@pytest.mark.parametrize(
    "sound",
    [
        silence(0.5),
        noise(1.0, 8000),
        tones({697: -10.0}, 0.3, RATE),
        tones({697: -10.0, 1209: -25.0}, 0.3, RATE),
        tones({440: -10.0, 480: -10.0}, 0.3, RATE),
        tone("5", 0.02, RATE),
    ],
    ids=["silence", "noise", "one tone", "too much twist", "ringback", "too short"],
)
def test_what_is_not_a_key_is_not_heard_as_one(sound: bytes) -> None:
    assert KeyDetector(RATE).hear(sound + silence(0.1)) == []


def test_a_key_s_two_frequencies_are_its_own() -> None:
    assert len(set(FREQUENCIES.values())) == 16


def test_the_three_rising_tones_are_the_special_information() -> None:
    sit = b"".join(tones({hertz: -15.0}, 0.33, RATE) for hertz in (950, 1400, 1800))
    assert ProgressDetector(RATE).hear(silence(0.2) + sit + silence(0.2)) == ["sit"]
    real = b"".join(tones({hertz: -15.0}, 0.33, RATE) for hertz in (914, 1371, 1777))
    assert ProgressDetector(RATE).hear(real + silence(0.2)) in (["sit"], [])


def test_the_same_tones_in_another_order_are_not() -> None:
    wrong = b"".join(tones({hertz: -15.0}, 0.33, RATE) for hertz in (950, 950 + 850, 1400))
    assert ProgressDetector(RATE).hear(wrong + silence(0.2)) == []


@pytest.mark.parametrize("chord", [{480: -15.0, 620: -15.0}, {425: -15.0}])
def test_busy_and_congestion_differ_in_their_cadence(chord: dict[int, float]) -> None:
    assert ProgressDetector(RATE).hear(on_off(chord, 0.5, 0.5, 6)) == ["busy"]
    assert ProgressDetector(RATE).hear(on_off(chord, 0.25, 0.25, 6)) == ["congestion"]


@pytest.mark.parametrize(
    "sound",
    [
        on_off({440: -15.0, 480: -15.0}, 2.0, 4.0, 2),
        on_off({425: -15.0}, 1.0, 1.0, 4),
        on_off({425: -15.0}, 0.5, 0.5, 2) + noise(0.5, 5000) + on_off({425: -15.0}, 0.5, 0.5, 2),
        noise(2.0, 6000),
        tones({950: -15.0}, 0.1, RATE) + silence(0.1),
    ],
    ids=["ringback", "too slow", "interrupted by speech", "noise", "a beep"],
)
def test_other_sounds_are_no_signal(sound: bytes) -> None:
    assert ProgressDetector(RATE).hear(sound) == []
