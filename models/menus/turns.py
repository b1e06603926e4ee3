"""What people at a business say in one turn, and where they pause in it: ``turns.txt``.

A line each: what our side said last, ``=>``, what they say, ``|`` where they may pause without being done.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOGETHER, KEPT_EACH = 30, 8
"""So many lines on end stand together; of so many such runs one is kept to be tried on."""
VARIANTS = 12
BARE, FLAT, STOPPED = 0.4, 0.3, 0.5
"""How often there are no signs, no capitals; and how often a recogniser writes a full stop at a pause."""


@dataclass(frozen=True, slots=True)
class Heard:
    before: str
    """What our side said last; it may be empty."""
    said: str
    ended: bool


def turns(dice: random.Random, *, tried: bool) -> Iterator[Heard]:
    for number, line in enumerate(_lines()):
        if (number // TOGETHER % KEPT_EACH == 0) is not tried:
            continue
        before, _, turn = line.partition("=>")
        parts = [part.strip() for part in turn.split("|")]
        for _ in range(1 if tried else VARIANTS):
            said = ""
            for place, part in enumerate(parts):
                said = f"{said} {part}".strip()
                mine = "" if not tried and dice.random() < 0.15 else before.strip()
                yield Heard(mine, _written(said, dice), place == len(parts) - 1)
            words = said.split()
            if not tried and len(words) > 3 and dice.random() < 0.3:
                cut = " ".join(words[: dice.randint(1, len(words) - 2)])
                if not any(cut == " ".join(parts[: end + 1]) for end in range(len(parts))):
                    yield Heard(before.strip(), _written(cut, dice), ended=False)


def _written(said: str, dice: random.Random) -> str:
    """As a recogniser may write it."""
    if dice.random() < BARE:
        said = re.sub(r"[.,;:!?]", "", said)
    if dice.random() < FLAT:
        said = said.lower()
    if dice.random() < STOPPED:
        said = said.rstrip(".,;:")
        said += "" if said.endswith("?") else dice.choice((".", ".", ".", "", ","))
    return said


@cache
def _lines() -> tuple[str, ...]:
    return tuple(line for line in (HERE / "turns.txt").read_text("utf-8").splitlines() if "=>" in line)
