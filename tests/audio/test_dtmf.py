from __future__ import annotations

import numpy as np
import pytest

from agent.audio.dtmf import FREQUENCIES, tone
from agent.audio.levels import level_dbov


@pytest.mark.parametrize("rate", [8000, 16000])
@pytest.mark.parametrize("key", list("0123456789*#ABCD"))
def test_a_key_is_the_two_tones_of_its_row_and_column_and_nothing_else(key: str, rate: int) -> None:
    wave = np.frombuffer(tone(key, 0.5, rate), "<i2").astype(float)
    spectrum = np.abs(np.fft.rfft(wave * np.hanning(wave.size))) ** 2
    hertz = np.fft.rfftfreq(wave.size, 1 / rate)
    near = np.zeros(hertz.size, dtype=bool)
    for wanted in FREQUENCIES[key]:
        band = np.abs(hertz - wanted) < 15
        assert hertz[band][spectrum[band].argmax()] == pytest.approx(wanted, abs=2)
        near |= band
    assert spectrum[near].sum() > 0.99 * spectrum.sum()


def test_the_rows_and_columns_are_those_of_the_keypad() -> None:
    assert FREQUENCIES["1"] == (697, 1209)
    assert FREQUENCIES["0"] == (941, 1336)
    assert FREQUENCIES["#"] == (941, 1477)
    assert FREQUENCIES["A"] == (697, 1633)


def test_a_tone_lasts_as_long_as_asked_begins_and_ends_softly_and_does_not_clip() -> None:
    pcm = tone("5", 0.1, 8000)
    wave = np.frombuffer(pcm, "<i2")
    assert wave.size == 800
    assert abs(int(wave[0])) < 200 > abs(int(wave[-1]))
    assert -10 < level_dbov(pcm) < -6
    assert np.abs(wave.astype(int)).max() < 32767


def test_what_is_not_a_key_has_no_tone() -> None:
    with pytest.raises(KeyError):
        tone("w", 0.1, 8000)
