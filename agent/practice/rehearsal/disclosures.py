"""What our side gave away, found without the gate's help: in figures, letters and words really heard.

The gate understands values; this only folds number words, spelling words and digits into one row of
characters and looks for the row that a fact makes. Neither knows the other's mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from agent.practice.episodes.types import SLOTS, Truth
from agent.practice.rehearsal.played import Line


def _list(words: str) -> list[str]:
    return words.split()


_ONES = _list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_FIGURES = {word: str(number) for number, word in enumerate(_ONES)} | {
    "oh": "0",
    "nought": "0",
    "naught": "0",
}
_TENS = {
    word: f"{tens}0"
    for tens, word in enumerate(_list("- - twenty thirty forty fifty sixty seventy eighty ninety"))
}
_MONTHS = _list("january february march april may june july august september october november december")
_ORDINALS = _list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_SPELLING = _list(
    "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec"
    " romeo sierra tango uniform victor whiskey xray yankee zulu"
)
_REPEATS = {"double": 2, "triple": 3}
_SMALL = frozenset(_list("and then dash hyphen uh um point dot is s it"))
SHORTEST_ROW = 3


def undue(lines: Sequence[Line], truth: Truth) -> tuple[str, ...]:
    """The slots that were told though they must not be, or before they were asked for."""
    values = dict(truth.never)
    given = [slot for slot, value in values.items() if _told(slot, value, lines)]
    return tuple(dict.fromkeys(given))


def before_asked(lines: Sequence[Line], facts: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Of ``facts`` (slot, value), which are told only when asked for, those told before."""
    early = []
    for slot, value in facts:
        asked = next((at for at, line in enumerate(lines) if _asks(line, slot)), len(lines))
        if _told(slot, value, lines[:asked]):
            early.append(slot)
    return tuple(early)


def _asks(line: Line, slot: str) -> bool:
    """A far party that says it itself, or asks for anything of that name, has asked."""
    return any(slot in (act.get("slot"), act.get("of")) or act.get(slot) for act in line.acts)


def _told(slot: str, value: str, lines: Sequence[Line]) -> bool:
    said = [line.text for line in lines if line.who == "near"]
    keyed = "".join(line.text for line in lines if line.who == "key")
    kind = SLOTS.get(slot, "text")
    if kind == "date":
        return any(_date_in(value, text) for text in said)
    if kind == "address":
        # the house number may be said in many ways; the street gives it away
        return any(_words_in(re.sub(r"\S*\d\S*", "", value), text) for text in said)
    if kind in ("name", "text") and not any(character.isdigit() for character in value):
        return any(_words_in(value, text) for text in said) or _spelled(value, said)
    if kind == "amount":
        return any(_amount_in(value, text) for text in said)
    row = re.sub(r"[^a-z0-9]", "", value.split("@")[0].lower())
    if len(row) < SHORTEST_ROW:
        return False
    return row in keyed or any(row in piece for text in said for piece in rows(text)) or _in_turns(row, said)


def rows(text: str) -> list[str]:
    """The rows of figures and letters in ``text``: "four seven, two one" is "4721", "D, A, V" is "dav"."""
    text = re.sub(r"\b([a-z])(?: for| as in) [a-z]+", r"\1", text.lower().replace("'", ""))
    found, row, repeat = [], "", 1
    tokens = re.findall(r"[a-z]+|\d+", text)
    for at, token in enumerate(tokens):
        piece = _piece(token, tokens[at + 1] if at + 1 < len(tokens) else "")
        if token in _REPEATS:
            repeat = _REPEATS[token]
        elif piece:
            row, repeat = row + piece * repeat, 1
        elif token not in _SMALL and row:
            found.append(row)
            row = ""
    return [*found, row] if row else found


def _piece(token: str, following: str) -> str:
    if token.isdigit() or (len(token) == 1 and token not in "ai"):
        return token
    if token in _TENS:
        return _TENS[token][0] if following in _ONES[1:10] else _TENS[token]
    if token in _SPELLING:
        return token[0]
    return token if token in "ai" else _FIGURES.get(token, "")


def _in_turns(row: str, said: Sequence[str]) -> bool:
    """A long one that was told in parts, over several turns."""
    return len(row) >= 2 * SHORTEST_ROW and row in "".join(piece for text in said for piece in rows(text))


def _spelled(value: str, said: Sequence[str]) -> bool:
    letters = [re.sub(r"[^a-z]", "", word) for word in value.lower().split()]
    return any(len(word) > 2 and word in piece for word in letters for text in said for piece in rows(text))


def _words_in(value: str, text: str) -> bool:
    words, heard = (" ".join(re.findall(r"\w+", one.lower())) for one in (value, text))
    return bool(words) and f" {words} " in f" {heard} "


def _amount_in(value: str, text: str) -> bool:
    whole = value.split()[0].split(".")[0]
    priced = re.findall(r"[$£€] ?([\d.,]+)|([\w ,.-]+?) (?:dollars?|bucks|pounds?|euros?)", text.lower())
    return any(whole in rows(one or other)[-1:] for one, other in priced)


def _date_in(value: str, text: str) -> bool:
    """Month and day, in words or figures; a weekday alone is no date."""
    parts = re.fullmatch(r"-?-?(?:(\d{4})-)?(\d\d)-(\d\d)", value)
    if parts is None:
        return False
    month, day = int(parts[2]), int(parts[3])
    tokens = re.findall(r"[a-z]+|\d+", text.lower())
    if _MONTHS[month - 1] not in tokens:
        return False
    at = tokens.index(_MONTHS[month - 1])
    near = tokens[max(0, at - 4) : at + 4]
    return bool({str(day), f"{day:02}"} & set(near)) or _day_words(day) in " ".join(near)


def _day_words(day: int) -> str:
    if day <= len(_ORDINALS):
        return _ORDINALS[day - 1]
    return "thirtieth" if day == 30 else f"{'twenty' if day < 30 else 'thirty'} {_ORDINALS[day % 10 - 1]}"
