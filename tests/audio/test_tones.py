from __future__ import annotations

import numpy as np
import pytest

from agent.audio.dtmf import tones
from agent.audio.tones import ProgressDetector

RATE = 8000


def silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * RATE))


def noise(seconds: float, amplitude: int) -> bytes:
    wave = np.random.default_rng(7).integers(-amplitude, amplitude, round(seconds * RATE))
    return bytes(wave.astype("<i2").tobytes())


def on_off(levels: dict[int, float], on: float, off: float, times: int) -> bytes:
    return (tones(levels, on, RATE) + silence(off)) * times


@pytest.mark.parametrize(
    ("pitches", "gap"),
    [
        ((950, 1400, 1800), 0.0),
        ((914, 1371, 1777), 0.0),
        ((985, 1429, 1777), 0.0),
        ((985, 1371, 1777), 0.03),
        ((930, 1385, 1790), 0.0),
    ],
    ids=["E.180", "North America", "its other set", "with gaps", "a little off"],
)
def test_the_three_rising_tones_are_the_special_information(pitches: tuple[int, ...], gap: float) -> None:
    sit = b"".join(tones({hertz: -15.0}, 0.33, RATE) + silence(gap) for hertz in pitches)
    assert ProgressDetector(RATE).hear(silence(0.2) + sit + silence(0.2)) == ["sit"]


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
