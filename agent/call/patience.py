"""How long a silence ends the far party's turn: by what was said so far, what we asked, and how they pause.

"Yes." after a question of ours is an answer, "we have" is the beginning of one. A recogniser writes a full
stop behind anything: its question marks tell something, its full stops nothing.
"""

from __future__ import annotations

import re
from collections import deque

from agent.call.affirmation import plain
from agent.config import Hearing

AT_ONCE = 0.0
"""As soon as the text is known."""
SOON = 0.45
LONG = 1.4
PAUSES = 12
"""So many of their last pauses are remembered."""
FEWEST = 3
MARGIN = 0.15
LONGEST_LEARNED = 1.1

_YES_NO = re.compile(
    r"^(?:is|are|am|was|were|do|does|did|have|has|can|could|would|will|shall|should|may|might)\b.*\?$"
    r"|(?:right|correct|okay|ok|possible)\?$"
)
_YES = (
    r"yes|yeah|yep|yup|no|nope|sure|correct|right|exactly|of course|certainly|absolutely|that's (?:right|"
    r"fine|correct|it|all)|that is (?:right|correct)|not at all|sorry,? no|(?:that )?works"
)
_ANSWERS = re.compile(
    rf"^(?:(?:oh|uh|um|well|hm+|okay|ok|right),? )?(?:{_YES})\b"
    rf"(?:[,.]? (?:please|it (?:is|does|was)|we (?:do|can|are)|{_YES}))?$"
)
_UNFINISHED = re.compile(
    r"(?:^|\s)(?:and|or|but|so|because|if|when|with|without|for|from|to|at|of|between|until|the|a|an|your|our|my|"
    r"his|her|their|is|are|was|were|be|have|has|had|can|could|will|would|we|i|they|it's|that's|there's|we're|i'm|"
    r"we've|i've|uh|um|erm|er|hmm|let|let's|maybe|either|doctor|mister|mr|mrs|ms|dr|just|name is|number is)$"
)
_SIGN = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|\d|[a-z])"
_DICTATES = re.compile(rf"(?:^|\s){_SIGN}(?:\s{_SIGN})+$")
_WHOLE = frozenset((7, 10, 11))
"""Digits of a telephone number."""


class Patience:
    """Of one call. All times are seconds of silence."""

    def __init__(self, hearing: Hearing) -> None:
        self._usual = hearing.turn_end_seconds
        self._pauses: deque[float] = deque(maxlen=PAUSES)

    def resumed(self, pause: float) -> None:
        """They went on speaking after a ``pause`` within a turn."""
        self._pauses.append(pause)

    def seconds(self, text: str, asked: str, greeted: bool = False) -> float:
        """``text``: of the turn so far, empty while it is not known. ``asked``: what we said last.
        ``greeted``: it is what somebody says who picks up."""
        words = plain(text)
        if not words:
            return self._usual
        if greeted:
            return SOON
        if answers(words, asked):
            return AT_ONCE
        if unfinished(words):
            return LONG
        if text.rstrip().endswith("?"):
            return max(SOON, self._learned)
        return max(self._usual, self._learned)

    @property
    def _learned(self) -> float:
        """A little more than they usually pause within a turn; 0 while too little is known."""
        if len(self._pauses) < FEWEST:
            return 0.0
        usual = sorted(self._pauses)[int(0.8 * (len(self._pauses) - 1) + 0.5)]
        return min(LONGEST_LEARNED, usual + MARGIN)


def answers(words: str, asked: str) -> bool:
    """Whether ``words`` (plain) are the short answer that our question ``asked`` wants."""
    last = re.split(r"[.!?]\s+", asked.strip().lower())[-1]
    return _YES_NO.search(last) is not None and _ANSWERS.match(words.rstrip(" .!?,")) is not None


def unfinished(words: str) -> bool:
    """Whether more must come: a sentence that breaks off, signs that are being dictated."""
    bare = re.sub(r"[.!,;:]+", " ", words)
    bare = " ".join(bare.split())
    if bare.endswith("?"):
        return False
    if dictated := _DICTATES.search(bare):
        return len(dictated[0].split()) not in _WHOLE
    return _UNFINISHED.search(bare) is not None
