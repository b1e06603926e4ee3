"""Times of day in a sentence."""

from __future__ import annotations

from typing import NamedTuple

from agent.call.values.clock import Clock, clock, onwards, span, until, written
from agent.call.values.lexicon import DAY_PARTS, DURATIONS, OH, PEOPLE, TENS, UNITS
from agent.call.values.numbers import small
from agent.call.values.tokens import Said

_CUES = frozenset(("at", "around", "about", "by", "between", "from", "until", "till", "say", "for around"))
"""What makes a bare hour behind it a time."""
_TO = frozenset(("to", "till", "until", "through", "and", "or"))
_FREE = frozenset(("ok", "okay", "fine", "free", "open", "available", "possible", "good", "work", "works"))
_NOT_A_TIME = (
    PEOPLE | DURATIONS.keys() | frozenset(("dollars", "euros", "pounds", "bucks", "percent", "%", "us"))
)
_AFTER = frozenset(("after", "past", "since"))
_BEFORE = frozenset(("before",))


class Heard(NamedTuple):
    """A time at tokens ``start`` to ``end``; not ``sure``: it is one only where a time is meant."""

    hour: int
    minute: int
    end: int
    sure: bool
    half: str = ""

    def clock(self, half: str = "") -> Clock:
        return clock(self.hour, self.minute, self.half or half)


def time_at(said: Said, at: int, *, expected: bool) -> tuple[str, int] | None:
    """The canonical TIME that begins at token ``at``, and the token behind it."""
    if said.words[at] in DAY_PARTS:
        return _part_of_day(said, at)
    limit = _limit(said, at)
    if limit:
        bound, start = limit
        heard = _one(said, start)
        if heard and _allowed(said, heard):
            time = heard.clock(_half_near(said, start, heard.end))
            return (onwards if bound == "after" else until)(time), heard.end
    heard = _one(said, at)
    if heard is None:
        return None
    before = said.words[at - 1]
    cue = before in _CUES or (expected and before not in ("for", "of"))
    last = _range_end(said, at, heard, cue)
    if last:
        near = _half_near(said, at, last.end)
        return span(_first(heard, last, near), last.clock(near)), last.end
    if not _allowed(said, heard):
        return None
    if not (heard.sure or cue or _is_free(said, heard.end)):
        return None
    time = heard.clock(_half_near(said, at, heard.end))
    later = _or_later(said, heard.end)
    if later:
        return (onwards if later == "after" else until)(time), heard.end + 2
    return written(time), heard.end


def _first(first: Heard, last: Heard, near: str) -> Clock:
    return first.clock("" if last.half else near)


def _allowed(said: Said, heard: Heard) -> bool:
    return said.words[heard.end] not in _NOT_A_TIME and said.words[heard.end : heard.end + 2] != ["of", "us"]


def _part_of_day(said: Said, at: int) -> tuple[str, int]:
    first, last = DAY_PARTS[said.words[at]]
    return f"{first}/{last}", at + 1


def _limit(said: Said, at: int) -> tuple[str, int] | None:
    """``after``, ``no later than``: (after or before, where the time begins)."""
    word = said.words[at]
    if word in _AFTER or word in _BEFORE:
        bound = "after" if word in _AFTER else "before"
        if said.words[at - 1] == "not":
            bound = "before" if bound == "after" else "after"
        return bound, at + 1
    if word in ("later", "earlier") and said.words[at + 1] == "than":
        late = word == "later"
        if said.words[at - 1] in ("no", "not"):
            late = not late
        return ("after" if late else "before"), at + 2
    return None


def _or_later(said: Said, at: int) -> str:
    if said.words[at] in ("or", "and") and said.words[at + 1] in (
        "later",
        "after",
        "onwards",
        "earlier",
        "before",
    ):
        return "before" if said.words[at + 1] in ("earlier", "before") else "after"
    return ""


def _is_free(said: Said, end: int) -> bool:
    after = said.words[end : end + 3]
    if after[0] in ("works", "ish"):
        return True
    return after[0] in ("is", "would", "will", "be") and (
        after[1] in _FREE - {"good", "fine"} or after[2] in ("free", "work")
    )


def _range_end(said: Said, at: int, first: Heard, cue: bool) -> Heard | None:
    """The later end, if ``first`` is the earlier one of ``between seven and nine``, ``seven thirty to nine``."""
    link = said.words[first.end]
    before = said.words[at - 1]
    hyphen = (
        said.tight(first.end)
        and "-" in said.text[said.tokens[first.end - 1].end : said.tokens[first.end].start]
    )
    start = first.end if hyphen else first.end + 1
    if not hyphen and (link not in _TO or (link in ("and", "or") and before != "between") or link == "or"):
        return None
    last = _one(said, start) if start < len(said) else None
    if last is None or not _allowed(said, last):
        return None
    return last if cue or first.sure or last.sure else None


def _one(said: Said, at: int) -> Heard | None:
    """One time, with what follows it: ``half past seven in the evening``."""
    word = said.words[at]
    if word in ("noon", "midday"):
        return Heard(12, 0, at + 1, True, "pm")
    if word == "midnight":
        return Heard(0, 0, at + 1, True)
    heard = _relative(said, at) or _plain(said, at)
    if heard is None or not (0 <= heard.hour <= 23 and heard.minute <= 59):
        return None
    return _with_half(said, heard)


