"""What the oracle tells when it is asked for something: a fact, what the owner says, or that it does not."""

from __future__ import annotations

from agent.call.reply import reply_json
from agent.practice.rehearsal import wording
from agent.practice.rehearsal.knowledge import Knowledge

_OWNER_KNOWS_NOT = ("don't know", "leave it out", "not answer")


class Telling:
    def __init__(self, knows: Knowledge) -> None:
        self._knows = knows
        self._refusals = 0
        self.verified = False
        """They have said who they are."""
        self._wanted = ""
        """Asked for by somebody who has to say that first."""
        self._owner_slot = self._answered = ""
        self._answers: dict[str, str] = {}
        """What is said of the slots that the owner was asked about; ``{answer}`` is the last answer."""

    @property
    def waits_for_owner(self) -> bool:
        return bool(self._owner_slot)

    def slot(self, slot: str) -> str:
        """The reply to "what is the ...?"."""
        knows = self._knows
        if slot == "spelling":
            return reply_json(wording.SPELLING)
        if not knows.words(slot):
            return self._unknown(slot)
        if knows.may_tell(slot, verified=self.verified):
            return reply_json(wording.said(slot, knows.words(slot), spans=knows.spans(slot)))
        return self.once_known(slot) if knows.may_tell(slot, verified=True) else self.not_shared()

    def once_known(self, slot: str) -> str:
        """Ask who they are, then tell."""
        self._wanted = slot
        return reply_json(wording.WHO)

    def identified(self, business: str) -> str | None:
        wanted, self._wanted = self._wanted, ""
        return self.slot(wanted) if wanted and business else None

    def not_shared(self) -> str:
        words = wording.NOT_SHARED[self._refusals % len(wording.NOT_SHARED)]
        self._refusals += 1
        return reply_json(words)

    def owner_answered(self, note: str) -> str:
        """``note``: ``[owner] inside, please``."""
        self._answered, self._owner_slot = self._owner_slot, ""
        unknown = any(words in note for words in _OWNER_KNOWS_NOT)
        self._answers[self._answered] = wording.NOT_KNOWN if unknown else "{answer}"
        return reply_json(self._answers[self._answered])

    def _unknown(self, slot: str) -> str:
        if slot in self._answers:
            return reply_json(self._answers[slot] if slot == self._answered else wording.NOT_KNOWN)
        self._owner_slot = slot
        return reply_json(wording.CHECKING, "ask_owner", wording.question_for_owner(slot))
