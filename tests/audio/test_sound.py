from __future__ import annotations

import pytest

from agent.audio.progress import CallProgress
from agent.audio.sound import Sound
from tests.audio.sounds import lost, noise, silence, tone, voice


def last(pcm: bytes) -> Sound:
    progress = CallProgress(8000)
    progress.hear(pcm)
    return progress.sound


@pytest.mark.parametrize(
    ("pcm", "sound"),
    [
        (silence(1.0), Sound.SILENCE),
        (noise(1.0, -75.0), Sound.SILENCE),
        (noise(1.0, -55.0), Sound.COMFORT_NOISE),
        (noise(1.0, -30.0), Sound.NOISE),
        (tone(1.0, 1000)[:-100], Sound.TONE),
        (voice(0.92), Sound.OTHER),
        (tone(0.4, 1000)[:-100] + noise(0.08, -15.0), Sound.OTHER),
        (lost(noise(1.0, -30.0), 0.8), Sound.NOISE),
    ],
    ids=[
        "nothing",
        "next to nothing",
        "faint noise",
        "noise",
        "tone",
        "speech",
        "after a tone",
        "lost packets",
    ],
)
def test_what_kind_of_sound_it_is(pcm: bytes, sound: Sound) -> None:
    assert last(pcm) is sound


def test_noise_and_silence_may_lie_under_everything_else() -> None:
    assert [sound for sound in Sound if sound.steady] == [Sound.SILENCE, Sound.COMFORT_NOISE, Sound.NOISE]


def test_many_tones_at_once_are_no_noise() -> None:
    assert last(tone(1.0, 500, 700, level=-20.0)[:-100]) is Sound.TONE
    assert last(tone(1.0, 500, 900, 1400, level=-20.0)[:-100]) is Sound.OTHER
