"""What the owner says when asked."""

from __future__ import annotations

import random
from collections.abc import Mapping

from agent.practice.episodes.case import Case
from agent.practice.episodes.types import SLOTS, OwnerRule
from agent.practice.episodes.writing import write

_WORDS = {
    "card": r"\bcard",
    "address": r"address|live",
    "email": r"e-?mail",
    "insurance": r"insur",
    "seating": r"inside|outside|terrace|indoor|outdoor|seat|sit\b",
    "phone": r"phone|number to call|contact number|mobile|callback",
    "postcode": r"zip|post ?code",
    "mileage": r"mileage|miles",
    "date_of_birth": r"birth|born",
}
_NO = ("No, leave it out.", "No, they don't get that.", "No, please don't.", "I'd rather not say.")


def owner(dice: random.Random, case: Case, knows: Mapping[str, str]) -> tuple[OwnerRule, ...]:
    """``knows``: slots that the briefing lacks, with the owner's values for them."""
    said = []
    for slot, words in _WORDS.items():
        if slot in knows:
            value = write(SLOTS[slot], knows[slot], dice)
            said.append(
                OwnerRule(words, dice.choice(("{}", "{}, please", "Say {}", "It's {}")).format(value))
            )
    said += [OwnerRule(words, dice.choice(_NO)) for slot, words in _WORDS.items() if slot not in knows]
    said.append(OwnerRule(r"fee|charge|dollar|deposit|cost|pay|\$", "No, I don't want to pay for that."))
    said.append(OwnerRule(r"time|o'clock|instead|\bday\b|offer|\d:\d\d", "No, only what I gave you."))
    return tuple(said)
