"""A Llama: RMS norm, rotary positions, grouped feed-forward with SiLU, embeddings shared with the output.

The names of the weights and the order of the rotated pairs (neighbours: 0 and 1, 2 and 3, ...) are those of
GGUF's ``llama`` architecture, so that export is a copy.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

NORM_EPSILON = 1e-5
ROPE_BASE = 10_000.0


@dataclass(frozen=True, slots=True)
class Shape:
    vocabulary: int
    width: int = 256
    layers: int = 6
    heads: int = 4
    hidden: int = 704

    @property
    def head_width(self) -> int:
        return self.width // self.heads


class Block(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width, hidden = shape.width, shape.hidden
        self.heads = shape.heads
        self.attn_norm = nn.RMSNorm(width, NORM_EPSILON)
        self.attn_qkv = nn.Linear(width, 3 * width, bias=False)
        self.attn_output = nn.Linear(width, width, bias=False)
        self.ffn_norm = nn.RMSNorm(width, NORM_EPSILON)
        self.ffn_gate_up = nn.Linear(width, 2 * hidden, bias=False)
        self.ffn_down = nn.Linear(hidden, width, bias=False)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        batch, length, width = x.shape
        qkv = self.attn_qkv(self.attn_norm(x)).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        query, key = rotated(qkv[0], cos, sin), rotated(qkv[1], cos, sin)
        seen = functional.scaled_dot_product_attention(query, key, qkv[2], is_causal=True)
        x = x + self.attn_output(seen.transpose(1, 2).reshape(batch, length, width))
        gate, up = self.ffn_gate_up(self.ffn_norm(x)).chunk(2, dim=-1)
        return x + self.ffn_down(functional.silu(gate) * up)


class Llama(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.width)
        self.blk = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.output_norm = nn.RMSNorm(shape.width, NORM_EPSILON)
        self.apply(_initial)
        for block in self.blk:
            for last in (block.attn_output, block.ffn_down):
                nn.init.normal_(last.weight, std=0.02 / (2 * shape.layers) ** 0.5)

    def forward(self, tokens: Tensor) -> Tensor:
        """(batch, length) token ids -> (batch, length, width): what ``logits`` takes."""
        x = self.token_embd(tokens)
        cos, sin = rotation(tokens.shape[1], self.shape.head_width, tokens.device)
        for block in self.blk:
            x = block(x, cos, sin)
        return self.output_norm(x)

    def logits(self, hidden: Tensor) -> Tensor:
        """(..., width) -> (..., vocabulary)"""
        return functional.linear(hidden, self.token_embd.weight)


def rotation(length: int, head_width: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """Cosines and sines, (length, head_width / 2) each."""
    steps = torch.arange(0, head_width, 2, device=device, dtype=torch.float32)
    angles = torch.outer(
        torch.arange(length, device=device, dtype=torch.float32), ROPE_BASE ** (-steps / head_width)
    )
    return angles.cos(), angles.sin()


def rotated(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    even, odd = x.float().unflatten(-1, (-1, 2)).unbind(-1)
    turned = torch.stack((even * cos - odd * sin, even * sin + odd * cos), dim=-1)
    return turned.flatten(-2).to(x.dtype)


def _initial(module: nn.Module) -> None:
    if isinstance(module, nn.Linear | nn.Embedding):
        nn.init.normal_(module.weight, std=0.02)
