"""The words of numbers, days, letters and units, and what a recogniser writes instead of them."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache


def listed(words: str) -> tuple[str, ...]:
    """The words of a list written as a sentence."""
    return tuple(words.split())


UNITS = {
    word: number
    for number, word in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        )
    )
}
TENS = {
    word: number
    for number, word in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
TENS = {word: 10 * number for word, number in TENS.items()} | {"fourty": 40}
SMALL = UNITS | TENS
DIGITS = {word: str(number) for word, number in UNITS.items() if number < 10} | {"nought": "0", "niner": "9"}
OH = frozenset(("oh", "o"))
REPEATS = {"double": 2, "triple": 3, "treble": 3}
HOMOPHONES = {
    "for": "4", "fore": "4", "to": "2", "too": "2", "ate": "8", "won": "1", "tree": "3", "free": "3",
    "sex": "6",
}  # fmt: skip
"""What a recogniser writes for a digit; believed only where a number has to stand."""

ORDINALS = {
    word: number
    for number, word in enumerate(
        listed(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
            "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        start=1,
    )
} | {"thirtieth": 30, "thir": 3, "firs": 1, "secon": 2}
WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = listed("january february march april may june july august september october november december")
CALENDAR = frozenset((*WEEKDAYS, *MONTHS))
_SHORT_DAYS = {
    "tue": "tuesday", "tues": "tuesday", "weds": "wednesday", "thu": "thursday", "thur": "thursday",
    "thurs": "thursday", "fri": "friday",
}  # fmt: skip
_SHORT_MONTHS = {month[:3]: month for month in MONTHS if month != "may"} | {"sept": "september"}
DAY_PARTS = {
    "morning": ("06:00", "12:00"), "afternoon": ("12:00", "18:00"), "evening": ("17:00", "23:59"),
    "night": ("19:00", "23:59"), "lunchtime": ("11:30", "14:30"), "dinnertime": ("17:30", "21:30"),
}  # fmt: skip
HALVES = {part: part for part in DAY_PARTS} | {"tonight": "evening"}
"""What it says of a time nearby: ``clock`` knows these words."""

PEOPLE = frozenset(
    listed("people persons person guests guest adults adult diners kids children seats passengers travelers")
)
CURRENCIES = {
    "dollar": "USD", "dollars": "USD", "buck": "USD", "bucks": "USD", "usd": "USD", "euro": "EUR",
    "euros": "EUR", "eur": "EUR", "pound": "GBP", "pounds": "GBP", "quid": "GBP", "gbp": "GBP", "$": "USD",
    "€": "EUR", "£": "GBP",
}  # fmt: skip
CENTS = frozenset(listed("cent cents pence penny pennies p"))
MINUTES_OF = {
    "second": 1 / 60, "minute": 1, "hour": 60, "night": 1440, "day": 1440, "week": 10080, "month": 43800,
    "year": 525600,
}  # fmt: skip
DURATIONS = {form: f"{unit}s" for unit in MINUTES_OF for form in (unit, f"{unit}s")} | {
    "min": "minutes", "mins": "minutes", "hr": "hours", "hrs": "hours", "secs": "seconds",
}  # fmt: skip

NATO = {
    word: word[0]
    for word in listed(
        "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november "
        "oscar papa quebec romeo sierra tango uniform victor whiskey whisky yankee zulu"
    )
} | {"xray": "x"}
LETTER_NAMES = {
    "bee": "b", "dee": "d", "gee": "g", "jay": "j", "kay": "k", "em": "m", "pee": "p", "cue": "q",
    "queue": "q", "ess": "s", "tee": "t", "vee": "v", "ex": "x", "zee": "z", "zed": "z", "eff": "f",
    "aitch": "h", "sea": "c",
}  # fmt: skip


@lru_cache(maxsize=4096)
def near(word: str, known: tuple[str, ...], cutoff: float = 0.8) -> str | None:
    """The word of ``known`` that ``word`` is, or that was meant by it; short words are exact."""
    if word in known:
        return word
    if len(word) < 5:
        return None
    return next(iter(get_close_matches(word, known, 1, cutoff)), None)


@lru_cache(maxsize=4096)
def weekday(word: str) -> str | None:
    """The weekday that ``word`` is, or that a recogniser meant by it (``wensday``, ``tuesdays``)."""
    return _SHORT_DAYS.get(word) or _near(word, WEEKDAYS, ("day", "dy", "days", "da", "ay"))


@lru_cache(maxsize=4096)
def month(word: str) -> int | None:
    """1 to 12 for a month's name, also a misheard long one (``febuary``)."""
    name = _SHORT_MONTHS.get(word) or near(word, MONTHS, 0.85)
    return MONTHS.index(name) + 1 if name else None


def _near(word: str, known: tuple[str, ...], endings: tuple[str, ...]) -> str | None:
    if word in known:
        return word
    # "yesterday", "birthday", "today" end so too and are near to no weekday
    if not 5 <= len(word) <= 10 or not word.endswith(endings):
        return None
    return near(word, known)


_BEGINNERS = frozenset(
    listed(
        "mon wed sat sun week the this next coming following today tonight tomorrow after past since before "
        "later earlier noon midday midnight half quarter an just plus capital uppercase lowercase upper "
        "lower letter"
    )
).union(SMALL, DIGITS, OH, REPEATS, HOMOPHONES, ORDINALS, DAY_PARTS, NATO, LETTER_NAMES)


@lru_cache(maxsize=8192)
def begins(word: str) -> bool:
    """Whether a value (but an e-mail address) may begin with ``word``."""
    return len(word) == 1 or word in _BEGINNERS or weekday(word) is not None or month(word) is not None
