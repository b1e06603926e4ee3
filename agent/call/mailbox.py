"""A voicemail: its greeting is heard to the end, then it is told the message, or left alone."""

from __future__ import annotations

from agent.call.conversation import Conversation
from agent.call.deeds import Deeds
from agent.call.events import VoiceMeasured
from agent.call.gate import Party, Stopped
from agent.call.message import leaves_message, message_clauses
from agent.call.phase import Phase
from agent.call.reply import Reply
from agent.call.state import CallState
from agent.call.timers import Timer

BEEP_SECONDS = 5.0
"""So long after a greeting its beep is waited for: many greetings do not speak of it."""
AFTER_BEEP_SECONDS, LATEST_SECONDS = 1.1, 1.3
"""So long after a beep we begin, if nothing is heard: another beep, or the rest of a greeting, may follow.
The second also where the line is noisy."""
QUIET_SECONDS, QUIET_DBOV = 0.3, -45.0
AGAIN_SECONDS = 6.0
"""A beep so soon after we began was the one to wait for: nothing said before it is kept."""
LONGEST_SECONDS = 180.0
"""Of a message."""
SPOKE_ON_SECONDS = 0.1
LEFT = Reply("", "end", "voicemail_left", "A message was left in a voicemail.")
REACHED = Reply("", "end", "voicemail_reached", "A voicemail answered; no message was left.")
TAKES_NOTHING = Reply("", "end", "voicemail_reached", "A mailbox answered that takes no message.")


class _Quiet:
    """How long nothing has been heard."""

    def __init__(self, speech_probability: float) -> None:
        self._speech_probability = speech_probability
        self.seconds = self.speechless = 0.0

    def hear(self, event: VoiceMeasured) -> None:
        speech = event.probability >= self._speech_probability
        self.speechless = 0.0 if speech else self.speechless + event.seconds
        sounds = speech or event.level >= QUIET_DBOV
        self.seconds = 0.0 if sounds else self.seconds + event.seconds


class Mailbox:
    def __init__(self, state: CallState, talk: Conversation, deeds: Deeds) -> None:
        self._state = state
        self._talk = talk
        self._deeds = deeds
        self._leaves_message = leaves_message(state.briefing)
        self._beep_at: float | None = None
        """When, in now's seconds, the last beep ended."""
        self._quiet = _Quiet(state.hearing.speech_probability)
        self._was_quiet = False
        """Since the last beep: what is loud afterwards is no noise of the line, but a sound."""
        self._listens = False
        """Nothing of the message was said yet, or only before its beep."""
        self._begun_at: float | None = None

    def reached(self) -> None:
        """A voicemail's greeting is heard, if it can be one."""
        if self.possible:
            self._talk.give_way(Phase.VOICEMAIL, "a voicemail answers")

    @property
    def possible(self) -> bool:
        """It may be one that speaks."""
        return self._state.may_meet(Phase.VOICEMAIL)

    def beeped(self, end_seconds: float) -> None:
        """A beep ended at ``end_seconds`` of heard time: it listens, if nothing follows."""
        self._beep_at = self._state.now - max(0.0, self._state.heard - end_seconds)
        self._was_quiet = False
        early = self._begun_at is not None and self._beep_at < self._begun_at + AGAIN_SECONDS
        if early and self._talk.mouth.open:
            # What was said before it is not kept.
            self._talk.interrupt()
            self._listens, self._begun_at = True, None

    def hear(self, event: VoiceMeasured) -> None:
        self._quiet.hear(event)
        waits = self._listens or self._state.phase is Phase.VOICEMAIL
        self._was_quiet = self._was_quiet or self._quiet.seconds >= QUIET_SECONDS / 3
        if not waits or self._beep_at is None or not self.has_beeped:
            return
        since = self._state.now - self._beep_at
        quiet = since >= AFTER_BEEP_SECONDS and self._quiet.seconds >= QUIET_SECONDS
        noise = not self._was_quiet and self._quiet.speechless >= QUIET_SECONDS
        if self._talk.open and (quiet or (noise and since >= LATEST_SECONDS)):
            self.speak()

    @property
    def beep_due_seconds(self) -> float:
        """So much longer its beep is to be waited for; 0 where nothing is to be said."""
        if not (self._leaves_message and message_clauses(self._state)):
            return 0.0
        spoke_at = self._talk.ear.spoke_at
        return 0.0 if spoke_at is None else max(0.0, spoke_at + BEEP_SECONDS - self._state.now)

    @property
    def has_beeped(self) -> bool:
        """And nobody has spoken since."""
        spoke_at = self._talk.ear.spoke_at
        return self._beep_at is not None and (
            spoke_at is None or spoke_at <= self._beep_at + SPOKE_ON_SECONDS
        )

    def speak(self) -> None:
        """Its beep is over, or its greeting, as ``conversation.MAILBOX_SECONDS`` of silence tell."""
        clauses = self._message() if self._leaves_message else []
        if clauses:
            self._begun_at = None if self._listens else self._state.now
            self._listens = False
            self._talk.say(" ".join(clauses), "end", "voicemail_left")
            self._deeds.settle(LEFT)
            if self._state.phase is not Phase.WRAP_UP:
                self._state.enter(Phase.WRAP_UP, "voicemail_left")
            self._state.after(Timer.PHASE, LONGEST_SECONDS)
        else:
            self._deeds.settle(REACHED)
            self._state.enter(Phase.WRAP_UP, "voicemail_reached")
            self._deeds.hang_up("a voicemail answered")

    def takes_nothing(self) -> None:
        """It is full, or was never set up."""
        self._deeds.settle(TAKES_NOTHING)
        self._deeds.hang_up("a mailbox that takes no message answered")

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
