"""How many people."""

from __future__ import annotations

from agent.practice.slots.clock import PEOPLE, spoken_times
from agent.practice.slots.days import MONTHS
from agent.practice.slots.words import Token, tokens

_SOUNDS_LIKE = {"for": 4, "to": 2, "too": 2, "ate": 8, "won": 1, "fore": 4, "sex": 6, "tree": 3, "free": 3}

_PARTY = ("table", "party", "reservation", "booking", "group", "dinner", "us", "seats")


def size(text: str, *, expected: bool = False) -> int | None:
    """How many people. ``expected``: it was asked for, so a bare ``four`` (or a recognised "for") is it."""
    words = tokens(text)
    taken = {index for time in spoken_times(words, False) for index in range(time.start, time.end)}
    free = [(at, token) for at, token in enumerate(words) if at not in taken]
    for at, token in free:
        if token.number is not None and _is_party(words, at):
            return token.number
    for at in range(1, len(words) - 1):  # "a table for for on tuesday", "for to people"
        heard = _SOUNDS_LIKE.get(words[at].word)
        if heard and words[at - 1].word in ("for", "of") and (at >= 2 and words[at - 2].word in _PARTY):
            return heard
        if heard and words[at + 1].word in ("people", "persons", "guests"):
            return heard
    if not expected:
        return None
    bare = [token.number for _, token in free if token.number is not None]
    alone = [_SOUNDS_LIKE[token.word] for _, token in free if token.word in _SOUNDS_LIKE]
    return bare[0] if bare else (alone[0] if alone and len(words) <= 2 else None)


def _is_party(words: list[Token], at: int) -> bool:
    following = words[at + 1].word if at + 1 < len(words) else ""
    if following in PEOPLE:
        return not (following == "of" and at + 2 < len(words) and words[at + 2].word in MONTHS)
    before = [token.word for token in words[max(0, at - 2) : at]]
    if before[-1:] == ["of"]:
        return before[0] in _PARTY
    return before[-1:] == ["for"] and following not in ("oclock", "am", "pm")
