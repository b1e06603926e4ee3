"""Train the network that says how well an option fits an errand: five minutes on one core.

``python -m models.menus.fit [--steps N] [--install]``: of menus of labels that were left out, prints how many
are chosen rightly, and with ``--install`` trains on all and replaces ``agent/call/option_fit.npz``.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from agent.call.facts import FactBook
from agent.call.option_fit import ERRANDS, QUERY, option_vector, query
from agent.call.purpose import errand_of
from agent.call.word_vectors import DIMENSIONS
from agent.practice.episodes import make
from agent.practice.menu_trees import tuning
from agent.practice.menu_trees.tree import Leaf, Menu, Node, Number, Question
from models.menus.texts import departments
from models.program import ROOT

INSTALLED = ROOT / "agent" / "call" / "option_fit.npz"
TREES, BATCH, RATE, SEED = 1_500, 64, 3e-3, 0
HIDDEN, LOST = 48, 0.25
OF_TREES = 0.5
LEFT_OUT = 0.15
REST = "operator and all the rest"
APART = ("again", "back", "English", "another language")
"""Of ``options.toml``: what other rules know, too."""


@dataclass(frozen=True, slots=True)
class Case:
    wanted: np.ndarray
    right: tuple[str, ...]
    wrong: tuple[str, ...]


class Cases:
    """Drawn from ``options.toml`` and from the practice town's tuning trees."""

    def __init__(self, dice: random.Random, kept: set[str] | None = None) -> None:
        self._dice, self._kept = dice, kept
        options = departments()
        self._options = [one | {"ways": [way for way in one["ways"] if self._known(way)]} for one in options]
        self._options = [one for one in self._options if one["ways"]]
        self.rest = [way for one in options if one["name"] == REST for way in one["ways"]] + list(
            tuning.ANYTHING
        )
        self._serving = [one for one in self._options if one["acts"] and one["name"] != REST]
        self.trees = [case for case in tree_cases(TREES) if all(self._known(one) for one in case.right)]

    def draw(self) -> Case:
        if self.trees and self._dice.random() < OF_TREES:
            case = self._dice.choice(self.trees)
            wrong = tuple(one for one in case.wrong if self._known(one))
            return Case(case.wanted, case.right, wrong + self._far())
        return self._of_options()

    def _known(self, label: str) -> bool:
        return self._kept is None or label in self._kept

    def _far(self) -> tuple[str, ...]:
        """Something that nobody's errand is served at."""
        none = [one for one in self._options if not one["acts"]]
        return (self._dice.choice(self._dice.choice(none)["ways"]),)

    def _of_options(self) -> Case:
        dice = self._dice
        one = dice.choice(self._serving)
        errand = dice.choice(one["acts"])
        named = one["things"] or dice.choice([other for other in self._serving if other["things"]])["things"]
        thing = dice.choice(named)
        fits = [o for o in self._serving if errand in o["acts"] and (not o["things"] or thing in o["things"])]
        near = [
            o for o in self._options if errand not in o["acts"] and (not o["things"] or thing in o["things"])
        ]
        near = [o for o in near if o["name"] not in APART]
        away = [o for o in self._options if errand not in o["acts"]]
        right = dice.choice([one, one, dice.choice(fits)])
        wrong = []
        for _ in range(dice.randint(2, 6)):
            pool = near if near and dice.random() < 0.5 else away
            wrong.append(dice.choice(dice.choice(pool)["ways"]))
        wanted = query(errand, thing.split(), ())
        return Case(wanted, (dice.choice(right["ways"]),), tuple(wrong))


def tree_cases(count: int) -> Iterator[Case]:
    for seed in range(100_000, 100_000 + count):
        episode = make(seed, temper="brisk", tree="tuning")
        assert episode.plan.tree is not None
        purpose = errand_of(episode.briefing, FactBook.of(episode.briefing))
        for menu in _menus(episode.plan.tree.top):
            if menu.right and len(menu.choices) > 1:
                right = next(one.label for one in menu.choices if one.key == menu.right)
                wrong = tuple(one.label for one in menu.choices if one.key != menu.right)
                if right not in tuning.ANYTHING and "nglish" not in right:
                    yield Case(
                        purpose.query, (right,), tuple(one for one in wrong if one not in tuning.ANYTHING)
                    )


def _menus(node: Node) -> Iterator[Menu]:
    match node:
        case Question() | Number():
            yield from _menus(node.leads)
        case Menu():
            yield node
            yield from _menus(next((one.leads for one in node.choices if one.key == node.right), Leaf("")))


