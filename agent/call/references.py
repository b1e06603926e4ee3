"""Facts by reference: ``{id}`` or ``{id:form}`` in what the model writes, in place of a value.

``id`` is a fact's (``agent.call.facts``), ``heard.<kind>`` (the last value of that kind that the far party
said) or ``t<number>.<kind>`` (the first one of that turn). Forms are those of ``agent.call.values.spoken``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

REFERENCE = re.compile(r"\{([a-z][a-z0-9_.]*)(?::([a-z]+))?\}")
_ON = re.compile(r"\b([Oo])n $")
_BARE = re.compile(r"(?:today|tomorrow|the day after tomorrow)\b")
HEARD = re.compile(r"(?:heard|t\d+)\.([a-z]+)")


@dataclass(frozen=True, slots=True)
class Reference:
    """``start`` and ``end`` are characters of the text it was found in."""

    id: str
    form: str
    start: int
    end: int

    @property
    def heard(self) -> str:
        """The kind, where it stands for something that the far party said; else empty."""
        match = HEARD.fullmatch(self.id)
        return match[1] if match else ""


def references(text: str) -> tuple[Reference, ...]:
    """Every reference in ``text``, whether or not there is such a fact."""
    return tuple(_all(text))


def _all(text: str) -> Iterator[Reference]:
    for match in REFERENCE.finditer(text):
        yield Reference(match[1], match[2] or "", match.start(), match.end())


def filled(text: str, fill: Callable[[Reference], str]) -> str:
    """``text`` with what ``fill`` gives in place of each reference; "on" a day that goes without loses it."""
    pieces, end = [], 0
    for reference in _all(text):
        before, value = text[end : reference.start], fill(reference)
        if _BARE.match(value) and (on := _ON.search(before)):
            before = before[: on.start()]
            value = value.capitalize() if on[1] == "O" else value
        pieces += [before, value]
        end = reference.end
    return "".join([*pieces, text[end:]])
