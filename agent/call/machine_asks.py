"""What a recorded voice wants besides a choice: words, a number; and whether it refuses what it got.

What anybody might say is a machine's only ``in_menu``, where nobody else speaks: there the network of
``agent.call.recorded_voice`` is believed; of what is said ``first``, where it is no person's but for one time
in a hundred. Elsewhere only phrases that people do not use count.
"""

from __future__ import annotations

import re

from agent.call.asked import asked_for
from agent.call.facts import FactBook, Known
from agent.call.menu import options
from agent.call.recorded_voice import FIRST_PERSON, read

MOST_OPTIONS = 1
"""Of a voice that wants a number: "if you have none, press star"."""
PERSON = 0.2
"""So likely a person's words are not taken for a machine's in a menu."""
FIRST_WORDS = 3
"""Fewer are a name, misheard perhaps: so people answer."""
LAST_WORDS = 22
"""What it wants is asked last: behind a long text it is read by itself, too."""
_WORDS = re.compile(
    r"\bin (?:a few|your own|one or two) words\b|\byou can say\b|\bplease (?:say|tell (?:me|us)) briefly\b|"
    r"\b(?:briefly|please) (?:say|tell|describe)\b.{0,20}\b(?:about|why|reason|what)\b|"
    r"\btell (?:me|us) briefly\b|\bsay (?:a few words|something like)\b"
)
_CHOICES = re.compile(
    r"\byou can say\b(?!,? (?:things like|something like|for example|for instance))[\s,:]*([^.?!]+)"
)
_NAME = re.compile(r"\b(?:your|state your|say your) (?:full )?name\b")
"""Who screens calls wants to know who calls, too."""
_NUMBER = re.compile(r"((?:\b[\w'-]+ ){0,4}\b(?:number|digits?|code|id|i\.d\.)\b)")
_ORDERS = re.compile(r"\b(?:pound|hash|key|keypad|enter|type|dial|press|input|tap|punch|digits?)\b")
"""To people nobody says so: "let me have your number"."""
_LETS = re.compile(r"\b(?:let me|i'll|i will|i'm going to)\b")
_GREETS = re.compile(r"\b(?:how|what) (?:can|may) i (?:help|do for)[\w ]*$")
"""So people, too, end their greeting."""
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


def wants_words(text: str, *, in_menu: bool = False, first: bool = False) -> bool:
    """It asks in words, and wants to be answered in a few."""
    words = _plain(text)
    if _NAME.search(words) is not None:
        return False
    if _WORDS.search(words) is not None:
        return True
    believed = (in_menu or first) and _GREETS.search(words) is None
    return believed and _asks(text, "asks_words", PERSON if in_menu else FIRST_PERSON)


def _asks(text: str, kind: str, person: float) -> bool:
    readings = (read(text), read(" ".join(text.split()[-LAST_WORDS:])))
    return any(said.says(kind) and said.kinds["person"] <= person for said in readings)


def offers_choice(text: str) -> bool:
    """It has one option at least, as no person says it."""
    return read(text).kinds["person"] < PERSON and bool(options(text))


def choices(text: str) -> tuple[str, ...]:
    """What may be said, of ``you can say billing, opening hours or reservations``; empty where it offers
    nothing such, or gives examples only."""
    found = _CHOICES.search(text.lower())
    return tuple(filter(None, re.split(r"\s*(?:,\s*or\s|,|\bor\b)\s*", found[1].strip()))) if found else ()


def wants_number(text: str) -> bool:
    """It wants a number to be keyed."""
    words = _plain(text)
    ordered = _ORDERS.search(words) is not None and _LETS.search(words) is None
    return ordered and _asks(text, "asks_number", PERSON) and len(options(text)) <= MOST_OPTIONS


def number_wanted(text: str, book: FactBook) -> tuple[str, ...]:
    """The keys, by reference, that tell what ``text`` wants keyed: of each fact that may be keyed, the
    likeliest first."""
    named = _NUMBER.findall(_plain(text))
    wanted = [one for what in named for one in asked_for(f"What is {what}?", book)]
    end = "#" if _POUND.search(text.lower()) else ""
    return tuple(dict.fromkeys(f"{{{one.id}}}{end}" for one in wanted if _may_be_keyed(one)))


def refuses(text: str, *, in_menu: bool = False) -> bool:
    """It did not take our key, or our words."""
    return (in_menu and read(text).says("refuses")) or _REFUSES.search(_plain(text)) is not None


def announces(text: str, *, in_menu: bool = False, first: bool = False) -> bool:
    """It is an announcement, or what leads to a menu: the rest is to come."""
    if _ANNOUNCES.search(_plain(text)) is not None:
        return True
    said = read(text)
    first = first and len(text.split()) >= FIRST_WORDS and said.kinds["person"] <= FIRST_PERSON
    return said.says("leads") and (in_menu or first)


def lets_wait(text: str) -> bool:
    """Who does nothing is put through."""
    return read(text).says("waits") or _STAY.search(_plain(text)) is not None


def _may_be_keyed(one: Known) -> bool:
    return one.keys and not one.secret and one.release != "never"


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w'.# ]+|\b(?:uh|um)\b", " ", text.lower()).split())
