"""Businesses, their departments as menus name them, and the errands each serves: ``businesses_*.toml``."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OUTER, REST, STRANGE, NONE = 0.3, 0.45, 0.3, 0.12
"""How often an option of several departments is the right one, one takes the rest, one is of another
business, and none is right."""


@dataclass(frozen=True, slots=True)
class Case:
    callee: str
    task: str
    right: tuple[str, ...]
    """None or one."""
    wrong: tuple[str, ...]
    rest: tuple[str, ...]
    """Those that take what no other option names."""


@cache
def businesses(only: str = "*") -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    for file in sorted(HERE.glob(f"businesses_{only}.toml")):
        found += tomllib.loads(file.read_text("utf-8"))["business"]
    for one in found:
        one |= {name: [one[name]] for name in ("group", "rest") if isinstance(one.get(name), dict)}
    return tuple(found)


def ways(business: dict[str, Any]) -> list[str]:
    """All that its options are called."""
    named = [*business["department"], *business.get("group", ()), *business.get("rest", ())]
    return [way for one in named for way in one["ways"]]


def draw(of: Sequence[dict[str, Any]], dice: random.Random) -> Case:
    """A menu of one of them, and an errand."""
    business = dice.choice(of)
    departments = business["department"]
    serving = [one for one in departments if one.get("errands")]
    wanted = dice.choice(serving)
    others = [one for one in departments if one is not wanted]
    groups = [one for one in business.get("group", ()) if wanted["name"] in one["holds"]]
    right = wanted
    if groups and dice.random() < OUTER:
        right = dice.choice(groups)
        others = [one for one in others if one["name"] not in right["holds"]]
        others += [one for one in business["group"] if not _shared(one, right, wanted)]
    wrong = dice.sample(others, min(len(others), dice.randint(1, 6)))
    named = [dice.choice(one["ways"]) for one in wrong]
    if dice.random() < STRANGE:
        far = [one for one in dice.choice(of)["department"] if not one.get("acts") and not one.get("errands")]
        named += [dice.choice(dice.choice(far)["ways"])] if far else []
    rests = business.get("rest") or dice.choice([one for one in of if one.get("rest")])["rest"]
    rest = [dice.choice(dice.choice(rests)["ways"])] if dice.random() < REST else []
    found = [] if named and dice.random() < NONE else [dice.choice(right["ways"])]
    callee, errand = dice.choice(business["names"]), dice.choice(wanted["errands"])
    return Case(callee, errand, tuple(found), tuple(named), tuple(rest))


def _shared(one: dict[str, Any], right: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return one is right or wanted["name"] in one["holds"]
