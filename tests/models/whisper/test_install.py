"""How a recogniser gets into the repository."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from models.whisper import install

MANIFEST = """# The models.

[[practice]]
name = "practice-whisper"
kind = "whisper"
[practice.files]
"model.bin" = "00"
"old.json" = "11"

[[practice]]
name = "practice-llm"
[practice.files]
"model.gguf" = "22"
"""


def test_its_files_are_copied_and_their_checksums_replace_the_old_ones(tmp_path: Path) -> None:
    exported, models = tmp_path / "exported", tmp_path / "models"
    exported.mkdir()
    models.mkdir()
    (exported / "model.bin").write_bytes(b"weights")
    (exported / "config.json").write_text("{}")
    (exported / "notes.txt").write_text("not of the model")
    (models / "manifest.toml").write_text(MANIFEST)
    install.install(exported, models)
    assert sorted(path.name for path in (models / "practice" / "whisper").iterdir()) == [
        "config.json",
        "model.bin",
    ]
    entries = tomllib.loads((models / "manifest.toml").read_text())["practice"]
    assert entries[0]["files"] == {
        "config.json": hashlib.sha256(b"{}").hexdigest(),
        "model.bin": hashlib.sha256(b"weights").hexdigest(),
    }
    assert entries[1]["files"] == {"model.gguf": "22"}


def test_a_model_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "LARGEST_BYTES", 3)
    (tmp_path / "model.bin").write_bytes(b"four")
    with pytest.raises(SystemExit, match="more than 3 bytes"):
        install.install(tmp_path, tmp_path / "models")


def test_a_manifest_without_the_recogniser_is_an_error() -> None:
    with pytest.raises(ValueError, match="0 entries"):
        install.with_checksums('[[practice]]\nname = "other"\n', {})


def test_the_repositorys_own_manifest_has_the_entry() -> None:
    manifest = (install.MODELS / "manifest.toml").read_text("utf-8")
    changed = tomllib.loads(install.with_checksums(manifest, {"model.bin": "99"}))
    assert changed["practice"][0]["files"] == {"model.bin": "99"}
    assert changed["production"] == tomllib.loads(manifest)["production"]
