"""What the oracle knows, and by which reference it names it."""

from __future__ import annotations

import re

from agent.call.facts import FactBook, Known
from agent.call.values import Kind, Value, same
from agent.practice.episodes.businesses import BUSINESSES
from agent.practice.episodes.types import SLOTS, Episode
from agent.practice.rehearsal.wording import asked, phrase

TOLD_TO_PEOPLE = ("freely", "if_asked", "verified")


class Knowledge:
    """The briefing by slot. The times that would do are tried in the order of the briefing."""

    def __init__(self, episode: Episode) -> None:
        self.book = FactBook.of(episode.briefing)
        self._episode = episode
        self._may = dict(episode.truth.may)
        self._wanted = dict(episode.plan.wanted)
        self._times = [
            known.id for known in self.book.known if known.kind is Kind.TIME and self._is_time(known)
        ]
        self._tried = self._times[:1]
        self._agreed: dict[str, str] = {}

    def get(self, slot: str) -> Known | None:
        """The fact asked for by ``slot``. None: there is none."""
        value = self._wanted.get(slot, "")
        direct = self.book.get(slot)
        if direct is not None and (direct.source == "fact" or not value):
            return direct
        if not value:
            return None
        # a briefing in prose: the slot's value stands under the id of its kind
        values = [_value(slot, value)] + ([_nights(value)] if slot == "nights" else [])
        found = (one for one in self.book.known for wanted in values if _alike(self.book, wanted, one))
        return next(found, None)

    @property
    def has_verified(self) -> bool:
        """Something may be told only to those who have said who they are."""
        return any(known.release == "verified" for known in self.book.known)

    def words(self, slot: str) -> str:
        """What is said for ``slot``: a reference, or free text that stands in the task."""
        if reference := self.ref(slot):
            return reference
        return self._wanted.get(slot, "") if SLOTS.get(slot) == "text" else ""

    def may_tell(self, slot: str, *, verified: bool) -> bool:
        known = self.get(slot)
        if known is None:
            return bool(self.words(slot))
        if known.release not in TOLD_TO_PEOPLE:
            return False
        return verified or known.release != "verified"

    def ref(self, slot: str) -> str:
        """``{time.2}``; empty where nothing is known."""
        if slot == "time":
            return self._agreed.get("time") or (f"{{{self._tried[-1]}}}" if self._tried else "")
        known = self.get(slot)
        return f"{{{known.id}}}" if known is not None else ""

    def wants(self, slot: str, value: str) -> bool:
        """Whether this is what is to be had; of what nothing is wanted anything is."""
        allowed = self._may.get(slot)
        kind = Kind(SLOTS.get(slot, "text"))
        return allowed is None or any(value == one or same((kind, value), (kind, one)) for one in allowed)

    def agree(self, slot: str, value: str) -> None:
        """Both sides want this value now."""
        matches = self.book.matches(_value(slot, value))
        if slot == "time" and matches:
            self._agreed[slot] = f"{{{matches[0]}}}"

    def spans(self, slot: str) -> bool:
        """Whether it is a range, which is said as it stands."""
        known = self.book.get(self.ref(slot).strip("{}"))
        return known is not None and "/" in known.value

    def phrase(self, slot: str) -> str:
        words = self.words(slot)
        known = self.get(slot)
        if slot == "nights" and known is not None and known.kind is Kind.DURATION:
            return f"for {words}"
        return phrase(slot, words, spans=self.spans(slot)) if words else ""

    @property
    def question(self) -> str:
        """What the task wants to be asked, as it is put to them; empty where it is no question."""
        task = self._episode.briefing.task
        questions = BUSINESSES[self._episode.business].questions
        ways = [way for question in questions for way in question.asks if way.split("{")[0].strip() in task]
        return asked(ways[0], self.ref("day")) if ways else ""

    def next_time(self) -> str:
        """The next time to propose; empty when all have been."""
        left = [identity for identity in self._times if identity not in self._tried]
        if not left:
            return ""
        self._tried.append(left[0])
        return f"{{{left[0]}}}"

    @staticmethod
    def _is_time(known: Known) -> bool:
        return re.fullmatch(r"time(?:[._]\d)?", known.id) is not None and known.release == "freely"


def _alike(book: FactBook, value: Value, known: Known) -> bool:
    return known.kind == value.kind and book.equal(value, known)


def _nights(value: str) -> Value:
    return Value(Kind.DURATION, f"nights:{value}", 0, len(value), value)


def _value(slot: str, value: str) -> Value:
    return Value(Kind(SLOTS.get(slot, "text")), value, 0, len(value), value)
