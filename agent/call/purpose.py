"""What the call is for, in the words that menus use: how well an option fits, and the reason in a few words.

Deterministic and coarse. What it is sure of is pressed without the model; the rest is the model's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from agent.call.briefing import Briefing
from agent.call.facts import FactBook
from agent.call.values.lexicon import listed
from agent.call.way_out import ANYBODY

CLEAR = 1.0
"""An option that fits less well is the model's to judge."""
AHEAD = 0.5
"""So much better it fits than every other."""
LIKE = 0.85
"""A language's name, misheard a little."""
LETTERS, SHARED = 5, 0.7
"""Words that begin alike, so many letters and so much of the shorter, are one: technician, technical."""
CERTAIN = 5.0
"""Nothing that may come can fit better (to confirm, "existing bookings" would): it is pressed at once."""

_ACTS: tuple[tuple[str, str], ...] = (
    ("cancel", r"\bcancel\w*|\bcall off\b|\bis off\b"),
    (
        "move",
        r"\b(?:mov(?:e|ed|ing)|reschedul\w+|postpon\w+)\b|\bchang\w+ (?:my|the|our|his|her|their|it)\b|"
        r"\bchanged to\b",
    ),
    ("status", r"\bstatus\b|\bwhen\b.*\b(?:ready|due|collected|arriv\w+)\b"),
    (
        "confirm",
        r"\b(?:re)?confirm(?:ed|ing)?\b|\bstands\b|\bis (?:still )?on[.?!]|\bstill on\b|"
        r"\b(?:check|make sure)(?: that| of)? (?:the|my|our)\b",
    ),
    (
        "ask",
        r"^(?:\w+ )*?(?:ask|find out|know|enquire)\b|\b(?:how (?:much|many|late|long)|until when)\b|"
        r"\b(?:what time|whether)\b|"
        r"\bcosts?\b|: .*\?$",
    ),
    ("book", r""),
)
"""By the task's words, the first that is found. Whoever wants something wants it booked."""
_HOURS = re.compile(r"\b(?:until when|how late|hours?|open|opens|closes?|what time|when the)\b")
_PRICE = re.compile(r"\b(?:costs?|prices?|how much|fees?|rates?)\b")

