"""What the far party offers that the owner does not want, and whether a clause of ours would agree to it.

An offer stays open until they name something acceptable of its kind, or we refuse it and they do not press.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.call.affirmation import affirms, agrees, denies, parts, plain
from agent.call.briefing import Briefing
from agent.call.correction import correction, reads_back
from agent.call.facts import FactBook, Known
from agent.call.offers import OFFERED, READ_BACK, UNKNOWN_FEE, Offers, frees, placed, waives
from agent.call.prohibitions import Prohibitions
from agent.call.proposals import presses, would_have
from agent.call.prose import Use
from agent.call.values import Kind, Value, find, same_name


@dataclass(frozen=True, slots=True)
class Offer:
    value: Value
    turn: int

    @property
    def kind(self) -> Kind:
        return self.value.kind


class Commitments:
    """Told of each turn of theirs (``heard``) and each clause of ours that was ``said``."""

    def __init__(self, book: FactBook, briefing: Briefing) -> None:
        self._book = book
        self._offers = Offers(book, briefing)
        self._prohibitions = Prohibitions(briefing.prohibited)
        self._open: list[Offer] = []
        self._accepted: list[Value] = []
        self._answers = 0
        self._refused = False
        self._turn = 0
        self._last = ""
        self._pressed = False
        self.instead = ""
        """Where ``why_not`` had a reason and they had read something back: what to say to it."""

    def heard(self, text: str, values: Sequence[Value]) -> None:
        self._settle_answers()
        self._turn += 1
        self._last = text
        good, unwanted = self._judged(text, self._offers.of_theirs(text, values))
        if frees(text) or waives(text):
            good.add(Kind.AMOUNT)
        if any(one.kind is Kind.NAME and plain(one.value) in plain(text) for one in self._book.known):
            good.add(Kind.NAME)
        bad = [Offer(value, self._turn) for value in unwanted]
        self._pressed = presses(text)
        if self._refused and not self._pressed:
            self._open = []
        self._refused = False
        named = {offer.kind for offer in bad}
        self._open = [offer for offer in self._open if offer.kind not in good | named] + bad

    def why_not(self, text: str, values: Iterable[Value]) -> str:
        """Why a clause may not be said; empty where it may. ``values``: all in it, references included."""
        self._settle_answers()
        self.instead = ""
        named = placed(text, values)
        _, unwanted = self._judged(text, self._offers.of_ours(text, named))
        if unwanted and self._proposes(text, unwanted):
            return f"that {unwanted[0].kind} is not within the limits: ask the owner"
        if touched := self._prohibitions.touched(text, self._last):
            return touched
        pending = [offer for offer in self._open if not self._acceptable(offer.value)]
        answered = self._pressed or any(offer.turn == self._turn for offer in pending)
        if not pending or not agrees(text, surely=not answered):
            return ""
        kinds = {offer.kind for offer in pending}
        settled = {value.kind for value in named if self._acceptable(value) and self._affirmed(text, value)}
        if kinds <= settled:
            return ""
        kind = next(offer.kind for offer in pending if offer.kind not in settled)
        self.instead = correction(kind, self._book) if reads_back(self._last) else ""
        return f"the {kind} they named is not within the limits: name one that is, refuse, or ask the owner"

    def said(self, text: str) -> None:
        """A clause passed: whether it refused what is open."""
        if self._open and any(denies(part) for part in parts(text)) and not agrees(text):
            self._refused = True

    # -- inside ------------------------------------------------------------------------------

    def _judged(self, text: str, offers: Sequence[Value]) -> tuple[set[Kind], list[Value]]:
        """The kinds of those that are acceptable, and those that are not."""
        good = {value.kind for value in offers if self._acceptable(value)}
        others = [value for value in offers if not self._acceptable(value)]
        return good, [value for value in others if not self._offers.leaves_behind(text, value, good)]

    def _acceptable(self, value: Value) -> bool:
        if any(value.kind is one.kind and value.value == one.value for one in self._accepted):
            return True
        if value.value == UNKNOWN_FEE:
            return False
        ours = [one for one in self._book.known if one.use is Use.ABOUT and self._book.equal(value, one)]
        if ours:
            return not any(one.strict for one in ours)
        if value.kind in READ_BACK:
            return not self._misread(value)
        if value.kind is Kind.AMOUNT and float(re.sub(r"[^\d.]", "", value.value) or 1) == 0:
            return True
        return self._book.acceptable(value)

    def _misread(self, value: Value) -> bool:
        """Whether they read back what is nearly, but not, one of ours, or one that is never told."""
        kinds = {Kind.PHONE, Kind.CODE} if value.kind in (Kind.PHONE, Kind.CODE) else {value.kind}
        ours = [one for one in self._book.known if one.kind in kinds]
        if any(self._book.equal(value, one) for one in ours):
            return any(self._book.equal(value, one) and one.strict for one in ours)
        if value.kind is Kind.NAME:
            return bool(ours) and not any(same_name(value.value, one.value) for one in ours)
        return any(_near(value.value, one) for one in ours)

    def _proposes(self, text: str, unwanted: Sequence[Value]) -> bool:
        """Whether a part of ``text`` that names an unwanted value would have it."""
        words = [plain(value.words) for value in unwanted if value.words]
        return agrees(text) or any(
            would_have(part) for part in parts(text) if any(word in part for word in words)
        )

    def _affirmed(self, text: str, value: Value) -> bool:
        """Whether the part that names ``value`` does not refuse it."""
        for part in parts(text):
            if value.words and plain(value.words) in part:
                return not denies(part)
        return True

    def _settle_answers(self) -> None:
        """The owner's yes is to what is open now."""
        for _, text in self._book.answers[self._answers :]:
            if affirms(text):
                named = {value.kind for value in find(text) if value.kind in OFFERED}
                self._accepted += [offer.value for offer in self._open if offer.kind not in named]
        self._answers = len(self._book.answers)


def _near(heard: str, one: Known) -> bool:
    first, second = (re.sub(r"\W", "", text).upper() for text in (heard, one.value))
    shorter = min(len(first), len(second))
    if shorter < 4 or abs(len(first) - len(second)) > 2:
        return False
    alike = sum(a == b for a, b in zip(first[-shorter:], second[-shorter:], strict=True))
    return alike * 5 >= shorter * 3
