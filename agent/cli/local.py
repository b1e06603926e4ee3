"""This home: its configuration, its local API key."""

from __future__ import annotations

import os
from pathlib import Path

from agent.config import Config, Paths, default_paths, load
from agent.errors import OffhookError, StoreError, SwitchboardError

KEY_NAME = "api-key"


def home() -> tuple[Config, Paths]:
    """Raises ConfigError."""
    paths = default_paths()
    return load(paths), paths


def key_file(paths: Paths) -> Path:
    return paths.secrets / KEY_NAME


def read_key(paths: Paths) -> str:
    """The key of this machine's own commands. Raises SwitchboardError before the first start."""
    from agent.pbx import secrets

    if not key_file(paths).exists():
        raise SwitchboardError("there is no API key yet: `offhook up` makes one at its first start")
    return secrets.read(key_file(paths))


def ensure_key(paths: Paths) -> str | None:
    """Make the local key if there is none that works; its text if it was made now. Raises StoreError."""
    from agent.store.database import Database
    from agent.store.keys import KeyStore

    database = Database(paths.database)
    try:
        keys = KeyStore(database)
        try:
            if keys.find(read_key(paths)) is not None:
                return None
        except OffhookError:
            pass  # none yet, or one that cannot be read: a new one takes its place
        _, text = keys.create("local")
    finally:
        database.close()
    try:
        _write(key_file(paths), text)
    except OSError as error:
        raise StoreError(f"the API key cannot be kept: {error}") from error
    return text


def _write(file: Path, text: str) -> None:
    """Never, not even for a moment, readable by others, nor half written."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text + "\n")
    aside.replace(file)
