"""Words and numbers of a recognised sentence, and which word a misheard one is near to."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass


def listed(words: str) -> tuple[str, ...]:
    """The words of a list written as a sentence."""
    return tuple(words.split())


UNITS = {
    word: number
    for number, word in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        )
    )
}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50}
_NEAR = 0.78
"""difflib's ratio from which an unknown word counts as the known one: ``wensday``, ``tuesdy``."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case; ``number`` where it is one."""

    word: str
    number: int | None = None


def tokens(text: str) -> list[Token]:
    """Words and numbers of ``text``: ``twenty two`` is one number, ``7:30`` two, ``p.m.`` is ``pm``."""
    flat = re.sub(r"\b([ap])\s?\.?\s?m\b\.?", r"\1m", text.lower().replace("’", "'"))
    flat = re.sub(r"\bo\s?'?\s?clock\b", "oclock", flat)
    words = [word.strip("'") for word in re.findall(r"[a-z']+|\d+", flat)]
    words = [word[:-2] if word.endswith("'s") else word for word in words if word]
    read: list[Token] = []
    for word in words:
        number = number_of(word)
        last = read[-1] if read else None
        if number is not None and last and last.word in TENS and 1 <= number <= 9 and not word.isdigit():
            read[-1] = Token(f"{last.word} {word}", (last.number or 0) + number)
        else:
            read.append(Token(word, number))
    return read


def number_of(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return UNITS.get(word, TENS.get(word))


def near(word: str, known: tuple[str, ...]) -> str | None:
    """The word of ``known`` that ``word`` is, or nearly is. Short words must be exact."""
    if word in known:
        return word
    if len(word) < 5:
        return None
    found = difflib.get_close_matches(word, known, n=1, cutoff=_NEAR)
    return found[0] if found else None
