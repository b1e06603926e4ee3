from __future__ import annotations

import pytest

from agent.line.vad import SileroDetector
from agent.practice.composer import compose, pick_up
from agent.practice.composer.scene import RATE
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


def test_a_person_is_heard_after_half_a_minute_of_music() -> None:
    call = compose(pick_up(20002, "test"), 20002)
    detector = SileroDetector(RATE)
    size = detector.frame_samples
    found = [
        detector.probability(call.pcm[at : at + size].tobytes()) >= 0.5
        for at in range(0, len(call.pcm) - size, size)
    ]
    spoken = next(label for label in call.labels if label.kind == "person")
    said = found[spoken.start // size : spoken.end // size]
    assert sum(said) > 0.6 * len(said)