def _relative(said: Said, at: int) -> Heard | None:
    """``half past seven``, ``a quarter to eight``, ``ten past six``, ``five minutes to eight``, ``half seven``."""
    if said.words[at] == "a" and said.words[at + 1] == "quarter":
        return _relative(said, at + 1)
    first = said.words[at]
    if first in ("half", "quarter"):
        minutes, link = (30 if first == "half" else 15), at + 1
        if first == "half" and (hour := _hour(said, link)) and not said.words[hour[1]].startswith("hour"):
            return Heard(hour[0], 30, hour[1], True) if _allowed(said, Heard(0, 0, hour[1], True)) else None
    else:
        number = small(said, at)
        if number is None or number[0] % 5 or not 5 <= number[0] <= 55:
            return None
        minutes, link = number
        if said.words[link] == "minutes":
            link += 1
    word = said.words[link]
    hour = _hour(said, link + 1)
    # "from ten to eight" is a span
    if (
        hour is None
        or word not in ("past", "after", "to", "before", "of", "till")
        or said.words[at - 1] in ("from", "between")
    ):
        return None
    if word in ("past", "after"):
        return Heard(hour[0], minutes, hour[1], True)
    if (word == "of" and first != "quarter" and minutes != 10) or first == "half":
        return None
    return Heard(12 if hour[0] == 1 else hour[0] - 1, 60 - minutes, hour[1], True)


def _hour(said: Said, at: int) -> tuple[int, int] | None:
    number = small(said, at)
    return number if number and 1 <= number[0] <= 12 else None


def _plain(said: Said, at: int) -> Heard | None:
    """``7:30``, ``730 p m``, ``seven thirty``, ``seven oh five``, ``nineteen hundred``, ``seven``."""
    if at >= len(said):
        return None
    token = said.tokens[at]
    if token.shape in ("clock", "decimal"):
        hour, _, minute = token.word.replace(".", ":").partition(":")
        if len(hour) > 2 or len(minute) != 2:
            return None
        early = hour.startswith("0")  # "07:30" is written by who counts to 24
        return Heard(
            int(hour), int(minute), at + 1, token.shape == "clock", "am" if early and int(hour) else ""
        )
    if len(token.figures) in (3, 4):
        hour_, minute_ = divmod(int(token.figures), 100)
        return Heard(hour_, minute_, at + 1, False) if hour_ else None
    hour = small(said, at)
    if hour is None or not 0 <= hour[0] <= 23 or token.shape == "thousands":
        return None
    return _with_minutes(said, *hour)


def _with_minutes(said: Said, hour: int, end: int) -> Heard | None:
    word = said.words[end]
    if not said.tight(end):
        return Heard(hour, 0, end, False) if hour else None
    if word in OH or word in ("zero", "0"):
        minute = small(said, end + 1)
        digits_go_on = small(said, minute[1]) if minute else None
        if minute and minute[0] <= 9 and (digits_go_on is None or said.words[minute[1] + 1] in PEOPLE):
            return Heard(hour, minute[0], minute[1], True)
    if word == "hundred" and (hour > 12 or said.words[end + 1] == "hours"):
        return Heard(hour, 0, end + 1 + (said.words[end + 1] == "hours"), True)
    minute = small(said, end)
    if (minute and 10 <= minute[0] <= 59) or word in ("00", "05"):
        minute = minute or (0, end + 1)
        # "seven thirty four people" is four people at half past seven
        if (
            minute[1] == end + 2
            and said.words[minute[1]] in PEOPLE
            and word in TENS
            and said.words[end + 1] in UNITS
        ):
            minute = (TENS[word], end + 1)
        elif said.words[minute[1]] in _NOT_A_TIME:
            return Heard(hour, 0, end, False) if 1 <= hour <= 12 else None
        return Heard(hour, minute[0], minute[1], True)
    return Heard(hour, 0, end, False) if 1 <= hour <= 12 else None


def _with_half(said: Said, heard: Heard) -> Heard:
    """What stands behind the clock: ``o'clock``, ``p m``, ``in the evening``, ``tonight``, ``sharp``."""
    _, _, end, sure, half = heard
    while end < len(said):
        word = said.words[end]
        if word in ("oclock", "sharp"):
            end, sure = end + 1, True
        elif word in ("am", "pm"):
            end, half, sure = end + 1, word, True
        elif word == "in" and said.words[end + 1] in ("the", "this") and said.words[end + 2] in DAY_PARTS:
            half, end, sure = said.words[end + 2], end + 3, True
        elif word == "at" and said.words[end + 1] == "night":
            half, end, sure = "night", end + 2, True
        else:
            break
    return heard._replace(end=end, sure=sure, half=half)


def _half_near(said: Said, start: int, end: int) -> str:
    """The half of the day said nearby: ``tuesday evening at seven``, ``seven thirty tomorrow morning``."""
    for at in (*range(start - 1, max(start - 5, -1), -1), *range(end, min(end + 3, len(said)))):
        word = said.words[at]
        if word in DAY_PARTS:
            return word
        if word in ("tonight", "dinner"):
            return "evening" if word == "tonight" else ""
    return ""
