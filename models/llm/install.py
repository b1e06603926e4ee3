"""Puts a model into the repository: the file, its checksums in the manifest, its figures in the card."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

MODELS = Path(__file__).resolve().parent.parent
PLACE = Path("practice") / "llm"
NAME = "model.gguf"
LARGEST_BYTES = 25_000_000


def install(model: Path, figures: dict[str, Any], models: Path = MODELS) -> None:
    """Raises SystemExit: too large for the repository."""
    if model.stat().st_size > LARGEST_BYTES:
        raise SystemExit(f"{model} has more than {LARGEST_BYTES} bytes")
    place = models / PLACE
    place.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(model, place / NAME)
    kept = {name: value for name, value in figures.items() if name != "exact"} | {
        "exact": {name: value for name, value in figures["exact"].items() if name != "differ"}
    }
    for level in kept.values():
        level.pop("failed", None)
    (place / "figures.json").write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    manifest = models / "manifest.toml"
    manifest.write_text(with_checksum(manifest.read_text("utf-8"), checksum(place / NAME)), "utf-8")
    print(f"{place / NAME} is the practice language model now. Bring {place / 'README.md'} up to date.")


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def with_checksum(manifest: str, sha256: str) -> str:
    """The manifest with the model's checksum in its entry."""
    changed, count = re.subn(rf'("{re.escape(NAME)}" = ")[0-9a-f]*(")', rf"\g<1>{sha256}\g<2>", manifest)
    if count != 1:
        raise ValueError(f"the manifest has {count} entries for {NAME}")
    return changed
