"""What the far party said, as the model gets it: the words, and what they come to.

::

    t7: Tuesday at half past eight for four? [same: {people}, {day}; other: time 20:30]
    t3: For reservations press one. [menu: 1 reservations]
    t9: Which number can we reach you on? [asked: {phone}]

``same``: equals something that is known. ``fits``: money within the limits. ``other``: of a kind that
matters (``FactBook.constrains``), and neither. ``said``: any other value. ``asked``: the facts that they
seem to ask for; ``never``: those of them that are not told. So the model never compares values, copies
digits, nor looks for the right fact.
"""

from __future__ import annotations

import re

from agent.call.asked import asked_for, asks_to_spell
from agent.call.facts import FactBook
from agent.call.menu import menu_text, options
from agent.call.values import Kind, Value, find


def reading(turn: str, text: str, book: FactBook) -> str:
    """``turn``: its id. ``text``: as it was recognised."""
    words = " ".join(re.sub(r"[\[\]{}]", " ", text).split())
    parts = _parts(text, book)
    noted = "; ".join(f"{name}: {', '.join(values)}" for name, values in parts.items() if values)
    return f"{turn}: {words} [{noted}]" if noted else f"{turn}: {words}"


def _parts(text: str, book: FactBook) -> dict[str, list[str]]:
    menu = options(text)
    parts: dict[str, dict[str, None]] = {"same": {}, "fits": {}, "other": {}, "said": {}}
    for value in find(text):
        # The keys of a menu are counts, too, and listed with it.
        if not (menu and value.kind in (Kind.COUNT, Kind.CODE)):
            name, shown = _placed(value, book)
            parts[name][shown] = None
    listed = {name: list(shown) for name, shown in parts.items()}
    for one in asked_for(text, book):
        spelled = one.kind is Kind.NAME and asks_to_spell(text)
        name = "never" if one.secret or one.release == "never" else "asked"
        listed.setdefault(name, []).append(f"{{{one.id}{'.last:spell' if spelled else ''}}}")
    return listed | {"menu": [menu_text(menu)] if menu else []}


def _placed(value: Value, book: FactBook) -> tuple[str, str]:
    if ids := book.matches(value):
        return "same", f"{{{ids[0]}}}"
    if not book.constrains(value.kind):
        return "said", f"{value.kind} {value.value}"
    within = value.kind is Kind.AMOUNT and book.acceptable(value)
    return "fits" if within else "other", f"{value.kind} {value.value}"
