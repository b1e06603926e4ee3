"""What a queue's announcement tells: our place in it, and how long we are to wait."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.call.answer_phrases import plain
from agent.call.values import Kind, find
from agent.call.values.lexicon import SMALL

_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(SMALL)})"
_CALLER = r"(?:callers?|people|persons?|customers?|calls?|others?|patients?|guests?)"
_PLACE = re.compile(
    rf"\b(?:(?:you are|you're|your call is)(?: \w+)?(?: caller)? number|caller number|"
    rf"(?:(?:place|position)(?: \w+){{0,4}}?|in (?:the|our) queue) is(?: now)?(?: number)?|"
    rf"(?:place|position)(?: number)?) {_NUMBER}\b"
)
_BEFORE = re.compile(
    rf"\b{_NUMBER} (?:other )?{_CALLER} (?:\w+ )?(?:before|ahead of|in front of) you\b"
    rf"|\b(?:before|ahead of|in front of) you are {_NUMBER.replace('number', 'other')} "
)
_NEXT = re.compile(r"\b(?:next|first) in (?:the )?(?:line|queue)\b|\byou are (?:the )?next\b")
_WAIT = re.compile(r"\bwait(?:ing|s)?\b|\b(?:speak to you|answered|be with you|get to you) (?:in|within)\b")
_A_MINUTE = re.compile(r"\b(?:less than|under|about|around|within) (?:a|one) minute\b")
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600}


@dataclass(frozen=True, slots=True)
class QueueNews:
    """``position``: 1 is next; ``wait_seconds``: the longest that was named. None: not told."""

    position: int | None = None
    wait_seconds: int | None = None


def queue_news(text: str) -> QueueNews:
    words = plain(text)
    return QueueNews(_position(words), _wait(text) if _WAIT.search(words) else None)


def _position(words: str) -> int | None:
    if _NEXT.search(words):
        return 1
    if before := _BEFORE.search(words):
        return _count(before["number"] or before["other"]) + 1
    place = _PLACE.search(words)
    return _count(place["number"]) if place else None


def _count(word: str) -> int:
    return int(word) if word.isdigit() else SMALL[word]


def _wait(text: str) -> int | None:
    lengths = [value.value for value in find(text) if value.kind is Kind.DURATION]
    longest = [_in_seconds(length) for length in lengths]
    minute = 60 if _A_MINUTE.search(text.lower()) else None
    return max((seconds for seconds in longest if seconds is not None), default=minute)


def _in_seconds(duration: str) -> int | None:
    """Of a canonical DURATION: ``minutes:10``, ``minutes:5/8``."""
    unit, _, count = duration.partition(":")
    return _SECONDS[unit] * int(count.split("/")[-1]) if unit in _SECONDS else None
