"""What a recorded voice wants besides a choice: words, a number; and whether it refuses what it got."""

from __future__ import annotations

import re

from agent.call.asked import asked_for
from agent.call.facts import FactBook, Known
from agent.call.recorded_voice import read

_CHOICES = re.compile(
    r"\byou can say\b(?!,? (?:things like|something like|for example|for instance))[\s,:]*([^.?!]+)"
)
_NUMBER = re.compile(r"((?:\b[\w'-]+ ){0,4}\b(?:number|digits?|code|id|i\.d\.)\b)")
_ORDERS = re.compile(r"\b(?:pound|hash|key|keypad|enter|type|dial|press|input|tap|punch|digits?)\b")
"""To people nobody says so: "let me have your number"."""
_LETS = re.compile(r"\b(?:let me|i'll|i will|i'm going to)\b")
_GREETS = re.compile(r"\b(?:how|what) (?:can|may) i (?:help|do for)[\w ]*$")
"""So people, too, end their greeting."""
_NAME = re.compile(r"\b(?:your|state your|say your) (?:full )?name\b")
"""Who screens calls wants to know who calls, too."""
_POUND = re.compile(r"\b(?:pound|hash)\b|#")


def wants_words(text: str) -> bool:
    """It asks in words, and wants to be answered in a few."""
    said, words = read(text), _plain(text)
    perhaps_a_person = said.says("person") or _GREETS.search(words) is not None
    return said.says("asks_words") and not perhaps_a_person and _NAME.search(words) is None


def choices(text: str) -> tuple[str, ...]:
    """What may be said, of ``you can say billing, opening hours or reservations``; empty where it offers
    nothing such, or gives examples only."""
    found = _CHOICES.search(text.lower())
    return tuple(filter(None, re.split(r"\s*(?:,\s*or\s|,|\bor\b)\s*", found[1].strip()))) if found else ()


def wants_number(text: str) -> bool:
    """It wants a number to be keyed."""
    said, words = read(text), _plain(text)
    ordered = _ORDERS.search(words) is not None and _LETS.search(words) is None
    return said.says("asks_number") and not said.says("person") and ordered


def number_wanted(text: str, book: FactBook) -> tuple[str, ...]:
    """The keys, by reference, that tell what ``text`` wants keyed: of each fact that may be keyed, the
    likeliest first."""
    named = _NUMBER.findall(_plain(text))
    wanted = [one for what in named for one in asked_for(f"What is {what}?", book)]
    end = "#" if _POUND.search(text.lower()) else ""
    return tuple(dict.fromkeys(f"{{{one.id}}}{end}" for one in wanted if _may_be_keyed(one)))


def refuses(text: str) -> bool:
    """It did not take our key, or our words."""
    said = read(text)
    return said.says("refuses") and not said.says("person")


def announces(text: str) -> bool:
    """It is an announcement, or what leads to a menu: the rest is to come."""
    said = read(text)
    return said.says("leads") and not said.says("person")


def lets_wait(text: str) -> bool:
    """Who does nothing is put through."""
    return read(text).says("waits")


def _may_be_keyed(one: Known) -> bool:
    return one.keys and not one.secret and one.release != "never"


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w'.# ]+|\b(?:uh|um)\b", " ", text.lower()).split())
