from __future__ import annotations

import pytest

from agent.audio.progress import FloorMoved
from tests.audio.sounds import lost, mixed, noise, silence, timed, tone, voice


def steps(pcm: bytes) -> list[tuple[float, float]]:
    """When the floor's steps were told, and how high they are."""
    return [(at, event.decibels) for at, event in timed(pcm) if isinstance(event, FloorMoved)]


@pytest.mark.parametrize(("before", "after"), [(-60.0, -45.0), (-40.0, -58.0)])
def test_a_step_of_the_noise_is_told_after_a_second(before: float, after: float) -> None:
    ((at, decibels),) = steps(noise(3.0, before) + noise(3.0, after, seed=8))
    assert 3.5 <= at <= 4.1
    assert decibels == pytest.approx(after - before, abs=2.0)


def test_a_step_is_told_once_however_long_the_noise_goes_on() -> None:
    assert len(steps(noise(3.4, -45.0) + noise(4.0, -53.0, seed=8))) == 1
    assert len(steps(noise(3.4, -55.0) + noise(4.0, -47.0, seed=8))) == 1


def test_a_step_under_speech_is_told_within_four_seconds() -> None:
    sound = mixed(noise(6.0, -62.0) + noise(6.0, -46.0, seed=8), voice(12.0))
    ((at, decibels),) = steps(sound)
    assert at <= 10.0
    assert decibels == pytest.approx(16.0, abs=5.0)


def test_noise_after_nothing_is_a_step_and_so_is_nothing_after_noise() -> None:
    up, down = steps(silence(2.0) + noise(2.0, -50.0) + silence(2.0))
    assert up[1] > 10.0
    assert down[1] < -10.0


@pytest.mark.parametrize(
    "sound",
    [
        noise(4.0, -50.0),
        noise(2.0, -50.0) + noise(2.0, -46.0, seed=8),
        mixed(noise(8.0, -55.0), silence(2.0) + voice(4.0) + silence(2.0)),
        noise(1.0, -50.0) + tone(2.0, 1000) + noise(1.0, -50.0),
        lost(noise(4.0, -50.0), 1.0, 1.5, 2.0, 2.5, 3.0, seconds=0.08),
        mixed(noise(6.0, -60.0), voice(6.0)),
    ],
    ids=["steady", "3 dB", "speech begins and ends", "a tone", "lost packets", "speech from the start"],
)
def test_what_lies_over_the_floor_is_no_step_of_it(sound: bytes) -> None:
    assert steps(sound) == []
