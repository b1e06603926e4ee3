"""Puts an exported model into the repository: the files, and their checksums in the manifest."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

MODELS = Path(__file__).resolve().parent.parent
PLACE = Path("practice") / "whisper"
NAME = "practice-whisper"
LARGEST_BYTES = 25_000_000


def install(exported: Path, models: Path = MODELS) -> None:
    """Raises SystemExit: too large for the repository."""
    files = sorted(path for path in exported.iterdir() if path.suffix in (".bin", ".json", ".npz"))
    if sum(path.stat().st_size for path in files) > LARGEST_BYTES:
        raise SystemExit(f"{exported} has more than {LARGEST_BYTES} bytes")
    place = models / PLACE
    place.mkdir(parents=True, exist_ok=True)
    for path in files:
        shutil.copyfile(path, place / path.name)
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    manifest = models / "manifest.toml"
    manifest.write_text(with_checksums(manifest.read_text("utf-8"), sums), "utf-8")
    print(f"{place} is the practice recogniser now. Bring {place / 'README.md'} up to date.")


def with_checksums(manifest: str, sums: dict[str, str]) -> str:
    """The manifest with other checksums in the recogniser's entry. Raises ValueError: there is none."""
    lines = "".join(f'"{name}" = "{value}"\n' for name, value in sums.items())
    entry = rf'(\[\[practice\]\]\nname = "{NAME}"\n(?:[^\[\n].*\n)*\[practice\.files\]\n)(?:".*\n)*'
    changed, count = re.subn(entry, lambda found: found[1] + lines, manifest)
    if count != 1:
        raise ValueError(f"the manifest has {count} entries for {NAME}")
    return changed
