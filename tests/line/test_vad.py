from __future__ import annotations

import pytest

from agent.line.vad import SileroDetector
from tests.line.fakes import sound


@pytest.mark.parametrize("rate", [8000, 16000])
def test_neither_silence_nor_a_tone_is_speech(rate: int) -> None:
    detector = SileroDetector(rate)
    size = 2 * detector.frame_samples
    for pcm in (bytes(20 * size), sound(2.0, rate)):
        probabilities = [detector.probability(pcm[at : at + size]) for at in range(0, len(pcm) - size, size)]
        assert max(probabilities[5:]) < 0.5


@pytest.mark.parametrize(("rate", "samples"), [(8000, 256), (16000, 512)])
def test_a_frame_is_32_milliseconds(rate: int, samples: int) -> None:
    assert SileroDetector(rate).frame_samples == samples
