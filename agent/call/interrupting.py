"""Words over our speaking: which of them want us to stop."""

from __future__ import annotations

import re

from agent.call.answer_phrases import plain

_INTERRUPTS = re.compile(
    r"\b(?:no|nope|not|wait|stop|sorry|pardon|excuse me|what|which|who|when|where|how|hello|hang on|hold on|"
    r"(?:one|just a|a) (?:moment|second|sec|minute)|but|actually|again|repeat|slow(?:er|ly)?|wrong|hey)\b"
)

MANY_WORDS = 4
"""So many different ones are no assent, whatever a recogniser made of them."""


def interrupts(text: str, *, sung: bool = False) -> bool:
    """Whether ``text`` is more than assent ("mhm", "okay") or a sound that a recogniser made words of.
    ``sung``: perhaps it was; then however many words tell nothing."""
    many = len(set(plain(text).split())) >= MANY_WORDS and not sung
    return many or _INTERRUPTS.search(text.lower()) is not None
