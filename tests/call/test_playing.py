"""What plays on hold, and its end."""

from __future__ import annotations

import pytest

from agent.call.events import VoiceMeasured
from agent.call.playing import FORGET_SECONDS, PERHAPS_SECONDS, Playing

FRAME = 0.032
LOUD, LINE = -20.0, -60.0


def hear(
    playing: Playing,
    seconds: float,
    *levels: float,
    probability: float = 0.0,
    music: bool = False,
    tone: bool = False,
) -> Playing:
    """``levels``: one after the other, again and again."""
    for at in range(round(seconds / FRAME)):
        event = VoiceMeasured(probability, FRAME, levels[at % len(levels)], tone=tone)
        playing.hear(event, speech=probability >= 0.5, music=music)
    return playing


@pytest.fixture
def playing() -> Playing:
    """Ten seconds of music."""
    return hear(Playing(), 10.0, LOUD, LOUD - 4, music=True)


def test_before_there_was_music_nothing_is_below_it() -> None:
    assert not hear(Playing(), 1.0, LINE).known
    assert hear(Playing(), 1.0, LINE).below(-90.0) == 0.0
    assert hear(Playing(), 1.0, LINE).low_seconds == 0.0


def test_music_that_is_suddenly_far_softer_is_over(playing: Playing) -> None:
    assert playing.below(-32.0) == pytest.approx(8.0)
    assert hear(playing, 0.32, LINE).low_seconds == pytest.approx(0.32)
    assert hear(playing, FRAME, LOUD).low_seconds == 0.0


def test_steady_noise_need_not_be_so_far_below_it(playing: Playing) -> None:
    assert hear(playing, 0.64, -38.0).low_seconds == pytest.approx(0.64 - 9 * FRAME)
    assert hear(playing, 0.64, -38.0, -32.0).low_seconds == 0.0


def test_soft_music_has_moments_as_loud_as_before(playing: Playing) -> None:
    assert not hear(playing, 4.0, LOUD, *[LINE] * 20).quieter
    assert hear(playing, 1.6, LINE).quieter


def test_noise_and_silence_are_not_lively_and_single_notes_are() -> None:
    assert not hear(Playing(), 2.0, -90.0, -58.0).lively
    assert not hear(Playing(), 2.0, -40.0, -36.0).lively
    assert not Playing().lively
    assert hear(Playing(), 2.0, -50.0, -50.0, -40.0).lively


def test_a_word_at_the_end_of_the_music_or_after_it_has_stirred(playing: Playing) -> None:
    assert not hear(playing, 0.5, LINE).stirred
    hear(playing, 0.3, LOUD, probability=0.2)
    assert hear(playing, 0.5, LINE).stirred
    assert hear(playing, 2.0, LINE).stirred
    assert not hear(playing, PERHAPS_SECONDS + 0.1, LOUD).stirred


def test_a_tone_is_no_word(playing: Playing) -> None:
    assert not hear(playing, 0.3, LOUD, probability=0.2, tone=True).stirred


def test_a_singer_s_last_word_stirs_nobody(playing: Playing) -> None:
    hear(playing, 4.0, LOUD, probability=0.9)
    assert playing.sung
    assert not hear(playing, 0.5, LINE).stirred


def test_how_loud_it_was_is_forgotten_when_it_is_gone_for_long(playing: Playing) -> None:
    assert hear(playing, FORGET_SECONDS - 0.1, LINE).low_seconds > 5.0
    assert not hear(playing, 0.2, LINE).known
    assert playing.low_seconds == 0.0
