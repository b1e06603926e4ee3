"""What the far party offers that the owner does not want, and whether a clause of ours would agree to it.

An offer stays open until they name something acceptable of its kind, or we refuse it and they do not press.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from agent.call.affirmation import affirms, agrees, denies, parts, plain
from agent.call.briefing import Briefing
from agent.call.common_words import COMMON
from agent.call.facts import FactBook, Known
from agent.call.prose import Use, noun_behind
from agent.call.spoken_names import ORDINARY
from agent.call.values import Kind, Value, find, same_name
from agent.call.values.lexicon import PEOPLE, listed

UNKNOWN_FEE = "?"
_OFFERED = (Kind.DATE, Kind.TIME, Kind.COUNT, Kind.AMOUNT, Kind.DURATION)
_READ_BACK = (Kind.PHONE, Kind.CODE, Kind.EMAIL, Kind.NAME)
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
    r"\b(?:for|under)\s+(?P<name>[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)+)(?=\W*(?:$|[,.?!]|on\b|at\b))"
)
"""A name that only its capitals show, as in "a flight on Monday, for Anna Berg, correct"."""
_FOR_WHOM_PLAIN = re.compile(
    r"\b(?:for|under)\s+(?P<name>[a-z][a-z'-]+\s+[a-z][a-z'-]+)"
    r"(?=\W*(?:$|[,.?!]|on\b|at\b|correct\b|right\b|yes\b|is\b))"
)
"""Where the recogniser writes no capitals: two words that are neither the errand's nor everyday ones."""
_SENTENCE = re.compile(r"[^.?!]*[.?!]?")
_PRESSES = re.compile(
    r"\b(?:shall|should|can|may|do you want|would you like|want) (?:i|me|us|we|it|that|this|one)\b"
    r"|\b(?:that|it"
    r"|this) (?:ok|okay|work|alright|fine|be)"
    r"|\bis that\b|\bwill that\b|\bwould that\b|\bdoes that\b|\bhow about (?:that|it)\b|\btake it\b"
    r"|\bbook (?:it|that|you)\b|\bconfirm\b"
    r"|\byes or no\b|\bso\?|\bcorrect\?|\bright\?|\bok(?:ay)?\?|\bgo ahead\b|\bsure\?|\bdeal\b"
)
_CHECKS = re.compile(
    r"\b(?:correct|right|is that|so (?:that's|it's|your|the)|i have|i've got|let me read|read (?:that"
    r"|it) back|confirm|you said|was it"
    r"|your number is|that's|under|name is|did you say)\b|\?"
)
_PROPOSES = re.compile(
    r"\b(?:please|works?|fine|good|perfect|ok|okay|great|suits?|book|reserve|schedule|put|take"
    r"|would like|i'd like|we'd like|want|need"
    r"|how about|what about|can we|could we|can i|could i|may i|may we|can you|could you|make it|let's"
    r"|go with|see you|confirm|looking for"
    r"|i'll have|we'll have|we'll be|i'll be|change it|switch|move|yes|agreed?|sure|deal|accept|pay"
    r"|happy|lovely|wonderful|alright|do)\b"
)
_ASKS_BACK = re.compile(
    r"\b(?:you said|did you say|was that|you mean|do you mean|only|just|earliest"
    r"|latest|is that the)\b"
)
_CURRENT = re.compile(
    r"\b(?:currently|at the moment|right now|now|existing|original(?:ly)?|old|instead of|rather than)\b"
)
_STOP_WORDS = COMMON | frozenset(
    listed(
        """
        agree accept give provide share tell mention commit promise consent allow any don't dont never not
        avoid pay paying payment sign buy purchase disclose reveal discuss anything kind type form sort
        requests request requested ask asked asking without permission approval first unless owner's
        """
    )
)


@dataclass(frozen=True, slots=True)
class Offer:
    value: Value
    turn: int

    @property
    def kind(self) -> Kind:
        return self.value.kind


