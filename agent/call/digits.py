"""Keys to be pressed: ``0-9 * # A-D``, and ``w`` for a pause of half a second."""

from __future__ import annotations

import re

PAUSE_SECONDS = 0.5
KEY_SECONDS = 0.28
"""One key with its end packets and the gap to the next (``agent.line.keys``)."""
MOST_KEYS = 40

_WORDS = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "star": "*", "asterisk": "*", "pound": "#", "hash": "#",
}  # fmt: skip


def parse_keys(text: str) -> str | None:
    """``text`` as keys; None where it is none, or too many. Spaces, dashes, number words are understood."""
    words = [_WORDS.get(word, word) for word in re.split(r"[\s.,-]+", text.strip().lower())]
    keys = "".join(words).upper().replace("W", "w")
    return keys if re.fullmatch(rf"[0-9*#A-Dw]{{1,{MOST_KEYS}}}", keys) and keys.strip("w") else None


def keys_seconds(keys: str) -> float:
    """How long it takes to press them."""
    return sum(PAUSE_SECONDS if key == "w" else KEY_SECONDS for key in keys)
