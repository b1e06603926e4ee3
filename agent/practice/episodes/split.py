"""What is never trained on: a fifth of everything that is picked, for good, by a hash of its text."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=20_000)
def held_out(text: str) -> bool:
    """Whether ``text`` (a name, a business, a number, a date, a form) belongs to the held-out fifth."""
    digest = hashlib.sha256(f"offhook practice town: {text}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % 5 == 0


def fits(text: str, split: str) -> bool:
    return held_out(text) == (split == "held-out")


def pick(dice: random.Random, texts: Sequence[str], split: str) -> str:
    """One of ``texts`` that belongs to ``split``."""
    chosen = [text for text in texts if fits(text, split)]
    if not chosen:
        raise ValueError(f"nothing of {split} among {texts[:3]}...")
    return dice.choice(chosen)


@lru_cache(maxsize=4_000)
def _side(forms: tuple[str, ...], held: bool) -> tuple[str, ...]:
    return tuple(form for form in forms if held_out(form) == held)


def pick_form(dice: random.Random, forms: tuple[str, ...], split: str) -> str:
    """A form of words. Training never sees a held-out one; a held-out episode uses half of the time one of
    these, otherwise any, as a real call would (with six forms of an act some acts have no held-out one)."""
    kept, held = _side(forms, False), _side(forms, True)
    if split == "train":
        return dice.choice(kept)
    return dice.choice(held if held and dice.random() < 0.5 else forms)
