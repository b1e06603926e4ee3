"""The production models that ``models/manifest.toml`` names, and those of them that are installed here."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from agent.engines.models import FOLDER
from agent.errors import SetupError

INSTALLED = "installed.json"
"""In the folder of models: what was fetched, with size and checksum of every file."""
VOICES = "voices"
"""All Piper voices lie in one folder: that is how the engine finds them."""
RUNGS = ("small-cpu", "big-cpu", "gpu")


@dataclass(frozen=True)
class Entry:
    """A model for real calls. ``hub``: its repository on the model hub; ``files``: what is needed of it.

    ``megabytes`` is about; ``rungs``: the machines that it suits; ``voice``: the public name that a Piper
    voice speaks for.
    """

    name: str
    kind: Literal["whisper", "piper", "gguf"]
    hub: str
    files: tuple[str, ...]
    licence: str
    megabytes: int
    about: str
    rungs: tuple[str, ...] = ()
    voice: str = ""

    __pydantic_config__ = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class File:
    """``path`` is relative to the folder of models; ``sha256`` as it was at the first fetch."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Installed:
    name: str
    licence: str
    source: str
    fetched_at: str
    files: tuple[File, ...] = field(default=())


_ENTRIES = TypeAdapter(list[Entry])
_INSTALLED = TypeAdapter(dict[str, Installed])


def entries(folder: Path = FOLDER) -> dict[str, Entry]:
    """By name. Raises SetupError."""
    path = folder / "manifest.toml"
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        found = _ENTRIES.validate_python(raw.get("production", []))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise SetupError(f"{path}: {error}") from error
    return {entry.name: entry for entry in found}


def entry(name: str, folder: Path = FOLDER) -> Entry:
    """Raises SetupError, listing what there is."""
    known = entries(folder)
    if name not in known:
        raise SetupError(f"there is no model {name!r}; there are: {', '.join(known)}")
    return known[name]


def place(entry: Entry, file: str) -> str:
    """Where ``file`` of ``entry`` lies, relative to the folder of models."""
    base = file.rpartition("/")[2]
    return f"{VOICES}/{base}" if entry.kind == "piper" else f"{entry.name}/{base}"


def installed(models: Path) -> dict[str, Installed]:
    """What was fetched into ``models``. Raises SetupError where the record cannot be read."""
    try:
        return _INSTALLED.validate_json((models / INSTALLED).read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError) as error:
        raise SetupError(f"{models / INSTALLED}: {error}") from error


def record(models: Path, one: Installed) -> None:
    """Keep that ``one`` is there; whole or not at all."""
    kept: Mapping[str, Installed] = installed(models) | {one.name: one}
    aside = models / f".{INSTALLED}.{os.getpid()}"
    aside.write_text(json.dumps({name: asdict(item) for name, item in kept.items()}, indent=1), "utf-8")
    aside.replace(models / INSTALLED)


def measured(models: Path, path: str) -> File:
    """Size and checksum of a file that lies below ``models``. Raises SetupError."""
    try:
        with (models / path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return File(path, file.tell(), digest)
    except OSError as error:
        raise SetupError(f"{models / path}: {error.strerror}") from error


def verify(models: Path, one: Installed) -> list[str]:
    """What is wrong with the files of ``one``; empty when they are what was fetched."""
    wrong = []
    for file in one.files:
        try:
            found = measured(models, file.path)
        except SetupError as error:
            wrong.append(str(error))
            continue
        if found != file:
            wrong.append(f"{models / file.path} is not the file that was fetched (sha256 differs)")
    return wrong
