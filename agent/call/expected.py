"""Names that may be heard on a call: the recogniser listens for them."""

from __future__ import annotations

import re

from agent.call.briefing import Briefing
from agent.call.facts import FactBook
from agent.call.values import Kind

MOST = 16


def expected_names(briefing: Briefing) -> tuple[str, ...]:
    """The words of the callee's name and of the names that the briefing lets us say, each once."""
    known = FactBook.of(briefing).known
    names = [
        one.value for one in known if one.kind is Kind.NAME and one.release != "never" and not one.secret
    ]
    words = [word for name in (briefing.callee, *names) for word in re.findall(r"[^\W\d_][\w'’-]+", name)]
    return tuple(dict.fromkeys(words))[:MOST]
