from __future__ import annotations

import numpy as np
import pytest

from agent.audio.progress import ToneHeard
from tests.audio.sounds import RATE, lost, on_off, silence, timed, tone

FAX = ToneHeard("fax")


def when(pcm: bytes) -> list[float]:
    return [at for at, event in timed(pcm) if event == FAX]


def ansam(seconds: float) -> bytes:
    """V.8: the phase of 2100 Hz reversed every 450 ms, its level modulated at 15 Hz."""
    time = np.arange(round(seconds * RATE)) / RATE
    wave = np.where((time // 0.45) % 2, -1, 1) * np.sin(2 * np.pi * 2100 * time)
    wave *= 5000 * (1 + 0.2 * np.sin(2 * np.pi * 15 * time))
    return bytes(wave.astype("<i2").tobytes())


@pytest.mark.parametrize("sound", [tone(3.0, 2100), tone(3.0, 2070), ansam(3.0)], ids=["CED", "off", "ANSam"])
def test_a_fax_machine_that_answers_is_known_after_two_seconds(sound: bytes) -> None:
    assert when(silence(0.5) + sound + silence(1.0)) == [pytest.approx(2.6, abs=0.1)]


def test_one_that_calls_is_known_with_its_second_tone() -> None:
    assert when(on_off((1100,), 0.5, 3.0, 4)) == [pytest.approx(4.1, abs=0.05)]
    assert len(when(lost(on_off((1120,), 0.44, 2.6, 4), 0.2, 3.2))) == 1


@pytest.mark.parametrize(
    "sound",
    [
        tone(1.8, 2100) + silence(1.0),
        tone(3.0, 2200),
        tone(0.5, 1100) + silence(2.0),
        on_off((1100,), 0.5, 1.0, 4),
        on_off((1100,), 0.2, 3.3, 3),
        on_off((1000,), 0.5, 3.0, 3),
    ],
    ids=["short", "another pitch", "a beep", "too soon", "too short", "another pitch again"],
)
def test_other_tones_are_no_fax_machine(sound: bytes) -> None:
    assert when(sound) == []
