"""E-mail addresses, also spoken ones, and street addresses."""

from __future__ import annotations

import re

from agent.call.values.lexicon import listed
from agent.call.values.numbers import small
from agent.call.values.run import run_at
from agent.call.values.tokens import Said

_ENDINGS = frozenset(listed("com org net edu gov io uk de co us ca au eu info biz app me fr nl ie"))
_JOINTS = {"dot": ".", "underscore": "_", "dash": "-", "hyphen": "-", "plus": "+"}
_STREETS = {
    "st": "street", "ave": "avenue", "rd": "road", "blvd": "boulevard", "dr": "drive", "ln": "lane",
}  # fmt: skip
_STREETS |= {
    full: full
    for full in listed(
        "street avenue road boulevard drive lane court place terrace highway parkway crescent square"
    )
}
_PARTS = {"apartment": "apartment", "apt": "apartment", "unit": "unit", "suite": "suite", "floor": "floor"}
_NO_STREET = frozenset(listed("on the of at for in to is a minutes from with and or people we i you pm am"))


def email_at(said: Said, at: int) -> tuple[str, int] | None:
    """An address written, or said: ``jo dot davis at example dot com``. (lower case, token behind it)"""
    token = said.tokens[at]
    if token.shape == "email":
        return token.word.rstrip("."), at + 1
    local, end = _joined(said, at)
    if not local or said.words[end] != "at":
        return None
    host, end = _host(said, end + 1)
    return (f"{local}@{host}", end) if host else None


def _joined(said: Said, at: int) -> tuple[str, int]:
    """Words, letters and digits with a dot or the like between them."""
    local, end = _piece(said, at)
    while local and said.words[end] in _JOINTS:
        more, behind = _piece(said, end + 1)
        if not more:
            break
        local, end = f"{local}{_JOINTS[said.words[end]]}{more}", behind
    while local and (run := run_at(said, end, dashes=False) if end < len(said) else None):  # "davis four two"
        local, end = local + run.signs, run.end
    return local, end


def _piece(said: Said, at: int) -> tuple[str, int]:
    if at >= len(said):
        return "", at
    run = run_at(said, at, dashes=False)
    if run and (len(run.items) > 1 or run.signs.isdigit()):
        return run.signs, run.end
    word = said.words[at]
    return (word, at + 1) if re.fullmatch(r"[a-z0-9]+", word) and word not in _JOINTS else ("", at)


def _host(said: Said, at: int) -> tuple[str, int]:
    """``example dot com``, ``g mail dot com``, ``mail dot example dot co dot uk``."""
    host, end = "", at
    while end < min(at + 10, len(said)):
        word = said.words[end]
        if word in ("dot", "dash", "hyphen"):
            host += "." if word == "dot" else "-"
        elif re.fullmatch(r"[a-z0-9]+", word):
            host += word
        else:
            return "", at
        end += 1
        if "." in host and word in _ENDINGS and said.words[end] != "dot":
            return host, end
    return "", at


def address_at(said: Said, at: int) -> tuple[str, int] | None:
    """``12 main street apartment 4``, roughly: a number, one to three words, a kind of street."""
    number = _house(said, at)
    if number is None:
        return None
    house, end = number
    name: list[str] = []
    while len(name) < 4 and end < len(said):
        word = said.words[end]
        if name and word in _STREETS:
            flat, behind = _flat(said, end + 1)
            return " ".join([house, *name, _STREETS[word], *flat]), behind
        if word in _NO_STREET or (not word.isalpha() and said.tokens[end].shape != "ordinal"):
            return None
        name.append(word)
        end += 1
    return None


def _house(said: Said, at: int) -> tuple[str, int] | None:
    run = run_at(said, at)
    if run is None:
        return None
    digits = [item for item in run.items if item.isdigit()]
    if len(digits) == len(run.items) and len(run.signs) <= 6:
        return run.signs, run.end
    number = small(said, at)
    return (str(number[0]), number[1]) if number else None


def _flat(said: Said, at: int) -> tuple[list[str], int]:
    part = _PARTS.get(said.words[at])
    start = at + 1 + (said.words[at + 1] == "number")
    run = run_at(said, start) if part and start < len(said) else None
    return ([part, run.signs], run.end) if part and run else ([], at)
