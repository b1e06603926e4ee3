"""The options of a recorded telephone menu: which key leads where, as it was heard.

``For reservations, press one`` and ``press 1 for reservations``, with or without punctuation, and with
the small errors of a recogniser: ``press to`` at the end of an option is the key 2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from agent.call.menu_labels import CAPITAL, ENDS, LEADS, about, labels

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d+|[*#]|[.?!]+(?=\s|$)|[,;:]")
_SOFT_PRESS = frozenset({"enter", "choose", "touch", "select", "hit"})
"""Words of everyday talk, too: with these only a plain key counts."""
_PRESS = _SOFT_PRESS | {"press", "pressing", "pressed", "presses", "pres", "dial", "push"}
_BETWEEN = frozenset({"the", "key", "number", "button", "digit", "on", "your", "keypad", "or", "say"})
"""What may stand between "press" and the key."""
_LIKE = 0.8
ALIKE = 0.75
_FILLERS = frozenset({"uh", "um"})
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_KEYS = {word: str(digit) for digit, word in enumerate(_DIGITS)}
_KEYS |= {"star": "*", "asterisk": "*", "*": "*", "pound": "#", "hash": "#", "#": "#"}
_SOUNDS_LIKE = {
    "oh": "0", "o": "0", "won": "1", "too": "2", "tree": "3", "free": "3", "fore": "4", "fife": "5",
    "sicks": "6", "ate": "8", "niner": "9",
}  # fmt: skip
_UNLESS_A_WORD = {"to": "2", "for": "4"}
"""Keys only where they cannot be the word itself: "press to for hours", "for hours, press to."."""
_WORDS = {"four": "for", "fore": "for", "two": "to", "too": "to"}


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    text: str
    """What it is for, in lower case: ``reservations``, ``repeat these options``."""


@dataclass(frozen=True, slots=True)
class _Press:
    """A key named: the words ``start`` to ``end`` of the sentence."""

    key: str
    start: int
    end: int


def options(text: str) -> tuple[Option, ...]:
    """The options in the order said; a key that is named twice counts the first time."""
    found: dict[str, Option] = {}
    carried: list[str] = []
    for sentence in _sentences(text):
        # "To book a table. Press one.": a recogniser puts a full stop where the voice rests.
        presses = _presses(sentence)
        if presses and presses[0].start == 0 and not about(sentence[presses[0].end :]):
            sentence = [*carried, *sentence]
            presses = _presses(sentence)
        carried = [] if presses else sentence
        for option in _in_sentence(sentence, presses):
            found.setdefault(option.key, option)
    return tuple(found.values())


def menu_text(offered: tuple[Option, ...]) -> str:
    """``1 reservations, 2 opening hours``."""
    return ", ".join(f"{option.key} {option.text}".strip() for option in offered)


def same_menu(offered: dict[str, str], before: dict[str, str]) -> bool:
    """Whether what is offered, key: text, was offered ``before``: most of it, misheard a little perhaps."""
    same = sum(like(what, before.get(key, "")) for key, what in offered.items())
    return bool(offered) and 2 * same >= len(offered)


def like(one: str, other: str) -> bool:
    """Whether it is the same option, misheard a little."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _sentences(text: str) -> list[list[str]]:
    """Lower-case words, and the commas between them, by sentence; ``CAPITAL`` before a word with one."""
    words = _WORD.findall(text.replace("’", "'"))
    sentences: list[list[str]] = [[]]
    for word in (word for word in words if word.lower() not in _FILLERS):
        if word[0] in ".?!":
            sentences.append([])
        else:
            sentences[-1] += (
                [CAPITAL, word.lower()] if word[0].isupper() and sentences[-1] else [word.lower()]
            )
    return [sentence for sentence in sentences if sentence]


def _presses(words: list[str]) -> list[_Press]:
    """CAPITAL stands between words only: keys are found as if it were not there."""
    found: list[_Press] = []
    at = 0
    while at < len(words):
        press = _press_at(words, at) or (_press_left_out(words, at) if found else None)
        if press is not None:
            found.append(press)
        at = press.end if press else at + 1
    return found


