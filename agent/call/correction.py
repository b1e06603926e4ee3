"""What is said to a read-back that is not as we have it: the value that is right, by reference."""

from __future__ import annotations

import re

from agent.call.affirmation import plain
from agent.call.facts import FactBook, Known
from agent.call.prose import Use
from agent.call.values import Kind

_READS_BACK = re.compile(
    r"\b(?:correct|right|does that sound)\W*$"
    r"|\b(?:so that's|let me (?:read|repeat)|read (?:it|that) back|to (?:confirm|check)|can you confirm)\b"
    r"|\b(?:i have|i've got|i'm writing|you have) (?:you |down |an? |for )"
)
_SAYS = {
    Kind.DATE: "No, it's on {%s}.",
    Kind.TIME: "No, it's at {%s}.",
    Kind.COUNT: "No, it's for {%s}.",
    Kind.NAME: "No, it's for {%s}.",
}
_SPAN = "No, it's {%s}."


def reads_back(text: str) -> bool:
    """Whether a turn of theirs repeats what they have understood, and offers nothing new."""
    return _READS_BACK.search(plain(text)) is not None


def correction(kind: Kind, book: FactBook) -> str:
    """The sentence that names ours of ``kind``; empty where there is none that may be told freely."""
    if kind not in _SAYS:
        return ""
    wanted = [one for one in book.known if one.kind is kind and _may_be_named(one)]
    return _sentence(wanted[0]) if wanted else ""


def _may_be_named(one: Known) -> bool:
    return one.use is Use.WANTED and one.release == "freely" and one.source != "owner"


def _sentence(one: Known) -> str:
    return (_SPAN if "/" in one.value else _SAYS[one.kind]) % one.id
