"""The day somebody names."""

from __future__ import annotations

from agent.call.values import Kind, find
from agent.call.values.calendar import named


def day(text: str) -> str | None:
    """The day, in lower case: ``tuesday``, ``tomorrow``, ``march 3``. The last one named counts."""
    dates = [value for value in find(text) if value.kind is Kind.DATE]
    return named(dates[-1].value) if dates else None
