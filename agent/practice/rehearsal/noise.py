"""What a recogniser makes of what was said.

``light`` is made up, at about 3 % of the words: small words lost, endings lost, words that sound alike, names
misspelt, now and then a number taken for its neighbour, and sometimes no punctuation. ``measured`` draws from
what the practice recogniser really made of sentences of the town (``measured.json``).
"""

from __future__ import annotations

import json
import random
import re
from functools import cache
from importlib.resources import files

from agent.errors import ConfigError
from agent.practice.rehearsal.far_voice import Noise

LEVELS = ("none", "light", "measured")
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


def noise(level: str, seed: int) -> Noise:
    """The noise of one call. Raises ConfigError."""
    match level:
        case "none":
            return str
        case "light":
            return _Light(random.Random(f"noise:{seed}"))
        case "measured":
            return _Measured(random.Random(f"noise:{seed}"))
    raise ConfigError(f"there is no noise {level!r}: there are {', '.join(LEVELS)}")


class _Light:
    def __init__(self, dice: random.Random) -> None:
        self._dice = dice

    def __call__(self, text: str) -> str:
        words = [heard for at, word in enumerate(text.split()) if (heard := self._word(word, first=at == 0))]
        heard = " ".join(words) or text
        return plain(heard) if self._dice.random() < PLAIN_SHARE else heard

    def _word(self, written: str, *, first: bool) -> str:
        word, mark = re.fullmatch(r"(.*?)(\W*)", written).groups()  # type: ignore[union-attr]  # always matches
        lower, drawn = word.lower(), self._dice.random()
        if lower in _NUMBERS and drawn < NUMBER_SHARE:
            return _NUMBERS[lower] + mark
        if word[:1].isupper() and not first and len(word) > 3 and drawn < NAME_SHARE:
            return self._misspelt(word) + mark
        if drawn >= WORD_SHARE or lower in _NUMBERS:
            return written
        if lower in _DROPPED and drawn < WORD_SHARE / 2:
            return ""
        if lower in _ALIKE:
            return _ALIKE[lower] + mark
        if drawn < WORD_SHARE / 4:
            return f"{word}{mark} uh"
        return _ENDINGS.sub("", word) + mark

    def _misspelt(self, name: str) -> str:
        at = self._dice.randrange(1, len(name))
        return self._dice.choice((name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:], name + "s"))


class _Measured:
    """Words and short phrases are taken for others as often as the recogniser did."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._table = _measured()

    def __call__(self, text: str) -> str:
        heard = []
        for word in plain(text).split():
            drawn = self._dice.random()
            for taken_for, share in self._table.get(word, ()):
                drawn -= share
                if drawn < 0:
                    word = taken_for
                    break
            heard.append(word)
        return " ".join(" ".join(heard).split())


@cache
def _measured() -> dict[str, tuple[tuple[str, float], ...]]:
    file = files("agent.practice.rehearsal") / "measured.json"
    if not file.is_file():
        raise ConfigError("the recogniser's own errors have not been measured yet: use --noise light")
    table = json.loads(file.read_text(encoding="utf-8"))
    return {word: tuple((heard, share) for heard, share in errors) for word, errors in table["words"].items()}


def plain(text: str) -> str:
    """Without capitals and punctuation, as a recogniser that writes none gives it."""
    return " ".join(re.sub(r"[^\w' ]+", " ", text.lower()).split())
