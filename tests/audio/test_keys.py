from __future__ import annotations

import pytest

from agent.audio.dtmf import FREQUENCIES, tones
from agent.audio.dtmf import tone as key_tone
from agent.audio.progress import DigitHeard
from tests.audio.sounds import lost, mixed, noise, silence, timed, tone, voice


def keys(pcm: bytes, rate: int = 8000) -> str:
    return "".join(event.digit for _, event in timed(pcm, rate) if isinstance(event, DigitHeard))


@pytest.mark.parametrize("rate", [8000, 16000])
@pytest.mark.parametrize(("on", "off"), [(0.05, 0.07), (0.12, 0.1), (0.3, 0.2)])
def test_all_sixteen_keys_are_heard_once_each(on: float, off: float, rate: int) -> None:
    every = "".join(FREQUENCIES)
    assert keys(b"".join(key_tone(key, on, rate) + silence(off, rate) for key in every), rate) == every


def test_the_same_key_twice_is_two_presses() -> None:
    assert keys((key_tone("5", 0.06, 8000) + silence(0.08)) * 2) == "55"


def test_another_key_at_once_is_another_press() -> None:
    assert keys(key_tone("5", 0.1, 8000) + key_tone("6", 0.1, 8000)) == "56"


def test_it_is_told_while_it_is_pressed() -> None:
    ((at, _),) = timed(silence(0.5) + key_tone("7", 1.0, 8000) + silence(0.2))
    assert at <= 0.56


@pytest.mark.parametrize("repeat", [False, True])
def test_a_packet_that_is_lost_makes_no_second_press(repeat: bool) -> None:
    assert keys(lost(silence(0.1) + key_tone("9", 0.4, 8000) + silence(0.2), 0.3, repeat=repeat)) == "9"


@pytest.mark.parametrize(("low", "high"), [(-16.0, -10.0), (-10.0, -18.0)])
def test_one_tone_may_be_weaker_and_the_line_noisy(low: float, high: float) -> None:
    sound = silence(0.1) + tones({852: low, 1336: high}, 0.1, 8000) + silence(0.2)
    assert keys(mixed(sound, noise(1.0, -32.0))) == "8"


@pytest.mark.parametrize("off", [0.985, 1.015])
def test_pitches_may_be_off_by_one_and_a_half_percent(off: float) -> None:
    assert keys(tone(0.1, round(770 * off), round(1477 * off)) + silence(0.1)) == "6"


@pytest.mark.parametrize(
    "sound",
    [
        tone(0.3, 770),
        tone(0.3, 770, 1100),
        tone(0.3, 730, 1336),
        tones({770: -10.0, 1336: -22.0}, 0.3, 8000),
        key_tone("5", 0.015, 8000),
        tones({770: -50.0, 1336: -50.0}, 0.3, 8000),
        mixed(key_tone("5", 0.3, 8000), noise(0.3, -8.0)),
        voice(5.0),
    ],
    ids=["one tone", "no column", "no row", "twist", "short", "quiet", "drowned", "speech"],
)
def test_other_sounds_are_no_key(sound: bytes) -> None:
    assert keys(silence(0.1) + sound + silence(0.1)) == ""
