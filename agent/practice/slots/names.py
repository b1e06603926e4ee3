"""Names, their spelling, and telephone numbers."""

from __future__ import annotations

import re

from agent.practice.slots.days import ORDINALS, WEEKDAYS
from agent.practice.slots.words import UNITS, listed, number_of

_NAME_CUES = re.compile(
    r"\b(?:(?:my|the|his|her) name is|name's|name is|under the name(?: of)?|in the name of|for the name|"
    r"on behalf of|behalf of|(?:calling|reservation is|booking is|table is) for|under)\s+"
)
_LOOSE_NAME_CUES = re.compile(r"\b(?:that(?:'s| is)|it's|it is|this is|for)\s+")
_NOT_NAMES = frozenset(
    listed(
        "a an the for on at in is it its and or of to please yes yeah yep no sure okay ok hi hello i would "
        "will like we you he she they my name thank thanks table book make reservation booking people person "
        "guests party that this what can could with from by not um uh well of course right correct great "
        "perfect good evening morning afternoon spell spelled spelling phone number calling dinner half past "
        "quarter oclock pm am today tonight tomorrow assistant automated robot"
    )
) | set(WEEKDAYS)


def name(text: str, *, expected: bool = False) -> str | None:
    """A name, capitalised. ``expected``: it was asked for, so the words that can be one are it."""
    flat = re.sub(r"[^a-z' ]", " ", text.lower().replace("’", "'"))
    for cues in (_NAME_CUES, _LOOSE_NAME_CUES) if expected else (_NAME_CUES,):
        for cue in cues.finditer(flat):
            if found := _name_words(flat[cue.end() :], leading=True):
                return found
    return _name_words(flat, leading=False) if expected else None


def _name_words(text: str, *, leading: bool) -> str | None:
    """Up to three words that can be a name: those at the start (``leading``), or the first such run."""
    run: list[str] = []
    for word in text.split():
        fits = word not in _NOT_NAMES and number_of(word) is None and word not in ORDINALS
        if fits and len(word) > 1:
            run.append(word)
        elif run or leading:
            break
    return " ".join(part.capitalize() for part in run[:3]) or None


def spelling(text: str) -> str | None:
    """``m o r g a n`` or ``l as in london double e`` as ``Morgan``; three letters at least."""
    flat = re.sub(r"\b(as in|for|like)\s+\w{2,}", " ", text.lower())
    letters: list[str] = []
    twice = False
    for word in re.findall(r"[a-z]+", flat.replace("-", " ")):
        if word == "double":
            twice = True
        elif len(word) == 1:
            letters.extend(word * (2 if twice else 1))
            twice = False
    return "".join(letters).capitalize() if len(letters) >= 3 else None


def digits(text: str) -> str:
    """The digits of a spoken number: ``two oh two double five`` is ``20255``."""
    read = ""
    repeat = 1
    for word in re.findall(r"[a-z]+|\d", text.lower()):
        if word in ("double", "triple"):
            repeat = 2 if word == "double" else 3
            continue
        digit = "0" if word in ("oh", "o") else word if word.isdigit() else _digit_word(word)
        read += digit * repeat
        repeat = 1
    return read


def _digit_word(word: str) -> str:
    number = UNITS.get(word)
    return str(number) if number is not None and number < 10 else ""
