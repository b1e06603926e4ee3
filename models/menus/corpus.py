"""Write down, as numbers, what the network is trained on: minutes on one core.

``python -m models.menus.corpus FILE [--without NAME] [--no-trees]``: texts of recorded voices and menus with
errands for ``models.menus.train``, which needs nothing else of the project then. To be tried on are kept
``businesses_NAME.toml``, and the practice town's menus.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable

import numpy as np

from agent.call.option_fit import errand_pieces, option_pieces
from agent.call.recorded_voice import KINDS, voice_pieces, words_of
from models.menus.businesses import Case, businesses, draw
from models.menus.cases import Cases, tree_cases
from models.menus.texts import UNTOLD, Text, Writer
from models.menus.turns import Heard, turns

VOICES, CASES, TRIED = 80_000, 160_000, 1_500
LONGEST = 220
"""Pieces of a text that are learned from."""
NO_TAG = -1


def voices(texts: Iterable[Text]) -> dict[str, np.ndarray]:
    """``voice``: all pieces on end; ``tags``: of each; ``voice_sizes``; ``kinds``: a bit for each, or -1."""
    ids: list[int] = []
    tags: list[int] = []
    sizes, kinds = [], []
    for text in texts:
        some, begins = voice_pieces(text.words)
        of = np.full(len(some), NO_TAG, np.int8)
        of[begins] = [int(tag) for tag in text.tags]
        ids += some[:LONGEST]
        tags += of[:LONGEST].tolist()
        sizes.append(min(len(some), LONGEST))
        bits = sum(1 << number for number, kind in enumerate(KINDS) if kind in text.kinds)
        kinds.append(-1 if UNTOLD in text.kinds else bits)
    return {
        "voice": np.array(ids, np.uint16), "tags": np.array(tags, np.int8),
        "voice_sizes": np.array(sizes, np.uint16), "kinds": np.array(kinds, np.int16),
    }  # fmt: skip


class Menus:
    """Strings once each, and cases as their numbers: errand, how many right, wrong, rest, and the options."""

    def __init__(self) -> None:
        self._places: dict[tuple[int, ...], int] = {}

    def rows(self, cases: Iterable[Case]) -> np.ndarray:
        found: list[int] = []
        for case in cases:
            labels = [*case.right, *case.wrong, *case.rest]
            found += [self._place(errand_pieces(case.callee, case.task))]
            found += [len(case.right), len(case.wrong), len(case.rest)]
            found += [self._place(option_pieces(label)) for label in labels]
        return np.array(found, np.int32)

    def turns(self, some: Iterable[Heard]) -> np.ndarray:
        """What was said before, what is said, 1 where it has ended: turns x 3."""
        found = [(self._place(_of(one.before)), self._place(_of(one.said)), one.ended) for one in some]
        return np.array(found, np.int32)

    def strings(self) -> dict[str, np.ndarray]:
        sizes = [len(one) for one in self._places]
        ids = [piece for one in self._places for piece in one]
        return {"strings": np.array(ids, np.uint16), "string_sizes": np.array(sizes, np.uint8)}

    def _place(self, pieces: tuple[int, ...]) -> int:
        return self._places.setdefault(pieces[-120:], len(self._places))


def _of(text: str) -> tuple[int, ...]:
    return tuple(voice_pieces(words_of(text))[0])


def main() -> None:
    parser = argparse.ArgumentParser(description="Write down what the network is trained on.")
    parser.add_argument("file")
    parser.add_argument("--without", default="")
    parser.add_argument("--no-trees", action="store_true")
    parser.add_argument("--scale", type=float, default=1.0, help="of the usual size")
    options = parser.parse_args()
    dice, menus = random.Random(0), Menus()
    writer, cases = Writer(dice), Cases(dice, without=options.without, trees=not options.no_trees)
    found = voices(writer.text() for _ in range(int(VOICES * options.scale)))
    other = Writer(random.Random(1))
    found |= {f"tried_{name}": one for name, one in voices(other.text() for _ in range(TRIED)).items()}
    found["cases"] = menus.rows(cases.draw() for _ in range(int(CASES * options.scale)))
    found["tried_trees"] = menus.rows(list(tree_cases())[::3])
    unseen = businesses(options.without or "*")
    found["tried_businesses"] = menus.rows(draw(unseen, dice) for _ in range(TRIED if unseen else 0))
    found["turns"] = menus.turns(turns(dice, tried=False))
    found["tried_turns"] = menus.turns(turns(dice, tried=True))
    np.savez_compressed(options.file, **found, **menus.strings())  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
