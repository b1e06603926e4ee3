"""What a recogniser makes of what was said.

``light`` is made up, at about 3 % of the words: small words lost, endings lost, words that sound alike, names
misspelt, now and then a number taken for its neighbour, and sometimes no punctuation. ``measured`` draws from
what the practice recogniser really made of sentences of the town (``measured.json``). ``real`` has each
utterance spoken and recognised: what a line would hear, at some ten calls a minute.
"""

from __future__ import annotations

import json
import random
import re
from functools import cache
from importlib.resources import files
from typing import Any

from agent.errors import ConfigError
from agent.practice.rehearsal.far_voice import Noise

LEVELS = ("none", "light", "measured", "real")
WORD_SHARE = 0.03
NAME_SHARE = 0.10
NUMBER_SHARE = 0.004
PLAIN_SHARE = 0.3
"""So many utterances come without capitals and punctuation."""

_ALIKE = {
    "two": "to", "to": "two", "for": "four", "four": "for", "eight": "ate", "one": "won", "right": "write",
    "there": "their", "your": "you", "you": "your", "this": "the", "a": "the", "the": "a", "and": "in",
    "is": "it's", "press": "pressed", "hour": "our", "our": "are", "by": "buy", "hold": "hole",
    "name": "names", "at": "and",
}  # fmt: skip
_NUMBERS = {
    "five": "nine", "nine": "five", "fifteen": "fifty", "thirty": "thirteen", "thirteen": "thirty",
    "six": "sixth", "seven": "eleven", "forty": "fourteen", "sixteen": "sixty",
}  # fmt: skip
_DROPPED = frozenset(("a", "the", "is", "to", "of", "and", "that", "for", "at", "i", "you", "it", "we", "on"))
_ENDINGS = re.compile(r"(?<=\w{4})(?:s|ed|ing|d|t)$")


def noise(level: str, seed: int, names: tuple[str, ...] = ()) -> Noise:
    """The noise of one call; ``names``: those that a real recogniser is told of. Raises ConfigError."""
    match level:
        case "none":
            return str
        case "light":
            return _Light(random.Random(f"noise:{seed}"))
        case "measured":
            return _Measured(random.Random(f"noise:{seed}"))
        case "real":
            # engines take a while to load: only where they are used
            from agent.practice.rehearsal.measuring import Recognised

            return Recognised(random.Random(f"noise:{seed}"), names)
    raise ConfigError(f"there is no noise {level!r}: there are {', '.join(LEVELS)}")


class _Light:
    def __init__(self, dice: random.Random) -> None:
        self._dice = dice

    def __call__(self, text: str) -> str:
        words = [heard for at, word in enumerate(text.split()) if (heard := self._word(word, first=at == 0))]
        heard = " ".join(words) or text
        return plain(heard) if self._dice.random() < PLAIN_SHARE else heard

    def _word(self, written: str, *, first: bool) -> str:
        word, mark = _parts(written)
        lower, drawn = word.lower(), self._dice.random()
        if lower in _NUMBERS and drawn < NUMBER_SHARE:
            return _NUMBERS[lower] + mark
        if _is_name(word, first) and drawn < NAME_SHARE:
            return _misspelt(word, self._dice) + mark
        if drawn >= WORD_SHARE or lower in _NUMBERS:
            return written
        if lower in _DROPPED and drawn < WORD_SHARE / 2:
            return ""
        if lower in _ALIKE:
            return _ALIKE[lower] + mark
        if drawn < WORD_SHARE / 4:
            return f"{word}{mark} uh"
        return _ENDINGS.sub("", word) + mark


class _Measured:
    """Words are taken for others as often as ``agent.practice.rehearsal.measuring`` found."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._table = _measured()

    def __call__(self, text: str) -> str:
        words = [heard for at, word in enumerate(text.split()) if (heard := self._word(word, first=at == 0))]
        heard = " ".join(words) or text
        return plain(heard) if self._table["plain"] else heard

    def _word(self, written: str, *, first: bool) -> str:
        word, mark = _parts(written)
        lower, drawn = word.lower(), self._dice.random()
        if lower in self._table["words"]:
            return self._instead(lower, written, mark, drawn)
        if _is_name(word, first):
            return _misspelt(word, self._dice) + mark if drawn < self._table["names"] else written
        return _ENDINGS.sub("", word) + mark if drawn < self._table["others"] else written

    def _instead(self, word: str, written: str, mark: str, drawn: float) -> str:
        for taken_for, share in self._table["words"][word]:
            drawn -= share
            if drawn < 0:
                return str(taken_for) + mark if taken_for else ""
        return written


@cache
def _measured() -> dict[str, Any]:
    file = files("agent.practice.rehearsal") / "measured.json"
    if not file.is_file():
        raise ConfigError("the recogniser's own errors have not been measured yet: use --noise light")
    table: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return table


def _parts(written: str) -> tuple[str, str]:
    """A word and the punctuation behind it."""
    word = written.rstrip(".,?!;:\"')")
    return word, written[len(word) :]


def _is_name(word: str, first: bool) -> bool:
    return word[:1].isupper() and not first and len(word) > 3


def _misspelt(name: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(name))
    return dice.choice((name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:], name + "s"))


def plain(text: str) -> str:
    """Without capitals and punctuation, as a recogniser that writes none gives it."""
    return " ".join(re.sub(r"[^\w' ]+", " ", text.lower()).split())
