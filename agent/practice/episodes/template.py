"""Forms of words: ``[Okay|Sure|], what time {suits|works for} you?`` with slots ``{time}`` filled in."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{([a-z_]+)\}")


def expand(form: str, dice: random.Random, values: Mapping[str, str]) -> str:
    """One wording of ``form``: choices drawn innermost first, slots filled, spaces and capitals put right."""
    return tidy(fill(form, dice, values))


def fill(form: str, dice: random.Random, values: Mapping[str, str]) -> str:
    """As ``expand``, for a part of a sentence: spaces and capitals stay."""
    text = form
    while "[" in text:
        text = _CHOICE.sub(lambda found: dice.choice(found[1].split("|")), text)
    return _SLOT.sub(lambda found: values[found[1]], text)


def tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+([,.?!])", r"\1", text)
    text = re.sub(r"^[,.]\s*", "", text)
    text = re.sub(r"([.?!]),", r"\1", text)
    text = re.sub(r",([.?!])", r"\1", text)
    text = re.sub(r"([.?!])\.+", r"\1", text)
    return re.sub(r"(^|(?<!\b[ap]\.m)[.?!] )([a-z])", lambda found: found[1] + found[2].upper(), text)


def slots_of(form: str) -> frozenset[str]:
    return frozenset(_SLOT.findall(form))
