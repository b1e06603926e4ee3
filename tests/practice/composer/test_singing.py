"""Sung voice: the vocoder on a voice made here, and, where flite is, a sung line."""

from __future__ import annotations

import random
import shutil

import numpy as np
import pytest

from agent.practice.composer.levels import active_dbov
from agent.practice.composer.scene import RATE, Wave
from agent.practice.composer.score import hertz
from agent.practice.composer.singing import Phone, Singer, Sung, sing, spoken, syllables
from agent.practice.composer.songs import BANDS, SINGERS, _rhythm, write
from agent.practice.composer.split import SPLITS, STYLES, Split, lines
from agent.practice.composer.vocoder import HOP, envelopes, voice
from tests.practice.composer.sounds import pitch

SINGER = Singer("slt", 1.0, 64, 45, 5.5)


def vowel(base: float, formant: float) -> Wave:
    """Half a second of harmonics of ``base`` that are loudest at ``formant``."""
    at = np.arange(RATE // 2) / RATE
    numbers = np.arange(1, int(3800 / base) + 1)
    heights = 1 / (1 + ((numbers * base - formant) / 150) ** 2)
    waves = heights[:, None] * np.sin(2 * np.pi * numbers[:, None] * base * at)
    return np.asarray(waves.sum(axis=0) * 0.1, np.float32)


def test_a_voice_keeps_its_colour_at_another_pitch() -> None:
    shape = envelopes(vowel(110, 900))
    frames = len(shape)
    made = voice(shape, np.full(frames, 180.0), np.ones(frames), np.random.default_rng(1))
    assert len(made) == frames * HOP
    assert pitch(made[800:3200], 180) == pytest.approx(180, rel=0.005)
    spectrum = np.abs(np.fft.rfft(made[800:3200] * np.hanning(2400)))
    assert np.argmax(spectrum) * RATE / 2400 == pytest.approx(900, abs=10)
    assert active_dbov(made) == pytest.approx(active_dbov(vowel(110, 900)), abs=3)


def test_a_longer_throat_is_lower() -> None:
    peaks = [int(np.argmax(envelopes(vowel(110, 1200), throat)[40])) * RATE / 512 for throat in (1.0, 1.2)]
    assert peaks[0] == pytest.approx(1200, abs=60)
    assert peaks[1] == pytest.approx(1000, abs=60)


def test_breath_has_no_pitch() -> None:
    shape = envelopes(vowel(110, 900))
    made = voice(shape, np.full(len(shape), 110.0), np.zeros(len(shape)), np.random.default_rng(1))
    likeness = np.fft.irfft(np.abs(np.fft.rfft(made, 1 << 14)) ** 2)
    at = RATE // 110
    assert likeness[at - 5 : at + 5].max() < 0.5 * likeness[0]


def test_consonants_between_two_vowels_are_shared() -> None:
    names = ["pau", "hh", "ow", "l", "d", "m", "iy", "pau"]
    phones = [Phone(name, at / 10, (at + 1) / 10) for at, name in enumerate(names)]
    first, second = syllables(phones)
    assert [phone.name for phone in first.onset] == ["hh"]
    assert [phone.name for phone in first.coda] == ["l"]
    assert [phone.name for phone in second.onset] == ["d", "m"]
    assert second.vowel.name == "iy"
    assert not second.coda


@pytest.mark.skipif(shutil.which("flite") is None, reason="flite is missing")
def test_a_line_is_sung_on_its_notes_with_vibrato() -> None:
    text = "love me again"
    count = len(syllables(spoken(text, "slt")[1]))
    pitches = (64, 67, 62, 60)[:count]
    notes = [Sung(0.3 + 0.6 * at, 0.56, one) for at, one in enumerate(pitches)]
    notes[-1] = Sung(notes[-1].start, 1.5, notes[-1].pitch)
    wave = sing(text, SINGER, notes, 1)
    for note in notes:
        begin = int((note.start + 0.12) * RATE)
        heard = pitch(wave[begin : begin + 2000], hertz(note.pitch))
        assert abs(1200 * np.log2(heard / hertz(note.pitch))) < 50
    held = [
        1200 * np.log2(pitch(wave[at : at + 480], hertz(notes[-1].pitch)) / hertz(notes[-1].pitch))
        for at in range(int((notes[-1].start + 0.7) * RATE), int((notes[-1].start + 1.2) * RATE), 160)
    ]
    assert 40 < max(held) - min(held) < 140


@pytest.mark.parametrize("count", [1, 5, 9, 14])
@pytest.mark.parametrize("beats", [3, 7, 15])
def test_syllables_fill_a_line_without_a_gap(count: int, beats: int) -> None:
    for seed in range(20):
        lengths = _rhythm(random.Random(seed), count, beats)
        assert len(lengths) == count
        assert sum(lengths) == beats
        assert min(lengths) >= 0.125


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("seed", range(6))
def test_a_song_is_sung_within_the_singers_range(
    split: Split, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def two_syllables_a_word(text: str, name: str) -> tuple[Wave, tuple[Phone, ...]]:
        names = ["l", "aa", "m", "iy"] * len(text.split())
        return np.zeros(0, np.float32), tuple(
            Phone(one, at / 10, at / 10 + 0.1) for at, one in enumerate(names)
        )

    monkeypatch.setattr("agent.practice.composer.songs.spoken", two_syllables_a_word)
    made = write(split, seed)
    assert made == write(split, seed)
    assert made.score.seconds > max(line.notes[-1].start for line in made.lines)
    for line in made.lines:
        assert len(line.notes) == 2 * len(line.text.split())
        assert all(abs(note.pitch - line.singer.centre) <= 15 for note in line.notes)
        starts = [note.start for note in line.notes]
        assert starts == sorted(set(starts))


def test_no_singer_and_no_band_is_on_both_sides() -> None:
    names = [{singer.name for singer in SINGERS[split]} for split in SPLITS]
    assert not names[0] & names[1]
    assert all(set(BANDS[split]) <= set(STYLES[split]) for split in SPLITS)
    assert not set(lines("tuning", "lyrics")) & set(lines("test", "lyrics"))
