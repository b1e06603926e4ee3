"""Short words over our speaking: which of them want us to stop."""

from __future__ import annotations

import re

_INTERRUPTS = re.compile(
    r"\b(?:no|nope|not|wait|stop|sorry|pardon|excuse me|what|which|who|when|where|how|hello|hang on|hold on|"
    r"(?:one|just a|a) (?:moment|second|sec|minute)|but|actually|again|repeat|slow(?:er|ly)?|wrong|hey)\b"
)


def interrupts(text: str) -> bool:
    """Whether ``text`` is more than assent ("mhm", "okay") or a sound that a recogniser made words of."""
    return _INTERRUPTS.search(text.lower()) is not None
