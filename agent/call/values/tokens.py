"""A sentence as the words and figures that values are read from, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from agent.call.values.lexicon import HOMOPHONES, SMALL, TENS
from agent.call.values.repair import repaired


class Token(NamedTuple):
    """``word`` is in lower case. ``figures``: what it writes in digits, if it does (``7``, ``1200``)."""

    word: str
    shape: str
    start: int
    end: int
    figures: str
    gap: str
    """What stands between it and the token before."""
    tight: bool
    """Nothing but blanks and hyphens before it: it may be one number with the word before."""


_WORD = re.compile(
    r"""
      (?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<iso>(?<!\d)[12]\d{3}-\d\d-\d\d(?!\d))
    | (?P<slashed>(?<![\d/])\d{1,2}/\d{1,2}(?:/(?:[12]\d{3}|\d\d))?(?![\d/]))
    | (?P<money>[$€£]\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?(?!\d))
    | (?P<clock>(?<![\d:])\d{1,2}:\d\d(?![\d:]))
    | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
    | (?P<mixed>(?!\d+(?:am|pm|h|min|mins|hrs|usd|eur)\b)
        (?=[^\W_]*\d)(?=\d*[^\W\d_])[^\W_]+(?:-(?=[^\W_]*\d)[^\W_]+)*
        |[a-z]{1,4}(?:-\d+)+\b)
    | (?P<decimal>(?<![\d.])\d+\.\d+(?![\d.]))
    | (?P<thousands>(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,]))
    | (?P<digits>\d+)
    | (?P<half>\b[ap]\.\s?m\b\.?)
    | (?P<oclock>\bo\s?['’]?\s?clock\b)
    | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
    | (?P<sign>[%&#])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PADDING = 6
_TENS_BEHIND = [[word] for word in TENS]
_FILLERS = frozenset(("uh", "um", "uhm", "er", "erm", "hmm"))


@dataclass(slots=True)
class Said:
    """A text's tokens. ``words`` is padded with empty words at its end, so looking up to six words ahead or
    behind needs no question."""

    text: str
    tokens: list[Token]
    words: list[str]

    def __len__(self) -> int:
        return len(self.tokens)

    def tight(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].tight

    def figures(self, at: int) -> str:
        return self.tokens[at].figures if at < len(self.tokens) else ""


def said(text: str, masked: re.Pattern[str] | None = None) -> Said:
    """``masked`` are idioms: their words stay in place and are nobody's value."""
    tokens = _tokens(text)
    spans = [match.span() for match in masked.finditer(text)] if masked else []
    if spans:
        tokens = [
            token._replace(word="\0", figures="")
            if any(start <= token.start < end for start, end in spans)
            else token
            for token in tokens
        ]
    words = [token.word for token in tokens] + [""] * _PADDING
    for at, word in enumerate(words):
        unsure = word in HOMOPHONES or (
            words[at + 1 : at + 2] and words[at + 1] in TENS and word not in SMALL
        )
        if unsure and (number := repaired(words, at)) != word:
            words[at] = number
            tokens[at] = tokens[at]._replace(word=number)
    return Said(text, tokens, words)


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    last = 0
    held = ""
    for match in _WORD.finditer(text):
        shape = match.lastgroup or ""
        start, end = match.span()
        gap, held = held + text[last:start], ""
        tight = not gap.strip(" -\n\t")
        word = match[0].lower()
        if word in _FILLERS:
            held, last = gap, end
            continue
        figures = ""
        if shape == "digits":
            figures = word
        elif shape == "thousands":
            figures = word.replace(",", "")
        elif shape == "half":
            word = f"{word[0]}m"
        elif shape == "oclock":
            word = "oclock"
        elif shape == "word":
            word = word.replace("’", "'").removesuffix("'s")
        if word.endswith("ish") and word[:-3] in SMALL:  # "sevenish"
            tokens.append(Token(word[:-3], shape, start, end - 3, "", gap, tight))
            word, start, gap, tight = "ish", end - 3, "", True
        if word == "m" and tokens and tokens[-1].word in ("a", "p") and _after_number(tokens):
            half = tokens.pop()
            tokens.append(half._replace(word=f"{half.word}m", shape="half", end=end))
        else:
            tokens.append(Token(word, shape, start, end, figures, gap, tight))
        last = end
    return tokens


def _after_number(tokens: list[Token]) -> bool:
    """``seven p m`` is a time; ``s p m`` is spelled."""
    if len(tokens) < 2:
        return False
    before = tokens[-2]
    return bool(before.figures) or before.word in SMALL or before.shape in ("clock", "oclock")
