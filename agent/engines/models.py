"""Finds the models: the practice models of ``models/`` and those that the configuration names."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.config import Engines
from agent.errors import SetupError

FOLDER = Path(__file__).resolve().parents[2] / "models"
PRACTICE_GGUF = "model.gguf"
WHISPER_FILES = ("config.json", "model.bin", "tokenizer.json")


@dataclass(frozen=True, slots=True)
class Model:
    """An entry of ``models/manifest.toml``. ``files``: path below its folder -> sha256."""

    name: str
    kind: str
    folder: str
    files: dict[str, str]
    about: str


def manifest(folder: Path = FOLDER) -> tuple[Model, ...]:
    """The practice models. Raises SetupError."""
    path = folder / "manifest.toml"
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SetupError(
            f"{path}: {error}. The practice models lie in the repository: run offhook from a checkout, "
            "or set engines.whisper_model to a model of your own."
        ) from error
    return tuple(
        Model(entry["name"], entry["kind"], entry["folder"], dict(entry["files"]), entry["about"])
        for entry in raw.get("practice", [])
    )


def practice(kind: str, folder: Path = FOLDER) -> Path:
    """The verified folder of the practice model of ``kind``. Raises SetupError."""
    model = next((model for model in manifest(folder) if model.kind == kind), None)
    if model is None:
        raise SetupError(f"{folder / 'manifest.toml'} names no practice model of kind {kind}")
    verify(model, folder)
    return folder / model.folder


def verify(model: Model, folder: Path = FOLDER) -> None:
    """Every file is there and is the one that the manifest names. Raises SetupError."""
    for name, expected in model.files.items():
        path = folder / model.folder / name
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise SetupError(f"{path}: {error.strerror}. Restore it: git checkout -- models") from error
        if found != expected:
            raise SetupError(
                f"{path} is damaged (sha256 {found[:12]}...). Restore it: git checkout -- models"
            )


def whisper(engines: Engines) -> Path:
    """The folder of the speech-to-text model. Raises SetupError."""
    if engines.whisper_model is None:
        return practice("whisper")
    folder = engines.whisper_model.expanduser()
    missing = [name for name in WHISPER_FILES if not (folder / name).is_file()]
    if missing:
        raise SetupError(
            f"engines.whisper_model: {folder} has no {', '.join(missing)}; it must be a Whisper model in "
            "CTranslate2 form (models/manifest.toml says how to get one)"
        )
    return folder


def language_model(engines: Engines) -> Path | None:
    """The GGUF file, or None where a server has the model. Raises SetupError."""
    if engines.language_model_url:
        return None
    if engines.language_model == "practice":
        return practice("llm") / PRACTICE_GGUF
    path = Path(engines.language_model).expanduser()
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise SetupError(
            f'engines.language_model: {path}: {error.strerror}; give "practice" or the path of a GGUF file'
        ) from error
    if magic != b"GGUF":
        raise SetupError(f"engines.language_model: {path} is no GGUF file")
    return path
