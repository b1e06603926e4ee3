"""What may not be said now, looked for in every disguise in all that the model wrote on this call.

The strings of digits and letters run on from clause to clause: what one began, a later one cannot complete.
References stand for nothing in them, for their values are released.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.call.common_words import COMMON
from agent.call.disguise import Signs, folded, signs
from agent.call.facts import Known
from agent.call.values import Kind, Value, same_name, spoken
from agent.call.values.lexicon import MONTHS

_TAIL = 48
"""So many signs back a sequence can have begun."""
_LAST_WORDS = 8
_JOINED_WORDS = 5
_SMALL = {"0": "no|zero|0", "1": "one|an?|single|1|only", "2": "two|2|both|couple|pair|twins?"}
_SHORT = 6
"""Of a number of so many digits three in a row give it away, of a longer one four."""
_LONG = 5
"""What may be digits by chance ("for", "to") gives a number away by so many."""
_SPELLED_KINDS = frozenset({Kind.NAME, Kind.EMAIL, Kind.ADDRESS, Kind.CODE, Kind.PHONE})


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be said: strings of digits, strings of letters (or of both), words."""

    digits: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()

    def has(self, window: str) -> bool:
        return any(window in text for text in (self.digits if window.isdigit() else self.letters))


_NOTHING = signs("")


