"""Whether a question to the owner is one that nobody asked: they want something that we know."""

from __future__ import annotations

import re

from agent.call.affirmation import plain
from agent.call.asked import asked_for
from agent.call.facts import FactBook
from agent.call.values.lexicon import listed

_WHEN_ASKED = ("freely", "if_asked")
_NOT_TELLING = frozenset(
    listed(
        "they ask asks asked asking for the what what's should say tell know need needs want wants you your "
        "our their them this that and can could may might will would shall have has had give get please "
        "which who how when where are was were does did not with from under about okay yes well right sure "
        "just then"
    )
)


def needless(question: str, heard: str, book: FactBook) -> str:
    """The fact that ``heard``, their last turn, asks for and that may be told, where ``question`` is about
    something else altogether: no word of theirs is in it. Empty otherwise.

    "And the name?" is no reason to ask the owner for the insurance. "What is the name of your dog?" is one to
    ask for the dog's name: who wrote the question may have understood better than we what was asked for.
    """
    if _telling(question) & _telling(heard):
        return ""
    may_tell = (one.id for one in asked_for(heard, book) if not one.secret and one.release in _WHEN_ASKED)
    return next(may_tell, "")


def _telling(text: str) -> set[str]:
    return set(re.findall(r"[a-z']{3,}", plain(text))) - _NOT_TELLING
