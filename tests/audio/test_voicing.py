"""How much one voice there is in a sound."""

from __future__ import annotations

import numpy as np
import pytest

from agent.audio.voicing import Voicing
from tests.audio.sounds import noise, silence, tone


def vowel(seconds: float, hertz: float, rate: int) -> bytes:
    """Pulses of vocal cords through a throat, as 16-bit PCM."""
    size = round(seconds * rate)
    pulses = (np.arange(size) * hertz / rate) % 1 < hertz / rate
    at = np.arange(round(0.02 * rate)) / rate
    throat = np.exp(-at * 300) * np.sin(2 * np.pi * 600 * at)
    sound = np.convolve(pulses, throat)[:size]
    return bytes((8000 * sound / np.abs(sound).max()).astype("<i2").tobytes())


def last(sound: bytes, rate: int = 8000) -> float:
    voicing, size = Voicing(rate), 2 * round(0.032 * rate)
    return [voicing.hear(sound[at : at + size]) for at in range(0, len(sound) - size + 1, size)][-1]


@pytest.mark.parametrize("rate", [8000, 16000])
@pytest.mark.parametrize("hertz", [90, 140, 220, 320])
def test_a_voice_has_a_pitch_however_high(hertz: float, rate: int) -> None:
    assert last(vowel(0.3, hertz, rate), rate) > 0.9


def test_noise_has_none() -> None:
    assert last(noise(0.3, -20.0)) < 0.6


def test_many_voices_at_once_have_less_than_one() -> None:
    voices = [np.frombuffer(vowel(0.3, hertz, 8000), "<i2") for hertz in (97, 121, 133, 171, 207, 223)]
    assert last((np.sum(voices, axis=0) / 6).astype("<i2").tobytes()) < 0.8


def test_silence_has_none() -> None:
    assert last(silence(0.3)) == 0.0


def test_a_steady_tone_counts_as_one() -> None:
    assert last(tone(0.3, 440)) > 0.9
