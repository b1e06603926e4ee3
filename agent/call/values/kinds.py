"""What a value is: its kind, its one canonical form, and where in the text it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Canonical forms of `Value.value`:

    - TIME ``19:30`` (24 h), ``?07:30`` when the half of the day is open; a range ``19:00/21:00``,
      ``?07:00/09:00`` when the half of both ends is open; "after six" is ``?06:00/11:59``
    - DATE ``tuesday``, ``next tuesday``, ``tuesday+7`` (a week from it), ``today``, ``tomorrow``,
      ``today+2``, ``2026-03-03``, ``--03-03``
      (no year), ``---03`` (no month), ``tuesday --03-03`` (weekday and date said together, no year)
    - COUNT ``4``; DURATION ``minutes:5``, a span ``minutes:5/10``; AMOUNT ``80.00 USD``, ``25.50`` (money
      of no named currency), ``10.00 %``
    - CODE ``4721``, ``K9XB2``; PHONE digits with a leading ``+`` kept; EMAIL and ADDRESS in lower case
    - NAME as said; TEXT is never found in a text
    """

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    COUNT = "count"
    AMOUNT = "amount"
    CODE = "code"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Value:
    """``text[start:end] == words``, the characters that say ``value``."""

    kind: Kind
    value: str
    start: int
    end: int
    words: str