_BOOKING = re.compile(
    r"\b(?:book(?:ings?)?|reserv\w+|appointments?|schedul\w+|tickets?|visits?|consultations?|arrang\w+|"
    r"bring in|(?:see|meet) (?:an?|the|some(?:one|body)))\b"
)
_EXISTING = re.compile(
    r"\b(?:exist\w*|chang\w+|cancel\w*|manag(?:e|ing)|modif\w+|reschedul\w+|amend\w*|alter\w*|"
    r"already|upcoming|current|postpon\w+|exchang\w+)\b"
)
_NEW = re.compile(
    r"\b(?:new|mak(?:e|ing)|to book|booking an?|buy(?:ing)?|sales|purchas\w+)\b|"
    r"^(?:to )?(?:book|reserve|arrange|schedule|order)\b"
)
_INFORMATION = re.compile(
    r"\b(?:information(?: (?:desk|line))?|general|"
    r"(?:questions?|quer(?:y|ies)|[ei]nquir\w+) about (?:our|the) (?:services?|prices|\w+ services?)|"
    r"questions?(?! about)|[ei]nquir\w+|quer(?:y|ies)|reception|help|support|(?:front|service|help) desk|"
    r"(?:customer|guest|client) (?:services?|care|relations|support)|store|branch)\b"
)
_OPENING = re.compile(r"\b(?:(?:opening|office|business) )?hours?\b|\bopening(?: times?)?\b")
_PRICES = re.compile(r"\b(?:prices?|pricing|rates?|fees?|charges|tariffs?)\b")
_PLACE = re.compile(r"\b(?:branch|front desk|reception|service desk)\b")
"""Whoever there is no other department for is sent there."""
_ASKED = {"opening hours": _OPENING, "prices": _PRICES}
_STATUS = re.compile(
    r"\b(?:status|track\w*|trac(?:e|ing)|orders?|support|existing|service|repair\w*|progress|updates?|ready|"
    r"pick ?up|collect\w*|deliver\w*|delayed|waiting)\b"
)
_TROUBLE = re.compile(r"\b(?:lost|stolen|fraud|emergenc\w+|urgent|report|complain\w*)\b")
_OTHERS = re.compile(
    r"\b(?:jobs?|careers?|vacanc\w+|recruit\w+|human resources|press|media|journalists|suppliers?|vendors?|"
    r"contractors?|landlords|investors?|trade|wholesale|corporate|employees|marketing|newsletter|billing|"
    r"bills?|invoices?|payments?|accounts? (?:payable|receivable)|accounting|finance|feedback|compliments?|"
    r"complaints?|directions|address|fax|head office|headquarters|gifts?|vouchers?|weddings?|part(?:y|ies)|"
    r"groups?|events?|functions|conferences?|catering|refunds?|rentals?|hire|subscriptions?|rewards?|miles|"
    r"loyalty|members(?:hip)?|claims?|insurance)\b"
)
"""Departments that other callers want."""
_CUSTOMERS = re.compile(
    r"\b(?:(?:(?:private|personal) )?(?:customers?|guests|patients|clients|visitors)|private|public)\b"
)
_LANGUAGES = {
    "en": "english", "es": "spanish", "fr": "french", "de": "german", "zh": "chinese", "it": "italian",
    "pt": "portuguese",
}  # fmt: skip
_SAME = tuple(
    frozenset(listed(words))
    for words in (
        "bag bags baggage luggage suitcase suitcases",
        "shot shots jab jabs injection vaccination vaccinations vaccine vaccines immunization immunizations",
        "prescription prescriptions refill refills medication medications medicine medicines",
        "ticket tickets box seat seats",
        "car cars vehicle vehicles workshop auto",
        "book books loan loans hold holds item items borrowing",
        "technician technical engineer engineers repair repairs fault faults support",
        "bill invoice billing payment payments",
        "meter order orders device equipment installation",
        "advisor advisors adviser advisers consultant meeting meetings meet",
        "appointment appointments visit visits consultation consultations",
        "room rooms stay stays accommodation",
        "table tables lunch dinner",
        "flight flights trip itinerary",
        "service servicing serviced maintenance repair repairs",
        "order orders delivery deliveries parcel package shipment shipping",
    )
)
"""Words for the same thing."""
_EMPTY = frozenset(
    listed(
        "a an the my our your his her their to for of on in at with and or is are it that this be if "
        "you i we us they them call please as from by under about would like need want get have has "
        "will can could see given listed below details facts make find out ask know any all other do "
        "does not more when what how much many until late there new existing one option options "
        "calling book reserve"
    )
)
_NOUNS = frozenset({"book"})
"""Of these words, those that name a thing, too."""
_COMMON = listed(
    "booking bookings reservation reservations appointment appointments scheduling existing change changing "
    "cancel information general questions customers patients service status prices opening"
)
_OBJECT = re.compile(
    r"\b(?:an?|the|my|our|his|her|their)\s+((?:[a-z][\w'-]*\s*){1,4}?)"
    r"(?=\s*(?:$|[,.;:?!{(]|\b(?:for|on|at|to|from|of|under|with|in|is|was|has|stands|that|which|when|as|see|"
    r"given|listed|below|and|or|will|any|by|until|due|ready)\b))"
)
_BARE = re.compile(
    r"\b(?:book|reserve|buy|get|need|like|arrange|cancel|move|change|confirm)(?: me| us)?\s+([a-z]{4,})"
)
_SAID = {
    "cancel": "I want to cancel {}.",
    "move": "I want to change {}.",
    "status": "It is about the status of {}.",
    "confirm": "I want to confirm {}.",
    "book": "I want to book {}.",
}


@dataclass(frozen=True, slots=True)
class Purpose:
    act: str
    thing: str
    """What it is about, as the task calls it: ``a table``. Empty where the task does not say."""
    about: frozenset[str]
    """The words of ``thing``; ``besides``: the other words of the task."""
    besides: frozenset[str]
    asks: str
    """``hours`` or ``prices`` where that is asked."""
    language: str

    @property
    def reason(self) -> str:
        """Why we call, in a few words, without any value."""
        if self.act == "ask":
            return f"I have a question about {self.asks or 'your service'}."
        return _SAID[self.act].format(self.thing) if self.thing else "I have a question about a booking."

    @property
    def words(self) -> str:
        """The same for errands that take the same way through a menu: ``book table``, ``ask prices``."""
        language = "" if self.language == "en" else f"({self.language})"
        return " ".join(part for part in (self.act, self.asks, *sorted(self.about), language) if part)

    def fits(self, option: str) -> float:
        """How well: below 0 not at all, ``CLEAR`` and more well."""
        option = " ".join(_mended(word) for word in option.split())
        words = set(_words(option))
        named = [code for code, language in _LANGUAGES.items() if get_close_matches(language, words, 1, LIKE)]
        if named:
            return 2 * CERTAIN if self.language in named else -CERTAIN
        head = (1.5 if self.act == "ask" else 3.0) if _met(words, self.about) else 0.0
        score = head + min(2.0, float(len(_met(words, self.besides))))
        score += self._by_act(option) + (1.0 if _CUSTOMERS.search(option) else 0.0)
        return score - 0.5 * self._strange(option)

    def certain(self, option: str) -> bool:
        """Nothing that may come can fit better."""
        return self.fits(option) >= CERTAIN + (self.act == "confirm")

    def _by_act(self, option: str) -> float:
        booking, existing, new = (found.search(option) is not None for found in (_BOOKING, _EXISTING, _NEW))
        place = 1.0 * (_PLACE.search(option) is not None)
        match self.act:
            case "book":
                return place + 2.0 * booking + 1.0 * (booking and new) - 5.0 * (existing and not new)
            case "cancel" | "move":
                return place + 1.0 * booking + 4.0 * existing - 3.0 * (new and not existing)
            case "confirm":
                return place + 2.0 * booking + 3.0 * existing - 2.0 * (new and not existing)
            case "status":
                return 1.5 * (_STATUS.search(option) is not None) + 1.5 * ("status" in option)
        named = [what for what, words in _ASKED.items() if words.search(option)]
        about = 2.0 if self.asks in named else 1.0 if named else 0.0
        return about + 2.0 * (_INFORMATION.search(option) is not None) - 1.0 * (existing or new)

    def _strange(self, option: str) -> int:
        """Words that have nothing to do with it."""
        trouble = int(_TROUBLE.search(option) is not None)
        common = [_INFORMATION, _BOOKING, _EXISTING, *_ASKED.values(), _STATUS, _CUSTOMERS]
        for words in (*common, *([] if self.act == "status" else [_NEW])):
            option = words.sub(" ", option)
        left = set(_words(option)) - _EMPTY
        wanted = self.about | self.besides
        trouble += any(not _met(set(_words(other)), wanted) for other in _OTHERS.findall(option))
        return 2 * trouble + sum(not _met({word}, self.about | self.besides) for word in left)


