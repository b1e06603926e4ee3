"""How a person says what stands in the book: a time, a day, a number."""

from __future__ import annotations

from agent.call.values import Kind, spoken
from agent.call.values.lexicon import MONTHS
from agent.call.values.saying import number_words as spoken_number

__all__ = ["spoken_day", "spoken_digits", "spoken_number", "spoken_time"]


def spoken_digits(digits: str) -> str:
    """``4721`` as ``four seven two one``."""
    return spoken(Kind.CODE, digits)


def spoken_time(time: str) -> str:
    """``19:30`` as ``half past seven``; the half of the day goes without saying at a restaurant."""
    return spoken(Kind.TIME, time)


def spoken_day(day: str) -> str:
    """``tuesday`` as ``Tuesday``, ``march 3`` as ``March third``, ``tomorrow`` as it is."""
    word, _, date = day.partition(" ")
    return spoken(Kind.DATE, f"--{MONTHS.index(word) + 1:02d}-{int(date):02d}" if date else word)
