"""Music, told from speech and noise, by what it holds and fills."""

from __future__ import annotations

import numpy as np
import pytest

from agent.audio.music import MEASURES, MusicDetector, Spectra

RATE = 8000
Wave = np.ndarray


def pcm(sound: Wave) -> bytes:
    return bytes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


def chords(seconds: float, rate: int = RATE) -> Wave:
    """A chord a second, with overtones that die away, over a held bass."""
    t = np.arange(round(seconds * rate)) / rate
    sound = 0.05 * np.sin(2 * np.pi * 220 * t)
    for at, root in enumerate(262 * 2 ** (np.array([0, 5, 7, 0, 9, 5, 7, 0] * 4) / 12)):
        note = (t >= at) & (t < at + 1)
        for step in (1, 1.26, 1.5):
            for overtone in (1, 2, 3):
                wave = np.sin(2 * np.pi * root * step * overtone * t) * np.exp(-(t - at))
                sound = sound + note * 0.06 / overtone * wave
    return sound


def talk(seconds: float) -> Wave:
    """Voiced syllables whose pitch glides, with pauses down to the line's own noise."""
    t = np.arange(round(seconds * RATE)) / RATE
    pitch = 110 + 30 * np.sin(2 * np.pi * 1.3 * t) + 10 * np.sin(2 * np.pi * 4.1 * t)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    voice = sum(np.sin(overtone * phase) / overtone for overtone in range(2, 20))
    syllables = np.clip(np.sin(2 * np.pi * 3.7 * t), 0, 1) * (np.sin(2 * np.pi * 0.4 * t) > -0.5)
    noise = np.random.default_rng(1).normal(0, 0.0005, t.size)
    return np.asarray(0.15 * voice * syllables + noise)


def heard(sound: Wave, speech: float, rate: int = RATE) -> float:
    detector, spectra = MusicDetector(), Spectra(rate)
    frame = round(0.032 * rate)
    for at in range(0, len(sound) - frame, frame):
        for block in spectra.hear(pcm(sound[at : at + frame]), speech):
            detector.hear(block)
    return detector.probability


@pytest.mark.parametrize("rate", [8000, 16000])
def test_music_is_music_at_either_rate(rate: int) -> None:
    assert heard(chords(5.0, rate), 0.02, rate) > 0.8


def test_a_voice_is_none() -> None:
    assert heard(talk(5.0), 0.95) < 0.3


def test_silence_is_none_and_nothing_heard_is_neither() -> None:
    assert heard(np.zeros(5 * RATE), 0.01) < 0.5
    assert MusicDetector().probability == 0.0


def test_it_does_not_depend_on_the_level_or_on_how_the_sound_is_cut() -> None:
    sound = chords(4.0)
    assert heard(0.1 * sound, 0.02) > 0.8
    once, cut, spectra = MusicDetector(), MusicDetector(), Spectra(RATE)
    for block in Spectra(RATE).hear(pcm(sound), 0.02):
        once.hear(block)
    for at in range(0, len(sound), 160):
        for block in spectra.hear(pcm(sound[at : at + 160]), 0.02):
            cut.hear(block)
    assert once.probability == pytest.approx(cut.probability, abs=1e-4)
    assert once.measures().shape == (MEASURES,)
