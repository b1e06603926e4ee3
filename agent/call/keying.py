"""Which keys may be pressed: menu choices, what they told us to dial, a fact that may be keyed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.call.facts import FactBook
from agent.call.hearing import Hearing
from agent.call.phase import RULES, Phase
from agent.call.references import REFERENCE
from agent.call.withheld import digit_forms

MENU_KEYS = 2
_DIALLED = 6
_PIECE = 4


@dataclass(frozen=True, slots=True)
class Keyed:
    """``keys`` to be pressed, of ``fact``, if any; or ``why`` not."""

    keys: str = ""
    fact: str = ""
    why: str = ""


def keyed(keys: str, phase: Phase, book: FactBook, hearing: Hearing, before: str) -> Keyed:
    """``before``: the keys that were pressed on this call and are of no fact."""
    if "press" not in RULES[phase].actions:
        return Keyed(why=f"no keys are pressed in {phase}")
    keys = keys.strip()
    if reference := re.fullmatch(rf"({REFERENCE.pattern})([#*]?)", keys):
        return _of_fact(reference[2], reference[4], book)
    if not re.fullmatch(r"[0-9*#ABCDw]+", keys):
        return Keyed(why="keys are 0-9, * and #, or an id in braces")
    plain = keys.replace("w", "")
    digits = re.sub(r"\D", "", plain)
    for one in book.known:
        if one.keys and not one.secret and len(digits) > MENU_KEYS and digits in digit_forms(one):
            return Keyed(keys, one.id)
    if _tells(before + plain, plain, book):
        return Keyed(why="these keys would tell what is not to be keyed")
    if len(plain) <= MENU_KEYS or (len(digits) <= _DIALLED and hearing.said_signs(digits)):
        return Keyed(keys)
    return Keyed(why="a menu choice is one key or two; other digits have to be of a fact that may be keyed")


def _of_fact(identity: str, end: str, book: FactBook) -> Keyed:
    one = book.get(identity)
    if one is None:
        return Keyed(why=f"there is no {{{identity}}}")
    digits = re.sub(r"\D", "", one.value)
    if not one.keys or one.secret or one.release == "never":
        return Keyed(why=f"{{{identity}}} is not to be keyed")
    if not digits:
        return Keyed(why=f"{{{identity}}} has no digits")
    return Keyed(digits + end, identity)


def _tells(run: str, latest: str, book: FactBook) -> bool:
    """Whether the keys so far, the latest included, hold much of a number that is not to be keyed."""
    digits = re.sub(r"\D", "", run)
    fresh = digits[-(len(re.sub(r"\D", "", latest)) + _PIECE - 1) :]
    pieces = {fresh[start : start + _PIECE] for start in range(len(fresh) - _PIECE + 1)}
    kept = [one for one in book.known if one.secret or not one.keys]
    return any(piece in form for one in kept for form in digit_forms(one) for piece in pieces)