@dataclass(frozen=True, slots=True)
class Written:
    """What the model wrote on this call: the ends of its strings, its words, and of ``fresh`` the latest."""

    digits: str = ""
    counted: str = ""
    sounded: str = ""
    placed: str = ""
    meant: str = ""
    counts: str = ""
    loose: str = ""
    letters: str = ""
    spelled: str = ""
    mixed: str = ""
    last_words: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    fresh: Signs = _NOTHING
    fresh_meant: str = ""
    fresh_loose: str = ""
    fresh_counts: str = ""
    fresh_words: frozenset[str] = frozenset()
    text: str = ""

    def plus(self, text: str, values: Sequence[Value], loose: str) -> Written:
        """With a clause more. ``values``: those in it; ``loose``: digits that are no part of one that may be
        said."""
        found = signs(text)
        meant = "".join(signs(text[value.start : value.end]).counted for value in values)
        counts = [value.value for value in values if value.kind is Kind.COUNT and len(value.value) < 3]
        words = frozenset((*found.words, *_joined((*self.last_words, *found.words))))
        return Written(
            (self.digits + found.digits)[-_TAIL - len(found.digits) :],
            (self.counted + found.counted)[-_TAIL - len(found.counted) :],
            (self.sounded + found.sounded)[-_TAIL - len(found.sounded) :],
            (self.placed + found.placed)[-_TAIL - len(found.placed) :],
            (self.meant + meant)[-_TAIL - len(meant) :],
            (self.counts + "".join(counts))[-_TAIL // 2 :],
            (self.loose + loose)[-_TAIL:],
            (self.letters + found.letters)[-_TAIL:],
            (self.spelled + found.spelled)[-_TAIL - len(found.spelled) :],
            (self.mixed + found.mixed)[-_TAIL - len(found.mixed) :],
            (*self.last_words, *found.words)[-_LAST_WORDS:],
            self.words | words,
            found,
            meant,
            loose,
            "".join(counts),
            words,
            folded(text),
        )


@dataclass(frozen=True, slots=True)
class Disguises:
    """What gives a fact away: any of ``windows`` (pieces of a number; ``long_windows`` of what only sounds
    like one) or ``spellings`` (pieces of spelled words), any of ``words``, half of ``content``, the month."""

    known: Known
    windows: frozenset[str]
    long_windows: frozenset[str]
    spellings: frozenset[str]
    words: frozenset[str]
    content: frozenset[str]
    month: str

    @classmethod
    def of(cls, known: Known) -> Disguises:
        numbers = digit_forms(known)
        letters = letter_forms(known)
        parts = [word for word in re.findall(r"[a-z]+", folded(known.value)) if len(word) > 2]
        is_text = known.kind is Kind.TEXT and not known.secret
        named = [] if is_text or known.kind not in _SPELLED_KINDS | {Kind.TEXT} else parts
        return cls(
            known,
            frozenset(window for number in numbers for window in _windows(number, _window(known, number))),
            frozenset(window for number in numbers for window in _windows(number, min(len(number), _LONG))),
            frozenset(window for word in letters for window in _windows(word, 3 if word.isalpha() else 4)),
            frozenset(
                word
                for word in (*named, *(part[::-1] for part in named if len(part) > 3))
                if word not in COMMON
            ),
            frozenset(parts) - COMMON if is_text else frozenset(),
            _month(known),
        )

    def told_by(self, written: Written, allowed: Allowed) -> bool:
        """Whether what was written gives the fact away, the latest clause included."""
        return (
            self._told_by_signs(written, allowed)
            or self._told_by_words(written, allowed)
            or self._told_by_content(written, allowed)
            or self._told_by_month(written, allowed)
            or self._told_by_count(written)
        )

    # -- inside ------------------------------------------------------------------------------

    def _told_by_signs(self, written: Written, allowed: Allowed) -> bool:
        fresh = written.fresh
        told: set[str] = set()
        for text, latest, wanted in (
            (written.digits, fresh.digits, self.windows),
            (written.counted, fresh.counted, self.windows),
            (written.sounded, fresh.sounded, self.long_windows),
            (written.placed, fresh.placed, self.windows),
            (written.meant, written.fresh_meant, self.windows),
            (written.spelled, fresh.spelled, self.spellings),
            (written.mixed, fresh.mixed, self.spellings),
        ):
            if latest and wanted:
                told |= {window for window in wanted if window in text}
        if written.fresh_loose:
            told |= {window for window in self.windows if _within(window, written.loose)}
        if written.fresh_counts:
            told |= {window for window in self.long_windows if _within(window, written.counts)}
        if fresh.letters and len(re.sub(r"[ai]", "", written.letters)) > 1:
            told |= {window for window in self.spellings if _within(window, written.letters)}
        return any(not allowed.has(window) for window in told)

    def _told_by_words(self, written: Written, allowed: Allowed) -> bool:
        if self.words & (written.fresh_words - allowed.words):
            return True
        strange = {word for word in written.fresh.words if len(word) > 2} - COMMON - allowed.words
        return any(_partly(word, part) for part in self.words for word in strange)

    def _told_by_content(self, written: Written, allowed: Allowed) -> bool:
        fresh = self.content & written.fresh_words - allowed.words
        told = self.content & written.words - allowed.words
        return bool(fresh) and len(told) >= max(1, (len(self.content) + 1) // 2)

    def _told_by_month(self, written: Written, allowed: Allowed) -> bool:
        if not self.month or self.month not in written.fresh_words or self.month in allowed.words:
            return False
        if self.month not in ("may", "march"):
            return True
        cue = rf"\b(?:in|of|born|month|birthday|early|late|mid|is)\W+(?:\w+\W+){{0,2}}?{self.month}\b(?! i\b)"
        return bool(re.search(cue, written.text))

    def _told_by_count(self, written: Written) -> bool:
        """Whether what a small count is of stands behind it: "two children"; by itself it tells nothing."""
        if self.known.kind is not Kind.COUNT or self.known.value not in _SMALL:
            return False
        nouns = "|".join(re.escape(word[:4]) for word in self.known.name.split() if len(word) > 2) or "(?!)"
        counted = rf"\b(?:{_SMALL[self.known.value]})\b(?:\W+\w+){{0,2}}?\W+(?:{nouns})"
        return bool(re.search(counted, written.text))


@lru_cache(maxsize=1024)
def digit_forms(known: Known) -> tuple[str, ...]:
    """The strings of digits, three or more, by which a fact is said."""
    if known.kind is Kind.DATE:
        return _date_forms(known.value)
    if known.kind is Kind.TIME:
        times = re.findall(r"(\d\d):(\d\d)", known.value)
        return tuple({form for hours, minutes in times for form in _clock_forms(int(hours), minutes)})
    text = known.value.partition(".")[0] if known.kind is Kind.AMOUNT else known.value
    joined = known.kind is Kind.PHONE or not re.search(r"[^\W\d_]", text)
    runs = [re.sub(r"\D", "", text)] if joined else re.findall(r"\d+", text)
    return tuple(run for run in runs if len(run) > 2)


def number_forms(known: Known) -> tuple[str, ...]:
    """Those of a number that is said digit by digit, a piece at a time."""
    return () if known.kind in (Kind.DATE, Kind.TIME, Kind.AMOUNT, Kind.COUNT) else digit_forms(known)


@lru_cache(maxsize=1024)
def letter_forms(known: Known) -> tuple[str, ...]:
    """The strings of letters, or of letters and digits, three or more, that a fact is spelled by."""
    if known.kind not in _SPELLED_KINDS and not known.secret:
        return ()
    text = folded(known.value)
    words = re.findall(r"[a-z]+", text)
    whole = re.sub(r"[^a-z0-9]", "", text)
    mixed = [whole] if known.kind is Kind.CODE and not whole.isdigit() else []
    return tuple(word for word in (*words, *mixed) if len(word) > 2)


@lru_cache(maxsize=1024)
def told_words(known: Known) -> frozenset[str]:
    """The words that a fact is told with."""
    words = frozenset(words_of(known.value))
    return words | frozenset(words_of(spoken(known.kind, known.value))) if known.kind is Kind.DATE else words


def words_of(text: str) -> Iterator[str]:
    """The words of ``text`` as ``Signs.words`` has them."""
    yield from re.findall(r"[a-z]+", folded(text).replace("'", "").replace("’", ""))


def _window(known: Known, text: str) -> int:
    if known.kind is Kind.DATE:
        return 4
    if known.kind is Kind.TIME:
        return 3
    return 3 if len(text) <= _SHORT else 4


def _windows(text: str, length: int) -> Iterator[str]:
    """Every piece of ``text`` of this length, forward and backward."""
    for start in range(len(text) - length + 1):
        piece = text[start : start + length]
        yield piece
        yield piece[::-1]


def _date_forms(value: str) -> tuple[str, ...]:
    numbers = re.search(r"(\d{4})-(\d\d)-(\d\d)$", value)
    if numbers is None:
        return ()
    year, month, day = numbers.groups()
    short, plain_month, plain_day = year[2:], str(int(month)), str(int(day))
    orders = {
        year + month + day, month + day + year, day + month + year, month + day + short, day + month + short,
        plain_month + plain_day + year, plain_day + plain_month + year, plain_month + plain_day + short,
    }  # fmt: skip
    return tuple(orders)


def _clock_forms(hours: int, minutes: str) -> Iterator[str]:
    yield f"{hours}{minutes}"
    yield f"{(hours - 1) % 12 + 1}{minutes}"


def _month(known: Known) -> str:
    date = re.search(r"-(\d\d)-\d\d$", known.value) if known.kind is Kind.DATE else None
    return MONTHS[int(date[1]) - 1] if date and 0 < int(date[1]) < 13 else ""


def _joined(words: Iterable[str]) -> Iterator[str]:
    """Two to five words that stand together, as one: "da vi es"."""
    every = list(words)
    for start in range(len(every)):
        joined = every[start]
        for word in every[start + 1 : start + _JOINED_WORDS]:
            joined += word
            yield joined


def _within(window: str, text: str) -> bool:
    """Whether the signs of ``window`` stand in ``text`` in this order, with others between."""
    rest = iter(text)
    return all(sign in rest for sign in window)


def _partly(word: str, part: str) -> bool:
    """Whether ``word`` is much of ``part``, or sounds like it."""
    if len(part) > 4 and len(word) < len(part) and 2 * len(word) >= len(part):
        return part.startswith(word) or part.endswith(word)
    return len(word) > 4 and abs(len(word) - len(part)) < 3 and same_name(word, part)
