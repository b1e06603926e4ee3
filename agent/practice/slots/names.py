"""Names and their spelling."""

from __future__ import annotations

from agent.call.values import Kind, find


def name(text: str, *, expected: bool = False) -> str | None:
    """A name, capitalised. ``expected``: it was asked for, so the words that can be one are it."""
    found = find(text, Kind.NAME if expected else None)
    return next((value.value for value in found if value.kind is Kind.NAME), None)


def spelling(text: str) -> str | None:
    """``m o r g a n`` or ``l as in london double e`` as ``Morgan``; three letters at least."""
    codes = (value.value for value in find(text) if value.kind is Kind.CODE and value.value.isalpha())
    return next((code.capitalize() for code in codes), None)
