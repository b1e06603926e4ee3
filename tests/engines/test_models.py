"""Models are found and checked; what is missing is said with what to do about it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from agent.config import Engines
from agent.engines import models
from agent.errors import SetupError


def test_the_practice_models_in_the_repository_are_those_of_the_manifest() -> None:
    for model in models.manifest():
        models.verify(model)


def test_the_practice_recogniser_is_the_default() -> None:
    assert models.whisper(Engines()) == models.FOLDER / "practice" / "whisper"


def test_every_practice_model_has_a_card_that_warns_of_real_calls() -> None:
    for model in models.manifest():
        assert "not for real calls" in (models.FOLDER / model.folder / "README.md").read_text()


def test_a_damaged_model_is_named_with_the_command_that_restores_it(tmp_path: Path) -> None:
    shutil.copytree(models.FOLDER, tmp_path, dirs_exist_ok=True)
    damaged = tmp_path / "practice" / "whisper" / "config.json"
    damaged.write_text("{}")
    with pytest.raises(SetupError, match=r"config\.json is damaged.*git checkout"):
        models.practice("whisper", tmp_path)
    damaged.unlink()
    with pytest.raises(SetupError, match=r"No such file.*git checkout"):
        models.practice("whisper", tmp_path)


def test_an_installation_without_the_models_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="run offhook from a checkout"):
        models.manifest(tmp_path)


def test_a_practice_model_of_an_unknown_kind_is_not_there() -> None:
    with pytest.raises(SetupError, match="kind juggling"):
        models.practice("juggling")


def test_a_whisper_folder_without_a_model_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"model\.bin.*CTranslate2"):
        models.whisper(Engines(whisper_model=tmp_path))


def test_a_folder_with_the_files_of_a_whisper_model_is_taken(tmp_path: Path) -> None:
    for name in models.WHISPER_FILES:
        (tmp_path / name).touch()
    assert models.whisper(Engines(whisper_model=tmp_path)) == tmp_path


def test_the_practice_language_model_is_the_default() -> None:
    assert models.language_model(Engines()) == models.FOLDER / "practice" / "llm" / models.PRACTICE_GGUF


def test_a_remote_language_model_needs_no_file() -> None:
    assert models.language_model(Engines(language_model="x.gguf", language_model_url="http://x")) is None


def test_a_language_model_that_is_missing_or_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r'No such file.*"practice"'):
        models.language_model(Engines(language_model=str(tmp_path / "none.gguf")))
    other = tmp_path / "notes.txt"
    other.write_text("notes")
    with pytest.raises(SetupError, match="is no GGUF file"):
        models.language_model(Engines(language_model=str(other)))
    real = tmp_path / "m.gguf"
    real.write_bytes(b"GGUF....")
    assert models.language_model(Engines(language_model=str(real))) == real
