"""Times of day in a sentence: single ones, ranges, limits ("after six"), parts of the day."""

from __future__ import annotations

from agent.call.values.clock import Clock, clock, onwards, span, until, written
from agent.call.values.hours import Heard, counted, hour_at
from agent.call.values.lexicon import DAY_PARTS, HALVES, listed
from agent.call.values.tokens import Said

_CUES = frozenset(listed("at around about by between from until till say perhaps maybe do"))
"""What makes a bare hour behind it a time."""
_TO = frozenset(("to", "till", "until", "through"))
_AFTER = frozenset(("after", "past", "since"))
_FREE = frozenset(listed("ok okay free open available possible work perfect"))

_Found = tuple[str, int]


def time_at(said: Said, at: int, *, expected: bool, chained: str = "") -> _Found | None:
    """The canonical TIME that begins at token ``at``, and the token behind it.

    ``expected``: a bare hour is one. ``chained``: the half of the day of the time that this one is joined to
    by "or", or ``?`` for one whose half is open.
    """
    if said.words[at] in DAY_PARTS:
        if said.words[at - 1] in ("a", "per", "each"):
            return None
        first, last = DAY_PARTS[said.words[at]]
        return f"{first}/{last}", at + 1
    bound, start = _limit(said, at)
    heard = hour_at(said, start)
    if heard is None:
        return None
    before = said.words[at - 1]
    cue = (
        bool(bound or chained)
        or before in _CUES
        or _offered(said, at)
        or (expected and before not in ("for", "of"))
    )
    last_end = _range_end(said, at, heard, cue=cue)
    if last_end:
        near = _half_near(said, at, last_end.end)
        return span(_clock(heard, "" if last_end.half else near), _clock(last_end, near)), last_end.end
    if counted(said, heard.end) or not (heard.sure or cue or _proven(said, at, heard.end)):
        return None
    half = _half_near(said, at, heard.end) or chained.strip("?")
    time = clock(heard.hour, heard.minute, heard.half or half)
    later = _or_later(said, heard.end)
    if bound or later:
        return (onwards if "after" in (bound, later) else until)(time), heard.end + (2 if later else 0)
    return written(time), heard.end


def _clock(heard: Heard, half: str) -> Clock:
    return clock(heard.hour, heard.minute, heard.half or half)


def _limit(said: Said, at: int) -> tuple[str, int]:
    """``after``, ``no later than``: (after, before or nothing, where the time begins)."""
    word, before = said.words[at], said.words[at - 1]
    if word in _AFTER or word == "before":
        after = (word in _AFTER) != (before == "not")
        return ("after" if after else "before"), at + 1
    if word in ("later", "earlier") and said.words[at + 1] == "than":
        after = (word == "later") != (before in ("no", "not"))
        return ("after" if after else "before"), at + 2
    return "", at


def _or_later(said: Said, at: int) -> str:
    if said.words[at] not in ("or", "and"):
        return ""
    word = said.words[at + 1]
    if word in ("later", "after", "onwards"):
        return "after"
    return "before" if word in ("earlier", "before") else ""


def _or_time(said: Said, at: int) -> bool:
    """``seven or half past seven``: what is joined to a time is one."""
    if said.words[at] != "or":
        return False
    other = hour_at(said, at + 1)
    return bool(other and other.sure and not counted(said, other.end))


def _offered(said: Said, at: int) -> bool:
    """``what do you say to seven``, ``all i have left is nine``."""
    before = said.words[max(0, at - 6) : at]
    if before[-2:] == ["say", "to"]:
        return True
    return before[-1:] == ["is"] and (
        before[-2:-1] in (["have"], ["left"]) or "slot" in before or "opening" in before
    )


def _proven(said: Said, at: int, end: int) -> bool:
    """What stands behind makes it a time: ``seven works``, ``eight is free``, ``is nine any good``."""
    after = said.words[end : end + 3]
    if after[0] in ("work", "works", "suit", "suits", "ish") or _or_time(said, end):
        return True
    if after[0] == "tonight" or after[1] in DAY_PARTS:
        return said.words[at - 1] not in ("for", "of") and after[0] not in ("in", "good")
    if after[:2] in (["is", "closing"], ["is", "opening"], ["any", "good"]):
        return True
    return after[0] in ("is", "would", "will") and (
        after[1] in _FREE or (after[1] == "be" and after[2] in _FREE)
    )


def _range_end(said: Said, at: int, first: Heard, *, cue: bool) -> Heard | None:
    """The later end, if ``first`` begins ``between seven and nine`` or ``seven thirty to nine``."""
    end = first.end
    hyphen = end < len(said) and "-" in said.tokens[end].gap
    joined = said.words[end] in _TO or (said.words[end] == "and" and said.words[at - 1] == "between")
    if not (hyphen or joined):
        return None
    last = hour_at(said, end if hyphen else end + 1)
    if last is None or counted(said, last.end):
        return None
    # "nine to five" counts nothing
    return last if cue or first.sure or last.sure or first.hour > last.hour else None


def _half_near(said: Said, start: int, end: int) -> str:
    """The half of the day said nearby: ``tuesday evening at seven``, ``seven on friday evening``."""
    for way in (range(start - 1, max(start - 5, -1), -1), range(end, min(end + 3, len(said)))):
        for at in way:
            word = said.words[at]
            if word in ("or", "and", "but", "then"):
                break
            if word in HALVES:
                return HALVES[word]
    return ""
