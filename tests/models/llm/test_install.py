"""A model is put where the engines look for it, with the checksum that they will verify."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.engines import models
from agent.errors import SetupError
from models.llm import install

MANIFEST = """
[[practice]]
name = "practice-llm"
kind = "llm"
folder = "practice/llm"
about = "Not for real calls."
[practice.files]
"model.gguf" = "00"
"""
FIGURES = {"light": {"episodes": 300, "failed": [{"id": "x"}]}, "exact": {"same": 9, "differ": []}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "manifest.toml").write_text(MANIFEST)
    return tmp_path


def test_an_installed_model_is_the_verified_practice_model(folder: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.gguf"
    made.write_bytes(b"GGUF....")
    install.install(made, FIGURES, folder)
    found = models.practice("llm", folder) / models.PRACTICE_GGUF
    assert found.read_bytes() == b"GGUF...."
    found.write_bytes(b"GGUF...!")
    with pytest.raises(SetupError, match="damaged"):
        models.practice("llm", folder)


def test_a_model_too_large_for_the_repository_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / "made.gguf"
    made.write_bytes(b"GGUF....")
    monkeypatch.setattr(install, "LARGEST_BYTES", 4)
    with pytest.raises(SystemExit, match="more than 4 bytes"):
        install.install(made, FIGURES, folder)


def test_a_manifest_without_the_model_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="0 entries"):
        install.with_checksum("[[practice]]\n", "00")
