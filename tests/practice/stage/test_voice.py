"""One text, several people: parts come in their order, in their voices, music and silence between them."""

from __future__ import annotations

import wave
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from agent.practice.stage.voice import StageVoice, music, pause, spoken_by, tone

RATE = 8000


class Speech:
    """Says each word as two samples of its voice's own value."""

    async def synthesize(self, text: str, voice: str, rate: int) -> AsyncIterator[bytes]:
        value = {"rms": 1, "slt": 2}[voice]
        yield np.full(2 * len(text.split()), value, dtype="<i2").tobytes()


def track(path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(2 * RATE)
        file.writeframes(np.full(2 * RATE * 3, 8000, dtype="<i2").tobytes())
    return path


async def samples(voice: StageVoice, text: str) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return np.frombuffer(b"".join([piece async for piece in voice.synthesize(text, "rms", RATE)]), "<i2")


async def test_each_speaks_in_a_voice_of_its_own() -> None:
    voice = StageVoice(Speech(), {"machine": "slt", "person": "rms"}, (), 1)
    text = "\n".join((spoken_by("machine", "please hold"), pause(0.01), spoken_by("person", "hello")))
    assert list(await samples(voice, text)) == [2] * 4 + [0] * 80 + [1] * 2


async def test_music_has_its_length_and_is_softer_than_the_track(tmp_path: Path) -> None:
    voice = StageVoice(Speech(), {}, (track(tmp_path / "track.wav"),), 1)
    sound = await samples(voice, music(1.5))
    assert abs(len(sound) - 1.5 * RATE) <= 80
    assert 3500 < np.median(sound) < 4500


async def test_without_a_track_there_is_silence() -> None:
    assert not (await samples(StageVoice(Speech(), {}, (), 1), music(0.5))).any()


async def test_a_text_of_several_lines_stays_one_part() -> None:
    assert spoken_by("person", "one\ntwo: three") == "person: one two: three"


async def test_tones_sound_at_their_own_pitch_and_length() -> None:
    sound = await samples(StageVoice(Speech(), {}, (), 1), "\n".join((tone("beep"), tone("sit"))))
    spectrum = np.abs(np.fft.rfft(sound[: RATE * 4 // 10]))
    assert np.argmax(spectrum) / 0.4 == 1000
    assert len(sound) / RATE == pytest.approx(0.4 + 0.928, abs=0.01)
