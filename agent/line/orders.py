"""The switchboard's orders to a line in a call: JSON lines into events."""

from __future__ import annotations

import json
from collections.abc import Callable

from agent.call.events import Event, HangUpOrdered, KeysOrdered, OwnerAnswered, SpeakOrdered, Steered

ORDERS: dict[str, tuple[tuple[str, ...], Callable[..., Event]]] = {
    "answer": (("question", "text"), OwnerAnswered),
    "steer": (("text",), Steered),
    "speak": (("text",), SpeakOrdered),
    "dtmf": (("digits",), KeysOrdered),
    "hangup": ((), HangUpOrdered),
}
"""``{"order": "<name>", ...}``: the fields that must be there, all strings."""


def read_order(line: bytes) -> Event:
    """Raises ValueError with what is wrong; other fields than those named are ignored."""
    order = json.loads(line)
    if not isinstance(order, dict):
        raise ValueError("an order is a JSON object")
    name = order.get("order")
    if not isinstance(name, str) or name not in ORDERS:
        raise ValueError(f"no such order: {name!r}")
    fields, make = ORDERS[name]
    values = [order.get(field) for field in fields]
    for field, value in zip(fields, values, strict=True):
        if not isinstance(value, str):
            raise ValueError(f"{name}: {field} must be a string")
    return make(*values)
