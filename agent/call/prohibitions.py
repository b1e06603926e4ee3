"""What the briefing prohibits, found again in what they ask for and in what we are about to say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from agent.call.affirmation import agrees, denies, parts, plain
from agent.call.common_words import COMMON
from agent.call.offers import without_denied_fees
from agent.call.proposals import proposes
from agent.call.values.lexicon import listed

_STOP_WORDS = COMMON | frozenset(
    listed(
        """
        agree accept give provide share tell mention commit promise consent allow any don't dont never not
        avoid pay paying payment sign buy purchase disclose reveal discuss anything kind type form sort
        requests request requested ask asked asking without permission approval first unless owner's
        """
    )
)
_WOULD = re.compile(r"\b(?:will|can|i'll|we'll|is|are)\b")


class Prohibitions:
    def __init__(self, prohibited: Iterable[str]) -> None:
        self._words = tuple(words for text in prohibited if (words := keywords(text)))

    def touched(self, text: str, last: str) -> str:
        """Why our clause ``text`` may not be said after their turn ``last``; empty where it may."""
        for words in self._words:
            mentioned = any(_mentions(part, words) for part in parts(text))
            asks = text.rstrip().endswith("?") and not agrees(text)
            if mentioned and not asks and not any(denies(part) for part in parts(text)) and _commits(text):
                return "the briefing prohibits that"
            asked = without_denied_fees(last)
            if _mentions(asked, words) and not denies_word(asked, words) and agrees(text):
                return "the briefing prohibits what they ask for"
        return ""


def keywords(text: str) -> frozenset[str]:
    """The words of a prohibition that tell what it is about."""
    return frozenset(
        _stem(word)
        for word in re.findall(r"[a-z']+", plain(text))
        if word not in _STOP_WORDS and len(word) > 3
    )


def denies_word(text: str, words: frozenset[str]) -> bool:
    """Whether ``text`` says that there is none of it: "no deposit is needed"."""
    return any(denies(part) and _mentions(part, words) for part in parts(text))


def _mentions(text: str, words: frozenset[str]) -> bool:
    found = {_stem(word) for word in re.findall(r"[a-z']+", text)} & words
    return len(found) >= max(1, (len(words) + 1) // 2)


def _commits(text: str) -> bool:
    return agrees(text) or any(proposes(part) or _WOULD.search(part) for part in parts(text))


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ions?|ed|es|s)$", "", word)
