from __future__ import annotations

import pytest

from agent.audio.progress import ToneHeard
from tests.audio.sounds import heard, lost, mixed, noise, on_off, silence, timed, tone, voice

BUSY, CONGESTION = ToneHeard("busy"), ToneHeard("congestion")


def signals(pcm: bytes, rate: int = 8000) -> list[object]:
    return [event for event in heard(pcm, rate) if event in (BUSY, CONGESTION)]


@pytest.mark.parametrize("rate", [8000, 16000])
@pytest.mark.parametrize("pace", [0.86, 1.0, 1.14])
@pytest.mark.parametrize("hertz", [(480, 620), (425,)])
def test_busy_and_congestion_differ_in_their_rhythm(hertz: tuple[int, ...], pace: float, rate: int) -> None:
    assert signals(on_off(hertz, 0.5 * pace, 0.5 * pace, 4, rate), rate) == [BUSY]
    assert signals(on_off(hertz, 0.25 * pace, 0.25 * pace, 4, rate), rate) == [CONGESTION]


def test_the_united_kingdom_s_congestion_is_uneven() -> None:
    pair = tone(0.4, 400) + silence(0.35) + tone(0.225, 400) + silence(0.525)
    assert signals(on_off((400,), 0.375, 0.375, 4)) == [BUSY]
    assert signals(pair * 2 + silence(0.2)) == [CONGESTION]
    assert signals(pair[len(tone(0.75, 400)) :] + pair * 2 + silence(0.2)) == [CONGESTION]


def test_it_is_known_with_the_third_tone() -> None:
    told = next(at for at, event in timed(silence(1.0) + on_off((425,), 0.5, 0.5, 8)) if event == BUSY)
    assert told == pytest.approx(1.0 + 2.5 + 0.1, abs=0.06)


def test_each_is_told_again_when_it_comes_again() -> None:
    busy = on_off((480, 620), 0.5, 0.5, 3)
    assert signals(busy + silence(1.0) + busy) == [BUSY, BUSY]
    assert signals(busy + on_off((425,), 0.25, 0.25, 3)) == [BUSY, CONGESTION]


@pytest.mark.parametrize("repeat", [False, True])
def test_it_is_heard_through_noise_and_lost_packets(repeat: bool) -> None:
    sound = on_off((480, 620), 0.5, 0.5, 6)
    assert signals(lost(mixed(sound, noise(6.0, -35.0)), 0.1, 0.9, 2.3, 3.2, 4.1, repeat=repeat)) == [BUSY]


@pytest.mark.parametrize(
    "sound",
    [
        on_off((425,), 1.0, 1.0, 4),
        on_off((425,), 0.5, 0.5, 2) + voice(1.0) + on_off((425,), 0.5, 0.5, 2),
        tone(0.5, 425) + silence(0.5) + tone(0.5, 425) + silence(1.0) + tone(0.5, 425) + silence(0.5),
        tone(0.5, 425) + silence(0.5) + tone(0.2, 425) + silence(0.8) + tone(0.36, 425) + silence(0.5),
        on_off((425,), 0.15, 0.15, 5),
        on_off((600,), 0.5, 0.5, 4),
        on_off((425,), 0.2, 0.8, 4),
        noise(3.0, -20.0),
        voice(5.0),
    ],
    ids=["slow", "speech between", "no rhythm", "no length", "fast", "pitch", "short", "noise", "speech"],
)
def test_other_sounds_are_neither(sound: bytes) -> None:
    assert signals(sound) == []
