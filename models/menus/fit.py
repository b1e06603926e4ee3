"""Train the network that says how well an option fits an errand: ten minutes on one core.

``python -m models.menus.fit [--steps N] [--install]``: trains on ``options*.toml`` alone, prints in how many
of the practice town's menus the right option comes first; with ``--install`` it trains on both and replaces
``agent/call/option_fit.npz``.
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
from agent.call.option_fit import ERRANDS, LONGEST, QUERY, option_words, query
from agent.call.purpose import errand_of
from agent.call.word_vectors import DIMENSIONS, word_vector
from agent.practice.episodes import make
from agent.practice.menu_trees import tuning
from agent.practice.menu_trees.tree import Leaf, Menu, Node, Number, Question
from models.menus.texts import departments
from models.program import ROOT

INSTALLED = ROOT / "agent" / "call" / "option_fit.npz"
TREES, BATCH, RATE, SEED = 1_500, 64, 2e-3, 0
HIDDEN, TRAITS, LOST = 64, 192, 0.3
OF_TREES = 0.4
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

    def __init__(self, dice: random.Random, *, trees: bool = True) -> None:
        self._dice = dice
        self._options = departments()
        self.rest = [way for one in self._options if one["name"] == REST for way in one["ways"]]
        self.rest += tuning.ANYTHING
        self._serving = [one for one in self._options if one["acts"] and one["name"] != REST]
        self.trees = list(tree_cases(TREES)) if trees else []

    def draw(self) -> Case:
        if self.trees and self._dice.random() < OF_TREES:
            case = self._dice.choice(self.trees)
            return Case(case.wanted, case.right, (*case.wrong, self._far()))
        return self._of_options()

    def _far(self) -> str:
        """Something that nobody's errand is served at."""
        none = [one for one in self._options if not one["acts"]]
        return str(self._dice.choice(self._dice.choice(none)["ways"]))

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
        opposite = [o for o in near if o["acts"] and set(o["acts"]) - {"hours", "prices", "other"}]
        wrong = []
        for _ in range(dice.randint(2, 6)):
            pool = dice.choices((opposite or away, near or away, away), (0.2, 0.35, 0.45))[0]
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
        self.weigh = nn.Linear(DIMENSIONS, 1, bias=False)
        self.errand = nn.Linear(len(ERRANDS), DIMENSIONS, bias=False)
        self.bias = nn.Linear(len(ERRANDS), 1, bias=False)
        self.alike = nn.Parameter(torch.ones(2))
        self.trait = nn.Linear(DIMENSIONS, TRAITS)
        self.both = nn.Linear(TRAITS + HIDDEN, TRAITS)
        self.last = nn.Linear(TRAITS, 1)
        self.rest = nn.Linear(TRAITS, 1)

    def forward(self, wanted: torch.Tensor, words: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """``wanted``: cases x QUERY; ``words``: cases x options x words x DIMENSIONS; ``there``: cases x
        options x words, 1 where there is a word. How well each fits, and whether it takes the rest, in
        logits: cases x options x 2."""
        which = wanted[:, : len(ERRANDS)]
        parts = wanted[:, len(ERRANDS) :].unflatten(-1, (2, DIMENSIONS))
        seen = F.dropout(words, LOST, self.training)
        weights = self.weigh(seen)[..., 0].masked_fill(there == 0, -1e9).softmax(-1)
        mean = (weights[..., None] * seen).sum(2)
        mean = mean / (mean.norm(dim=-1, keepdim=True) + 1e-6)
        most = F.relu(self.trait(seen)).masked_fill(there[..., None] == 0, 0.0).amax(2)
        of_errand = torch.tanh(self.query(F.dropout(wanted, LOST, self.training)))
        together = (of_errand[:, None] * torch.tanh(self.option(mean))).sum(-1)
        alike = (torch.einsum("cod,cpd->cop", mean, parts) * self.alike).sum(-1)
        alone = torch.einsum("cod,cd->co", mean, self.errand(which)) + self.bias(which)
        beside = of_errand[:, None].expand(-1, most.shape[1], -1)
        both = torch.tanh(self.both(torch.cat((most, beside), -1)))
        fits = together + alike + alone + self.last(F.dropout(both, LOST, self.training))[..., 0]
        return torch.stack((fits, self.rest(most)[..., 0]), -1)

    def write(self, path: Path) -> None:
        found = {
            "query": self.query.weight.T, "query_bias": self.query.bias,
            "option": self.option.weight.T, "option_bias": self.option.bias, "weigh": self.weigh.weight[0],
            "errand": self.errand.weight.T, "bias": self.bias.weight[0], "alike": self.alike,
            "trait": self.trait.weight.T, "trait_bias": self.trait.bias,
            "both": self.both.weight.T, "both_bias": self.both.bias,
            "last": self.last.weight[0], "last_bias": self.last.bias,
            "rest": self.rest.weight[0], "rest_bias": self.rest.bias,
        }  # fmt: skip
        weights = {name: value.detach().numpy().astype(np.float16) for name, value in found.items()}
        np.savez_compressed(path, **weights)


def tensors(options: list[tuple[str, ...]]) -> tuple[torch.Tensor, torch.Tensor]:
    """The words of the options of several menus, and where there are words, as ``Network`` takes them."""
    most = max(len(labels) for labels in options)
    words = np.zeros((len(options), most, LONGEST, DIMENSIONS), np.float32)
    there = np.zeros((len(options), most, LONGEST), np.float32)
    for row, labels in enumerate(options):
        for place, label in enumerate(labels):
            for at, word in enumerate(option_words(label)):
                words[row, place, at], there[row, place, at] = word_vector(word), 1.0
    return torch.from_numpy(words), torch.from_numpy(there)


def train(cases: Cases, dice: random.Random, steps: int) -> Network:
    net = Network()
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=0.02)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - step / steps)
        missed = loss(net, [cases.draw() for _ in range(BATCH)], cases.rest, dice)
        optimizer.zero_grad()
        missed.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if step % 500 == 499:
            print(f"step {step + 1}: {missed.item():.3f}", flush=True)
    return net.eval()


