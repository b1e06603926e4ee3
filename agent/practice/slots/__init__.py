"""What a restaurant's person picks out of a sentence: party size, day, times, name, number, yes or no.

Pure functions over recognised text, numbers and days as ``agent.call.values`` finds them. The rest is
understood by keywords and by nearness, as a person on a bad line does it.
"""

from __future__ import annotations

from agent.call.values.dictated import digits_of as digits
from agent.call.values.party import party_size as size
from agent.practice.slots.clock import times
from agent.practice.slots.days import day
from agent.practice.slots.names import name, spelling
from agent.practice.slots.small_words import (
    agrees,
    asks_for_times,
    farewell,
    greets,
    nothing_more,
    wants_booking,
    wants_moment,
    wants_repeat,
)

__all__ = [
    "agrees",
    "asks_for_times",
    "day",
    "digits",
    "farewell",
    "greets",
    "name",
    "nothing_more",
    "size",
    "spelling",
    "times",
    "wants_booking",
    "wants_moment",
    "wants_repeat",
]
