"""Train the network that reads recorded voices: a quarter of an hour on one core.

``python -m models.menus.train [--steps N] [--install]``: prints how many words and kinds are wrong in texts
of other dice, and with ``--install`` replaces ``agent/call/recorded_voice.npz``.
"""

from __future__ import annotations

import argparse
import random

import numpy as np
import torch
import torch.nn.functional as F

from agent.call.recorded_voice import INPUTS, KINDS, inputs
from models.menus.network import Network
from models.menus.texts import Text, Writer
from models.program import ROOT

INSTALLED = ROOT / "agent" / "call" / "recorded_voice.npz"
BATCH, RATE, SEED = 32, 2e-3, 0
LONGEST = 120
"""Words of a text that are learned from."""
KINDS_COUNT = 0.5

Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


def batch(writer: Writer) -> Batch:
    """Inputs, where there are words, tags, kinds."""
    texts = [writer.text() for _ in range(BATCH)]
    texts = [text for text in texts if text.words]
    size = min(LONGEST, max(len(text.words) for text in texts))
    given = np.zeros((len(texts), size, INPUTS), np.float32)
    there = np.zeros((len(texts), size), np.float32)
    tags = np.full((len(texts), size), -100, np.int64)
    for row, text in enumerate(texts):
        words = text.words[:size]
        given[row, : len(words)], there[row, : len(words)] = inputs(words), 1.0
        tags[row, : len(words)] = text.tags[:size]
    return torch.from_numpy(given), torch.from_numpy(there), torch.from_numpy(tags), _kinds(texts)


def _kinds(texts: list[Text]) -> torch.Tensor:
    return torch.tensor([[float(kind in text.kinds) for kind in KINDS] for text in texts])


def loss(net: Network, some: Batch) -> torch.Tensor:
    given, there, tags, kinds = some
    of_words, of_all = net(given, there)
    words = F.cross_entropy(of_words.flatten(0, 1), tags.flatten())
    return words + KINDS_COUNT * F.binary_cross_entropy_with_logits(of_all, kinds)


def told(net: Network, writer: Writer, batches: int = 10) -> str:
    net.eval()
    wrong = words = wrong_kinds = kinds = 0
    with torch.no_grad():
        for _ in range(batches):
            given, there, tags, wanted = batch(writer)
            of_words, of_all = net(given, there)
            wrong += int(((of_words.argmax(-1) != tags) & (tags >= 0)).sum())
            words += int((tags >= 0).sum())
            wrong_kinds += int(((of_all > 0) != (wanted > 0.5)).sum())
            kinds += wanted.numel()
    net.train()
    return f"wrong words {100 * wrong / words:.2f} %, wrong kinds {100 * wrong_kinds / kinds:.2f} %"


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the network that reads recorded voices.")
    parser.add_argument("--steps", type=int, default=4_000)
    parser.add_argument("--install", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    writer, other = Writer(random.Random(SEED)), Writer(random.Random(SEED + 1))
    net = Network()
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=0.01)
    for step in range(options.steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, step / 100) * (1 - step / options.steps)
        missed = loss(net, batch(writer))
        optimizer.zero_grad()
        missed.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if step % 200 == 199:
            print(f"step {step + 1}: {missed.item():.3f}, {told(net, other, 2)}", flush=True)
    print(told(net, Writer(random.Random(SEED + 2))))
    if options.install:
        net.write(INSTALLED)
        print(f"wrote {INSTALLED}")


if __name__ == "__main__":
    main()
