#!/usr/bin/env python3
"""Menus: trees of one to four levels are solved, with how many wrong keys.

Every tree has an errand of the practice town and one right path. The real session with the practice model
goes through it as text, in virtual time, misheard a little. Solved: the right department is reached.

Run it with:  scripts/bench menus [--trees N] [--seed S] [--split tuning|test] [--show] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agent.call.likely_names import likely_names
from agent.practice.episodes import make, owner_says
from agent.practice.episodes.types import Episode, Step, Written
from agent.practice.menu_trees.machine import TreeMenus
from agent.practice.menu_trees.tree import Menu, Node, Number, Question
from agent.practice.menu_trees.wording import Split
from agent.practice.rehearsal.brains import Brains, brains
from agent.practice.rehearsal.circumstances import Circumstances
from agent.practice.rehearsal.noise import noise
from agent.practice.rehearsal.played import Played
from agent.practice.rehearsal.text_call import TextCall


class OnlyMenus:
    """The far side of a call that ends where somebody would pick up."""

    def __init__(self, episode: Episode) -> None:
        assert episode.plan.tree is not None
        self.menus = TreeMenus(episode.plan.tree)
        self.book = Written()

    def opens(self) -> Step:
        return self.menus.opens()

    def hears(self, text: str) -> Step:
        return self._led_on(self.menus.hears(text))

    def key(self, digit: str) -> Step:
        return self._led_on(self.menus.key(digit))

    def silence(self) -> Step:
        return self._led_on(self.menus.silence())

    def _led_on(self, step: Step) -> Step:
        return Step(hangs_up=True) if self.menus.done else step


@dataclass(frozen=True, slots=True)
class Solved:
    id: str
    levels: int
    sorts: tuple[str, ...]
    solved: bool
    wrong: str
    """Keys that led astray, or nowhere."""
    seconds: float
    asked: int
    """How often the model was."""


def solve(episode: Episode, make_brain: Brains, level: str) -> tuple[Solved, Played]:
    far = OnlyMenus(episode)
    around = Circumstances(
        noise=noise(level, episode.seed, likely_names(episode.briefing)),
        owner=lambda question: owner_says(episode, question),
    )
    call = TextCall(episode.briefing, far, around)
    played = call.play(make_brain(episode, call.played))
    assert episode.plan.tree is not None
    menus, tree = far.menus, episode.plan.tree
    sorts = tuple(sorted(set(sorts_of(tree.top))))
    found = menus.done and not menus.astray
    solved = Solved(episode.id, tree.levels, sorts, found, menus.wrong, played.seconds, len(played.replies))
    return solved, played


def sorts_of(node: Node) -> Iterator[str]:
    """What is to be found on the right path."""
    match node:
        case Question():
            yield "asks in words"
            yield from sorts_of(node.leads)
        case Number():
            yield "wants a number"
            yield from sorts_of(node.leads)
        case Menu():
            yield from (name for name, has in _features(node) if has)
            yield from sorts_of(next(one.leads for one in node.choices if one.key == node.right))


def _features(menu: Menu) -> Iterator[tuple[str, bool]]:
    yield "menu", True
    yield "key without effect", menu.deaf
    yield "words may be said", menu.spoken
    yield "offered late", any(one.late for one in menu.choices)


def rows(found: list[Solved]) -> dict[str, object]:
    good = [one for one in found if one.solved]
    sorts = Counter(sort for one in found for sort in one.sorts)
    solved = Counter(sort for one in good for sort in one.sorts)
    return {
        "trees": len(found),
        "solved": len(good),
        "solved share": round(len(good) / max(1, len(found)), 4),
        "solved paths with a wrong key": sum(bool(one.wrong) for one in good),
        "by levels": {
            str(level): f"{sum(one.solved for one in of)} of {len(of)}"
            for level in sorted({one.levels for one in found})
            if (of := [one for one in found if one.levels == level])
        },
        "by sort": {sort: f"{solved[sort]} of {sorts[sort]}" for sort in sorted(sorts)},
        "seconds in the menus, p50": sorted(one.seconds for one in found)[len(found) // 2],
        "asked the model, per tree": round(sum(one.asked for one in found) / max(1, len(found)), 2),
    }


def show(played: Played, one: Solved) -> None:
    print(f"--- {one}", file=sys.stderr)
    events = [(line.at, f"{line.who:5} {line.text}") for line in played.lines]
    events += [(at, f"  = {report}") for at, report in played.reports if type(report).__name__ in SHOWN]
    for at, text in sorted(events, key=lambda event: event[0]):
        print(f"{at:7.1f} {text}", file=sys.stderr)


SHOWN = ("PhaseEntered", "Trouble", "TurnTaken", "MenuKnown", "MenuLearned", "MenuForgotten")


def main() -> None:
    parser = argparse.ArgumentParser(description="How many trees of menus are solved.")
    parser.add_argument("--trees", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--split", choices=("tuning", "test"), default="test")
    parser.add_argument("--noise", default="light")
    parser.add_argument("--brain", default="practice")
    parser.add_argument("--show", action="store_true", help="the calls that failed, on stderr")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    split: Split = options.split
    make_brain, found = brains(options.brain), []
    for seed in range(options.seed, options.seed + options.trees):
        episode = make(seed, temper="brisk", tree=split)
        one, played = solve(episode, make_brain, options.noise)
        found.append(one)
        if options.show and (one.wrong or not one.solved):
            print(episode.briefing.task, file=sys.stderr)
            show(played, one)
    figures = rows(found)
    if options.json:
        print(json.dumps(figures | {"split": split, "seed": options.seed, "noise": options.noise}))
    else:
        for what, figure in figures.items():
            print(f"{what:32} {figure}")


if __name__ == "__main__":
    main()
