"""Train what tells the kinds of things said, on the finished encoder: some minutes on one core.

``python -m models.menus.kinds [--install]``: reads what ``models.menus.texts`` writes, ``machines.txt`` (a
kind, a colon, what a recorded voice says at first), ``people.txt`` (what people say who pick up) and
``turns.txt``; prints how well each kind is told in lines kept for that.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from agent.call.recorded_voice import KINDS, seen, voice_pieces, words_of
from models.menus.network import stored
from models.menus.texts import UNTOLD, Writer
from models.menus.turns import turns
from models.program import ROOT

HERE = Path(__file__).resolve().parent
INSTALLED = ROOT / "agent" / "call" / "encoder.npz"
WRITTEN, INNER, STEPS, BATCH, RATE, LOST, SEED = 5_000, 48, 3_000, 256, 1e-3, 0.3, 0
KEPT_EACH = 6
OPTION = "option"
"""In ``machines.txt``: a menu's first options, which are of no kind but nobody's."""

Row = tuple[np.ndarray, np.ndarray]


def lines(*, tried: bool) -> Iterator[tuple[str, set[str]]]:
    """Texts with their kinds, every so many kept to be tried on."""
    for name in ("people", "machines"):
        for number, line in enumerate((HERE / f"{name}.txt").read_text("utf-8").splitlines()):
            if not line.strip() or (number % KEPT_EACH == 0) is not tried:
                continue
            kind, text = ("person", line) if name == "people" else line.split(":", 1)
            yield text.strip(), {kind} - {OPTION}
    for turn in turns(random.Random(SEED), tried=tried):
        if turn.ended:
            yield turn.said, {"person"}


def written() -> Iterator[tuple[str, set[str]]]:
    writer = Writer(random.Random(SEED))
    for _ in range(WRITTEN):
        text = writer.text()
        if UNTOLD not in text.kinds and text.words:
            yield " ".join(text.words), text.kinds


def rows(texts: Iterator[tuple[str, set[str]]]) -> list[Row]:
    found = []
    for text, kinds in texts:
        ids, _ = voice_pieces(words_of(text))
        if ids:
            found.append((seen(ids)[1], np.array([float(kind in kinds) for kind in KINDS], np.float32)))
    return found


class Head(nn.Module):
    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.inner = nn.Linear(inputs, INNER)
        self.outer = nn.Linear(INNER, len(KINDS))

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        hidden = torch.tanh(self.inner(F.dropout(given, LOST, self.training)))
        return self.outer(F.dropout(hidden, LOST, self.training))


def train(given: list[Row], often: list[Row]) -> Head:
    """``often``: of these half of each batch is."""
    dice, head = random.Random(SEED), Head(len(given[0][0]))
    optimizer = torch.optim.AdamW(head.parameters(), RATE, weight_decay=0.05)
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - step / STEPS)
        some = dice.choices(given, k=BATCH // 2) + dice.choices(often, k=BATCH // 2)
        inputs, wanted = (torch.from_numpy(np.stack([row[at] for row in some])) for at in (0, 1))
        missed = F.binary_cross_entropy_with_logits(head(inputs), wanted)
        optimizer.zero_grad()
        missed.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return head.eval()


def told(head: Head, some: list[Row]) -> Iterator[str]:
    with torch.no_grad():
        likely = head(torch.from_numpy(np.stack([row[0] for row in some]))).numpy()
    wanted = np.stack([row[1] for row in some]) > 0
    for number, kind in enumerate(KINDS):
        there = wanted[:, number]
        if there.any():
            found, false = (likely[there, number] > 0).mean(), (likely[~there, number] > 0).mean()
            said = f"found {100 * found:.1f} % of {there.sum()}, told of others {100 * false:.1f} %"
            yield f"{kind:15} {said}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Train what tells the kinds of things said.")
    parser.add_argument("--install", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    head = train(rows(written()), rows(lines(tried=False)))
    print("\n".join(told(head, rows(lines(tried=True)))))
    if options.install:
        with np.load(INSTALLED) as of:
            found = {name: of[name] for name in of if not name.startswith("kinds")}
        for name, layer in (("kinds_inner", head.inner), ("kinds", head.outer)):
            found |= stored(name, layer.weight.detach().numpy().T)
            found |= stored(f"{name}_bias", layer.bias.detach().numpy())
        np.savez(INSTALLED, **found)  # type: ignore[arg-type]
        print(f"wrote {INSTALLED}")


if __name__ == "__main__":
    main()
