"""What a recorded voice wants besides a choice: words, a number; and whether it refuses what it got."""

from __future__ import annotations

import re

from agent.call.asked import asked_for
from agent.call.facts import FactBook, Known

_WORDS = re.compile(
    r"\bin (?:a few|your own|one or two) words\b|\byou can say\b|\bplease (?:say|tell (?:me|us)) briefly\b|"
    r"\b(?:briefly|please) (?:say|tell|describe)\b.{0,20}\b(?:about|why|reason|what)\b|"
    r"\bsay (?:a few words|something like)\b"
)
_CHOICES = re.compile(
    r"\byou can say\b(?! (?:things like|something like|for example|for instance))[\s,:]*([^.?!]+)"
)
_NAME = re.compile(r"\b(?:your|state your|say your) (?:full )?name\b")
"""Who screens calls wants to know who calls, too."""
_NUMBER = re.compile(
    r"\b(?:enter(?:s|ed)?|key in|type(?: in)?|dial in|input)\b(.{0,60}?\b(?:number|digits?|code|id|i\.d\.)\b)"
)
_ORDERS = re.compile(
    r"\b(?:pound|hash|keypad)\b|(?:^|\. |\bplease |\bnow )(?:enter(?:s|ed)?|key in|type|dial in|input)\b"
)
"""To people nobody says so: "let me enter your number"."""
_POUND = re.compile(r"\b(?:pound|hash)\b|#")
_REFUSES = re.compile(
    r"\b(?:not (?:a )?valid|invalid|did(?:n't| not) (?:understand|recogni[sz]e|get|hear|catch)|"
    r"not recogni[sz]ed|"
    r"(?:is|was) not available|try again)\b"
)
_ANNOUNCES = re.compile(
    r"\b(?:calls? (?:may|might|will|is|are) (?:be(?:ing)? )?(?:recorded|monitored)|"
    r"we are (?:open|closed) (?:every|from|on|monday)|"
    r"(?:opening|office|business) hours are (?:from )?monday|"
    r"our lines (?:are|close)|(?:visit|on) our website|hang up and dial|"
    r"of the following|following options|options have changed|listen carefully|"
    r"all (?:of )?(?:the|our) options|several options|"
    r"your (?:choices|options)|make (?:a|your) (?:choice|selection)|"
    r"(?:choose|select) (?:again|a (?:topic|department)))\b"
)
"""What is said before a menu; nobody who has picked up does."""
_STAY = re.compile(r"\b(?:stay|remain) on the line\b|\bplease (?:wait|hold)\b|\bsimply (?:wait|hold)\b")


def wants_words(text: str) -> bool:
    """It asks in words, and wants to be answered in a few."""
    words = _plain(text)
    return _WORDS.search(words) is not None and _NAME.search(words) is None


def choices(text: str) -> tuple[str, ...]:
    """What may be said, of ``you can say billing, opening hours or reservations``; empty where it offers
    nothing such, or gives examples only."""
    found = _CHOICES.search(text.lower())
    return tuple(filter(None, re.split(r"\s*(?:,\s*or\s|,|\bor\b)\s*", found[1].strip()))) if found else ()


def wants_number(text: str) -> bool:
    """It wants a number to be keyed."""
    words = _plain(text)
    return _NUMBER.search(words) is not None and _ORDERS.search(words) is not None


def number_wanted(text: str, book: FactBook) -> tuple[str, ...]:
    """The keys, by reference, that tell what ``text`` wants keyed: of each fact that may be keyed, the
    likeliest first."""
    found = _NUMBER.search(_plain(text))
    wanted = asked_for(f"What is{found[1]}?", book) if found else ()
    end = "#" if _POUND.search(text.lower()) else ""
    return tuple(f"{{{one.id}}}{end}" for one in wanted if _may_be_keyed(one))


def refuses(text: str) -> bool:
    """It did not take our key, or our words."""
    return _REFUSES.search(_plain(text)) is not None


def announces(text: str) -> bool:
    """It is an announcement, or what leads to a menu: the rest is to come."""
    return _ANNOUNCES.search(_plain(text)) is not None


def lets_wait(text: str) -> bool:
    """Who does nothing is put through."""
    return _STAY.search(_plain(text)) is not None


def _may_be_keyed(one: Known) -> bool:
    return one.keys and not one.secret and one.release != "never"


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w'.# ]+|\b(?:uh|um)\b", " ", text.lower()).split())
