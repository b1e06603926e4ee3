"""What a text offers or reads back: the values in it that saying yes to it would agree to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from agent.call.affirmation import plain
from agent.call.briefing import Briefing
from agent.call.common_words import COMMON
from agent.call.facts import FactBook
from agent.call.prose import Use, noun_behind
from agent.call.spoken_names import ORDINARY
from agent.call.values import Kind, Value
from agent.call.values.lexicon import CALENDAR, PEOPLE

UNKNOWN_FEE = "?"
OFFERED = (Kind.DATE, Kind.TIME, Kind.COUNT, Kind.AMOUNT, Kind.DURATION)
READ_BACK = (Kind.PHONE, Kind.CODE, Kind.EMAIL, Kind.NAME)
_PEOPLE_BEFORE = re.compile(
    r"\b(?:for|(?:party|table|group|total) (?:of|for)|are|be|be only|only"
    r"|maximum|max|to)\s+$"
)
_PEOPLE_BEHIND = re.compile(
    rf"\s+(?:{'|'.join(sorted(PEOPLE))}|of (?:you|us|them)|covers?|heads?"
    rf"|seats?|diners?)\b"
)
_FEE = re.compile(
    r"\b(?:fee|deposit|surcharge|prepay\w*|pre-?payment|up ?front|charges?|pay(?:ment)? in advance"
    r"|cancellation charge"
    r"|minimum spend|cover charge|down payment|card on file)\b"
)
_NO_FEE = re.compile(
    r"\b(?:no|not|without|never|free|zero|any|don't|doesn't|isn't|won't|waive\w*)\b(?:\W+\w+){0,4}?\W+"
    r"(?:fees?|deposit|surcharge|charges?|prepay\w*|payment)\b|\b(?:free of|in) charge\b|\bno charge\b"
)
_WAIVES = re.compile(
    r"\bwithout (?:it|that|this|the (?:fee|charge|deposit|card))\b|\bdo it without\b"
    r"|\b(?:no|forget the|skip the|leave out the) (?:fee|charge|deposit)\b"
    r"|\btake the (?:fee|charge|deposit) off\b|\bleave (?:it|that)(?: out)?\b|\bwaive\w*\b"
    r"|\bforget (?:it|about it|about that)\b|\bit's optional\b"
)
"""They no longer want it."""
_RINGS_BACK = re.compile(
    r"\b(?:call|ring|phone|get back to|come back to|text|email|write to|hear from)"
    r" (?:you|us|her|him|them|me|back|again)\b|\b(?:call|ring|phone)s? back\b"
)
"""A time named with it is no offer."""
_PAST = re.compile(
    r"\b(?:spoke|talked|called|told|said|came|saw|started|worked|rang|emailed|wrote|was|were)\b"
)
_OPEN_TODAY = re.compile(
    r"\b(?:come|have|free|available|book|do|possible|slot|opening|offer|squeeze|fit|works?|only|instead|for|at)\b"
)
_NAMED = re.compile(
    r"\b(?:under|for|(?<!my )name(?:'s| is| of| was|:)?|that's|it's|is it|mr|mrs|ms|miss)\.?"
    r"\s+(?:the name\s+)?$"
)
_FOR_WHOM = re.compile(
    r"\b(?:for|under|the name)\s+(?P<name>[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)+)(?=\W*(?:$|[,.?!]|on\b|at\b))"
)
"""A name that only its capitals show, as in "a flight on Monday, for Anna Berg, correct"."""
_FOR_ONE = re.compile(
    r"\b(?:for|under)\s+(?P<name>[A-Z][\w'-]{2,})(?=\W*(?:$|correct\b|right\b|yes\b|okay\b|is that\b))"
)
"""One word of a name, at the end of what is read back."""
_FOR_WHOM_PLAIN = re.compile(
    r"\b(?:for|under|the name(?: is| of)?)\s+(?P<name>(?!is |of )[a-z][a-z'-]+\s+[a-z][a-z'-]+)"
    r"(?=\W*(?:$|[,.?!]|(?:on|at|correct|right|yes|is|have|does|do|did)\b))"
)
"""Where the recogniser writes no capitals: two words that are neither the errand's nor everyday ones."""
_SENTENCE = re.compile(r"[^.?!]*[.?!]?")
_CHECKS = re.compile(
    r"\b(?:correct|right|is that|so (?:that's|it's|your|the)|i have|i've got|let me read|read (?:that"
    r"|it) back|confirm|you said|was it"
    r"|your number is|that's|under|name is|did you say)\b|\?"
)
_CURRENT = re.compile(
    r"\b(?:currently|at the moment|right now|now|existing|original(?:ly)?|old|instead of|rather than)\b"
)


