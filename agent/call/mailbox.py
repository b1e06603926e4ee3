"""A voicemail: its greeting is heard to the end, then it is told the message, or left alone."""

from __future__ import annotations

from agent.call.conversation import Conversation
from agent.call.deeds import Deeds
from agent.call.gate import Party, Stopped
from agent.call.hold import announces_tone
from agent.call.message import leaves_message, message_clauses
from agent.call.phase import Phase
from agent.call.reply import Reply
from agent.call.state import CallState

MOST_TURNS = 1
"""So often a voicemail may have been answered as if it were a person; whoever has talked with us for longer
is none, and was misheard."""
BEEP_SECONDS = 4.0
"""So long after a greeting that speaks of a tone it is waited for."""
BEEP_KEPT_SECONDS = 5.0
"""What the greeting says may be known only after its beep."""
SPOKE_ON_SECONDS = 0.1
_FROM = frozenset({Phase.DIALING, Phase.IVR_NAVIGATION, Phase.HOLD_WAITING, Phase.SCREENING})


class Mailbox:
    def __init__(self, state: CallState, talk: Conversation, deeds: Deeds) -> None:
        self._state = state
        self._talk = talk
        self._deeds = deeds
        self._leaves_message = leaves_message(state.briefing)
        self._tone_announced = False
        self._beep_at: float | None = None
        """When, in now's seconds, the last beep ended."""

    def reached(self, text: str) -> None:
        """A voicemail's greeting, ``text`` so far, is heard, if it can be one."""
        state = self._state
        talked = len(state.dialogue.last_ids("assistant", MOST_TURNS + 1))
        if state.calling and (
            state.phase in _FROM or (state.phase is Phase.ACTIVE_CONVERSATION and talked <= MOST_TURNS)
        ):
            self._talk.interrupt()
            self._talk.unanswered = False
            state.enter(Phase.VOICEMAIL, "a voicemail answers")
        self._tone_announced = self._tone_announced or announces_tone(text)
        if state.phase is Phase.VOICEMAIL and self._has_beeped:
            self.speak()

    def beeped(self, end_seconds: float) -> None:
        """A beep ended at ``end_seconds`` of heard time: it listens."""
        self._beep_at = self._state.now - max(0.0, self._state.heard - end_seconds)
        if self._state.phase is Phase.VOICEMAIL and self._talk.open:
            self.speak()

    @property
    def beep_due_seconds(self) -> float:
        """So much longer its beep is to be waited for; 0 where none was announced, or nothing is to be
        said."""
        if not (self._tone_announced and self._leaves_message and message_clauses(self._state)):
            return 0.0
        spoke_at = self._talk.ear.spoke_at
        return 0.0 if spoke_at is None else max(0.0, spoke_at + BEEP_SECONDS - self._state.now)

    @property
    def _has_beeped(self) -> bool:
        """And nobody has spoken since."""
        if self._beep_at is None or self._state.now - self._beep_at > BEEP_KEPT_SECONDS:
            return False
        spoke_at = self._talk.ear.spoke_at
        return spoke_at is None or spoke_at <= self._beep_at + SPOKE_ON_SECONDS

    def speak(self) -> None:
        """Its beep is over, or its greeting, as ``conversation.MAILBOX_SECONDS`` of silence tell."""
        clauses = self._message() if self._leaves_message else []
        if clauses:
            self._talk.say(" ".join(clauses), "end", "voicemail_left")
            self._deeds.end = Reply("", "end", "voicemail_left", "A message was left in a voicemail.")
            self._state.enter(Phase.WRAP_UP, "voicemail_left")
        else:
            self._deeds.end = Reply(
                "", "end", "voicemail_reached", "A voicemail answered; no message was left."
            )
            self._state.enter(Phase.WRAP_UP, "voicemail_reached")
            self._deeds.hang_up("a voicemail answered")

    def _message(self) -> list[str]:
        """The clauses of the message that may be left."""
        clauses = []
        for clause in message_clauses(self._state):
            verdict = self._state.gate.clause(clause, Party.VOICEMAIL, self._state.phase)
            if isinstance(verdict, Stopped):
                self._state.trouble("gate", verdict.why)
            else:
                clauses.append(clause)
        return clauses
