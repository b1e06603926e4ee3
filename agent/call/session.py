"""One call, decided: events in, actions out, time handed in.

``CallSession`` joins signalling, situation, turn-taking and deeds. It never acts by itself: the
runner feeds it, carries out what it orders, and wakes it with ``TimePassed`` at ``deadline``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from agent.call import events, phrases
from agent.call.actions import Action, PressKeys
from agent.call.briefing import Briefing, MenuStep
from agent.call.conversation import Conversation
from agent.call.deeds import Deeds
from agent.call.digits import parse_keys
from agent.call.events import Event
from agent.call.phase import Phase
from agent.call.reports import KeyHeard, SoundHeard
from agent.call.signalling import Signalling
from agent.call.situation import Situation
from agent.call.state import CallState, Gatekeeper
from agent.call.timers import Timer
from agent.config import Hearing, Limits

MOST_CLAUSE_FAILURES = 3
"""So many clauses in a row without a voice, and there is nothing left to talk with."""


class CallSession:
    """``handle`` every event of one call, in order; hand in ``TimePassed`` when ``deadline`` is reached.

    ``now`` is monotonic seconds. After ``CallOver`` was told every event is answered with nothing.
    ``gate``: in place of the briefing's own, for whoever does not speak for an owner (the people of the
    practice town). ``today``: tells which date a weekday is. ``menu``: the way through it on
    an earlier call (``agent.call.menu_map``).
    """

    def __init__(
        self,
        briefing: Briefing,
        hearing: Hearing,
        limits: Limits,
        gate: Gatekeeper | None = None,
        today: date | None = None,
        menu: Sequence[MenuStep] = (),
    ) -> None:
        self._state = CallState(briefing, hearing, limits, gate, today)
        self._talk = Conversation(self._state)
        self._deeds = Deeds(self._state, self._talk)
        self._situation = Situation(self._state, self._talk, self._deeds, menu)
        self._signalling = Signalling(self._state, self._talk, self._deeds, self._situation)
        self._to_say: list[str] = []
        self._handlers = self._event_handlers()
        self._last_handlers = self._handlers_after_the_end()
        self._on_timer = self._timer_handlers()

    @property
    def deadline(self) -> float | None:
        """When ``TimePassed`` is due; None where only an event can be waited for."""
        return self._state.timers.next

    def handle(self, event: Event, now: float) -> list[Action]:
        """What is to be done about ``event``, in order."""
        if self._signalling.over:
            return []
        self._state.now = max(now, self._state.now)
        # Once the leg is gone only its last words and the account of it are of interest.
        handlers = self._last_handlers if self._signalling.ended else self._handlers
        if (handler := handlers.get(type(event))) is not None:
            handler(event)
        self._settle()
        while (timer := self._state.timers.take_due(self._state.now)) is not None:
            self._on_timer[timer]()
            self._settle()
        self._situation.menus.news()
        return self._state.take_orders()

    def _settle(self) -> None:
        """Go on from where we are, until something has to be waited for."""
        while self._step():
            pass

    def _step(self) -> bool:
        talk, state = self._talk, self._state
        if self._signalling.over:
            return False
        if (early := talk.mind.take_early()) is not None:
            self._model_answers(early)
        elif (far := talk.take_far_turn()) is not None:
            self._situation.far_turn(far)
        elif self._signalling.ended:
            return self._finish_if_all_is_known()
        elif talk.mouth.over:
            self._deeds.carry_out(talk.take_reply())
        elif talk.listening and self._to_say and state.phase is not Phase.WRAP_UP:
            talk.unanswered = False
            talk.say(self._to_say.pop(0))
        elif talk.listening and talk.unanswered and state.rules.answers:
            self._situation.answer()
        else:
            return False
        return True

    def _finish_if_all_is_known(self) -> bool:
        if not self._talk.ear.busy:
            self._signalling.finish()
        return False

    def _last_words_unknown(self) -> None:
        self._talk.ear.discard()
        self._signalling.finish()

    # -- events ------------------------------------------------------------------------------

    def _event_handlers(self) -> dict[type[Any], Callable[[Any], None]]:
        signalling, situation, talk, deeds = self._signalling, self._situation, self._talk, self._deeds
        return {
            events.Started: signalling.started,
            events.Ringing: signalling.rings,
            events.Invited: signalling.invited,
            events.Answered: signalling.answered,
            events.CallEnded: signalling.call_ended,
            events.HeldByPeer: situation.holding.held,
            events.ResumedByPeer: situation.holding.resumed,
            events.MediaLost: signalling.media_lost,
            events.VoiceMeasured: self._voice_measured,
            events.DigitHeard: lambda event: self._state.tell(KeyHeard(event.digit)),
            events.ToneHeard: signalling.tone_heard,
            events.BeepHeard: situation.beep_heard,
            events.FloorMoved: self._floor_moved,
            events.Transcribed: situation.heard_so_far,
            events.TranscriptionFailed: talk.ear.failed,
            events.ModelWrote: self._model_answers,
            events.ModelFinished: self._model_answers,
            events.ModelFailed: self._model_answers,
            events.ClauseQueued: talk.queued,
            events.ClausePlayed: talk.played,
            events.ClauseFailed: self._clause_failed,
            events.PlayoutStopped: talk.mouth.stopped,
            events.KeysPressed: situation.menus.keys_pressed,
            events.KeysFailed: lambda event: deeds.keys_failed(event.digits, event.reason),
            events.HangUpOrdered: signalling.hang_up_ordered,
            events.Steered: self._steered,
            events.OwnerAnswered: deeds.owner_answered,
            events.SpeakOrdered: lambda event: self._to_say.append(event.text),
            events.KeysOrdered: self._keys_ordered,
            events.TimePassed: lambda event: None,
        }

    def _handlers_after_the_end(self) -> dict[type[Any], Callable[[Any], None]]:
        closing = self._signalling.closing
        return {
            events.Transcribed: self._situation.heard_so_far,
            events.TranscriptionFailed: self._talk.ear.failed,
            events.ModelWrote: closing.wrote,
            events.ModelFinished: closing.finished,
            events.ModelFailed: closing.failed,
            events.HangUpOrdered: lambda event: closing.hurry(),
        }

    def _timer_handlers(self) -> dict[Timer, Callable[[], None]]:
        situation, talk, deeds = self._situation, self._talk, self._deeds
        return {
            Timer.RING: self._signalling.not_answered,
            Timer.OPENING: situation.nobody_spoke_first,
            Timer.CALL: lambda: deeds.wrap_up(phrases.TIME_GOODBYE, "the call took too long"),
            Timer.PHASE: situation.phase_too_long,
            Timer.EARS: talk.ear.late,
            Timer.MODEL: self._model_late,
            Timer.FILLER: talk.fill,
            Timer.SPEAKING: self._playout_stuck,
            Timer.STOPPING: talk.mouth.settle,
            Timer.KEYS: deeds.keys_late,
            Timer.SILENCE_PROMPT: situation.silence,
            Timer.SILENCE_END: situation.silence_too_long,
            Timer.MAILBOX: situation.greeting_over,
            Timer.LINGER: deeds.lingered,
            Timer.HANG_UP: self._signalling.hang_up_unanswered,
            Timer.LAST_WORDS: self._last_words_unknown,
            Timer.ACCOUNT: self._signalling.account_late,
        }

    def _voice_measured(self, event: events.VoiceMeasured) -> None:
        self._state.heard += event.seconds
        self._talk.hear(event)
        self._situation.sound(event)

    def _floor_moved(self, event: events.FloorMoved) -> None:
        self._state.tell(SoundHeard("floor", round(self._state.heard, 3), round(event.decibels, 1)))

    def _model_answers(self, event: events.ModelWrote | events.ModelFinished | events.ModelFailed) -> None:
        if self._talk.mind.keeps(event):
            return
        match event:
            case events.ModelWrote():
                self._talk.wrote(event)
            case events.ModelFinished():
                self._model_finished(event)
            case _:
                self._model_failed(event)

    def _model_finished(self, event: events.ModelFinished) -> None:
        reply = self._talk.finished(event)
        if reply is not None and reply.do == "end":
            self._deeds.model_ends(reply)

    def _model_failed(self, event: events.ModelFailed) -> None:
        if self._talk.mind.is_current(event.request):
            self._talk.reply_failed(event.reason)

    def _model_late(self) -> None:
        self._talk.mind.drop()
        self._talk.reply_failed("no answer in time")

    def _clause_failed(self, event: events.ClauseFailed) -> None:
        self._talk.mouth.failed(event)
        self._hang_up_without_voice()

    def _playout_stuck(self) -> None:
        self._talk.mouth.stuck()
        self._hang_up_without_voice()

    def _hang_up_without_voice(self) -> None:
        if self._talk.mouth.failures >= MOST_CLAUSE_FAILURES:
            self._deeds.hang_up("there is no voice to speak with")

    def _steered(self, event: events.Steered) -> None:
        heard = self._state.heard
        self._state.tell(self._state.dialogue.add("system", event.text, heard, heard, tool="owner"))

    def _keys_ordered(self, event: events.KeysOrdered) -> None:
        keys = parse_keys(event.digits)
        if keys is None or not self._talk.open:
            self._state.trouble("keys", "not keys" if keys is None else "there is no call to press keys in")
        else:
            self._state.order(PressKeys(keys))
