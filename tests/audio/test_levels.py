from __future__ import annotations

import math
from array import array

import pytest

from agent.audio.levels import SILENCE_DBOV, level_dbov


def test_a_square_wave_of_full_scale_is_the_loudest_there_is() -> None:
    assert level_dbov(array("h", [-32768, -32768] * 80).tobytes()) == 0.0


def test_a_sine_of_full_scale_is_three_decibels_below_it() -> None:
    sine = array("h", (round(32767 * math.sin(2 * math.pi * n / 16)) for n in range(160)))
    assert level_dbov(sine.tobytes()) == pytest.approx(-3.01, abs=0.01)


def test_half_the_amplitude_is_six_decibels_less() -> None:
    loud, soft = (level_dbov(array("h", [value, -value] * 80).tobytes()) for value in (20000, 10000))
    assert loud - soft == pytest.approx(6.02, abs=0.01)


@pytest.mark.parametrize("pcm", [b"", bytes(320)])
def test_silence_has_the_lowest_level(pcm: bytes) -> None:
    assert level_dbov(pcm) == SILENCE_DBOV
