from __future__ import annotations

import pytest

from agent.audio.bursts import Burst, BurstTracker
from agent.audio.chords import Chord, chord
from agent.audio.spectrum import Analyser
from tests.audio.sounds import RATE, lost, noise, silence, tone


def bursts(pcm: bytes, rate: int = RATE) -> list[Burst]:
    analyser = Analyser(rate)
    tracker = BurstTracker(analyser)
    frames = (tracker.hear(analyser.look(piece)) for piece in analyser.cut(pcm))
    return [burst for burst in frames if burst is not None]


def test_a_tone_is_told_when_it_is_over_with_its_place_pitch_and_level() -> None:
    (burst,) = bursts(noise(0.5, -50.0) + tone(0.31, 1000) + silence(0.2))
    assert burst.start == pytest.approx(0.5, abs=0.02)
    assert burst.end == pytest.approx(0.81, abs=0.015)
    assert burst.pitches == pytest.approx((1000,), rel=0.002)
    assert burst.level == pytest.approx(-15.0, abs=0.1)
    assert burst.before == pytest.approx(-50.0, abs=1.0)
    assert burst.wavering < 0.01
    assert burst.steadiness == 1.0


@pytest.mark.parametrize("pair", [(440, 480), (400, 450), (480, 620)])
def test_two_tones_are_one_burst(pair: tuple[int, int]) -> None:
    (burst,) = bursts(silence(0.1) + tone(0.4, *pair) + silence(0.2))
    assert burst.pitches == pytest.approx(pair, rel=0.005)


def test_one_tone_after_the_other_without_a_pause_are_two_bursts() -> None:
    first, second = bursts(tone(0.3, 950) + tone(0.3, 1400) + silence(0.2))
    assert first.end == pytest.approx(0.3, abs=0.025)
    assert second.start == pytest.approx(0.3, abs=0.025)
    assert (first.pitches[0], second.pitches[0]) == pytest.approx((950, 1400), rel=0.005)


@pytest.mark.parametrize("repeat", [False, True])
def test_packets_that_are_lost_do_not_end_a_tone(repeat: bool) -> None:
    sound = lost(silence(0.2) + tone(1.0, 523) + silence(0.3), 0.4, 0.8, seconds=0.08, repeat=repeat)
    (burst,) = bursts(sound)
    assert burst.seconds == pytest.approx(1.0, abs=0.04)


def test_a_hole_of_140_ms_where_nothing_came_is_bridged_in_a_line_with_noise() -> None:
    assert len(bursts(lost(tone(1.0, 523) + silence(0.2), 0.4, seconds=0.12))) == 1
    assert len(bursts(tone(0.4, 523) + noise(0.12, -50.0) + tone(0.4, 523) + silence(0.2))) == 2


def test_a_click_of_another_pitch_does_not_end_a_tone() -> None:
    (burst,) = bursts(tone(0.3, 950) + tone(0.02, 1400) + tone(0.3, 950) + silence(0.2))
    assert burst.seconds == pytest.approx(0.62, abs=0.02)


def test_what_is_shorter_than_60_ms_or_very_quiet_is_no_tone() -> None:
    assert bursts(silence(0.1) + tone(0.03, 1000) + silence(0.2)) == []
    assert bursts(silence(0.1) + tone(0.5, 1000, level=-50.0) + silence(0.2)) == []


def test_a_tone_that_goes_on_and_on_takes_no_more_room_and_no_more_time() -> None:
    (burst,) = bursts(tone(9.0, 1000) + silence(0.2))
    assert burst.frames == 200
    assert burst.seconds == pytest.approx(9.0, abs=0.02)
    assert burst.pitches == pytest.approx((1000,), rel=0.002)


@pytest.mark.parametrize(
    ("pitches", "name"),
    [
        ((440, 480), Chord.US_RING),
        ((400, 450), Chord.UK_RING),
        ((480, 620), Chord.US_BUSY),
        ((425,), Chord.EUROPE),
        ((400,), Chord.UK_BUSY),
        ((985,), Chord.SIT_LOW),
        ((1371,), Chord.SIT_MIDDLE),
        ((1777,), Chord.SIT_HIGH),
        ((1130,), Chord.CNG),
        ((2100,), Chord.CED),
        ((697, 1477), Chord.KEY),
        ((440,), Chord.OTHER),
        ((500, 700), Chord.OTHER),
    ],
)
def test_the_known_tones_are_named(pitches: tuple[int, ...], name: Chord) -> None:
    (burst,) = bursts(silence(0.1) + tone(0.4, *pitches) + silence(0.2))
    assert chord(burst) is name
