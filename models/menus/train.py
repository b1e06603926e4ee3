"""Train the network of ``agent.call.encoder``: ten minutes on a graphics processor, days without.

``python -m models.menus.train BASE CORPUS FILE [--steps N] [--within SECONDS]``: BASE by
``models.menus.base``, CORPUS by ``models.menus.corpus``; prints what is wrong in what was kept to be tried
on, and writes FILE. It needs nothing of the project but this package, and torch.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from models.menus import base
from models.menus.network import KINDS, Network

UNKNOWN, ENDS, VOICE, FIT, TURN = 1, 2, 3, 4, 5
VOICES, MENUS, TURNS, RATE, SEED = 96, 96, 64, 1.5e-4, 0
WORN = 0.06
KINDS_COUNT, HEADS_FASTER = 0.5, 5.0
HEADS = ("tags", "kinds", "fit", "fit_inner", "ended", "ended_inner")
UNTOLD = -1
RIGHT, WRONG, REST = range(3)
SURE = 3.0
WORKERS, TOLD, WARM, MEASURED = 4, 2000, 200, 400
EVEN = 16
"""To so many pieces texts are filled up, so that shapes come again."""

Batch = tuple[torch.Tensor, torch.Tensor]


@dataclass(frozen=True, slots=True)
class Voice:
    ids: np.ndarray
    tags: np.ndarray
    kinds: int


@dataclass(frozen=True, slots=True)
class Menu:
    errand: np.ndarray
    options: list[np.ndarray]
    right: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Turn:
    before: np.ndarray
    said: np.ndarray
    ended: bool


class Corpus:
    def __init__(self, path: str) -> None:
        with np.load(path) as of:
            self._of = {name: of[name] for name in of}
        self._strings = list(_cut(self._of["strings"], self._of["string_sizes"]))
        self.voices, self.tried_voices = list(self._voices("")), list(self._voices("tried_"))
        self.cases = list(self._menus("cases"))
        self.turns, self.tried_turns = list(self._turns("turns")), list(self._turns("tried_turns"))
        self.tried = {name: list(self._menus(f"tried_{name}")) for name in ("trees", "businesses")}

    def _voices(self, of: str) -> Iterator[Voice]:
        sizes = self._of[f"{of}voice_sizes"]
        ids, tags = _cut(self._of[f"{of}voice"], sizes), _cut(self._of[f"{of}tags"], sizes)
        for one, tag, kinds in zip(ids, tags, self._of[f"{of}kinds"], strict=True):
            if len(one):
                yield Voice(one, tag, int(kinds))

    def _turns(self, name: str) -> Iterator[Turn]:
        for before, said, ended in self._of[name].tolist():
            yield Turn(self._strings[before], self._strings[said], bool(ended))

    def _menus(self, name: str) -> Iterator[Menu]:
        rows, at = self._of[name].tolist(), 0
        while at < len(rows):
            errand, right, wrong, rest = rows[at : at + 4]
            at += 4 + right + wrong + rest
            options = [self._strings[number] for number in rows[at - right - wrong - rest : at]]
            yield Menu(self._strings[errand], options, right, wrong)


def _cut(values: np.ndarray, sizes: np.ndarray) -> Iterator[np.ndarray]:
    end = 0
    for size in sizes.tolist():
        yield values[end : end + size]
        end += size


def padded(rows: list[tuple[list[int], list[int]]]) -> Batch:
    """Pieces and their parts, as ``Network`` takes them."""
    longest = -(-max(len(ids) for ids, _ in rows) // EVEN) * EVEN
    ids, parts = np.zeros((2, len(rows), longest), np.int64)
    for row, (some, of) in enumerate(rows):
        ids[row, : len(some)], parts[row, : len(some)] = some, of
    return torch.from_numpy(ids), torch.from_numpy(parts)


def voice_batch(some: list[Voice]) -> tuple[torch.Tensor, ...]:
    """Pieces, parts; the tag of each piece; kinds, -1 where they are not known."""
    ids, parts = padded([([VOICE, *one.ids.tolist(), ENDS], [0] * (len(one.ids) + 2)) for one in some])
    tags = torch.full(ids.shape, UNTOLD)
    for row, one in enumerate(some):
        tags[row, 1 : 1 + len(one.tags)] = torch.from_numpy(one.tags.astype(np.int64))
    bits = [[one.kinds >> bit & 1 if one.kinds >= 0 else UNTOLD for bit in range(KINDS)] for one in some]
    return ids, parts, tags, torch.tensor(bits, dtype=torch.float32)


def worn(pieces: list[int], dice: random.Random) -> list[int]:
    """With some of them unknown."""
    return [UNKNOWN if dice.random() < WORN else one for one in pieces]


def menu_batch(some: list[Menu], dice: random.Random | None = None) -> tuple[torch.Tensor, ...]:
    """Pieces, parts; of each option its menu, and what it is: ``RIGHT``, ``WRONG``, ``REST``."""
    rows, sorts = [], []
    for number, menu in enumerate(some):
        first = [FIT, *menu.errand.tolist(), ENDS]
        first = worn(first, dice) if dice else first
        for place, option in enumerate(menu.options):
            second = [*(worn(option.tolist(), dice) if dice and len(option) > 2 else option.tolist()), ENDS]
            rows.append((first + second, [0] * len(first) + [1] * len(second)))
            sort = RIGHT if place < menu.right else WRONG if place < menu.right + menu.wrong else REST
            sorts.append((number, sort))
    return *padded(rows), torch.tensor(sorts)


def turn_batch(some: list[Turn]) -> tuple[torch.Tensor, ...]:
    """Pieces, parts; 1 where the turn has ended."""
    rows = []
    for one in some:
        first, second = [TURN, *one.before.tolist(), ENDS], [*one.said.tolist(), ENDS]
        rows.append((first + second, [0] * len(first) + [1] * len(second)))
    return *padded(rows), torch.tensor([float(one.ended) for one in some])


class Batches(IterableDataset[list[tuple[torch.Tensor, ...]]]):
    """Without end, and other ones in each worker."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def __iter__(self) -> Iterator[list[tuple[torch.Tensor, ...]]]:
        worker = get_worker_info()
        dice = random.Random(SEED + (worker.id if worker else 0))
        of = self._corpus
        while True:
            yield [
                menu_batch(dice.sample(of.cases, MENUS), dice),
                voice_batch(dice.sample(of.voices, VOICES)),
                turn_batch(dice.sample(of.turns, TURNS)),
            ]


