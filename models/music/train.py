"""Train the music detector's network on what ``models.music.measure`` wrote; a minute on one core.

``python -m models.music.train [--install]``: prints how much is missed and wrongly found in either split, and
with ``--install`` replaces ``agent/audio/music.json``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import nn

from agent.audio.music import MEASURES
from models.music.measure import SCENARIOS, Measured, load, path, work_folder
from models.program import ROOT

INSTALLED = ROOT / "agent" / "audio" / "music.json"
HIDDEN, STEPS, BATCH, RATE, SEED = 12, 600, 4096, 5e-3, 0
SURE = 0.95
STEADY = 30
"""Times (3 s) of which all are music, or none is, are learned: at the edges nobody is to be right."""
FOUND = 0.5


class Examples:
    def __init__(self, work: Path, split: str) -> None:
        parts = [load(path(work, what, split)) for what in SCENARIOS]  # type: ignore[arg-type]
        sure = np.concatenate([_steady(part) for part in parts])
        measures = np.concatenate([part.measures for part in parts])
        music = np.concatenate([part.music for part in parts])
        self.measures = torch.from_numpy(measures[sure])
        self.music = torch.from_numpy((music[sure] > FOUND).astype(np.float32))


def _steady(part: Measured) -> npt.NDArray[np.bool_]:
    """Where the call has sounded alike for ``STEADY`` times."""
    kinds = np.where(part.music > SURE, 1, np.where(part.music < 1 - SURE, 0, -1))
    same = np.zeros(len(kinds), bool)
    for at in range(STEADY, len(kinds)):
        last = slice(at - STEADY, at + 1)
        same[at] = (kinds[last] == kinds[at]).all() and (part.call[last] == part.call[at]).all()
    return same & (kinds >= 0)


def train(examples: Examples) -> dict[str, object]:
    torch.manual_seed(SEED)
    mean, spread = examples.measures.mean(0), examples.measures.std(0) + 1e-3
    given, wanted = (examples.measures - mean) / spread, examples.music
    weights = torch.where(wanted > 0, 0.5 / wanted.mean(), 0.5 / (1 - wanted.mean()))
    net = nn.Sequential(nn.Linear(MEASURES, HIDDEN), nn.Tanh(), nn.Linear(HIDDEN, 1))
    optimizer = torch.optim.Adam(net.parameters(), RATE, weight_decay=1e-4)
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - step / STEPS)
        some = torch.randint(len(given), (BATCH,))
        loss = F.binary_cross_entropy_with_logits(net(given[some])[:, 0], wanted[some], weights[some])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    first, second = net[0], net[2]
    return {
        "mean": _short(mean), "spread": _short(spread),
        "first": _short(first.weight.detach().T), "first_bias": _short(first.bias.detach()),
        "second": _short(second.weight.detach()[0]), "second_bias": round(second.bias.item(), 4),
    }  # fmt: skip


def _short(numbers: torch.Tensor) -> object:
    return np.round(numbers.numpy().astype(np.float64), 4).tolist()


def told(net: dict[str, object], examples: Examples) -> str:
    weights = {name: np.array(values, np.float32) for name, values in net.items()}
    given = (examples.measures.numpy() - weights["mean"]) / weights["spread"]
    hidden = np.tanh(given @ weights["first"] + weights["first_bias"])
    found = hidden @ weights["second"] + weights["second_bias"] > 0
    music = examples.music.numpy() > 0
    return (
        f"music missed {100 * (~found[music]).mean():.1f} % of {music.sum()} times, "
        f"found where there is none {100 * found[~music].mean():.2f} % of {(~music).sum()}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the music detector.")
    parser.add_argument("--work", type=Path, default=work_folder())
    parser.add_argument("--install", action="store_true", help=f"replace {INSTALLED.relative_to(ROOT)}")
    options = parser.parse_args()
    torch.set_num_threads(1)
    tuning = Examples(options.work, "tuning")
    net = train(tuning)
    print("tuning:", told(net, tuning))
    print("test:  ", told(net, Examples(options.work, "test")))
    if options.install:
        INSTALLED.write_text(json.dumps(net) + "\n", "utf-8")


if __name__ == "__main__":
    main()