class Offers:
    """Finds them in the texts of one call."""

    def __init__(self, book: FactBook, briefing: Briefing) -> None:
        self._book = book
        self._public = frozenset(re.findall(r"[a-z'-]+", plain(briefing.task)))

    def of_theirs(self, text: str, values: Sequence[Value]) -> list[Value]:
        """``values``: all in ``text``; names that stand in it without a cue are found besides."""
        return list(self._among(text, (*values, *self._for_whom(text, values))))

    def of_ours(self, text: str, values: Iterable[Value]) -> list[Value]:
        """``values``: those of a clause, at their places in it (``placed``)."""
        return list(self._among(text, values))

    def leaves_behind(self, text: str, value: Value, good: set[Kind]) -> bool:
        """Whether ``text`` names the day that is to be given up as what it is, or beside one of the kinds
        ``good``, to which it moves."""
        old = any(one.use is Use.GIVEN_UP and self._book.equal(value, one) for one in self._book.known)
        return old and (value.kind in good or _CURRENT.search(plain(text)) is not None)

    # -- inside ------------------------------------------------------------------------------

    def _among(self, text: str, values: Iterable[Value]) -> Iterator[Value]:
        words = plain(text)
        amounts = False
        for value in values:
            amounts = amounts or value.kind is Kind.AMOUNT
            if value.kind is Kind.COUNT and not self._of_people(text, value):
                continue
            if _in_passing(text, value):
                continue
            if value.kind in OFFERED or (value.kind in READ_BACK and _CHECKS.search(words)):
                yield value
        if not amounts and _FEE.search(_WAIVES.sub(" ", _NO_FEE.sub(" ", words))):
            yield Value(Kind.AMOUNT, UNKNOWN_FEE, 0, 0, "")

    def _of_people(self, text: str, value: Value) -> bool:
        """Whether a count is of what the errand counts, and not of tables, questions or menus."""
        before, behind = text[: value.start].lower(), text[value.end :].lower()
        counted = noun_behind(behind)
        if _PEOPLE_BEHIND.match(behind) or counted in {one.id.split(".")[0] for one in self._book.known}:
            return True
        return not counted and bool(_PEOPLE_BEFORE.search(before[-24:]))

    def _for_whom(self, text: str, values: Sequence[Value]) -> Iterator[Value]:
        """Names that `find` does not see for want of a cue."""
        names = {
            words for one in self._book.known if one.kind is Kind.NAME for words in plain(one.value).split()
        }
        everyday = COMMON | ORDINARY | (self._public - names)
        for pattern in (_FOR_WHOM, _FOR_ONE, _FOR_WHOM_PLAIN):
            for found in pattern.finditer(text):
                start, end = found.span("name")
                words = set(found["name"].lower().split())
                plain_words = pattern is not _FOR_WHOM and words & (everyday | CALENDAR)
                if not plain_words and not any(value.start < end and start < value.end for value in values):
                    yield Value(Kind.NAME, found["name"], start, end, found["name"])


def waives(text: str) -> bool:
    """Whether they no longer want the fee that they named."""
    return bool(_WAIVES.search(plain(text)))


def frees(text: str) -> bool:
    """Whether ``text`` says that there is no fee."""
    return bool(_NO_FEE.search(plain(text)))


def without_denied_fees(text: str) -> str:
    return _NO_FEE.sub(" ", plain(text))


def placed(text: str, values: Iterable[Value]) -> list[Value]:
    """Those of the kinds that are offered, at their places in ``text``: its references were filled in."""
    return [_placed(text, value) for value in values if value.kind in OFFERED]


def _placed(text: str, value: Value) -> Value:
    """``value`` at its place in ``text``, in which references were filled in."""
    start = text.find(value.words)
    if start < 0 or text[value.start : value.end] == value.words:
        return value
    return replace(value, start=start, end=start + len(value.words))


def _in_passing(text: str, value: Value) -> bool:
    """Whether it is said of something else: "we'll ring you this afternoon", "so busy today", "Anna here"."""
    if value.kind is Kind.NAME:
        return not _NAMED.search(text[: value.start].lower())
    if value.kind not in (Kind.DATE, Kind.TIME):
        return False
    sentences = [found[0] for found in _SENTENCE.finditer(text) if found.start() <= value.start < found.end()]
    sentence = plain(" ".join(sentences))
    if _RINGS_BACK.search(sentence):
        return True
    today = value.kind is Kind.DATE and value.value == "today"
    return today and (not _OPEN_TODAY.search(sentence) or _PAST.search(sentence) is not None)
