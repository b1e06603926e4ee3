"""Words written for a number that sounds alike, where their neighbours tell: ``half past ate``."""

from __future__ import annotations

from agent.call.values.lexicon import DIGITS, HOMOPHONES, OH, PEOPLE, TENS, UNITS, near

_HALVES = frozenset(("oclock", "am", "pm"))
_TELL = frozenset(("is", "number", "code", "pin"))
_SMALL_WORDS = frozenset(("for", "to"))
"""Heard far oftener as themselves than as a number."""
_HOURS = tuple(UNITS)[1:13]
_WORDS = {str(number): word for word, number in UNITS.items()}


def repaired(words: list[str], at: int) -> str:
    """The number's word if the homophone at ``at`` stands for one, else itself; also of an hour misheard
    before its minutes ("sevens thirty"). ``words`` is padded."""
    word = words[at]
    if word not in HOMOPHONES:
        return near(word, _HOURS, 0.85) or word if words[at + 1] in TENS else word
    return _WORDS[HOMOPHONES[word]] if _is_hour(words, at) or _is_digit(words, at) else word


def _is_hour(words: list[str], at: int) -> bool:
    before, after = words[at - 1], words[at + 1]
    if after in _HALVES or before == "past":
        return True
    minutes = after in TENS or UNITS.get(after, 0) >= 10
    if before == "to" and (words[at - 2] in TENS or words[at - 2] in ("quarter", "ten", "five")):
        return words[at] not in _SMALL_WORDS
    if words[at] in ("ate", "won"):
        return minutes or after == "hundred" or before in ("at", "around", "press", "for")
    return minutes and before in ("at", "around", "do", "maybe", "perhaps") and words[at + 2] not in PEOPLE


def _is_digit(words: list[str], at: int) -> bool:
    before = after = 0
    while at - before > 0 and _single(words[at - before - 1]):
        before += 1
    while _single(words[at + after + 1]):
        after += 1
    if before + after < 2 or words[at + after + 1] in PEOPLE:
        return False
    if words[at - before - 1] in _TELL and at > before and (after or words[at] not in _SMALL_WORDS):
        return True
    if before >= 2 and after >= 2:
        return True
    return before + after >= 6 and (words[at + after + 1] == "" or words[at] not in _SMALL_WORDS)


def _single(word: str) -> bool:
    return word in DIGITS or word in OH or (len(word) == 1 and word.isdecimal())
