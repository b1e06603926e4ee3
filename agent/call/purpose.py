"""What the call is for, in the words that menus use: how well an option fits, and the reason in a few words.

Deterministic and coarse. What it is sure of is pressed without the model; the rest is the model's.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from agent.call.briefing import Briefing
from agent.call.facts import FactBook
from agent.call.option_fit import errand_pieces, fit
from agent.call.values.lexicon import listed
from agent.call.way_out import ANYBODY

NOTHING = -3.5
"""What fits no better, in logits, does not fit at all."""
REST = -5.0
"""So well fits whoever takes what no other option names."""
WELL = 0.0
"""What fits better is likelier right than not, whatever else may come."""
AHEAD = 0.4
"""So much better it fits than every other."""
FAR_AHEAD = 1.0
"""The same where the next fits well, too."""
LEAST_BAD = 0.8
"""So much better than every other fits what does not fit, and yet is right seven times of eight."""
CERTAIN = 4.0
"""Nothing that may come is likely to fit better: it is pressed at once."""
LIKE = 0.85
"""A language's name, misheard a little."""

_LEADS_NOWHERE = re.compile(
    r"\brepeat\b|\bonce more\b|\b(?:hear|listen to) (?:\w+ ){0,3}again\b|\bmiss(?:ed)? (?:some|any)thing\b"
    r"|\b(?:previous|main) menu\b|\bgo back\b"
)
"""The same menu, or the one before."""

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

_LANGUAGES = {
    "english": "en", "spanish": "es", "french": "fr", "german": "de", "chinese": "zh", "mandarin": "zh",
    "cantonese": "zh", "italian": "it", "portuguese": "pt", "polish": "pl", "arabic": "ar",
    "vietnamese": "vi", "korean": "ko", "japanese": "ja", "russian": "ru", "hindi": "hi", "punjabi": "pa",
    "urdu": "ur", "welsh": "cy", "irish": "ga", "dutch": "nl", "turkish": "tr", "greek": "el",
}  # fmt: skip
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


@dataclass(frozen=True)
class Purpose:
    act: str
    thing: str
    """What it is about, as the task calls it: ``a table``. Empty where the task does not say."""
    about: frozenset[str]
    """The words of ``thing``."""
    asks: str
    """``hours`` or ``prices`` where that is asked."""
    language: str
    callee: str
    task: str
    """With references in place of its values."""

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

    @cached_property
    def _errand(self) -> tuple[int, ...]:
        return errand_pieces(self.callee, self.task)

    def fits(self, option: str) -> float:
        """How well, in logits: below 0 likely not."""
        words = re.findall(r"[a-z]+", option.lower())
        named = [code for name, code in _LANGUAGES.items() if get_close_matches(name, words, 1, LIKE)]
        if named:
            return 2 * CERTAIN if self.language in named else -CERTAIN
        return fit(self._errand, option).serves

    def takes_the_rest(self, option: str) -> bool:
        """It is whoever takes what no other option names."""
        return ANYBODY.search(option) is not None or fit(self._errand, option).takes_the_rest > 0.0

    def certain(self, option: str) -> bool:
        """Nothing that may come can fit better."""
        return self.fits(option) >= CERTAIN


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
    asks = "opening hours" if _HOURS.search(text) else "prices" if _PRICE.search(text) else ""
    asks = "prices" if re.search(r"\bhow much\b|\bcosts?\b|\bprice\b", text) else asks
    named = f"{article[0]} {thing}" if article else thing
    asks = asks if act == "ask" else ""
    return Purpose(act, named, about, asks, language.split("-")[0], callee, " ".join(task.split()))


def likeliest(fitting: Purpose, options: dict[str, str]) -> str:
    """Where nothing is clear: the key of what fits best, be it whoever takes the rest; empty where nothing
    fits, and nothing less badly than the others."""
    ranked = _ranked(fitting, options)
    first, second = (*(worth for worth, _ in ranked), -math.inf, -math.inf)[:2]
    clear = first > NOTHING or first - second > LEAST_BAD
    anybody = bool(ranked) and all(fitting.takes_the_rest(options[key]) for _, key in ranked[:2])
    return ranked[0][1] if clear or anybody else ""


def best(fitting: Purpose, options: dict[str, str]) -> str:
    """The key (of key: what it is for) that fits clearly, or, where nothing does, that of whoever takes the
    rest, unless it is all that was heard; empty where it is not clear."""
    ranked = _ranked(fitting, options)
    first, second = (*(worth for worth, _ in ranked), NOTHING, NOTHING)[:2]
    if len(ranked) == 1 and fitting.takes_the_rest(options[ranked[0][1]]):
        return ""
    ahead = FAR_AHEAD if second > WELL else AHEAD
    return ranked[0][1] if first > NOTHING and first - second >= ahead else ""


def _ranked(fitting: Purpose, options: dict[str, str]) -> list[tuple[float, str]]:
    """What each is worth, and its key, the best first. Whoever takes the rest is worth ``REST`` at least."""
    worth = {
        key: max(fitting.fits(text), REST if fitting.takes_the_rest(text) else -math.inf)
        for key, text in options.items()
        if text and not _LEADS_NOWHERE.search(text.lower())
    }
    return sorted(((of, key) for key, of in worth.items()), reverse=True)


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in re.findall(r"[a-z][a-z'-]+", text.lower())]