def _press_at(words: list[str], at: int) -> _Press | None:
    verb = _verb(words[at])
    if not verb:
        return None
    end = at + 1
    while end < len(words) and words[end] in _BETWEEN:
        end += 1
    key = _key(words, end, plain=verb in _SOFT_PRESS)
    end += 1
    # "Please choose one of the following" names no key.
    if key is None or words[end : end + 1] == ["of"]:
        return None
    while end < len(words) and words[end] in ("key", "button"):
        end += 1
    return _Press(key, at, end)


@lru_cache(maxsize=4_000)
def _verb(word: str) -> str:
    """The word for pressing that ``word`` is, misheard a little perhaps; empty where it is none."""
    found = get_close_matches(word, _PRESS, 1, _LIKE) if len(word) > 2 else []
    return word if word in _PRESS else next(iter(found), "")


def _press_left_out(words: list[str], at: int) -> _Press | None:
    """``press 1 for hours, 2 for bookings, or 3 for ...``."""
    joined = at > 0 and words[at - 1] in (",", "or", "and")
    leads = words[at + 1 : at + 2] != [] and words[at + 1] in LEADS
    key = _key(words, at, plain=True) if joined and leads else None
    return _Press(key, at, at + 1) if key is not None else None


def _key(words: list[str], at: int, *, plain: bool) -> str | None:
    word = words[at] if at < len(words) else ""
    if re.fullmatch(r"\d", word):
        return word
    key = _KEYS.get(word) or (None if plain else _SOUNDS_LIKE.get(word))
    if key is not None or plain or word not in _UNLESS_A_WORD:
        return key
    after = words[at + 1] if at + 1 < len(words) else "."
    return _UNLESS_A_WORD[word] if after in ENDS | LEADS | {"or"} else None


def _in_sentence(words: list[str], presses: list[_Press]) -> list[Option]:
    """A key whose words may be said instead has those; the keys between such keys share the other words."""
    starts, ends = [0, *(press.end for press in presses)], [*(press.start for press in presses), len(words)]
    gaps = [words[start:end] for start, end in zip(starts, ends, strict=True)]
    # "Press one four English": behind a key it is the word.
    gaps[1:] = [[_WORDS.get(word, word) for word in gap[:1]] + gap[1:] for gap in gaps[1:]]
    found: list[str] = []
    for at in range(len(presses)):
        before, said = _said_before(gaps[at])
        behind, rest = _said_behind(gaps[at + 1]) if not said else ([], gaps[at + 1])
        gaps[at], gaps[at + 1] = before, rest
        found.append(about(said or behind))
    at = 0
    while at < len(presses):
        end = at
        while end < len(presses) and not found[end]:
            end += 1
        if end > at:
            found[at:end] = labels(gaps[at : end + 1])
        at = end + 1
    return [Option(press.key, what) for press, what in zip(presses, found, strict=True)]


def _said_before(gap: list[str]) -> tuple[list[str], list[str]]:
    """``say billing or`` before a key: what is before that, and what may be said."""
    while gap and (gap[-1] in ENDS):
        gap = gap[:-1]
    says = [at for at, word in enumerate(gap) if word == "say"]
    if not says or gap[-1] != "or":
        return gap, []
    said, before = gap[says[-1] + 1 : -1], gap[: says[-1]]
    before = before[: -len(said)] if said and before[-len(said) :] == said else before
    while before and before[-1] in {*LEADS, *ENDS, "you", "can", "just"}:
        before = before[:-1]
    return before, said


def _said_behind(gap: list[str]) -> tuple[list[str], list[str]]:
    """``or say billing`` behind a key: what may be said, and the rest."""
    words = [at for at, word in enumerate(gap[:4]) if word == "say" and "or" in gap[:at]]
    if not words:
        return [], gap
    at = words[0] + 1
    end = next((at for at in range(at + 1, len(gap)) if gap[at] in LEADS | {",", CAPITAL}), len(gap))
    return gap[at:end], gap[end:]
