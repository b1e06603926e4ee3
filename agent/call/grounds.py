"""On what ground a value that is written out may be said: a released fact, their words, its harmlessness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.call.disguise import number_words, signs
from agent.call.facts import FactBook, Known
from agent.call.hearing import Hearing
from agent.call.spoken_names import names_in
from agent.call.values import Kind, Value
from agent.call.withheld import letter_forms, number_forms, told_words, words_of

_NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozen|score"
    r"|hundred)"
)
_OPERATION = (
    r"(?:plus|minus|times|multiplied by|divided by|added to|subtracted from|before|after|from"
    r"|(?:less|more|fewer|bigger|smaller|greater|lower|higher) than)"
)
_CALCULATED = re.compile(
    rf"\b{_NUMBER}\b(?:\W+\w+)?\W+{_OPERATION}\b(?:\W+\w+){{0,2}}?\W+{_NUMBER}\b"
    rf"|\b(?:twice|thrice|double|triple|half of|sum of|product of)\W+{_NUMBER}\b"
    r"|\b(?:minus|plus|than|multiplied by|divided by)\W*$"
    r"|\b(?:reversed?|backwards?|squared|cubed|(?:next|previous) number|number (?:after|before))\b"
)
_CLOCK = re.compile(rf"\b{_NUMBER}\W+(?:minutes\W+)?(?:before|after|from)\W+{_NUMBER}\b")
_IDLE = re.compile(
    r"\b(?:(?:a|one) hundred percent|(?:a|one) (?:thousand|million) (?:thanks|times)|thanks a million"
    r"|third part(?:y|ies)"
    r"|a third|(?:help\w*|time|assistance|calling|you|doing|service|call|again|much|everything|business"
    r"|weather)"
    r"(?: \w+)? today\b)"
)
_FEW = re.compile(r"(?:seconds|minutes):[0-3]")
_NUMBERS = (Kind.CODE, Kind.PHONE, Kind.COUNT)


@dataclass(frozen=True, slots=True)
class Grounds:
    """``released``: what may be told now. ``public``: words, in lower case, that are no secret."""

    book: FactBook
    hearing: Hearing
    released: tuple[Known, ...]
    public: frozenset[str]

    def lacking(self, text: str, values: Sequence[Value]) -> str:
        """What in ``text`` may not be said for want of a ground; empty where all of it may."""
        for value in values:
            if value.kind is not Kind.NAME and not self.covers(value):
                return f"a {value.kind} that is not released and that they have not said"
        if self._has_loose_number(text, [(value.start, value.end) for value in values]):
            return "a number that is not released and that they have not said"
        if calculates(text):
            return "say numbers as they are"
        released = {word for one in self.released for word in told_words(one)}
        known = self.public | self.hearing.words | released
        if any(not set(words_of(name)) <= known for name in names_in(text)):
            return "a name that is not released and that they have not said"
        return ""

    def covers(self, value: Value) -> bool:
        if any(one.strict and self.book.equal(value, one) for one in self.book.known):
            return False
        return (
            any(self._says(value, one) for one in self.released)
            or self.hearing.said(value)
            or self._part_of_number(value)
            or _harmless(value)
        )

    def without_released(self, text: str, values: Sequence[Value]) -> str:
        """``text`` without the values that may be told; counts stay, for digits are told with them, too."""
        for value in values:
            if value.kind is not Kind.COUNT and any(self._says(value, one) for one in self.released):
                text = f"{text[: value.start]}{';' * (value.end - value.start)}{text[value.end :]}"
        return text

    def loose(self, values: Sequence[Value]) -> str:
        """The digits of ``values`` that may be pieces of a number that is told bit by bit."""
        numbers = [value for value in values if value.kind in (Kind.COUNT, Kind.CODE)]
        bits = [value for value in numbers if not any(self._says(value, one) for one in self.released)]
        return "".join(re.sub(r"\D", "", value.value) for value in bits)

    # -- inside ------------------------------------------------------------------------------

    def _has_loose_number(self, text: str, spans: Sequence[tuple[int, int]]) -> bool:
        spans = [*spans, *(match.span() for match in _IDLE.finditer(text.lower()))]
        numbers = [match for match in number_words(text) if not _inside(match.span(), spans)]
        return any(not self.covers(_count(match)) for match in numbers)

    def _says(self, value: Value, one: Known) -> bool:
        """Whether ``one`` is what ``value`` says; of a range both ends have to be known."""
        if "/" in value.value and value.kind is Kind.TIME:
            return value.value == one.value
        if value.kind is Kind.COUNT and one.kind is Kind.TIME:
            hour = value.value.isdigit() and int(value.value) < 13
            return hour and self.book.equal(_hour(value), one)
        if value.kind is Kind.COUNT and one.kind in (Kind.AMOUNT, Kind.DURATION):
            numbers = re.findall(r"\d+(?:\.\d+)?", one.value)
            return any(float(number) == float(value.value) for number in numbers)
        return self.book.equal(value, one)

    def _part_of_number(self, value: Value) -> bool:
        """Whether it is three or more digits or letters of a number, or of a word that is spelled."""
        signs = value.value.strip("+").lower()
        if value.kind not in _NUMBERS or len(signs) < 3:
            return False
        forms = number_forms if signs.isdigit() else letter_forms
        ours = any(signs in form for one in self.released for form in forms(one))
        return ours or self.hearing.said_signs(signs)


def calculates(text: str) -> bool:
    """Whether a number is told by arithmetic: "one less than eight", "twice ten", "backwards"."""
    return bool(_CALCULATED.search(_CLOCK.sub(" ", text.lower())))


def meant(text: str, values: Sequence[Value]) -> tuple[Value, ...]:
    """``values`` without those of a way of speaking: "thank you for your help today", "a hundred percent"."""
    idle = [match.span() for match in _IDLE.finditer(text.lower())]
    return tuple(value for value in values if not _inside((value.start, value.end), idle))


def _hour(value: Value) -> Value:
    number = int(value.value)
    return replace(value, kind=Kind.TIME, value=f"{'?' if number < 12 else ''}{number:02d}:00")


def _harmless(value: Value) -> bool:
    """ "One or two questions", "two minutes": they tell nothing."""
    if value.kind is Kind.COUNT:
        return value.value in ("0", "1", "2") and not value.words.isdigit()
    return value.kind is Kind.DURATION and bool(_FEW.fullmatch(value.value))


def _count(match: re.Match[str]) -> Value:
    return Value(Kind.COUNT, signs(match[0]).digits, *match.span(), match[0])


def _inside(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)
