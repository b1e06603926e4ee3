from __future__ import annotations

from unittest.mock import patch

import pytest

from agent.line.vad import DOZES_EVERY, FORGET_FRAMES, SileroDetector
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


def test_over_music_half_the_frames_are_measured_until_somebody_speaks() -> None:
    call = compose(pick_up(20002, "test"), 20002)
    size = SileroDetector(RATE).frame_samples
    spoken = next(label for label in call.labels if label.kind == "person")
    voice = call.pcm[spoken.start : spoken.end]
    begun = []
    for may_doze in (True, False):
        detector = SileroDetector(RATE)
        with patch.object(detector, "_model", wraps=detector._model) as model:
            for _ in range(3 * FORGET_FRAMES):
                detector.probability(bytes(2 * size), may_doze=may_doze)
            measured = model.run.call_count
            frames = [voice[at : at + size].tobytes() for at in range(0, len(voice) - size, size)]
            found = [detector.probability(frame, may_doze=may_doze) >= 0.5 for frame in frames]
        begun.append(found.index(True))
        assert model.run.call_count - measured >= len(frames) - 2
        assert (measured <= 2 * FORGET_FRAMES + 1) is may_doze
    assert abs(begun[0] - begun[1]) < DOZES_EVERY
