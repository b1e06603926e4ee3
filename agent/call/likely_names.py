"""The names that are likely to be said on a call: those that its briefing knows."""

from __future__ import annotations

import re

from agent.call.briefing import Briefing
from agent.call.common_words import COMMON
from agent.call.facts import FactBook
from agent.call.values import Kind

_WORD = re.compile(r"[A-Z][\w'’-]{3,}")


def likely_names(briefing: Briefing) -> tuple[str, ...]:
    """Whole names first, then their parts. What is never told is not listened for, nor the callee's name: who
    they are has to be heard as they said it."""
    known = FactBook.of(briefing).known
    whole = [one.value for one in known if one.kind is Kind.NAME and not one.strict]
    parts = [word for name in whole for word in _WORD.findall(name)]
    return tuple(dict.fromkeys((*whole, *(word for word in parts if word.lower() not in COMMON))))
