"""The far side of an episode as a session: ``FarSide`` decides, this listens and speaks for it.

Driven by the same runner as our own line's session. Menus are stopped by keys, people by being spoken over;
music runs until it is over. Whatever is heard while a machine speaks is not listened to.
"""

from __future__ import annotations

from collections import deque
from typing import Literal

from agent.call.actions import Accept, Action, HangUp, Say, StopSaying, Tell
from agent.call.briefing import Briefing
from agent.call.ear import Ear
from agent.call.endpointing import Endpointer
from agent.call.events import (
    Answered,
    CallEnded,
    ClauseFailed,
    ClausePlayed,
    DigitHeard,
    Event,
    HangUpOrdered,
    Invited,
    PlayoutStopped,
    Transcribed,
    TranscriptionFailed,
    VoiceMeasured,
)
from agent.call.reports import CallOver, KeyHeard, TurnTaken
from agent.call.state import CallState
from agent.call.timers import Timer
from agent.config import Hearing, Limits
from agent.practice.episodes.types import FarSide, Step, Utterance
from agent.practice.stage.voice import music, pause, spoken_by, tone

SILENCE_SECONDS = 6.0
TURN_END_SECONDS = 0.9
"""A caller may breathe between two sentences; whoever answers waits that long."""
OVER_US_SECONDS = 0.6
"""So much of their speech stops a person in the middle of a sentence."""
LINGER_SECONDS = 0.5


class StageSession:
    """``handle`` and ``deadline`` as in ``agent.call.session.CallSession``."""

    def __init__(self, call_id: str, far: FarSide, hearing: Hearing, limits: Limits) -> None:
        briefing = Briefing(call_id=call_id, to="stage", task="Play an episode.", direction="inbound")
        self._state = CallState(briefing, hearing, limits)
        self._ear = Ear(self._state, Endpointer(hearing))
        self._far = far
        self._queue: deque[Utterance] = deque()
        self._now: Utterance | None = None
        self._hangs_up = False
        self._stopping = False
        self._utterance = 0
        self._begun = 0.0
        self._turns = 0
        self._answered_at: float | None = None
        self._over = False

    @property
    def deadline(self) -> float | None:
        return self._state.timers.next

    def handle(self, event: Event, now: float) -> list[Action]:
        if self._over:
            return []
        self._state.now = max(now, self._state.now)
        self._take(event)
        while (timer := self._state.timers.take_due(self._state.now)) is not None:
            self._timed_out(timer)
        return self._state.take_orders()

    # -- events ------------------------------------------------------------------------------

    def _take(self, event: Event) -> None:
        match event:
            case Invited():
                self._state.order(Accept())
            case Answered():
                self._answered_at = self._state.now
                self._play(self._far.opens())
            case CallEnded():
                self._ended(event)
            case HangUpOrdered():
                self._state.order(HangUp("ordered"))
            case VoiceMeasured():
                self._hear(event)
            case Transcribed() | TranscriptionFailed():
                self._recognised(event)
            case DigitHeard(digit):
                self._key(digit)
            case ClausePlayed() | ClauseFailed() if event.utterance == self._utterance and self._now:
                self._said(self._now.text)
            case PlayoutStopped() if event.utterance == self._utterance and self._now:
                self._said(f"{self._now.text} —")
            case _:
                pass

    def _timed_out(self, timer: Timer) -> None:
        match timer:
            case Timer.SILENCE_PROMPT:
                self._play(self._far.silence())
            case Timer.LINGER:
                self._state.order(HangUp("the far side hangs up"))
            case Timer.EARS:
                self._ear.late()
            case _:
                pass

    def _ended(self, event: CallEnded) -> None:
        self._over = True
        talked = 0.0 if self._answered_at is None else self._state.now - self._answered_at
        answered = self._answered_at is not None
        self._state.order(Tell(CallOver(event.sip_code, event.reason, event.by, answered, round(talked, 3))))
        self._state.timers.clear_all()

    # -- hearing -----------------------------------------------------------------------------

    def _hear(self, event: VoiceMeasured) -> None:
        self._state.heard += event.seconds
        if self._answered_at is None or (self._now is not None and self._now.voice == "machine"):
            self._ear.skip(event)
            return
        self._ear.hear(event, self._state.hearing.first_pause_seconds, TURN_END_SECONDS)
        if self._ear.busy:
            self._state.timers.clear(Timer.SILENCE_PROMPT)
        if self._now is not None and self._ear.speech_seconds >= OVER_US_SECONDS:
            self._stop()
        self._settle()

    def _recognised(self, event: Transcribed | TranscriptionFailed) -> None:
        if isinstance(event, Transcribed):
            self._ear.transcribed(event)
        else:
            self._ear.failed(event)
        self._settle()

    def _settle(self) -> None:
        """Answer what was said, once it is known and we are silent."""
        if self._now is not None or self._queue:
            return
        turn = self._ear.take_turn()
        if turn is None:
            return
        if turn.text:
            self._tell("user", turn.text, turn.start_seconds, turn.end_seconds)
            self._play(self._far.hears(turn.text))
        else:
            self._wait()

    def _key(self, digit: str) -> None:
        self._state.tell(KeyHeard(digit))
        self._stop()
        self._ear.discard()
        self._play(self._far.key(digit))

    # -- speaking ----------------------------------------------------------------------------

    def _play(self, step: Step) -> None:
        self._queue = deque(step.says)
        self._hangs_up = step.hangs_up
        self._state.timers.clear(Timer.SILENCE_PROMPT)
        if self._now is None:
            self._next()

    def _next(self) -> None:
        if not self._queue:
            self._wait()
            return
        self._now = utterance = self._queue.popleft()
        self._utterance += 1
        self._begun = self._state.heard
        parts = [
            *([music(utterance.music_seconds)] if utterance.music_seconds else []),
            *([pause(utterance.pause_seconds)] if utterance.pause_seconds else []),
            *([tone(utterance.sound)] if utterance.sound else []),
            *([spoken_by(utterance.voice, utterance.text)] if utterance.text else []),
        ]
        # One clause: it is played, or stopped, as one.
        self._state.order(Say(self._utterance, 0, "\n".join(parts)))

    def _stop(self) -> None:
        if self._now is not None and not self._stopping:
            self._stopping = True
            self._queue.clear()
            self._hangs_up = False
            self._state.order(StopSaying(self._utterance))

    def _said(self, text: str) -> None:
        self._now, self._stopping = None, False
        self._tell("assistant", text, self._begun, self._state.heard)
        self._next()

    def _wait(self) -> None:
        """Nothing more to say for now."""
        if self._hangs_up:
            self._state.after(Timer.LINGER, LINGER_SECONDS)
        elif not self._ear.busy:
            self._state.after(Timer.SILENCE_PROMPT, SILENCE_SECONDS)

    def _tell(self, role: Literal["user", "assistant"], text: str, start: float, end: float) -> None:
        self._turns += 1
        self._state.tell(TurnTaken(f"t{self._turns}", role, text, round(start, 3), round(end, 3)))
