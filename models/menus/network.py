"""The network of ``agent.call.encoder`` in torch, with its heads, and its weights as that reads them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

WIDTH, INNER, HEADS, LAYERS, PLACES = 384, 1536, 12, 6, 320
TAGS, KINDS = 6, 10
PRECISION = 1e-6
NOT_USED = ("ended", "kinds")
"""Heads that are trained for what the layers learn by them; ``models.menus.kinds`` makes another of kinds."""


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.Linear(WIDTH, 3 * WIDTH)
        self.together = nn.Linear(WIDTH, WIDTH)
        self.after_attention = nn.LayerNorm(WIDTH, PRECISION)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.after_all = nn.LayerNorm(WIDTH, PRECISION)

    def forward(self, hidden: torch.Tensor, there: torch.Tensor, lost: float) -> torch.Tensor:
        mixed = self.attention(hidden).unflatten(-1, (3, HEADS, WIDTH // HEADS))
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        together = F.scaled_dot_product_attention(query, key, value, attn_mask=there[:, None, None])
        attended = self.together(together.transpose(1, 2).flatten(2))
        hidden = self.after_attention(hidden + F.dropout(attended, lost))
        inner = self.outer(F.gelu(self.inner(hidden), approximate="tanh"))
        return self.after_all(hidden + F.dropout(inner, lost))


class Network(nn.Module):
    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.parts = nn.Embedding(2, WIDTH)
        self.first = nn.LayerNorm(WIDTH, PRECISION)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.tags = nn.Linear(WIDTH, TAGS)
        self.kinds = nn.Linear(WIDTH, KINDS)
        self.fit_inner = nn.Linear(WIDTH, WIDTH)
        self.fit = nn.Linear(WIDTH, 2)
        self.ended_inner = nn.Linear(WIDTH, WIDTH)
        self.ended = nn.Linear(WIDTH, 1)
        self.lost = 0.15

    def forward(self, ids: torch.Tensor, parts: torch.Tensor) -> torch.Tensor:
        """``ids``: texts x pieces, 0 where there is none; ``parts``: to which part each belongs."""
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.first(self.pieces(ids) + self.places(places) + self.parts(parts))
        lost = self.lost if self.training else 0.0
        hidden = F.dropout(hidden, lost)
        for layer in self.layers:
            hidden = layer(hidden, ids != 0, lost)
        return hidden

    def fits(self, hidden: torch.Tensor) -> torch.Tensor:
        """Of pairs: how well the option fits, whether it takes the rest: pairs x 2, in logits."""
        seen = F.dropout(torch.tanh(self.fit_inner(hidden[:, 0])), self.lost, self.training)
        return self.fit(seen)

    def ends(self, hidden: torch.Tensor) -> torch.Tensor:
        """Whether a turn has ended, in logits."""
        seen = F.dropout(torch.tanh(self.ended_inner(hidden[:, 0])), self.lost, self.training)
        return self.ended(seen)[:, 0]

    def begin_with(self, base: dict[str, np.ndarray], vectors: np.ndarray) -> None:
        """``base``: the weights of all-MiniLM-L6-v2; ``vectors``: of the pieces."""
        found = {
            "pieces.weight": vectors,
            "places.weight": base["embeddings.position_embeddings.weight"][:PLACES],
            "parts.weight": base["embeddings.token_type_embeddings.weight"],
            "first.weight": base["embeddings.LayerNorm.weight"],
            "first.bias": base["embeddings.LayerNorm.bias"],
        }
        for number in range(LAYERS):
            found |= dict(_layer(base, number))
        known = {name: torch.from_numpy(np.ascontiguousarray(one, np.float32)) for name, one in found.items()}
        missing = self.load_state_dict(known, strict=False)
        assert not missing.unexpected_keys, missing.unexpected_keys

    def write(self, path: Path, vocabulary: list[str]) -> None:
        state = {name: one.detach().float().cpu().numpy() for name, one in self.state_dict().items()}
        found: dict[str, np.ndarray] = {"vocabulary": np.frombuffer("\n".join(vocabulary).encode(), np.uint8)}
        for name, one in state.items():
            if name.startswith(NOT_USED):
                continue
            short, sort = name.removeprefix("layers.").rsplit(".", 1)
            norm = one.ndim == 1 and sort == "weight"
            short = f"{short}_scale" if norm else f"{short}_bias" if sort == "bias" else short
            embedding = short in ("pieces", "places", "parts")
            found |= stored(short, one if embedding or one.ndim == 1 else one.T)
        np.savez(path, **found)  # type: ignore[arg-type]


def stored(name: str, values: np.ndarray) -> dict[str, np.ndarray]:
    """As integers with a scale for each column, where it pays."""
    if values.size < 10_000:
        return {name: values.astype(np.float32)}
    scale = np.abs(values).max(0) / 127
    return {name: np.rint(values / scale).astype(np.int8), f"{name}*": scale.astype(np.float32)}


def _layer(base: dict[str, np.ndarray], number: int) -> Iterator[tuple[str, np.ndarray]]:
    of, to = f"encoder.layer.{number}", f"layers.{number}"
    for sort in ("weight", "bias"):
        three = [base[f"{of}.attention.self.{one}.{sort}"] for one in ("query", "key", "value")]
        yield f"{to}.attention.{sort}", np.concatenate(three)
        yield f"{to}.together.{sort}", base[f"{of}.attention.output.dense.{sort}"]
        yield f"{to}.after_attention.{sort}", base[f"{of}.attention.output.LayerNorm.{sort}"]
        yield f"{to}.inner.{sort}", base[f"{of}.intermediate.dense.{sort}"]
        yield f"{to}.outer.{sort}", base[f"{of}.output.dense.{sort}"]
        yield f"{to}.after_all.{sort}", base[f"{of}.output.LayerNorm.{sort}"]
