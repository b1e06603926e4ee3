"""What stands in a scene is what is heard, to the sample and to half a decibel."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from agent.practice.composer.levels import active_dbov
from agent.practice.composer.line import Channel, table
from agent.practice.composer.mixing import DUCK_ATTACK, compose, stream
from agent.practice.composer.scene import PACKET, RATE, Label, Line, Part, Pcm, Scene, Wave
from agent.practice.composer.store import Store
from tests.practice.composer.sounds import Loop, Sine

STRAIGHT = Line(law="linear", band=False)


@pytest.fixture
def sounds(tmp_path: Path) -> Store:
    return Store(tmp_path)


def wave(pcm: Pcm) -> Wave:
    return pcm.astype(np.float32) / np.float32(32768)


def test_sound_begins_and_ends_where_its_label_does(sounds: Store) -> None:
    parts = (Part(Sine(440, 1234), 3217, 1234, "person", -20), Part(Loop(), 6000, 500, "music", -30))
    made = compose(Scene(parts, 8001, STRAIGHT), 1, sounds)
    loud = np.flatnonzero(np.abs(np.diff(np.pad(made.pcm != 0, 1).astype(int))) == 1)
    spoken, music = made.labels[1], made.labels[3]
    assert (spoken.kind, spoken.start, spoken.end) == ("person", 3217, 3217 + 1234)
    assert (music.kind, music.start, music.end) == ("music", 6000, 6500)
    assert {loud[0], loud[-1]} == {spoken.start, music.end}
    assert not made.pcm[spoken.end : music.start].any()


def test_where_nothing_sounds_there_is_a_label_for_it(sounds: Store) -> None:
    parts = (Part(Loop(), 100, 300, "music", -20), Part(Sine(300, 100), 300, 100, "person", -20))
    scene = Scene(parts, 1000, STRAIGHT)
    assert [label for label in scene.labels() if label.kind == "silence"] == [
        Label(0, 100, "silence"),
        Label(400, 1000, "silence"),
    ]


@pytest.mark.parametrize("level", [-35.0, -20.0, -5.0])
def test_a_part_has_the_level_that_it_was_given(level: float, sounds: Store) -> None:
    scene = Scene((Part(Loop(), 0, 2 * RATE, "music", level),), 2 * RATE, Line())
    assert active_dbov(wave(compose(scene, 1, sounds).pcm)[PACKET:-PACKET]) == pytest.approx(level, abs=0.5)


def test_music_is_lowered_under_an_announcement_by_what_was_asked(sounds: Store) -> None:
    music = Part(Loop(500), 0, 4 * RATE, "music", -20)
    told = Part(Sine(2000, RATE), 2 * RATE, RATE, "announcement", -20, ducks=12)
    pcm = wave(compose(Scene((music, told), 4 * RATE, STRAIGHT), 1, sounds).pcm)
    spectrum = [np.abs(np.fft.rfft(pcm[at * RATE : (at + 1) * RATE]))[500] for at in range(3)]
    assert 20 * np.log10(spectrum[2] / spectrum[0]) == pytest.approx(-12, abs=0.5)
    begins = told.start - DUCK_ATTACK
    before = pcm[begins - 800 : begins], pcm[:800]
    assert active_dbov(before[0]) == pytest.approx(active_dbov(before[1]), abs=0.1)


def test_noise_is_not_lowered(sounds: Store) -> None:
    noise = Part(Loop(500), 0, 3 * RATE, "noise", -30)
    told = Part(Sine(2000, RATE), RATE, RATE, "announcement", -20, ducks=12)
    pcm = wave(compose(Scene((noise, told), 3 * RATE, STRAIGHT), 1, sounds).pcm)
    spectrum = [np.abs(np.fft.rfft(pcm[at * RATE : (at + 1) * RATE]))[500] for at in range(2)]
    assert 20 * np.log10(spectrum[1] / spectrum[0]) == pytest.approx(0, abs=0.1)


def test_a_fade_is_half_as_high_in_its_middle(sounds: Store) -> None:
    part = Part(Loop(), 0, 3 * RATE, "music", -20, fade_in=RATE, fade_out=RATE)
    pcm = wave(compose(Scene((part,), 3 * RATE, STRAIGHT), 1, sounds).pcm)
    for middle in (RATE // 2, 5 * RATE // 2):
        assert active_dbov(pcm[middle - 160 : middle + 160]) == pytest.approx(-26, abs=0.3)
    assert active_dbov(pcm[RATE : 2 * RATE]) == pytest.approx(-20, abs=0.1)
    assert abs(pcm[0]) < 1e-4
    assert abs(pcm[-1]) < 1e-3


def scene() -> Scene:
    parts = (
        Part(Loop(), 11, 3 * RATE, "music", -20, offset=777, fade_out=2000),
        Part(Sine(1000, 5000), 9000, 5000, "announcement", -15, ducks=10),
    )
    return Scene(parts, 3 * RATE + 1003, Line(noise=-50, loss=0.1, gaps=60))


def test_piece_by_piece_is_the_same_as_all_at_once(sounds: Store) -> None:
    whole = compose(scene(), 5, sounds).pcm
    for packets in (1, 7, 4000):
        pieces = np.concatenate(list(stream(scene(), 5, sounds, packets)))
        np.testing.assert_array_equal(pieces, whole)


def test_the_same_seed_sounds_the_same_and_another_does_not(sounds: Store, tmp_path: Path) -> None:
    first = compose(scene(), 5, sounds).pcm
    again = compose(scene(), 5, Store(tmp_path / "elsewhere")).pcm
    np.testing.assert_array_equal(first, again)
    np.testing.assert_array_equal(first, compose(scene(), 5, Store(tmp_path)).pcm)  # from the files
    assert (compose(scene(), 6, sounds).pcm != first).any()


@pytest.mark.parametrize(("loss", "burst"), [(0.05, 3.0), (0.01, 1.0)])
def test_packets_are_lost_as_often_as_asked(loss: float, burst: float) -> None:
    channel = Channel(Line(law="linear", band=False, loss=loss, burst=burst), 3)
    sound = np.full(9_000 * PACKET + 160, 0.5, np.float32)
    heard = channel.carry(sound)[::PACKET]
    lost = heard != heard[0]
    assert lost.mean() == pytest.approx(loss, rel=0.2)
    bursts = np.count_nonzero(np.diff(lost.astype(int)) == 1)
    assert lost.sum() / bursts == pytest.approx(burst, rel=0.2)


@pytest.mark.parametrize(("law", "loudest", "faintest"), [("mu", 32124, 8), ("a", 32256, 8)])
def test_g711_has_its_256_levels(law: str, loudest: int, faintest: int) -> None:
    levels = np.unique(table(law))
    assert len(levels) in (255, 256)  # mu-law's zero is there twice
    assert levels[-1] == -levels[0] == loudest
    assert np.abs(levels[levels != 0]).min() == faintest
    ramp = np.arange(-32768, 32768)
    heard = table(law)[ramp.astype(np.int16).view(np.uint16)]
    assert (np.diff(heard) >= 0).all()


def test_the_band_ends_at_3400_hertz_and_at_300() -> None:
    channel = Channel(Line(law="linear"), 1)
    at = np.arange(RATE) / RATE
    for hertz, least, most in (
        (100, -60, -35),
        (200, -15, -10),
        (300, -3.5, -2),
        (1000, -0.2, 0.2),
        (3400, -3.5, -2),
    ):
        tone = np.asarray(0.5 * np.sin(2 * np.pi * hertz * at), np.float32)
        change = active_dbov(wave(channel.carry(tone))) - active_dbov(tone)
        assert least < change < most


def test_what_is_kept_is_bounded_and_the_oldest_goes_first(tmp_path: Path) -> None:
    bounded = Store(tmp_path, disk_bytes=3 * 2200, memory_bytes=1)
    for hertz in range(300, 900, 100):
        bounded.wave(Sine(hertz, 1000))
    assert len(list(tmp_path.iterdir())) == 3
    assert len(bounded._waves) == 1


def test_a_broken_file_is_made_anew(tmp_path: Path) -> None:
    whole = Store(tmp_path).wave(Sine(300, 1000))
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"cut short")
    np.testing.assert_array_equal(Store(tmp_path).wave(Sine(300, 1000)), whole)
