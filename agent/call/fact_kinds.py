"""What kind of value a fact of the briefing is, guessed from its name and its value."""

from __future__ import annotations

import re

from agent.call.prose import Use
from agent.call.values import Kind, find

_RESERVED = re.compile(r"heard|answer|principal|t\d+")
_NAMED: tuple[tuple[Kind, str], ...] = (
    (Kind.EMAIL, r"e ?mail"),
    (Kind.PHONE, r"(?:tele)?phone|tel|mobile|cell|callback|call back|whats ?app|fax"),
    (Kind.ADDRESS, r"address|street|lives at"),
    (Kind.DATE, r"birth ?(?:day|date)?|dob|date|day"),
    (Kind.TIME, r"time|hour"),
    (Kind.COUNT, r"party(?: size)?|people|guests|persons|adults|children|kids|seats|how many|count|size|age"),
    (Kind.AMOUNT, r"amount|price|budget|fee|cost|deposit|payment"),
    (
        Kind.CODE,
        r"number|no|id|code|reference|ref|confirmation|booking|policy|member(?:ship)?|insurance|account|licen[cs]e"
        r"|registration|plate|vin|passport|serial|zip|post ?code|ssn|order|ticket|invoice|loyalty",
    ),
    (Kind.NAME, r"(?:\w+ )*names?|surname|guest|caller|patient|passenger|owner|contact|customer|person"),
)
_WANTED = re.compile(
    r"\b(?:when|time|date|day|slot|appointment|window|alternatives?|arrival|departure|check)\b"
)
_ABOUT = re.compile(
    r"\b(?:birth\w*|dob|born|age|issued?|expir\w*|since|valid|last|previous|past|history|year|anniversary|floor|room)\b"
)

_OLD = re.compile(r"\b(?:old|current|existing|original)\b")


def fact_id(name: str) -> str:
    """``Date of birth`` -> ``date_of_birth``."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    identity = re.sub(r"[^a-z0-9]+", "_", words).strip("_")
    if not identity or not identity[0].isalpha() or _RESERVED.fullmatch(identity):
        identity = f"fact_{identity}".strip("_")
    return identity


def guess_kind(name: str, value: str) -> Kind:
    words = re.sub(r"[_\W]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).lower().strip()
    for kind, pattern in _NAMED:
        if re.search(rf"\b(?:{pattern})$|^(?:{pattern})\b", words) and _fits(kind, value):
            return kind
    found = find(value)
    if found and sum(len(one.words) for one in found) >= 0.8 * len(value.strip()):
        kinds = {one.kind for one in found}
        if len(kinds) == 1:
            return kinds.pop()
    return Kind.TEXT


def canonical(kind: Kind, value: str) -> tuple[str, ...]:
    """The canonical forms of ``value``; more than one where it names several, as in "19:30 or 20:00"."""
    text = " ".join(value.split())
    if kind is Kind.PHONE:
        return (("+" if text.startswith("+") else "") + re.sub(r"\D", "", text),)
    if kind is Kind.CODE:
        return (re.sub(r"[\W_]+", "", text).upper(),)
    if kind is Kind.EMAIL:
        return (text.lower(),)
    if kind in (Kind.NAME, Kind.ADDRESS, Kind.TEXT):
        return (text,)
    found = [one.value for one in find(text) if one.kind is kind or _money(kind, one.kind)]
    return tuple(dict.fromkeys(found)) or (text,)


def use_of(name: str, kind: Kind) -> Use:
    """What a fact is for. ``ABOUT``: offers have nothing to do with it: a date of birth."""
    words = re.sub(r"[_\W]+", " ", name).lower()
    if kind in (Kind.DATE, Kind.TIME) and _OLD.search(words):
        return Use.GIVEN_UP
    about = not _WANTED.search(words) if kind is Kind.TEXT else _ABOUT.search(words)
    return Use.ABOUT if about else Use.WANTED


def _money(kind: Kind, found: Kind) -> bool:
    return kind is Kind.AMOUNT and found is Kind.COUNT


def _fits(kind: Kind, value: str) -> bool:
    digits = sum(character.isdigit() for character in value)
    match kind:
        case Kind.EMAIL:
            return "@" in value or " at " in value
        case Kind.PHONE:
            return digits >= 5
        case Kind.CODE:
            return digits > 0 and len(value.split()) <= 4
        case Kind.NAME:
            return digits == 0 and len(value.split()) <= 5
        case Kind.ADDRESS:
            return True
        case _:
            return any(one.kind is kind or _money(kind, one.kind) for one in find(value))