class Network(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(QUERY, HIDDEN)
        self.option = nn.Linear(DIMENSIONS, HIDDEN)
        self.errand = nn.Linear(len(ERRANDS), DIMENSIONS, bias=False)
        self.bias = nn.Linear(len(ERRANDS), 1, bias=False)
        self.alike = nn.Parameter(torch.ones(2))
        self.rest = nn.Linear(DIMENSIONS, 1)

    def forward(self, wanted: torch.Tensor, options: torch.Tensor) -> torch.Tensor:
        """``wanted``: cases x QUERY; ``options``: cases x options x DIMENSIONS."""
        which = wanted[:, : len(ERRANDS)]
        parts = wanted[:, len(ERRANDS) :].unflatten(-1, (2, DIMENSIONS))
        given = F.dropout(wanted, LOST, self.training)
        seen = F.dropout(options, LOST, self.training)
        together = (torch.tanh(self.query(given))[:, None] * torch.tanh(self.option(seen))).sum(-1)
        alike = (torch.einsum("cod,cpd->cop", options, parts) * self.alike).sum(-1)
        alone = torch.einsum("cod,cd->co", seen, self.errand(which)) + self.bias(which)
        return together + alike + alone

    def write(self, path: Path) -> None:
        found = {
            "query": self.query.weight.T, "query_bias": self.query.bias,
            "option": self.option.weight.T, "option_bias": self.option.bias,
            "errand": self.errand.weight.T, "bias": self.bias.weight[0], "alike": self.alike,
            "rest": self.rest.weight[0], "rest_bias": self.rest.bias,
        }  # fmt: skip
        weights = {name: value.detach().numpy().astype(np.float16) for name, value in found.items()}
        np.savez_compressed(path, **weights)


def train(cases: Cases, dice: random.Random, steps: int) -> Network:
    net = Network()
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=0.02)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - step / steps)
        some = [cases.draw() for _ in range(BATCH)]
        size = max(1 + len(case.wrong) for case in some)
        options, there = torch.zeros(BATCH, size, DIMENSIONS), torch.zeros(BATCH, size)
        for row, case in enumerate(some):
            for place, label in enumerate((*case.right, *case.wrong)):
                options[row, place], there[row, place] = (
                    torch.from_numpy(option_vector(worn(label, dice))),
                    1.0,
                )
        scores = net(torch.from_numpy(np.stack([case.wanted for case in some])), options)
        right = torch.zeros(BATCH, dtype=torch.long)
        chosen = F.cross_entropy(scores.masked_fill(there == 0, -1e9), right)
        wanted = F.one_hot(right, size).float()
        each = (
            F.binary_cross_entropy_with_logits(scores, wanted, reduction="none") * there
        ).sum() / there.sum()
        rest = [dice.choice(cases.rest) for _ in range(BATCH)]
        others = torch.cat(
            [
                options[:, 0],
                options[:, 1],
                torch.from_numpy(np.stack([option_vector(worn(one, dice)) for one in rest])),
            ]
        )
        which = torch.cat([torch.zeros(2 * BATCH), torch.ones(BATCH)])
        which[BATCH : 2 * BATCH] = torch.tensor(
            [float(case.wrong[0] in cases.rest) if case.wrong else 0.0 for case in some]
        )
        missed = chosen + each + F.binary_cross_entropy_with_logits(net.rest(others)[:, 0], which)
        optimizer.zero_grad()
        missed.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if step % 500 == 499:
            print(f"step {step + 1}: {missed.item():.3f}", flush=True)
    return net.eval()


def worn(label: str, dice: random.Random) -> str:
    """With a word left out, or with what a form of a menu left on it."""
    words = label.split()
    if len(words) > 2 and dice.random() < 0.25:
        words.pop(dice.randrange(len(words)))
    if dice.random() < 0.15:
        words = (
            dice.choice(
                ("help with", "a question about", "you need", "our", "to speak about", "us about", "your")
            ).split()
            + words
        )
    return " ".join(words)


def right_share(net: Network, cases: list[Case]) -> float:
    right = 0
    for case in cases:
        options = np.stack([option_vector(label) for label in (*case.right, *case.wrong)])
        with torch.no_grad():
            scores = net(torch.from_numpy(case.wanted)[None], torch.from_numpy(options)[None])[0]
        right += int(scores.argmax()) == 0
    return right / len(cases)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the network that says how well an option fits.")
    parser.add_argument("--steps", type=int, default=4_000)
    parser.add_argument("--install", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    dice = random.Random(SEED)
    if options.install:
        train(Cases(dice), dice, options.steps).write(INSTALLED)
        print(f"wrote {INSTALLED}")
        return
    every = sorted({label for case in tree_cases(TREES) for label in (*case.right, *case.wrong)})
    ways = [
        way
        for one in tomllib.loads((HERE / "options.toml").read_text("utf-8"))["option"]
        for way in one["ways"]
    ]
    every = sorted({*every, *ways})
    kept = set(dice.sample(every, round((1 - LEFT_OUT) * len(every))))
    net = train(Cases(dice, kept), dice, options.steps)
    unseen = [case for case in tree_cases(TREES) if case.right[0] not in kept and case.wrong]
    print(f"right of {len(unseen)} menus whose right label was left out: {right_share(net, unseen):.3f}")


if __name__ == "__main__":
    main()
