"""A composed call from the ringing on: with call progress, answered in its middle, hung up when over."""

from __future__ import annotations

from composed_call import Call, Ears

from agent.call import actions, events
from agent.call.actions import Action
from agent.call.briefing import Briefing
from agent.call.events import Event
from agent.call.reports import Report
from agent.call.session import CallSession
from agent.config import Hearing, Limits
from agent.practice.composer import Composed

BRIEFING = Briefing(
    call_id="bench",
    to="+12025550100",
    task="Ask for an appointment.",
    principal="Alex Morgan",
    greeting="Good morning, this is an AI assistant calling for Alex Morgan.",
)
CHARACTERS_PER_SECOND = 14.0
AFTER_SECONDS = 30.0
"""For the account of the call."""


class DialledCall(Call):
    """``answered_at``: seconds into the sound. What is heard before is early media."""

    def __init__(self, sound: Composed, ears: Ears, briefing: Briefing, answered_at: float) -> None:
        super().__init__(sound, ears)
        self._session = CallSession(briefing, Hearing(), Limits())
        self._answered_at = answered_at
        self._answered = False
        self.told: list[tuple[float, Report]] = []
        self.said: list[tuple[float, float, str]] = []
        """When a clause began, when it ended, what it was."""
        self._free = 0.0

    def play(self) -> DialledCall:
        super().play()
        self._until(self._agenda.now + AFTER_SECONDS)
        return self

    def _begin(self) -> None:
        self._give(events.Started())
        self._give(events.Ringing())

    def _hear(self, event: Event) -> None:
        if not self._answered and self._heard_seconds >= self._answered_at:
            self._answered = True
            self._give(events.Answered())
        super()._hear(event)

    def _carry_out(self, action: Action) -> None:
        match action:
            case actions.Tell(report):
                self.told.append((self._agenda.now, report))
                super()._carry_out(action)
            case actions.HangUp(reason):
                self._later(0.05, events.CallEnded(200, reason, "us"))
            case actions.Say(utterance, clause, text):
                begin = max(self._agenda.now + 0.05, self._free)
                self._free = begin + len(text) / CHARACTERS_PER_SECOND
                self.said.append((begin, self._free, text))
                seconds = self._free - begin
                self._later(0.05, events.ClauseQueued(utterance, clause, seconds))
                self._later(self._free - self._agenda.now, events.ClausePlayed(utterance, clause))
            case actions.StopSaying():
                self._free = self._agenda.now
                self.said = [
                    (begin, min(end, self._free), text)
                    for begin, end, text in self.said
                    if begin < self._free
                ]
                super()._carry_out(action)
            case _:
                super()._carry_out(action)