def voice_loss(net: Network, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
    ids, parts, tags, kinds = batch
    hidden = net(ids, parts)
    words = F.cross_entropy(net.tags(hidden).flatten(0, 1).float(), tags.flatten(), ignore_index=UNTOLD)
    told = (kinds != UNTOLD).float()
    missed = F.binary_cross_entropy_with_logits(net.kinds(hidden[:, 0]).float(), kinds, reduction="none")
    return words + KINDS_COUNT * (missed * told).sum() / told.sum().clamp(min=1)


def menu_loss(net: Network, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
    """The right option comes first, and each is judged by itself."""
    ids, parts, sorts = batch
    scores = net.fits(net(ids, parts)).float()
    menu, sort = sorts.T
    judged = (sort != REST).float()
    each = F.binary_cross_entropy_with_logits(scores[:, 0], (sort == RIGHT).float(), reduction="none")
    takes = F.binary_cross_entropy_with_logits(scores[:, 1], (sort == REST).float())
    likely, right = scores[:, 0].clamp(-30, 30), sort == RIGHT
    all_of = torch.zeros(int(menu[-1]) + 1, device=ids.device).index_add(0, menu, likely.exp() * judged)
    first = all_of[menu[right]].log() - likely[right]
    return first.mean() + (each * judged).sum() / judged.sum() + takes


def turn_loss(net: Network, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
    ids, parts, ended = batch
    return F.binary_cross_entropy_with_logits(net.ends(net(ids, parts)).float(), ended)


@torch.no_grad()
def told(net: Network, corpus: Corpus, device: str) -> str:
    net.eval()
    wrong = words = whole = 0
    for some in _runs(corpus.tried_voices):
        ids, parts, tags, _ = (one.to(device) for one in voice_batch(some))
        missed = (net.tags(net(ids, parts)).argmax(-1) != tags) & (tags != UNTOLD)
        wrong, words = wrong + int(missed.sum()), words + int((tags != UNTOLD).sum())
        whole += int((~missed.any(1)).sum())
    found = [
        f"words wrong {100 * wrong / words:.2f} %, texts right {100 * whole / len(corpus.tried_voices):.1f} %"
    ]
    found += [f"{name}: {_chosen(net, menus, device)}" for name, menus in corpus.tried.items()]
    ends = [_ends(net, some, device) for some in _runs(corpus.tried_turns)]
    likely, ended = torch.cat([one for one, _ in ends]), torch.cat([one for _, one in ends]) > 0
    found.append(f"ends found {_share(likely[ended] > 0)}, pauses {_share(likely[~ended] <= 0)}")
    net.train()
    return "; ".join(found)


def _ends(net: Network, some: list[Turn], device: str) -> tuple[torch.Tensor, torch.Tensor]:
    ids, parts, ended = turn_batch(some)
    return net.ends(net(ids.to(device), parts.to(device))).float().cpu(), ended


def _chosen(net: Network, menus: list[Menu], device: str) -> str:
    first, surely = [], []
    for some in _runs([menu for menu in menus if menu.right and menu.wrong]):
        ids, parts, sorts = menu_batch(some)
        scores = net.fits(net(ids.to(device), parts.to(device)))[:, 0].float().cpu()
        for number in range(len(some)):
            mine, sort = scores[sorts[:, 0] == number], sorts[sorts[:, 0] == number][:, 1]
            right, wrong = mine[sort == RIGHT].max(), mine[sort == WRONG].max()
            first.append(bool(right > wrong))
            surely.append(bool(wrong > max(SURE, float(right))))
    return f"right {_share(torch.tensor(first))}, surely wrong {_share(torch.tensor(surely))} of {len(first)}"


def _share(found: torch.Tensor) -> str:
    return f"{100 * float(found.float().mean()):.1f} %"


def _runs(some: list[Any]) -> Iterator[list[Any]]:
    return (some[at : at + VOICES] for at in range(0, len(some), VOICES))


def train(net: Network, corpus: Corpus, steps: int, within: float, device: str) -> None:
    fast, slow = [], []
    for name, one in net.named_parameters():
        (fast if name.split(".")[0] in HEADS else slow).append(one)
    groups = [{"params": of, "most": most} for of, most in ((slow, RATE), (fast, HEADS_FASTER * RATE))]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.02)
    batches = iter(DataLoader(Batches(corpus), batch_size=None, num_workers=WORKERS))
    began = warm = time.monotonic()
    step = 0
    while step < steps:
        if step == WARM:
            warm = time.monotonic()
        if step == MEASURED:
            each = (time.monotonic() - warm) / (MEASURED - WARM)
            steps = min(steps, MEASURED + int((within - time.monotonic() + began) / each))
            print(f"{each:.3f} s a step, {steps} steps", flush=True)
        for group in optimizer.param_groups:
            group["lr"] = group["most"] * min(1.0, (step + 1) / 300) * (1 - step / steps)
        menus, voices, turns = ([one.to(device) for one in of] for of in next(batches))
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            missed = menu_loss(net, menus) + voice_loss(net, voices) + turn_loss(net, turns)
        optimizer.zero_grad()
        missed.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        step += 1
        if step % TOLD == 0 or step == steps:
            print(f"step {step}: {missed.item():.3f}; {told(net, corpus, device)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the network that reads menus.")
    parser.add_argument("base")
    parser.add_argument("corpus")
    parser.add_argument("file", type=Path)
    parser.add_argument("--steps", type=int, default=12_000)
    parser.add_argument("--within", type=float, default=float("inf"), help="seconds; fewer steps if need be")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.backends.cuda.enable_cudnn_sdp(False)  # It plans anew for every shape.
    device = "cuda" if torch.cuda.is_available() else "cpu"
    words, vectors, weights = base.read(options.base)
    net = Network(len(words))
    net.begin_with(weights, vectors)
    net.to(device)
    if options.steps:
        train(net, Corpus(options.corpus), options.steps, options.within, device)
    net.write(options.file, words)


if __name__ == "__main__":
    main()
