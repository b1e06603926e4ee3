"""The command: a WAV, and labels beside it that say the same."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import numpy as np
import pytest

from agent.practice.composer.__main__ import write
from agent.practice.composer.scene import RATE, Line, Part, Scene
from agent.practice.composer.speech import from_wav
from agent.practice.composer.store import Store
from tests.practice.composer.sounds import Sine


def test_a_scene_is_written_with_its_labels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.practice.composer.mixing.store", lambda: Store(tmp_path / "store"))
    part = Part(Sine(440, 2000), RATE, 2000, "person", -20, "Hello?")
    write(Scene((part,), 2 * RATE, Line(law="linear", band=False)), 1, tmp_path / "call.wav")
    with wave.open(str(tmp_path / "call.wav")) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (RATE, 1, 2 * RATE)
    samples, _ = from_wav((tmp_path / "call.wav").read_bytes())
    labels = json.loads((tmp_path / "call.json").read_text("utf-8"))["labels"]
    (person,) = (label for label in labels if label["kind"] == "person")
    assert (person["start"], person["end_seconds"], person["detail"]) == (RATE, 1.25, "Hello?")
    heard = np.flatnonzero(samples)
    assert (heard[0], heard[-1] + 1) == (person["start"], person["end"])
