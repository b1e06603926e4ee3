from __future__ import annotations

import pytest

from agent.audio.progress import ToneHeard
from tests.audio.sounds import heard, lost, silence, tone

SIT = ToneHeard("sit")


def three(pitches: tuple[int, ...], seconds: tuple[float, ...] = (0.33,) * 3, gap: float = 0.0) -> bytes:
    sound = (tone(long, hertz) + silence(gap) for hertz, long in zip(pitches, seconds, strict=True))
    return silence(0.2) + b"".join(sound) + silence(0.2)


@pytest.mark.parametrize(
    ("pitches", "seconds", "gap"),
    [
        ((950, 1400, 1800), (0.33, 0.33, 0.33), 0.0),
        ((914, 1371, 1777), (0.276, 0.276, 0.38), 0.0),
        ((985, 1429, 1777), (0.38, 0.276, 0.38), 0.0),
        ((985, 1371, 1777), (0.276, 0.38, 0.38), 0.03),
        ((930, 1385, 1790), (0.28, 0.38, 0.43), 0.0),
    ],
    ids=["E.180", "North America", "its other set", "with gaps", "a little off"],
)
def test_the_three_rising_tones_are_the_special_information(
    pitches: tuple[int, ...], seconds: tuple[float, ...], gap: float
) -> None:
    assert heard(three(pitches, seconds, gap)) == [SIT]


def test_it_is_heard_though_packets_are_lost() -> None:
    assert heard(lost(three((950, 1400, 1800)), 0.3, 0.6, 0.9)) == [SIT]


def test_a_low_tone_before_it_does_not_hide_it() -> None:
    assert heard(tone(0.3, 1000) + three((950, 1400, 1800))[3200:]) == [SIT]


def test_it_is_told_each_time() -> None:
    assert heard(three((950, 1400, 1800)) * 2) == [SIT, SIT]


@pytest.mark.parametrize(
    "sound",
    [
        three((950, 1800, 1400)),
        three((950, 1400, 1800), gap=0.4),
        three((950, 1400, 1800), seconds=(0.33, 0.6, 0.33)),
        three((950, 1400, 950)),
    ],
    ids=["another order", "far apart", "one too long", "the last is another"],
)
def test_other_tones_are_not(sound: bytes) -> None:
    assert SIT not in heard(sound)
