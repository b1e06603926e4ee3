"""The practice recogniser on sound as the line hands it over."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from agent.engines import whisper
from agent.engines.models import practice
from agent.engines.sound import Samples
from agent.engines.whisper import WhisperEngine
from agent.practice.composer.speech import Spoken, Voice

RATE = 8000
CODE = "It's eight eight five six."
MENU = "For reservations, press one. For opening hours, press two. For anything else, press zero."


@pytest.fixture(scope="module")
def engine() -> WhisperEngine:
    return WhisperEngine(practice("whisper"))


def pcm(text: str, silence: float) -> bytes:
    """``text`` with so many seconds of silence before and behind it."""
    quiet = np.zeros(round(silence * RATE))
    sound = np.concatenate((quiet, Spoken(text, Voice("flite", "slt")).render(), quiet))
    return bytes((sound / np.abs(sound).max() * 16000).astype("<i2").tobytes())


@pytest.mark.parametrize("silence", [0.0, 0.1, 0.2])
def test_words_at_the_very_end_of_the_sound_are_written_once(engine: WhisperEngine, silence: float) -> None:
    assert engine.transcribe(pcm(CODE, silence), RATE).text == CODE


def test_long_sound_is_heard_in_pieces(engine: WhisperEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[float] = []
    features = engine._features

    def counted(samples: Samples) -> Any:
        heard.append(len(samples) / whisper.RATE)
        return features(samples)

    monkeypatch.setattr(engine, "_features", counted)
    engine.transcribe(pcm(f"{MENU} {MENU}", 0.2), RATE)
    assert len(heard) > 2
    assert max(heard) <= whisper.SMALL_SECONDS