class Commitments:
    """Told of each turn of theirs (``heard``) and each clause of ours that was ``said``."""

    def __init__(self, book: FactBook, briefing: Briefing) -> None:
        self._book = book
        self._public = frozenset(re.findall(r"[a-z'-]+", plain(briefing.task)))
        self._prohibited = tuple(words for text in briefing.prohibited if (words := keywords(text)))
        self._open: list[Offer] = []
        self._accepted: list[Value] = []
        self._answers = 0
        self._refused = False
        self._turn = 0
        self._last = ""
        self._pressed = False

    def heard(self, text: str, values: Sequence[Value]) -> None:
        self._settle_answers()
        self._turn += 1
        self._last = text
        offers = list(self._offers(text, (*values, *self._for_whom(text, values))))
        good = {value.kind for value in offers if self._acceptable(value)}
        if _NO_FEE.search(plain(text)):
            good.add(Kind.AMOUNT)
        if any(one.kind is Kind.NAME and plain(one.value) in plain(text) for one in self._book.known):
            good.add(Kind.NAME)
        unwanted = [value for value in offers if not self._acceptable(value)]
        bad = [Offer(value, self._turn) for value in unwanted if not self._leaves_behind(text, value, good)]
        self._pressed = bool(_PRESSES.search(plain(text)))
        if _WAIVES.search(plain(text)):
            good.add(Kind.AMOUNT)
        if self._refused and not self._pressed:
            self._open = []
        self._refused = False
        named = {offer.kind for offer in bad}
        self._open = [offer for offer in self._open if offer.kind not in good | named] + bad

    def why_not(self, text: str, values: Iterable[Value]) -> str:
        """Why a clause may not be said; empty where it may. ``values``: all in it, references included."""
        self._settle_answers()
        named = [_placed(text, value) for value in values if value.kind in _OFFERED]
        offered = list(self._offers(text, named))
        good = {value.kind for value in offered if self._acceptable(value)}
        unwanted = [
            value
            for value in offered
            if not (self._acceptable(value) or self._leaves_behind(text, value, good))
        ]
        if unwanted and self._proposes(text, unwanted):
            return f"that {unwanted[0].kind} is not within the limits: ask the owner"
        if touched := self._touches_prohibited(text):
            return touched
        pending = [offer for offer in self._open if not self._acceptable(offer.value)]
        answered = self._pressed or any(offer.turn == self._turn for offer in pending)
        if not pending or not agrees(text, surely=not answered):
            return ""
        kinds = {offer.kind for offer in pending}
        settled = {value.kind for value in named if self._acceptable(value) and self._affirmed(text, value)}
        if kinds <= settled:
            return ""
        kind = next(offer.kind for offer in pending if offer.kind not in settled)
        return f"the {kind} they named is not within the limits: name one that is, refuse, or ask the owner"

    def said(self, text: str) -> None:
        """A clause passed: whether it refused what is open."""
        if self._open and any(denies(part) for part in parts(text)) and not agrees(text):
            self._refused = True

    # -- inside ------------------------------------------------------------------------------

    def _acceptable(self, value: Value) -> bool:
        if any(value.kind is one.kind and value.value == one.value for one in self._accepted):
            return True
        if value.value == UNKNOWN_FEE:
            return False
        ours = [one for one in self._book.known if one.use is Use.ABOUT and self._book.equal(value, one)]
        if ours:
            return not any(one.strict for one in ours)
        if value.kind in _READ_BACK:
            return not self._misread(value)
        if value.kind is Kind.AMOUNT and float(re.sub(r"[^\d.]", "", value.value) or 1) == 0:
            return True
        return self._book.acceptable(value)

    def _for_whom(self, text: str, values: Sequence[Value]) -> Iterator[Value]:
        """Names that `find` does not see for want of a cue."""
        names = {
            words for one in self._book.known if one.kind is Kind.NAME for words in plain(one.value).split()
        }
        everyday = COMMON | ORDINARY | (self._public - names)
        for pattern in (_FOR_WHOM, _FOR_WHOM_PLAIN):
            for found in pattern.finditer(text):
                start, end = found.span("name")
                plain_words = pattern is _FOR_WHOM_PLAIN and set(found["name"].split()) & everyday
                if not plain_words and not any(value.start < end and start < value.end for value in values):
                    yield Value(Kind.NAME, found["name"], start, end, found["name"])

    def _leaves_behind(self, text: str, value: Value, good: set[Kind]) -> bool:
        """Whether they name the day that is to be given up as what it is, or beside the one it moves to."""
        old = any(one.use is Use.GIVEN_UP and self._book.equal(value, one) for one in self._book.known)
        return old and (value.kind in good or _CURRENT.search(plain(text)) is not None)

    def _offers(self, text: str, values: Iterable[Value]) -> Iterator[Value]:
        words = plain(text)
        amounts = False
        for value in values:
            amounts = amounts or value.kind is Kind.AMOUNT
            if value.kind is Kind.COUNT and not self._of_people(text, value):
                continue
            if _in_passing(text, value):
                continue
            if value.kind in _OFFERED or (value.kind in _READ_BACK and _CHECKS.search(words)):
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

    def _misread(self, value: Value) -> bool:
        """Whether they read back what is nearly, but not, one of ours, or one that is never told."""
        kinds = {Kind.PHONE, Kind.CODE} if value.kind in (Kind.PHONE, Kind.CODE) else {value.kind}
        ours = [one for one in self._book.known if one.kind in kinds]
        if any(self._book.equal(value, one) for one in ours):
            return any(self._book.equal(value, one) and one.strict for one in ours)
        if value.kind is Kind.NAME:
            return bool(ours) and not any(same_name(value.value, one.value) for one in ours)
        return any(_near(value.value, one) for one in ours)

    def _proposes(self, text: str, unwanted: Sequence[Value]) -> bool:
        """Whether a part of ``text`` that names an unwanted value would have it."""
        for part in parts(text):
            if not any(plain(value.words) in part for value in unwanted if value.words):
                continue
            asks_back = _ASKS_BACK.search(part) and not re.search(r"\b(?:book|take|put|works|fine)\b", part)
            if _PROPOSES.search(part) and not denies(part) and not asks_back:
                return True
        return agrees(text)

    def _affirmed(self, text: str, value: Value) -> bool:
        """Whether the part that names ``value`` does not refuse it."""
        for part in parts(text):
            if value.words and plain(value.words) in part:
                return not denies(part)
        return True

    def _touches_prohibited(self, text: str) -> str:
        for words in self._prohibited:
            mentioned = [part for part in parts(text) if _mentions(part, words)]
            asks = text.rstrip().endswith("?") and not agrees(text)
            if mentioned and not asks and not any(denies(part) for part in parts(text)) and _commits(text):
                return "the briefing prohibits that"
            last = _NO_FEE.sub(" ", plain(self._last))
            if _mentions(last, words) and not denies_word(last, words) and agrees(text):
                return "the briefing prohibits what they ask for"
        return ""

    def _settle_answers(self) -> None:
        """The owner's yes is to what is open now."""
        for _, text in self._book.answers[self._answers :]:
            if affirms(text):
                named = {value.kind for value in find(text) if value.kind in _OFFERED}
                self._accepted += [offer.value for offer in self._open if offer.kind not in named]
        self._answers = len(self._book.answers)


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
    return agrees(text) or any(
        _PROPOSES.search(part)
        or re.search(
            r"\b(?:will|can|i'll|we'll|is"
            r"|are)\b",
            part,
        )
        for part in parts(text)
    )


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ions?|ed|es|s)$", "", word)


def _near(heard: str, one: Known) -> bool:
    first, second = (re.sub(r"\W", "", text).upper() for text in (heard, one.value))
    shorter = min(len(first), len(second))
    if shorter < 4 or abs(len(first) - len(second)) > 2:
        return False
    alike = sum(a == b for a, b in zip(first[-shorter:], second[-shorter:], strict=True))
    return alike * 5 >= shorter * 3
