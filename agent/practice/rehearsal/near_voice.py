"""Our own voice in virtual time: clauses play one after the other, as long as their text."""

from __future__ import annotations

from dataclasses import dataclass

from agent.call.actions import Say
from agent.practice.rehearsal.far_voice import CHARACTERS_PER_SECOND

SYNTHESIS_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Clause:
    utterance: int
    number: int
    text: str
    start: float
    end: float
    """When its last sample is played."""


class NearVoice:
    def __init__(self) -> None:
        self._queue: list[Clause] = []
        self._turn: list[str] = []

    @property
    def playing(self) -> bool:
        return bool(self._queue)

    @property
    def has_spoken(self) -> bool:
        """The far side heard something of us that it has not answered."""
        return bool(self._turn)

    def queue(self, say: Say, now: float) -> Clause:
        start = max(now + SYNTHESIS_SECONDS, self._queue[-1].end if self._queue else 0.0)
        end = start + len(say.text) / CHARACTERS_PER_SECOND
        clause = Clause(say.utterance, say.clause, say.text, start, end)
        self._queue.append(clause)
        return clause

    def play(self, clause: Clause) -> bool:
        """Its last sample is out; False where it was stopped before."""
        if clause not in self._queue:
            return False
        self._queue.remove(clause)
        self._turn.append(clause.text)
        return True

    def stop(self, now: float) -> tuple[Clause, float] | None:
        """Empty the queue; the clause that was playing and how much of it was heard, 0..1."""
        queue, self._queue = self._queue, []
        if not queue:
            return None
        clause = queue[0]
        share = min(1.0, max(0.0, (now - clause.start) / max(0.01, clause.end - clause.start)))
        heard = clause.text[: int(share * len(clause.text))]
        if heard:
            self._turn.append(heard)
        return clause, share

    def take_turn(self) -> str:
        """What the far side heard of us since it was asked last."""
        said, self._turn = " ".join(self._turn), []
        return said
