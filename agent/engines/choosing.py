"""Writing into ``offhook.toml`` which models are used; comments and all else stay as they are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from agent.config import Engines
from agent.engines import catalogue
from agent.engines.catalogue import Entry
from agent.errors import ConfigError


def settings_of(entry: Entry, models: Path) -> dict[str, Any]:
    """The settings of ``[engines]`` that put ``entry`` to use."""
    first = models / catalogue.place(entry, entry.files[0])
    match entry.kind:
        case "whisper":
            return {"whisper_model": str(first.parent)}
        case "gguf":
            return {"language_model": str(first)}
        case "piper":
            return {
                "piper_voices": str(first.parent),
                "voices": {entry.voice or entry.name: f"piper:{entry.name}"},
            }


def write(config_file: Path, engines: dict[str, Any]) -> None:
    """Set settings of ``[engines]`` in ``config_file``, which may not exist yet. Raises ConfigError."""
    try:
        text = config_file.read_text("utf-8") if config_file.exists() else ""
        document = tomlkit.parse(text)
    except (OSError, TOMLKitError) as error:
        raise ConfigError(f"{config_file}: {error}") from error
    section = document.setdefault("engines", tomlkit.table())
    for key, value in engines.items():
        if isinstance(value, dict):
            # A table of the user's replaces the whole default: what it says of other names has to stay.
            section.setdefault(key, dict(getattr(Engines(), key))).update(value)
        else:
            section[key] = value
    config_file.parent.mkdir(parents=True, exist_ok=True)
    aside = config_file.with_name(f".{config_file.name}.{os.getpid()}")
    aside.write_text(tomlkit.dumps(document), "utf-8")
    aside.replace(config_file)
