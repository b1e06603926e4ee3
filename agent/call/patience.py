"""How long a silence ends the far party's turn: by what was said so far, what we asked, and how they pause.

"Yes." after a question of ours is an answer, "we have" is the beginning of one. A recogniser writes a full
stop behind anything, and a question mark behind anything short: neither tells much without the words.
"""

from __future__ import annotations

import re
from collections import deque

from agent.call.affirmation import plain
from agent.config import Hearing

AT_ONCE = 0.0
"""As soon as the text is known."""
SOON = 0.4
"""A question of theirs."""
COMPLETE = 0.55
"""What could be all. If it is not, they go on before we have an answer: it is thrown away."""
LONG = 1.4
LOOKING = 2.3
"""Somebody looks for something: a silence says nothing."""
ANSWER_PAUSE = 0.12
"""After a question that "yes" answers, recognition starts on so short a pause."""
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
_TAIL = (
    r"please|sorry|it (?:is|does|was|isn't|doesn't)|we (?:do|can|are|don't|can't|aren't)|i (?:am|do|don't)|"
    r"that(?:'s| is) (?:right|fine|correct|okay|possible)|that works|i'm afraid not"
)
_ANSWERS = re.compile(
    rf"^(?:(?:oh|uh|um|well|hm+|okay|ok|right|sorry) )?(?:{_YES})(?: (?:{_TAIL}|{_YES})){{0,2}}$"
)
_UNFINISHED = re.compile(
    r"(?:^|\s)(?:and|or|but|so|because|if|when|with|without|for|from|to|at|of|between|until|on|by|although|than|"
    r"the|a|an|your|our|my|his|her|their|every|only|just|about|around|"
    r"is|are|am|was|were|be|been|have|has|had|can|could|will|would|may|might|must|should|shall|"
    r"(?:can|could|might|would|will|'ll|'d) (?:also |maybe )?(?:do|have|need|want|offer|give|make|get|say)|"
    r"(?:i|we|they|you)(?:'d| would)? need|"
    r"we|i|they|he|she|it's|that's|there's|we're|i'm|we've|i've|you'd|we'd|i'd|you'll|we'll|i'll|"
    r"uh|um|erm|er|ah|hm+|let|let's|let me|maybe|either|else|doctor|mister|mr|mrs|ms|dr|spelled|"
    r"(?:give|tell|send|show|get) (?:me|you|us)|(?:is|are) there|(?:name|number) is)$"
)
_LOOKS = (
    r"(?:(?:let me|let's|i'll|i will|i have to|i'd have to) (?:just )?(?:check|look|see|ask|find)\b|"
    r"\b(?:one|just an?|a) (?:moment|second|sec|minute)\b|\bh(?:old|ang) on\b|\bbear with me\b)"
)
_LOOKED = re.compile(_LOOKS)
_LOOKING = re.compile(rf"{_LOOKS}(?: \w+){{0,4}}$")
_OPENS = re.compile(
    r"^(?:(?:oh|ah|uh|um|okay|ok|well|right|sure|so|now|good|great|fine|lovely|perfect|yes|yeah|no|sorry|thanks|"
    r"thank you|all right|alright|of course|i'm sorry) ?){1,3}$"
)
"""Often all that is said, and often what a sentence follows."""
_WH = r"(?:(?:at|on|in|for|from|with|to) )?(?:what|which|when|where|who|whose|how|why)\b"
_QUESTION = re.compile(
    r"(?:^|, ?)(?:and |so |or |okay |then |sorry )*"
    rf"(?:{_WH}|(?:is|are|am|was|were|do|does|did|have|has|can|could|would|will|shall|should|may|might) \w)"
    r"|\b(?:right|correct|okay|ok|possible|hello)\?$"
)
_ASKS_OPENLY = re.compile(rf"(?:^|\s){_WH}")
_SIGN = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|\d|[a-z])"
_DICTATES = re.compile(rf"(?:^|\s){_SIGN}(?:\s{_SIGN})+$")
_HOUR = re.compile(
    r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty) [ap] ?m$"
)
_WHOLE = frozenset((7, 10, 11))
"""Digits of a telephone number."""


class Patience:
    """Of one call. All times are seconds of silence."""

    def __init__(self, hearing: Hearing) -> None:
        self._usual = hearing.turn_end_seconds
        self._first_pause = hearing.first_pause_seconds
        self._pauses: deque[float] = deque(maxlen=PAUSES)

    def resumed(self, pause: float, text: str) -> None:
        """They went on speaking after a ``pause`` within a turn, ``text`` being what they had said."""
        words = _bare(text)
        if words and not (unfinished(words) or _LOOKING.search(words)):
            self._pauses.append(pause)

    def first_pause(self, asked: str) -> float:
        """The silence after which recognition starts."""
        usual = self._first_pause
        return min(usual, ANSWER_PAUSE) if _asks_yes_or_no(asked) else usual

    def seconds(self, text: str, asked: str, *, greeted: bool = False) -> float:
        """``text``: of the turn so far, empty while it is not known. ``asked``: what we said last.
        ``greeted``: it is what somebody says who picks up."""
        words = _bare(text)
        if not words:
            return self._usual
        if greeted:
            return SOON
        if answers(words, asked):
            return AT_ONCE
        if _LOOKING.search(words):
            return LOOKING
        question = is_question(text)
        if unfinished(words) and not (question and _ASKS_OPENLY.search(words)):
            return LONG
        if not question and (_OPENS.match(words) or _LOOKED.search(words)):
            return max(self._usual, self._learned)
        return max(SOON if question else COMPLETE, self._learned)

    @property
    def _learned(self) -> float:
        """A little more than they usually pause within a turn; 0 while too little is known."""
        if len(self._pauses) < FEWEST:
            return 0.0
        usual = sorted(self._pauses)[int(0.8 * (len(self._pauses) - 1) + 0.5)]
        return min(LONGEST_LEARNED, usual + MARGIN)


def answers(words: str, asked: str) -> bool:
    """Whether ``words`` are the short answer that our question ``asked`` wants."""
    return _asks_yes_or_no(asked) and _ANSWERS.match(words) is not None


def is_question(text: str) -> bool:
    """Whether its last sentence is marked as a question and has the words of one."""
    last = re.split(r"[.!?]\s+", plain(text))[-1]
    return last.endswith("?") and _QUESTION.search(last) is not None


def unfinished(words: str) -> bool:
    """Whether more must come: a sentence that breaks off, signs that are being dictated."""
    words = _HOUR.sub(r"\1 o'clock", words)
    if dictated := _DICTATES.search(words):
        return len(dictated[0].split()) not in _WHOLE
    return _UNFINISHED.search(words) is not None


def _bare(text: str) -> str:
    """``text`` in lower case, without punctuation."""
    return " ".join(re.sub(r"[.!?,;:]+", " ", plain(text)).split())


def _asks_yes_or_no(asked: str) -> bool:
    return _YES_NO.search(re.split(r"[.!?]\s+", asked.strip().lower())[-1]) is not None
