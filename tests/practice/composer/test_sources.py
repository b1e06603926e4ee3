"""Where sounds come from: voices, prompts, noise."""

from __future__ import annotations

import io
import shutil
import wave
from pathlib import Path

import numpy as np
import pytest

from agent.errors import SetupError
from agent.practice.composer.levels import active_dbov, active_rms, trimmed
from agent.practice.composer.noise import LOOP, Noise, Typing
from agent.practice.composer.scene import RATE, Wave
from agent.practice.composer.speech import Recorded, Spoken, Voice, from_wav, read, run
from agent.practice.composer.split import SPLITS, cast


def octave_db(sound: Wave, low: float) -> float:
    """The power between ``low`` hertz and twice that, dB."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    return float(10 * np.log10(power[(hertz >= low) & (hertz < 2 * low)].sum()))


@pytest.mark.parametrize(("colour", "an_octave"), [("white", 3.0), ("pink", 0.0), ("brown", -3.0)])
def test_noise_has_its_colour(colour: str, an_octave: float) -> None:
    sound = Noise(colour, 1).render()  # type: ignore[arg-type]
    assert len(sound) == LOOP
    assert octave_db(sound, 1000) - octave_db(sound, 500) == pytest.approx(an_octave, abs=0.4)


def test_typing_is_clicks_with_quiet_between() -> None:
    sound = Typing(1).render()
    frames = np.abs(sound[: LOOP // 160 * 160]).reshape(-1, 160).max(axis=1)
    assert 0.05 < np.mean(frames > 0.05) < 0.7
    np.testing.assert_array_equal(sound, Typing(1).render())


def test_pauses_do_not_count_for_the_level() -> None:
    tone = np.asarray(0.1 * np.ones(RATE), np.float32)
    with_pauses = np.concatenate((tone, np.zeros(3 * RATE, np.float32), tone))
    assert active_rms(with_pauses) == pytest.approx(0.1, rel=0.01)
    assert active_dbov(tone) == pytest.approx(-20, abs=0.01)


def test_trimming_leaves_sound_at_both_ends() -> None:
    sound = np.concatenate((np.zeros(99), np.ones(50), np.zeros(20), np.ones(5), np.zeros(7))).astype(
        np.float32
    )
    assert len(trimmed(sound)) == 75
    assert len(trimmed(np.zeros(10, np.float32))) == 0


def test_a_wav_file_of_another_rate_is_read_at_8_khz(tmp_path: Path) -> None:
    raw = io.BytesIO()
    with wave.open(raw, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes((8000 * np.sin(np.arange(16_000) / 5)).astype("<i2").tobytes())
    (tmp_path / "tone.wav").write_bytes(raw.getvalue())
    assert from_wav(raw.getvalue())[1] == 16_000
    assert len(read(tmp_path / "tone.wav")) == RATE
    with pytest.raises(SetupError, match="scripts/setup"):
        read(tmp_path / "none.wav")


def test_a_program_that_is_missing_is_said_to_be() -> None:
    with pytest.raises(SetupError, match="no-such-voice"):
        run(["no-such-voice"], "hello")


@pytest.mark.skipif(shutil.which("flite") is None, reason="flite is missing")
def test_speech_begins_with_its_first_sample_and_a_small_speaker_is_as_fast() -> None:
    lengths = []
    for size in (1.0, 0.9):
        sound = Spoken("Good morning.", Voice("flite", "rms", size)).render()
        loud = 0.01 * np.abs(sound).max()
        assert abs(sound[0]) > loud
        assert abs(sound[-1]) > loud
        lengths.append(len(sound))
    assert lengths[1] == pytest.approx(lengths[0], rel=0.1)


def test_voices_and_prompts_are_told_apart_by_how_they_are_written() -> None:
    recipes = {repr(Spoken("Hello", voice)) for split in SPLITS for voice in cast(split)}
    assert len(recipes) == sum(len(cast(split)) for split in SPLITS)
    assert repr(Recorded("vm-intro")) != repr(Recorded("vm-nobox"))
