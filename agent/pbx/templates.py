"""Asterisk's configuration files from the Jinja templates in ``asterisk/``."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import jinja2

from agent.errors import ConfigError, SetupError

SUFFIX = ".j2"


def folder(name: str) -> Path:
    """Return the folder of the templates called ``name`` (``pbx``, ``carrier``).

    They lie beside the ``agent`` package in a checkout and inside it (``agent/asterisk``) in a wheel.
    """
    package = Path(__file__).resolve().parents[1]
    for place in (package.parent / "asterisk" / name, package / "asterisk" / name):
        if place.is_dir():
            return place
    raise SetupError(f"the templates asterisk/{name} are missing beside {package}: install offhook again")


def render(name: str, values: Mapping[str, object], into: Path) -> tuple[Path, ...]:
    """Render the templates ``common`` and ``name`` into the folder ``into`` and return the files.

    Every file has mode 0600 (most hold secrets) and is replaced as a whole. Files of an older
    rendering that no longer belong there are removed.
    """
    folders = [folder(name), folder("common")]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        finalize=_checked,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    texts = {
        into / path.name.removesuffix(SUFFIX): environment.get_template(path.name).render(values)
        for templates in folders
        for path in sorted(templates.glob(f"*{SUFFIX}"))
    }
    for path, text in texts.items():
        write(path, text)
    for stale in into.glob("*.conf"):
        if stale not in texts:
            stale.unlink()
    return tuple(texts)


def write(path: Path, text: str) -> None:
    """Replace ``path`` by ``text``, mode 0600, so that a reader sees the old or the new, never half."""
    descriptor, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(aside, path)
    except BaseException:  # whatever stops us, leave no half file with secrets behind
        os.unlink(aside)
        raise


def _checked(value: object) -> object:
    # The last fence: each value was checked for what it is before it came here (agent.pbx.values). The
    # value may be a secret, so it is not shown.
    if value is None or (isinstance(value, str) and any(ord(char) < 32 or char == "\x7f" for char in value)):
        raise ConfigError("a value with control characters cannot stand in Asterisk's configuration")
    return value
