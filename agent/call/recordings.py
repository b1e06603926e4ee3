"""Words that were heard before on hold: recordings come again, people hardly say the same twice."""

from __future__ import annotations

import re
from collections import deque
from difflib import SequenceMatcher

FEWEST_WORDS = 4
"""Shorter words are anybody's: "Hello?", "One moment, please."."""
ALIKE = 0.7
"""Share of the words that both have in one order. A recogniser writes the same sound differently over other
music."""
APART_SECONDS = 8.0
"""No queue says the same again so soon; a person who was not heard does."""
KEPT = 40


class Recordings:
    """``now`` in seconds."""

    def __init__(self) -> None:
        self._heard: deque[tuple[float, list[str]]] = deque(maxlen=KEPT)

    def add(self, text: str, now: float) -> None:
        said = words(text)
        if len(said) >= FEWEST_WORDS and not self.know(text, now):
            self._heard.append((now, said))

    def know(self, text: str, now: float) -> bool:
        """Whether ``text``, or the beginning of one that is still being said, was played before."""
        said = words(text)
        before = (known for at, known in self._heard if now - at >= APART_SECONDS)
        return len(said) >= FEWEST_WORDS and any(alike(said, known) for known in before)


def alike(said: list[str], known: list[str]) -> bool:
    """Whether most words of ``said`` are in ``known``, in the same order."""
    blocks = SequenceMatcher(None, said, known, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= ALIKE * len(said)


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())
