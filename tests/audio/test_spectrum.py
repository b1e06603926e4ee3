from __future__ import annotations

import pytest

from agent.audio.dtmf import tones
from agent.audio.levels import level_dbov
from agent.audio.spectrum import Analyser, Frame
from tests.audio.sounds import noise, silence, tone


def last(pcm: bytes, rate: int = 8000) -> Frame:
    analyser = Analyser(rate)
    return [analyser.look(piece) for piece in analyser.cut(pcm)][-1]


@pytest.mark.parametrize("rate", [8000, 16000])
@pytest.mark.parametrize("hertz", [350, 425, 1004, 2100, 3111])
def test_the_pitch_of_a_tone_is_found_to_a_quarter_of_a_percent(hertz: int, rate: int) -> None:
    frame = last(tone(0.2, hertz, rate=rate)[:-800], rate)
    assert frame.pitches == pytest.approx((hertz,), rel=0.0025)
    assert frame.loudest == frame.pitches[0]
    assert frame.purity > 0.99


@pytest.mark.parametrize("rate", [8000, 16000])
def test_two_tones_are_told_apart_with_their_strengths(rate: int) -> None:
    frame = last(tones({480: -20.0, 620: -14.0}, 0.2, rate)[:-800], rate)
    assert frame.pitches == pytest.approx((480, 620), rel=0.005)
    assert frame.strengths == pytest.approx((10**-2.0, 10**-1.4), rel=0.2)
    assert frame.loudest == frame.pitches[1]
    assert frame.purity > 0.98


def test_the_level_is_that_of_the_last_20_ms() -> None:
    sound = noise(0.2, -30.0)
    assert last(sound).level == pytest.approx(level_dbov(sound[-320:]), abs=0.01)


def test_noise_lies_in_no_two_pitches() -> None:
    assert last(noise(0.2, -20.0)).purity < 0.5


def test_the_bands_of_white_noise_hold_what_is_their_share() -> None:
    analyser = Analyser(8000)
    frames = [analyser.look(piece) for piece in analyser.cut(noise(4.0, -20.0))]
    highest = sum(10 ** (frame.bands[-1] / 10) for frame in frames) / len(frames)
    assert highest == pytest.approx(10**-2.0 * 34 / 128, rel=0.1)


def test_in_silence_there_is_no_pitch() -> None:
    for frame in (last(silence(0.02)), last(silence(0.2))):
        assert frame.lost
        assert frame.pitches == ()
        assert frame.loudest == 0.0
        assert frame.level == -127.0


def test_a_frame_that_comes_again_is_told_from_a_new_one() -> None:
    sound = noise(0.02, -20.0)
    assert last(sound + sound).repeated
    assert not last(sound + noise(0.02, -20.0, seed=8)).repeated


def test_pieces_of_any_length_make_whole_frames() -> None:
    analyser = Analyser(8000)
    assert [len(analyser.cut(bytes(100))) for _ in range(8)] == [0, 0, 0, 1, 0, 0, 1, 0]


@pytest.mark.parametrize("rate", [8000, 16000])
def test_over_100_ms_pairs_are_parted_that_lie_40_hertz_apart(rate: int) -> None:
    analyser = Analyser(rate)
    for piece in analyser.cut(tone(0.2, 440, rate=rate)[: -rate // 10]):
        analyser.look(piece)
    one, other = analyser.powers(440.0, 480.0)
    assert one == pytest.approx(10**-1.5, rel=0.01)
    assert one == pytest.approx(analyser.mean_square, rel=0.05)
    assert other < one / 1000
