"""The call as the network sees it: dialled or invited, answered, ended."""

from __future__ import annotations

from agent.call.actions import Accept, Dial, Prepare, WarmModel
from agent.call.closing import Closing
from agent.call.conversation import Conversation
from agent.call.deeds import NOT_IN_SERVICE, Deeds
from agent.call.events import (
    Answered,
    CallEnded,
    HangUpOrdered,
    Invited,
    MediaLost,
    Ringing,
    Started,
    ToneHeard,
)
from agent.call.opening import prepared
from agent.call.outcome import Ended, errand
from agent.call.phase import Phase
from agent.call.reply import Reply
from agent.call.reports import CallOver, LegChanged, NetworkTone, SoundHeard
from agent.call.situation import Situation
from agent.call.state import CallState
from agent.call.timers import Timer

ACCEPT_SECONDS = 10.0
LAST_WORDS_SECONDS = 4.0
"""So long the call's last words may be recognised after its end."""
MOST_HANG_UPS = 2
TONES = {
    "sit": "the number is not in service",
    "busy": "a busy tone",
    "congestion": "a congestion tone",
    "fax": "a fax machine answers",
}
FAX = Reply("", "end", "wrong_number", "A fax machine, or a modem, answered: nobody can be talked to there.")


class Signalling:
    def __init__(self, state: CallState, talk: Conversation, deeds: Deeds, situation: Situation) -> None:
        self._state = state
        self._talk = talk
        self._deeds = deeds
        self._situation = situation
        self._begun_at: float | None = None
        self._answered_at: float | None = None
        self._ringing = False
        self._hang_ups = 0
        self._ended: CallEnded | None = None
        self._ended_at = 0.0
        self._asked_account = False
        self.closing = Closing(state)
        self.over = False
        """The last report was told."""

    @property
    def ended(self) -> bool:
        """The leg is gone; the call's last words may still be at the recogniser."""
        return self._ended is not None

    @property
    def _may_begin(self) -> bool:
        return self._begun_at is None and not self._deeds.hung_up

    def started(self, event: Started) -> None:
        state = self._state
        if not state.calling or not self._may_begin:
            return
        self._begun_at = state.now
        state.enter(Phase.DIALING)
        state.tell(LegChanged("dialing"))
        state.order(Dial(state.briefing.to), WarmModel(state.head), Prepare(prepared(state)))
        state.after(Timer.RING, state.limits.ring_seconds)

    def rings(self, event: Ringing) -> None:
        if not self._ringing:
            self._ringing = True
            self._state.tell(LegChanged("ringing"))

    def invited(self, event: Invited) -> None:
        if self._state.calling or not self._may_begin:
            return
        self._begun_at = self._state.now
        self._state.order(Accept())
        self._state.after(Timer.RING, ACCEPT_SECONDS)

    def answered(self, event: Answered) -> None:
        state = self._state
        if self._begun_at is None or self._answered_at is not None or self._deeds.hung_up:
            return
        self._answered_at = state.now
        state.tell(LegChanged("answered", 200))
        state.timing("setup", self._begun_at)
        state.timers.clear(Timer.RING)
        most = state.briefing.max_duration_seconds or state.limits.max_duration_seconds
        state.after(Timer.CALL, most)
        self._talk.begin()
        self._situation.answered()

    def media_lost(self, event: MediaLost) -> None:
        self._state.trouble("media", f"no RTP for {event.seconds:.0f} s")
        self._deeds.hang_up("no RTP")

    def tone_heard(self, event: ToneHeard) -> None:
        """A tone before anybody spoke: the network itself answers. Unanswered, its refusal will follow."""
        state = self._state
        if state.calling:
            self._situation.tone_heard(event.tone)
        if event.tone in ("ringback", "ringback_over"):
            state.tell(SoundHeard(event.tone, round(state.heard, 3)))
        elif event.tone == "fax" and state.calling:
            self._fax()
        elif state.phase is Phase.DIALING:
            state.tell(NetworkTone(event.tone))
            if self._answered_at is not None:
                self._refused(event.tone)

    def _refused(self, tone: str) -> None:
        if tone == "sit":
            self._deeds.settle(NOT_IN_SERVICE)
        self._deeds.hang_up(TONES[tone])

    def _fax(self) -> None:
        """Whoever was spoken to, it is a machine now, and one that hears no words."""
        if self._answered_at is None or self._deeds.hung_up or self._state.phase is Phase.WRAP_UP:
            return
        self._state.tell(NetworkTone("fax"))
        self._deeds.settle(FAX)
        self._deeds.hang_up(TONES["fax"])

    def hang_up_ordered(self, event: HangUpOrdered) -> None:
        self.closing.hurry()
        self._deeds.hang_up("ordered")

    def not_answered(self) -> None:
        self._deeds.hang_up("no answer")

    def hang_up_unanswered(self) -> None:
        """The leg did not say that it is gone: ask again, then go without it."""
        self._hang_ups += 1
        if self._hang_ups < MOST_HANG_UPS:
            self._deeds.hang_up_again()
        else:
            self.call_ended(CallEnded(0, self._deeds.hung_up, "us"))

    def call_ended(self, event: CallEnded) -> None:
        state = self._state
        self._ended, self._ended_at = event, state.now
        state.tell(LegChanged("ended", event.sip_code, event.reason, event.by))
        state.timers.clear_all()
        self._talk.close()
        state.after(Timer.LAST_WORDS, LAST_WORDS_SECONDS)

    def finish(self) -> None:
        """All that was said is known, or will not be: ask the model for its account, then end."""
        asks = self._state.calling and not self._deeds.settled
        if asks and not self._asked_account and self._over_as_it_stands().spoken:
            self._asked_account = True
            self.closing.ask()
        if not self.closing.waiting:
            self._conclude()

    def account_late(self) -> None:
        self.closing.late()
        self.finish()

    def _over_as_it_stands(self) -> Ended:
        assert self._ended is not None
        state = self._state
        return Ended(
            state.briefing,
            state.book,
            state.dialogue.turns,
            self._ended.reason,
            answered=self._answered_at is not None,
            end=self._deeds.end,
            account=self.closing.account,
        )

    def _conclude(self) -> None:
        """The last reports. Nothing after them."""
        event, state, answered = self._ended, self._state, self._answered_at is not None
        assert event is not None
        state.tell(errand(self._over_as_it_stands()))
        state.enter(Phase.ENDED, event.reason)
        since = self._ended_at if self._answered_at is None else self._answered_at
        talk, hold = round(self._ended_at - since, 3), round(state.hold_seconds, 3)
        state.tell(CallOver(event.sip_code, event.reason, event.by, answered, talk, hold))
        state.timers.clear_all()
        self.over = True
