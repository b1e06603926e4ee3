"""Secrets of the PBX: random, made once, one file each, mode 0600, in a folder of mode 0700."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from agent.errors import ConfigError

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_BYTES = 24
AMI = "ami"
"""Name of the AMI user's secret."""


def get_or_make(folder: Path, name: str) -> str:
    """Return the secret ``name`` of ``folder`` (``Paths.secrets``), making it the first time.

    Safe against a second process that makes the same one: whoever is first wins. Raises
    ConfigError where the file is open to others, empty or unreadable.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name of a secret: {name!r}")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    path = folder / name
    if not path.exists():
        _make(path)
    return read(path)


def read(path: Path) -> str:
    """Return the secret in ``path``; refuse a file that others may read."""
    try:
        mode = path.stat().st_mode
        text = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read the secret in {path}: {error}") from error
    if mode & 0o077:
        raise ConfigError(f"{path} holds a secret but others may read it: run  chmod 600 {path}")
    if not text:
        raise ConfigError(f"{path} is empty: write the secret into it, or delete it to have one made")
    return text


def _make(path: Path) -> None:
    # Written aside and linked into place: a reader sees the whole secret or none, and the loser of a
    # race keeps the winner's file.
    aside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(_BYTES) + "\n")
        try:
            os.link(aside, path)
        except FileExistsError:
            return
    finally:
        aside.unlink()
