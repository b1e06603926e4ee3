"""The network of ``agent.call.recorded_voice`` in torch, and its weights as that reads them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from agent.call.recorded_voice import DILATIONS, INPUTS, KINDS, Tag

CHANNELS, SEEN = 64, 48
LOST = 0.15
"""So many of the values are left out while it is trained."""


class Network(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.inward = nn.Linear(INPUTS, CHANNELS)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(CHANNELS, CHANNELS, 3, padding=dilation, dilation=dilation) for dilation in DILATIONS
        )
        self.tags = nn.Linear(CHANNELS, len(Tag))
        self.seen = nn.Linear(CHANNELS, SEEN)
        self.kinds = nn.Linear(SEEN, len(KINDS))

    def forward(self, given: torch.Tensor, there: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """``given``: texts x words x INPUTS; ``there``: texts x words, 1 where there is a word."""
        here = there[:, :, None]
        hidden = F.relu(self.inward(F.dropout(given, LOST, self.training))) * here
        for convolution in self.convolutions:
            more = F.relu(convolution(hidden.transpose(1, 2)).transpose(1, 2))
            hidden = (hidden + F.dropout(more, LOST, self.training)) * here
        most = (F.relu(self.seen(hidden)) * here).amax(1)
        return self.tags(hidden), self.kinds(F.dropout(most, LOST, self.training))

    def weights(self) -> dict[str, np.ndarray]:
        found = {
            "in": self.inward.weight.T, "in_bias": self.inward.bias,
            "tags": self.tags.weight.T, "tags_bias": self.tags.bias,
            "seen": self.seen.weight.T, "seen_bias": self.seen.bias,
            "kinds": self.kinds.weight.T, "kinds_bias": self.kinds.bias,
        }  # fmt: skip
        for number, convolution in enumerate(self.convolutions):
            found[f"conv{number}"] = convolution.weight.permute(2, 1, 0)
            found[f"bias{number}"] = convolution.bias
        return {name: value.detach().numpy().astype(np.float16) for name, value in found.items()}

    def write(self, path: Path) -> None:
        np.savez_compressed(path, **self.weights())
