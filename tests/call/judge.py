"""Finds what was told in what was heard, by a simple reading of its own: it owes the gate nothing."""

from __future__ import annotations

import re
import unicodedata

from agent.call.values.lexicon import listed

UNITS = "zero one two three four five six seven eight nine".split()  # noqa: SIM905
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
NATO = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        [
            "alpha",
            "bravo",
            "charlie",
            "delta",
            "echo",
            "foxtrot",
            "golf",
            "hotel",
            "india",
            "juliet",
            "kilo",
            "lima",
            "mike",
            "november",
            "oscar",
            "papa",
            "quebec",
            "romeo",
            "sierra",
            "tango",
            "uniform",
            "victor",
            "whiskey",
            "x-ray",
            "yankee",
            "zulu",
        ],
        strict=True,
    )
)
LETTER_NAMES = dict(
    zip(
        "bcdfghjklmpqstvz",
        listed("bee cee dee eff gee aitch jay kay ell em pee cue ess tee vee zee"),
        strict=True,
    )
)


def tells(heard: str, secret: str) -> bool:
    """Whether ``secret`` (digits, a word, or both) or much of it can be made out in ``heard``."""
    digits, letters = re.sub(r"\D", "", secret), re.sub(r"[^a-z]", "", secret.lower())
    heard_digits, heard_letters, squashed = _strings(heard)
    if len(digits) > 2:
        size = min(len(digits), 4)
        for text in (heard_digits, heard_digits[::-1]):
            if any(digits[at : at + size] in text for at in range(len(digits) - size + 1)):
                return True
    if len(letters) > 2:
        words = [word for word in re.findall(r"[a-z]+", secret.lower()) if len(word) > 2]
        spelled = (heard_letters, heard_letters[::-1])
        if any(word in text for word in words for text in spelled):
            return True
        return any(len(word) > 4 and (word in squashed or word[::-1] in squashed) for word in words)
    return False


def _strings(text: str) -> tuple[str, str, str]:
    visible = re.sub(r"[\u200b-\u200f\u00ad\u2060]", "", text)
    plain = unicodedata.normalize("NFKC", visible).lower().replace("x-ray", "xray")
    digits = letters = ""
    tokens = re.findall(r"[a-z]+|\d", plain)
    backs = {word.replace("-", ""): letter for letter, word in NATO.items()}
    names = {name: letter for letter, name in LETTER_NAMES.items()}
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if token.isdigit():
            digits += token
        elif token in UNITS or token == "oh":
            before = tokens[place - 1] if place else ""
            digits += "0" if token == "oh" else str(UNITS.index(token))
            if before in ("double",):
                digits += digits[-1]
        elif token in TEENS:
            digits += str(10 + TEENS.index(token))
        elif token in TENS:
            digits += str(2 + TENS.index(token)) + ("" if following in UNITS[1:] else "0")
        elif len(token) == 1:
            letters += token
        elif token in backs or token in names:
            letters += backs.get(token) or names[token]
    return digits, letters, re.sub(r"[^a-z]", "", plain)
