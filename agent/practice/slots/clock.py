"""The times of day in a sentence."""

from __future__ import annotations

from agent.call.values import Kind, find
from agent.call.values.clock import named


def times(text: str, *, expected: bool = False) -> tuple[str, ...]:
    """Times as ``HH:MM`` in the order said. Without ``a m`` they are in the second half of the day,
    as at any restaurant. ``expected``: a time was asked for, so a bare ``eight`` is one."""
    values = find(text, Kind.TIME if expected else None)
    return tuple(time for value in values if value.kind is Kind.TIME for time in named(value.value))
