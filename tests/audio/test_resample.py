from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.audio.dtmf import tones
from agent.audio.levels import level_dbov
from agent.audio.resample import Resampler, resample


def test_the_length_follows_the_rate() -> None:
    second = tones({440: -20.0}, 1.0, 22050)
    assert abs(len(resample(second, 22050, 8000)) // 2 - 8000) <= 1


def test_a_tone_that_fits_keeps_its_level() -> None:
    before = tones({1000: -20.0}, 1.0, 22050)
    assert level_dbov(resample(before, 22050, 8000)) == pytest.approx(level_dbov(before), abs=0.1)


def test_a_tone_that_the_lower_rate_cannot_carry_does_not_come_back_as_another() -> None:
    assert level_dbov(resample(tones({6000: -10.0}, 1.0, 22050), 22050, 8000)) < -60


def test_the_same_rate_changes_nothing() -> None:
    pcm = tones({440: -20.0}, 0.1, 8000)
    assert resample(pcm, 8000, 8000) == pcm


@settings(deadline=None, max_examples=30)
@given(cuts=st.lists(st.integers(0, 4410), max_size=8))
def test_a_stream_gives_the_same_however_it_is_cut(cuts: list[int]) -> None:
    pcm = tones({300: -20.0, 2500: -25.0}, 0.2, 22050)
    stream, joined, at = Resampler(22050, 8000), b"", 0
    for cut in sorted(cuts):
        joined += stream.feed(pcm[2 * at : 2 * cut])
        at = cut
    joined += stream.feed(pcm[2 * at :], last=True)
    whole = resample(pcm, 22050, 8000)
    one, other = (np.frombuffer(sound, "<i2").astype(int) for sound in (joined, whole))
    # soxr dithers what it rounds to 16 bits: the last bits differ.
    assert one.size == other.size
    assert np.abs(one - other).max() <= 2