def loss(net: Network, some: list[Case], rest: list[str], dice: random.Random) -> torch.Tensor:
    """The right option comes first; the last is one that takes the rest."""
    labels = [(*case.right, *case.wrong, dice.choice(rest)) for case in some]
    words, there = tensors([tuple(worn(label, dice) for label in of) for of in labels])
    scores = net(torch.from_numpy(np.stack([case.wanted for case in some])), words, there)
    fits, takes = scores[..., 0], scores[..., 1]
    known, takes_rest = torch.zeros_like(fits), torch.zeros_like(fits)
    for row, of in enumerate(labels):
        known[row, : len(of)] = 1.0
        takes_rest[row, : len(of)] = torch.tensor([float(label in rest) for label in of])
    offered = known * (1.0 - takes_rest)
    right = torch.zeros(len(some), dtype=torch.long)
    chosen = F.cross_entropy(fits.masked_fill(offered == 0, -1e9), right)
    each = _missed(fits, F.one_hot(right, fits.shape[1]).float(), offered)
    return chosen + each + _missed(takes, takes_rest, known)


def _missed(scores: torch.Tensor, wanted: torch.Tensor, counted: torch.Tensor) -> torch.Tensor:
    """Of those that are ``counted``."""
    of_each = F.binary_cross_entropy_with_logits(scores, wanted, reduction="none")
    return (of_each * counted).sum() / counted.sum()


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
        words, there = tensors([(*case.right, *case.wrong)])
        with torch.no_grad():
            scores = net(torch.from_numpy(case.wanted)[None], words, there)
        right += int(scores[0, :, 0].argmax()) == 0
    return right / len(cases)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the network that says how well an option fits.")
    parser.add_argument("--steps", type=int, default=5_000)
    parser.add_argument("--install", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    dice = random.Random(SEED)
    if options.install:
        train(Cases(dice), dice, options.steps).write(INSTALLED)
        print(f"wrote {INSTALLED}")
        return
    texts = Cases(dice, trees=False)
    unseen = list(tree_cases(TREES))[::3]
    share = right_share(train(texts, dice, options.steps), unseen)
    print(f"trained without the practice town: right in {100 * share:.1f} % of {len(unseen)} menus of it")


if __name__ == "__main__":
    main()
