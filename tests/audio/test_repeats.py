"""What comes again is known by its sound, also over other sound; what is new is not."""

from __future__ import annotations

import numpy as np
import pytest

from agent.audio import repeats
from agent.audio.music import Spectra
from agent.audio.repeats import Repeats
from tests.audio.sounds import RATE, mixed, noise, silence


def words(seconds: float, seed: int) -> bytes:
    """A voice that says something else for each ``seed``: a pitch that glides, overtones that come and go."""
    dice = np.random.default_rng(seed)
    t = np.arange(round(seconds * RATE)) / RATE
    steps = np.interp(t, np.arange(0, seconds + 0.2, 0.2), dice.uniform(90, 180, round(seconds / 0.2) + 1))
    phase = 2 * np.pi * np.cumsum(steps) / RATE
    wave = np.zeros(t.size)
    for overtone in range(2, 22):
        colour = dice.uniform(0, 1, round(seconds / 0.15) + 2) ** 2
        wave += np.interp(t, np.arange(colour.size) * 0.15, colour) * np.sin(overtone * phase)
    return bytes((2500 * wave).clip(-32768, 32767).astype("<i2").tobytes())


def heard(*sounds: bytes, speech: float = 0.9) -> list[bool]:
    """Whether each of ``sounds``, one after the other, is known at its end."""
    spectra, found = Spectra(RATE), Repeats()
    known = []
    for sound in sounds:
        for at in range(0, len(sound), 512):
            for block in spectra.hear(sound[at : at + 512], speech):
                found.hear(block)
        known.append(found.now)
    return known


def test_a_recording_that_comes_again_is_known_and_new_words_are_not() -> None:
    recording = words(4.0, 1)
    assert heard(recording, words(6.0, 2), recording, words(4.0, 3)) == [False, False, True, False]


def test_it_is_known_over_noise_too() -> None:
    recording = words(4.0, 1)
    again = mixed(recording, noise(4.0, -32.0))
    assert heard(recording, words(6.0, 2), again)[-1]


def test_it_does_not_matter_where_a_frame_begins() -> None:
    recording = words(4.0, 1)
    assert heard(recording, words(6.0, 2) + silence(0.009), recording)[-1]


def test_at_once_once_more_is_no_recording() -> None:
    assert not heard(words(4.0, 1), words(1.0, 1))[-1]


def test_what_is_no_speech_is_not_compared() -> None:
    recording = words(4.0, 1)
    assert not any(heard(recording, words(6.0, 2), recording, speech=0.1))


def test_it_does_not_matter_how_much_music_plays_between() -> None:
    spectra, found = Spectra(RATE), Repeats()
    recording, music = words(4.0, 1), words(60.0, 2)
    for sound, speech in ((recording, 0.9), (music, 0.1), (recording, 0.9)):
        for at in range(0, len(sound), 512):
            for block in spectra.hear(sound[at : at + 512], speech):
                found.hear(block)
    assert found.now


def test_only_so_much_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeats, "KEPT_FRAMES", 500)
    recording = words(4.0, 1)
    found = heard(recording, words(6.0, 2), recording, *(words(4.0, seed) for seed in range(5, 9)), recording)
    assert found[2]
    assert not found[-1]
