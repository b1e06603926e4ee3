"""A rehearsal by telephone has the ears and voices of the configuration, and the brain that was asked for."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from agent.config import Engines, Paths, load
from agent.errors import ConfigError
from agent.practice.rehearsal.audio_run import configuration, rehearse
from agent.practice.rehearsal.run import Rehearsal


def engines_of(text: str, folder: Path) -> Engines:
    (folder / "offhook.toml").write_text(text)
    return load(Paths(folder / "offhook.toml", folder, folder)).engines


def test_a_gguf_takes_the_place_of_the_configured_model(tmp_path: Path) -> None:
    mine = replace(Engines(), whisper_model=tmp_path / "ears", threads=2, language_model="/models/other.gguf")
    read = engines_of(configuration(mine, "/models/this.gguf"), tmp_path)
    assert read == replace(mine, language_model="/models/this.gguf")


def test_a_server_is_asked_by_its_url(tmp_path: Path) -> None:
    read = engines_of(configuration(Engines(), "http://127.0.0.1:8000/v1"), tmp_path)
    assert read.language_model_url == "http://127.0.0.1:8000/v1"


def test_voices_of_the_owners_are_taken_along(tmp_path: Path) -> None:
    mine = replace(Engines(), voices={"jessica": "flite:rms", 'with "quotes"': "flite:slt"})
    text = configuration(mine, "practice")
    assert tomllib.loads(text)["engines"]["voices"] == dict(mine.voices)
    assert engines_of(text, tmp_path).voices == mine.voices


def test_there_is_room_for_ten_towns(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="10 towns at most"):
        next(rehearse(Rehearsal(20, brain="practice", jobs=11, folder=tmp_path), Engines()))


def test_the_oracle_cannot_telephone(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="oracle cannot telephone"):
        next(rehearse(Rehearsal(1, folder=tmp_path), Engines()))
