"""The day somebody names."""

from __future__ import annotations

from agent.practice.slots.words import TENS, Token, listed, near, tokens

WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = listed("january february march april may june july august september october november december")
ORDINALS = {
    word: number
    for number, word in enumerate(
        listed(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
            "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
        ),
        start=1,
    )
} | {"twentieth": 20, "thirtieth": 30}


def day(text: str) -> str | None:
    """The day, in lower case: ``tuesday``, ``tomorrow``, ``march 3``. The last one named counts."""
    found = None
    words = tokens(text)
    for at, token in enumerate(words):
        # "mondays" and "tuesdays" are near enough; "today" is not near "tuesday"
        if token.word in ("today", "tonight", "tomorrow"):
            found = "tomorrow" if token.word == "tomorrow" else "today"
        elif weekday := near(token.word, WEEKDAYS):
            found = weekday
        elif (month := near(token.word, MONTHS)) and (date := _date_beside(words, at)):
            found = f"{month} {date}"
    return found


def _date_beside(words: list[Token], at: int) -> int | None:
    """The day of the month in ``march third``, ``march 3rd``, ``the third of march``."""
    after = [token for token in words[at + 1 : at + 5] if token.word not in ("the", "th", "st", "nd", "rd")]
    before = [
        token for token in words[max(0, at - 4) : at] if token.word not in ("of", "th", "st", "nd", "rd")
    ]
    for pair in (after[:2], before[-2:]):
        values = [_ordinal(token) for token in pair]
        if len(values) == 2 and pair[0].word in TENS and values[0] and values[1] and values[1] < 10:
            return values[0] + values[1]
    for single in (after[:1], before[-1:]):
        if single and (value := _ordinal(single[0])) and 1 <= value <= 31:
            return value
    return None


def _ordinal(token: Token) -> int | None:
    return token.number or ORDINALS.get(token.word)
