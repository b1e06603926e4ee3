"""Whisper's network, small: 4 encoder layers of Whisper-tiny's shape, 2 decoder layers, a CTC head."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WIDTH, HEADS, INNER = 384, 6, 1536
ENCODER_LAYERS, DECODER_LAYERS = 4, 2
MELS, FRAMES, POSITIONS, TOKENS = 80, 3000, 1500, 448


class Attention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.k_proj = nn.Linear(WIDTH, WIDTH, bias=False)
        self.v_proj = nn.Linear(WIDTH, WIDTH)
        self.q_proj = nn.Linear(WIDTH, WIDTH)
        self.out_proj = nn.Linear(WIDTH, WIDTH)

    def forward(self, x: Tensor, source: Tensor | None = None, causal: bool = False) -> Tensor:
        source = x if source is None else source
        query, key, value = (
            projection(of).unflatten(-1, (HEADS, -1)).transpose(1, 2)
            for projection, of in ((self.q_proj, x), (self.k_proj, source), (self.v_proj, source))
        )
        out: Tensor = self.out_proj(_attend(query, key, value, causal).transpose(1, 2).flatten(2))
        return out


def _attend(query: Tensor, key: Tensor, value: Tensor, causal: bool) -> Tensor:
    if query.is_cuda:
        return F.scaled_dot_product_attention(query, key, value, is_causal=causal)
    # by hand: torch's own takes half as long again, there and back, on a processor at these lengths
    scores = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(-1, -2))
    if causal:
        later = torch.ones(scores.shape[-2:], dtype=torch.bool).triu(1)
        scores = scores.masked_fill(later, -1e4)
    return torch.matmul(scores.softmax(-1), value)


class Layer(nn.Module):
    def __init__(self, decodes: bool) -> None:
        super().__init__()
        self.self_attn = Attention()
        self.self_attn_layer_norm = nn.LayerNorm(WIDTH)
        if decodes:
            self.encoder_attn = Attention()
            self.encoder_attn_layer_norm = nn.LayerNorm(WIDTH)
        self.fc1 = nn.Linear(WIDTH, INNER)
        self.fc2 = nn.Linear(INNER, WIDTH)
        self.final_layer_norm = nn.LayerNorm(WIDTH)

    def forward(self, x: Tensor, heard: Tensor | None = None) -> Tensor:
        x = x + self.self_attn(self.self_attn_layer_norm(x), causal=heard is not None)
        if heard is not None:
            x = x + self.encoder_attn(self.encoder_attn_layer_norm(x), heard)
        out: Tensor = x + self.fc2(F.gelu(self.fc1(self.final_layer_norm(x))))
        return out


def sinusoids(length: int) -> Tensor:
    """Whisper's positions, shape (length, WIDTH): sines, then cosines."""
    step = math.log(10_000) / (WIDTH // 2 - 1)
    angle = torch.arange(length)[:, None] * torch.exp(-step * torch.arange(WIDTH // 2))[None]
    return torch.cat([angle.sin(), angle.cos()], 1)


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(MELS, WIDTH, 3, padding=1)
        self.conv2 = nn.Conv1d(WIDTH, WIDTH, 3, stride=2, padding=1)
        self.embed_positions = nn.Embedding(POSITIONS, WIDTH)
        self.embed_positions.weight.data = sinusoids(POSITIONS)
        self.embed_positions.weight.requires_grad_(False)
        self.layers = nn.ModuleList(Layer(decodes=False) for _ in range(ENCODER_LAYERS))
        self.layer_norm = nn.LayerNorm(WIDTH)

    def forward(self, mel: Tensor) -> Tensor:
        """(batch, MELS, frames) to (batch, frames / 2, WIDTH)."""
        x = F.gelu(self.conv2(F.gelu(self.conv1(mel)))).transpose(1, 2)
        x = x + self.embed_positions.weight[: x.shape[1]]
        for layer in self.layers:
            x = layer(x)
        out: Tensor = self.layer_norm(x)
        return out


class Decoder(nn.Module):
    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(vocabulary, WIDTH)
        self.embed_positions = nn.Embedding(TOKENS, WIDTH)
        nn.init.normal_(self.embed_tokens.weight, std=0.02)
        nn.init.normal_(self.embed_positions.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(decodes=True) for _ in range(DECODER_LAYERS))
        self.layer_norm = nn.LayerNorm(WIDTH)

    def forward(self, tokens: Tensor, heard: Tensor, wanted: Tensor) -> Tensor:
        """Logits where ``wanted`` (batch, length; bool) is true, shape (count, vocabulary)."""
        x = self.embed_tokens(tokens) + self.embed_positions.weight[: tokens.shape[1]]
        for layer in self.layers:
            x = layer(x, heard)
        logits: Tensor = F.linear(self.layer_norm(x)[wanted], self.embed_tokens.weight)
        return logits


class Network(nn.Module):
    """``pieces``: the text tokens; the CTC head knows these and a blank behind them."""

    def __init__(self, vocabulary: int, pieces: int) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.decoder = Decoder(vocabulary)
        self.ctc = nn.Linear(WIDTH, pieces + 1)