def errand_of(briefing: Briefing, book: FactBook) -> Purpose:
    return purpose(book.referenced(briefing.task), briefing.callee, briefing.language)


def purpose(task: str, callee: str = "", language: str = "en") -> Purpose:
    """``task``: with references in place of its values, as ``FactBook.referenced`` gives it."""
    text = " ".join(task.lower().split())
    text = text.replace(callee.lower(), " ") if callee else text
    wanted = re.sub(r"\b(?:the|of) status of\b", " ", text)
    act = next(name for name, words in _ACTS if re.search(words, text))
    found = _OBJECT.search(wanted) or (None if act == "ask" else _BARE.search(wanted))
    thing = " ".join(found[1].split()) if found else ""
    article = re.match(r"an?\b|the\b|my\b|our\b", found[0]) if found else None
    about = frozenset(_words(thing)) - (_EMPTY - _NOUNS)
    besides = frozenset(_words(re.sub(r"\{[^}]*\}", " ", text))) - _EMPTY - about
    asks = "opening hours" if _HOURS.search(text) else "prices" if _PRICE.search(text) else ""
    asks = "prices" if re.search(r"\bhow much\b|\bcosts?\b|\bprice\b", text) else asks
    named = f"{article[0]} {thing}" if article else thing
    return Purpose(act, named, about, besides, asks if act == "ask" else "", language.split("-")[0])


def likeliest(fitting: Purpose, options: dict[str, str]) -> str:
    """Where nothing is clear: the key of whoever takes the rest, or, without such a one, that which fits a
    little better than every other; empty where none does."""
    anybody = next((key for key, text in options.items() if ANYBODY.search(text)), "")
    ranked = sorted((fitting.fits(text), key) for key, text in options.items())
    first, second = (*(fits for fits, _ in reversed(ranked)), 0.0, 0.0)[:2]
    return anybody or (ranked[-1][1] if first > 0.0 and first > second else "")


def best(fitting: Purpose, options: dict[str, str]) -> str:
    """The key (of key: what it is for) that fits clearly, or, where nothing fits at all, that of whoever
    takes the rest, unless it is all that was heard; empty where it is not clear."""
    anybody = [key for key, text in options.items() if ANYBODY.search(text)]
    ranked = sorted(
        ((fitting.fits(text), key) for key, text in options.items() if key not in anybody), reverse=True
    )
    first, second = (*(fits for fits, _ in ranked), 0.0, 0.0)[:2]
    if first <= 0.0 and anybody and len(options) > 1:
        return anybody[0]
    return ranked[0][1] if first >= CLEAR and first - second >= AHEAD else ""


@lru_cache(maxsize=4_000)
def _mended(word: str) -> str:
    """A word that menus often use, misheard a little; any other as it is."""
    close = get_close_matches(word, _COMMON, 1, LIKE) if len(word) > 4 else []
    return close[0] if close else word


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in re.findall(r"[a-z][a-z'-]+", text.lower())]


def _met(words: set[str], others: frozenset[str]) -> set[str]:
    return {other for other in others if any(_alike(word, other) for word in words)}


def _alike(one: str, other: str) -> bool:
    if one == other or one.rstrip("s") == other.rstrip("s"):
        return True
    if any({one, one.rstrip("s")} & group and {other, other.rstrip("s")} & group for group in _SAME):
        return True
    return one[:LETTERS] == other[:LETTERS] and len(one) >= LETTERS and _shared(one, other) >= SHARED


def _shared(one: str, other: str) -> float:
    """How much of the shorter word both begin with, 0..1."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter) / shorter
