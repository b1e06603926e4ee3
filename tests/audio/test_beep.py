from __future__ import annotations

import pytest

from agent.audio.progress import BeepHeard
from tests.audio.sounds import lost, mixed, noise, on_off, silence, timed, tone, voice

GREETING = voice(1.5)


def beeps(pcm: bytes, rate: int = 8000) -> list[tuple[float, float]]:
    """When each was told, and where it ended."""
    return [(at, event.end_seconds) for at, event in timed(pcm, rate) if isinstance(event, BeepHeard)]


@pytest.mark.parametrize("rate", [8000, 16000])
@pytest.mark.parametrize(
    ("hertz", "seconds"),
    [((440,), 0.5), ((1000,), 0.3), ((1400,), 0.12), ((684,), 0.4), ((2050,), 2.0), ((500, 700), 0.4)],
)
def test_a_beep_is_told_within_a_fifth_of_a_second_with_its_end(
    hertz: tuple[int, ...], seconds: float, rate: int
) -> None:
    sound = voice(1.5, rate=rate) + silence(0.5, rate) + tone(seconds, *hertz, rate=rate) + silence(1.0, rate)
    ((told, ended),) = beeps(sound, rate)
    assert ended == pytest.approx(2.0 + seconds, abs=0.02)
    assert told - ended < 0.22


def test_a_double_beep_is_one_that_ends_with_the_second() -> None:
    for pause in (0.08, 0.14):
        sound = silence(0.5) + tone(0.2, 1000) + noise(pause, -60.0) + tone(0.2, 1000) + silence(0.5)
        ((_, ended),) = beeps(sound)
        assert ended == pytest.approx(0.9 + pause, abs=0.02)


@pytest.mark.parametrize("repeat", [False, True])
def test_it_is_heard_through_noise_and_lost_packets(repeat: bool) -> None:
    sound = mixed(GREETING + silence(0.4) + tone(0.6, 523) + silence(0.5), noise(3.0, -36.0))
    assert len(beeps(lost(sound, 2.1, seconds=0.06, repeat=repeat))) == 1


@pytest.mark.parametrize(
    "sound",
    [
        GREETING + tone(0.3, 1000) + GREETING,
        silence(0.5) + tone(0.3, 1000) + GREETING,
        GREETING[-3200:] + tone(0.3, 1000) + silence(0.5),
        b"".join(tone(0.25, hertz) for hertz in (523, 587, 659, 698)) + silence(0.5),
        silence(0.5) + tone(0.3, 770, 1336) + silence(0.5),
        on_off((425,), 0.5, 0.5, 4) + on_off((400,), 0.375, 0.375, 4) + on_off((480, 620), 0.25, 0.25, 4),
        on_off((440, 480), 2.0, 4.0, 1),
        silence(0.5) + tone(3.0, 1000) + silence(0.5),
        silence(0.5) + tone(0.3, 250) + silence(0.5),
        silence(0.5) + tone(0.1, 1000) + tone(0.1, 1000, level=-26.0) + tone(0.1, 1000) + silence(0.5),
        silence(0.5)
        + b"".join(tone(0.04, hertz) for hertz in (950, 970, 990, 1010, 1030, 1050))
        + silence(0.5),
        voice(6.0),
        noise(3.0, -20.0),
    ],
    ids=[
        "in speech", "before speech", "behind speech", "a melody", "a key", "signals", "ringback", "long",
        "low", "unsteady", "gliding", "speech", "noise",
    ],
)  # fmt: skip
def test_other_tones_are_no_beep(sound: bytes) -> None:
    assert beeps(sound) == []
