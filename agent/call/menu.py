"""The options of a recorded telephone menu: which key leads where, as it was heard.

``For reservations, press one`` and ``press 1 for reservations``, with or without punctuation, and with
the small errors of a recogniser: ``press to`` at the end of an option is the key 2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[*#]|[.?!]+(?=\s|$)|[,;:]")
_SOFT_PRESS = frozenset({"enter", "choose", "touch", "select", "hit"})
"""Words of everyday talk, too: with these only a plain key counts."""
_PRESS = _SOFT_PRESS | {"press", "pressing", "pressed", "presses", "pres", "dial", "push"}
_BETWEEN = frozenset({"the", "key", "number", "button", "digit", "on", "your", "keypad", "or", "say"})
"""What may stand between "press" and the key."""
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_KEYS = {word: str(digit) for digit, word in enumerate(_DIGITS)}
_KEYS |= {"star": "*", "asterisk": "*", "*": "*", "pound": "#", "hash": "#", "#": "#"}
_SOUNDS_LIKE = {
    "oh": "0", "o": "0", "won": "1", "too": "2", "tree": "3", "free": "3", "fore": "4", "fife": "5",
    "sicks": "6", "ate": "8", "niner": "9",
}  # fmt: skip
_UNLESS_A_WORD = {"to": "2", "for": "4"}
"""Keys only where they cannot be the word itself: "press to for hours", "for hours, press to."."""
_ENDS = frozenset(".?!,;:")
_LEADS = frozenset(("for", "to", "if"))
_OPENING = re.compile(
    r"^(?:and|or|now|please|then|otherwise|also|but|so|"
    r"if you (?:would like|want|wish|need|are calling|'d like)(?: to| for| about)?|if you'd like(?: to)?|"
    r"if you (?:have|are)|if it(?:'s| is)(?: about)?|if this is|"
    r"for|to|the|a|an|our|your|you (?:can|may)|with|about)\s+"
)
_CLOSING = re.compile(r"(?:^|\s+)(?:please|or|and|now|then|say|you can|you may|simply|just|at any time)$")
_GREETING = re.compile(
    r"^.*?(?:following options|(?:options have|menu has)(?: recently)? changed|listen carefully)\s*"
)
_WELCOME = re.compile(
    r"^(?:hello\s+)?(?:thank you for calling|thanks for calling|welcome to|you have reached)\b"
)
_WELCOME_WORDS = 4


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
        if presses and presses[0].start == 0 and not _about(sentence[presses[0].end :]):
            sentence = [*carried, *sentence]
            presses = _presses(sentence)
        carried = [] if presses else sentence
        for option in _in_sentence(sentence, presses):
            found.setdefault(option.key, option)
    return tuple(found.values())


def menu_text(offered: tuple[Option, ...]) -> str:
    """``1 reservations, 2 opening hours``."""
    return ", ".join(f"{option.key} {option.text}".strip() for option in offered)


def _sentences(text: str) -> list[list[str]]:
    """Lower-case words, and the commas between them, by sentence."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    sentences: list[list[str]] = [[]]
    for word in words:
        if word[0] in ".?!":
            sentences.append([])
        else:
            sentences[-1].append(word)
    return [sentence for sentence in sentences if sentence]


def _presses(words: list[str]) -> list[_Press]:
    found: list[_Press] = []
    at = 0
    while at < len(words):
        press = _press_at(words, at) or (_press_left_out(words, at) if found else None)
        if press is not None:
            found.append(press)
        at = press.end if press else at + 1
    return found


def _press_at(words: list[str], at: int) -> _Press | None:
    if words[at] not in _PRESS:
        return None
    end = at + 1
    while end < len(words) and words[end] in _BETWEEN:
        end += 1
    key = _key(words, end, plain=words[at] in _SOFT_PRESS)
    if key is None:
        return None
    end += 1
    while end < len(words) and words[end] in ("key", "button"):
        end += 1
    return _Press(key, at, end)


def _press_left_out(words: list[str], at: int) -> _Press | None:
    """``press 1 for hours, 2 for bookings, or 3 for ...``."""
    joined = at > 0 and words[at - 1] in (",", "or", "and")
    leads = words[at + 1 : at + 2] != [] and words[at + 1] in _LEADS
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
    return _UNLESS_A_WORD[word] if after in _ENDS | _LEADS | {"or"} else None


def _in_sentence(words: list[str], presses: list[_Press]) -> list[Option]:
    if not presses:
        return []
    edges = [0, *(press.end for press in presses)]
    before = [words[start : press.start] for start, press in zip(edges, presses, strict=False)]
    ends = [*(press.start for press in presses[1:]), len(words)]
    behind = [words[press.end : end] for press, end in zip(presses, ends, strict=True)]
    leads_behind = _words_of(behind[-1])[:1] and _words_of(behind[-1])[0] in _LEADS
    takes_behind = leads_behind and not _leads(before[0])
    chosen = behind if takes_behind else before
    return [Option(press.key, _about(about)) for press, about in zip(presses, chosen, strict=True)]


def _leads(words: list[str]) -> bool:
    """Whether these words say what the key behind them is for."""
    text = _GREETING.sub("", " ".join(_words_of(words)))
    return bool(text) and not _WELCOME.match(text) and any(word in _LEADS for word in text.split()[:2])


def _words_of(words: list[str]) -> list[str]:
    return [word for word in words if word not in _ENDS]


def _about(words: list[str]) -> str:
    """The words that name the option, without those that only lead to them."""
    text = _GREETING.sub("", " ".join(_words_of(words)))
    if _WELCOME.match(text):
        rest = text.split()[_WELCOME_WORDS:]
        lead = next((at for at, word in enumerate(rest) if word in _LEADS), 0)
        text = " ".join(rest[lead:])
    while (shorter := _CLOSING.sub("", _OPENING.sub("", text + " ").strip())) != text:
        text = shorter
    return text
