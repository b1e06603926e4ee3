"""Names that may be said, put in the place of what a recogniser wrote for them.

A small recogniser writes a name that it has never met as another that sounds much like it: "Becky House" for
"Vicki Huff". Which names are likely is known before a call. Words with a capital inside a sentence that sound
like one of them are taken for it. How alike two names sound is their edit distance over letters as they are
pronounced in English, in which letters that a telephone line confuses are near each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.call.common_words import COMMON
from agent.call.values.lexicon import CALENDAR

ALIKE = 0.55
"""From this likeness on a word is taken for the name: measured, see models/practice/whisper/README.md."""
_SPELLINGS = (
    (r"ph", "f"), (r"[cs]?ch|sh|tch", "S"), (r"ck|qu?", "k"), (r"gh(?=t|$)", ""), (r"^kn", "n"),
    (r"^wr", "r"), (r"th", "T"), (r"x", "ks"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"z", "s"),
    (r"dge?|j", "S"), (r"wh", "w"), (r"e$", ""), (r"(.)\1+", r"\1"),
)  # fmt: skip
_NEAR = tuple(map(frozenset, ("bvpf", "fTs", "sSz", "tdT", "kg", "mn", "lr", "rw")))
_VOWELS = frozenset("aeiouy")
_WEAK = frozenset("hwr")
_SAME_VOWEL, _NEAR_COST, _WEAK_COST, _VOWEL_COST = 0.15, 0.35, 0.4, 0.35
_NAME = re.compile(
    r"[A-Z][a-z']+(?: (?:[A-Z][a-z']*|(?:de|da|di|du|la|le|el|al|van|von|der|bin)(?= [A-Z])))*"
)
_WORD = re.compile(r"[A-Z][a-z']*\s+")
_SENTENCE_ENDS = re.compile(r"(?:^|[.?!] )$")


def hinted(text: str, hints: Sequence[str]) -> str:
    """``text`` with the names in ``hints`` as they are written there."""
    if not hints:
        return text
    pieces, end = [], 0
    for start, stop in _names(text):
        pieces += [text[end:start], _as_hinted(text[start:stop], hints)]
        end = stop
    return "".join([*pieces, text[end:]])


def likeness(one: str, other: str) -> float:
    """How alike two names sound, 0 to 1."""
    first, second = _sounds(one), _sounds(other)
    if not first or not second:
        return 0.0
    row = [0.0]
    for sound in second:
        row.append(row[-1] + _cost(sound))
    for sound in first:
        above, row = row, [row[0] + _cost(sound)]
        for at, against in enumerate(second, start=1):
            row.append(
                min(
                    above[at] + _cost(sound),
                    row[-1] + _cost(against),
                    above[at - 1] + _substitution(sound, against),
                )
            )
    most = max(sum(map(_cost, first)), sum(map(_cost, second)))
    return max(0.0, 1 - row[-1] / most)


# -- inside ----------------------------------------------------------------------------------


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Where words with capitals stand; the first of a sentence counts only before others."""
    for found in _NAME.finditer(text):
        start = found.start()
        while (word := _WORD.match(text, start, found.end())) and word[0].strip().lower() in COMMON:
            start = word.end()
        alone = " " not in text[start : found.end()]
        if start < found.end() and not (alone and _SENTENCE_ENDS.search(text[:start])):
            yield start, found.end()


def _as_hinted(name: str, hints: Sequence[str]) -> str:
    possessive = "'s" if name.endswith("'s") else ""
    bare = name.removesuffix("'s")
    if bare.lower() in CALENDAR:
        return name
    best = max(hints, key=lambda hint: likeness(bare.lower(), hint.lower()))
    if likeness(bare.lower(), best.lower()) >= ALIKE:
        return best + possessive
    return name


def _sounds(name: str) -> str:
    sounds = "".join(character for character in name if character.isalpha())
    for written, spoken in _SPELLINGS:
        sounds = re.sub(written, spoken, sounds)
    return sounds


def _cost(sound: str) -> float:
    """Of a sound that is there in one name and not in the other."""
    return _VOWEL_COST if sound in _VOWELS else _WEAK_COST if sound in _WEAK else 1.0


def _substitution(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one in _VOWELS and other in _VOWELS:
        return _SAME_VOWEL
    if any(one in near and other in near for near in _NEAR):
        return _NEAR_COST
    return max(_cost(one), _cost(other))
