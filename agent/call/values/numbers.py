"""Whole numbers in words or figures."""

from __future__ import annotations

from agent.call.values.lexicon import ORDINALS, SMALL, TENS, UNITS
from agent.call.values.tokens import Said

SCALES = {"hundred": 100, "hundr": 100, "hundre": 100, "thousand": 1000, "million": 1_000_000}
_LONGEST = 12
"""Digits; longer figures are no number of anything said on a call."""


def small(words: Said, at: int) -> tuple[int, int] | None:
    """Below a hundred: (number, index behind it). Of ``five twenty`` it is the five."""
    figures = words.figures(at)
    if figures:
        return (int(figures), at + 1) if len(figures) <= _LONGEST else None
    word = words.words[at]
    number = SMALL.get(word)
    if number is None:
        return None
    if word in TENS and words.tight(at + 1) and 1 <= UNITS.get(words.words[at + 1], 0) <= 9:
        return number + UNITS[words.words[at + 1]], at + 2
    return number, at + 1


def cardinal(words: Said, at: int) -> tuple[int, int] | None:
    """A whole number: (number, index behind it). ``a hundred and twenty``, ``two thousand five hundred``."""
    first: tuple[int, int] | None
    if words.words[at] in ("a", "an") and words.words[at + 1] in SCALES:
        first = (1, at + 1)
    else:
        first = small(words, at)
    if first is None:
        return None
    group, end = first
    total = 0
    while (scale := SCALES.get(words.words[end])) and words.tight(end):
        group, end = group * scale, end + 1
        if scale > 100:
            total, group = total + group, 0
        rest_at = end + 1 if words.words[end] == "and" else end
        rest = small(words, rest_at)
        # "between one hundred and two hundred": the second is a number of its own
        own = rest and rest_at > end and words.words[rest[1]] in SCALES
        if rest is None or own or rest[0] >= scale or not words.tight(rest_at) or words.figures(rest_at):
            break
        group, end = group + rest[0], rest[1]
    return total + group, end


def ordinal(words: Said, at: int) -> tuple[int, int] | None:
    """``third``, ``3rd``, ``twenty first``: (number, index behind it)."""
    if at >= len(words):
        return None
    token = words.tokens[at]
    if token.shape == "ordinal":
        return int(token.word[:-2]), at + 1
    if token.word in TENS and words.tight(at + 1) and 1 <= ORDINALS.get(words.words[at + 1], 0) <= 9:
        return TENS[token.word] + ORDINALS[words.words[at + 1]], at + 2
    number = ORDINALS.get(token.word)
    return (number, at + 1) if number else None


def year(words: Said, at: int) -> tuple[int, int] | None:
    """``2027``, ``twenty twenty seven``, ``two thousand twenty six``, ``nineteen eighty four``."""
    figures = words.figures(at)
    if figures:
        return (int(figures), at + 1) if len(figures) == 4 and figures[0] in "12" else None
    whole = cardinal(words, at)
    if whole and 1900 <= whole[0] <= 2099:
        return whole
    century = small(words, at)
    if century is None or century[0] not in (18, 19, 20):
        return None
    if words.words[century[1]] in ("oh", "o"):
        one = small(words, century[1] + 1)
        return (century[0] * 100 + one[0], one[1]) if one and 1 <= one[0] <= 9 else None
    rest = small(words, century[1])
    if rest is None or words.figures(century[1]) or not 10 <= rest[0] <= 99:
        return None
    return century[0] * 100 + rest[0], rest[1]
