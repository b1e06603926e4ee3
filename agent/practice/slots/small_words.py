"""Yes and no, greetings, farewells, and other things said in passing."""

from __future__ import annotations

import re

from agent.call.values.lexicon import listed, near

_YES = frozenset(
    listed(
        "yes yeah yep yup sure correct right okay ok perfect great fine works good lovely exactly absolutely "
        "certainly indeed confirmed"
    )
)
_NO = frozenset(listed("no nope not wrong incorrect isn't doesn't don't can't cannot won't neither"))
_BOOKING = ("book", "booking", "reserve", "reservation", "table", "dinner")


def _flat(text: str) -> str:
    return " ".join(re.findall(r"[a-z']+", text.lower().replace("’", "'")))


def agrees(text: str) -> bool | None:
    """True for yes, False for no, None for neither. A "no" anywhere wins over a "yes"."""
    words = set(_flat(text).split())
    if words & _NO and "problem" not in words:
        return False
    return True if words & _YES else None


def farewell(text: str) -> bool:
    """The other side is leaving: ``goodbye``, ``I will call back later``."""
    return bool(re.search(r"\b(good ?bye|bye|never mind|call (you )?back)\b", _flat(text)))


def nothing_more(text: str) -> bool:
    """``No, thank you``, ``that's all``, or a farewell."""
    return farewell(text) or bool(
        re.search(r"\b(that's all|that is all|that's it|nothing|no|thank you|thanks)\b", _flat(text))
    )


def wants_repeat(text: str) -> bool:
    return bool(
        re.search(
            r"\b(repeat|say (that|it) again|once more|(didn't|did not) (catch|get)|pardon)\b", _flat(text)
        )
    )


def wants_moment(text: str) -> bool:
    """``One moment please``, ``let me check``: they will go on by themselves."""
    return bool(
        re.search(r"\b((one|a) (moment|second|minute)|let me check|hold on|please hold)\b", _flat(text))
    )


def wants_booking(text: str) -> bool:
    return any(near(word, _BOOKING) for word in _flat(text).split())


def greets(text: str) -> bool:
    return bool(
        re.search(r"\b(hello|hi|good (morning|afternoon|evening)|calling|this is|my name)\b", _flat(text))
    )


def asks_for_times(text: str) -> bool:
    """``What times do you have?``, ``when is there something free?``"""
    return bool(
        re.search(r"\b(what times?|which times?|when)\b.*\b(have|available|free|possible)\b", _flat(text))
    )
