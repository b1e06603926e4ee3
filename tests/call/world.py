"""Everything around a session, in virtual time: a far party, engines, a voice, and their delays."""

from __future__ import annotations

import heapq
import itertools
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from agent.call import actions, events
from agent.call.actions import Action, Tell
from agent.call.briefing import Briefing, MenuStep
from agent.call.closing import REQUEST as ACCOUNT_REQUEST
from agent.call.events import Event
from agent.call.phase import Phase
from agent.call.reports import CallOver, ErrandEnded, PhaseEntered, Report, TimingTaken, Trouble, TurnTaken
from agent.call.session import CallSession
from agent.call.state import Gatekeeper
from agent.config import Hearing, Limits
from agent.practice.open_gate import OpenGate

FRAME = 0.02
LEG_SECONDS = 0.05
ACCOUNT_SECONDS = 0.1
OPEN = OpenGate()
Kind = TypeVar("Kind")


def reply(say: str = "", do: str = "none", arg: str = "", **more: Any) -> str:
    return json.dumps({"say": say, "do": do, "arg": arg, **more})


class World:
    """Carries out what the session orders and lets the answers come after their delays.

    ``texts`` are what the recogniser hears, ``replies`` what the model writes; None in either is a
    failure. A delay of infinity: no answer ever comes. ``gate``: None is the briefing's own.
    """

    def __init__(
        self,
        replies: list[str | None] | None = None,
        *,
        briefing: Briefing | None = None,
        hearing: Hearing | None = None,
        limits: Limits | None = None,
        gate: Gatekeeper | None = OPEN,
        menu: Sequence[MenuStep] = (),
    ) -> None:
        self.briefing = briefing or Briefing(call_id="c1", to="+12025550100", task="Book a table.")
        self.limits = limits or Limits()
        self.session = CallSession(self.briefing, hearing or Hearing(), self.limits, gate, menu=menu)
        self.now = 0.0
        self.replies = list(replies or [])
        self.account: str | None = None
        self.account_seconds = ACCOUNT_SECONDS / 2
        """What the model writes once the call is over; None: it fails."""
        self.texts: list[str | None] = []
        self.ears_seconds, self.model_seconds, self.voice_seconds = 0.1, 0.2, 0.05
        self.piece_characters = 7
        self.music_likely = 0.0
        self._tone = self.repeated = False
        self.voiced = 1.0
        self.voice_works = True
        self.keys_work = True
        self.leg_answers = True
        self.orders: list[tuple[float, Action]] = []
        self._events: list[tuple[float, int, Event]] = []
        self._count = itertools.count()
        self._answered_at: float | None = None
        self._ended = False
        self._far: list[tuple[float, float]] = []
        self._level = -100.0
        self._dropped: set[tuple[str, int]] = set()
        self._queue: list[tuple[int, int, float]] = []
        """Clauses with the time at which their last sample is played."""
        self._paused_at: float | None = None
        self._frames_from: float | None = None

    # -- what happened -----------------------------------------------------------------------

    @property
    def reports(self) -> list[Report]:
        return [action.report for _, action in self.orders if isinstance(action, Tell)]

    def told(self, kind: type[Kind]) -> list[Kind]:
        return [report for report in self.reports if isinstance(report, kind)]

    def ordered(self, kind: type[Kind]) -> list[Kind]:
        return [action for _, action in self.orders if isinstance(action, kind)]

    def when(self, kind: type[Any], index: int = 0) -> float:
        return [at for at, action in self.orders if isinstance(action, kind)][index]

    def when_said(self, text: str) -> float:
        return next(at for at, order in self.orders if isinstance(order, actions.Say) and order.text == text)

    def when_told(self, kind: type[Any]) -> float:
        return next(
            at for at, order in self.orders if isinstance(order, Tell) and isinstance(order.report, kind)
        )

    @property
    def asked_for_account(self) -> bool:
        return any('"account"' in order.messages[-1].content for order in self.ordered(actions.AskModel))

    @property
    def phases(self) -> list[Phase]:
        return [report.phase for report in self.told(PhaseEntered)]

    @property
    def phase(self) -> Phase:
        return self.phases[-1]

    @property
    def said(self) -> list[str]:
        return [say.text for say in self.ordered(actions.Say)]

    @property
    def transcript(self) -> list[tuple[str, str]]:
        return [(turn.role, turn.text) for turn in self.told(TurnTaken)]

    @property
    def over(self) -> CallOver:
        (over,) = self.told(CallOver)
        return over

    @property
    def errand(self) -> ErrandEnded:
        (errand,) = self.told(ErrandEnded)
        return errand

    def troubles(self, what: str) -> list[str]:
        return [trouble.detail for trouble in self.told(Trouble) if trouble.what == what]

    def timings(self, stage: str) -> list[float]:
        return [timing.seconds for timing in self.told(TimingTaken) if timing.stage == stage]

    # -- what happens ------------------------------------------------------------------------

    def start(self) -> World:
        self.give(events.Started())
        return self

    def answered(self) -> World:
        """Dialled, rung and answered; from now on there is sound."""
        self.start()
        if self.briefing.direction == "inbound":
            self.give(events.Invited("100"))
        else:
            self.give(events.Ringing())
        self.run(1.0)
        self.give(events.Answered())
        self._answered_at = self._frames_from = self.now
        return self

    def talking(self, greeting: str = "Bella Vista, how can I help you?") -> World:
        """Answered by a person who has greeted, and whom we have answered in full."""
        self.replies.insert(0, reply("Good evening."))
        self.answered().far(greeting).run(4.0)
        return self

    def far(self, text: str | None, seconds: float = 1.0) -> World:
        """The far party says ``text`` from now on; it is heard as that."""
        self.texts.append(text)
        self._far.append((self.now, self.now + seconds))
        self.run(seconds)
        return self

    def music(self, on: bool, level: float = -20.0) -> World:
        self._level, self.music_likely = (level, 0.9) if on else (-100.0, 0.0)
        return self

    def tone(self, on: bool) -> World:
        self._level, self._tone = (-20.0, True) if on else (-100.0, False)
        return self

    def noise(self, level: float = -100.0) -> World:
        """From now on there is some, or none; its voice is as clear as ``voiced`` says."""
        self._level = level
        return self

    def end(self, code: int = 200, reason: str = "Normal Clearing") -> World:
        self.give(events.CallEnded(code, reason, "far"))
        return self.run(ACCOUNT_SECONDS)

    def give(self, event: Event) -> World:
        """Let ``event`` be handled now."""
        self._ended = self._ended or isinstance(event, events.CallEnded)
        for action in self.session.handle(event, self.now):
            self.orders.append((self.now, action))
            self._carry_out(action)
        deadline = self.session.deadline
        assert deadline is None or deadline > self.now, "a deadline lies in the past"
        return self

    def run(self, seconds: float) -> World:
        """Let time pass, with all that comes in it."""
        until = self.now + seconds
        while (at := self._next()) <= until:
            self.now = max(self.now, at)
            self._happen()
        self.now = until
        return self

    def run_until(self, done: Callable[[], bool], seconds: float = 60.0) -> World:
        end = self.now + seconds
        while not done():
            assert self.now < end, "it did not happen"
            self.run(FRAME)
        return self

    # -- inside ------------------------------------------------------------------------------

    def _next(self) -> float:
        times = [self.session.deadline if self.session.deadline is not None else float("inf")]
        times += [self._events[0][0]] if self._events else []
        times += [self._frames_from + FRAME] if self._frames_from is not None and not self._ended else []
        return min(times)

    def _happen(self) -> None:
        if self._events and self._events[0][0] <= self.now:
            event = heapq.heappop(self._events)[2]
            if not self._is_dropped(event):
                self.give(event)
        elif self._frames_from is not None and not self._ended and self._frames_from + FRAME <= self.now:
            self._frames_from += FRAME
            speech = any(start <= self.now - FRAME / 2 < end for start, end in self._far)
            level = -20.0 if speech else self._level
            self.give(
                events.VoiceMeasured(
                    0.95 if speech else 0.02,
                    FRAME,
                    level,
                    self.music_likely,
                    self._tone,
                    self.repeated,
                    self.voiced,
                )
            )
        else:
            self.give(events.TimePassed())

    def _later(self, seconds: float, event: Event) -> None:
        if seconds != float("inf"):
            heapq.heappush(self._events, (self.now + seconds, next(self._count), event))

    def _is_dropped(self, event: Event) -> bool:
        match event:
            case events.Transcribed(request) | events.TranscriptionFailed(request):
                return ("ears", request) in self._dropped
            case events.ModelWrote(request) | events.ModelFinished(request) | events.ModelFailed(request):
                return ("model", request) in self._dropped
            case events.ClausePlayed():
                return not self._is_played(event)
        return False

    def _carry_out(self, action: Action) -> None:
        match action:
            case actions.HangUp(reason):
                if self.leg_answers:
                    self._later(LEG_SECONDS, events.CallEnded(200, reason, "us"))
            case actions.PressKeys(digits):
                failed = events.KeysFailed(digits, "no sound path")
                self._later(
                    0.3 * len(digits), events.KeysPressed(digits, "rfc4733") if self.keys_work else failed
                )
            case actions.Transcribe(request):
                text = self.texts[-1] if self.texts else ""
                answer = events.TranscriptionFailed(request, "dead") if text is None else None
                self._later(self.ears_seconds, answer or events.Transcribed(request, text or ""))
            case actions.DropTranscription(request):
                self._dropped.add(("ears", request))
            case actions.DropReply(request):
                self._dropped.add(("model", request))
            case actions.AskModel(request):
                self._answer(request)
            case _:
                self._carry_out_playout(action)

    def _carry_out_playout(self, action: Action) -> None:
        match action:
            case actions.Say():
                self._speak(action)
            case actions.StopSaying(utterance):
                self._resume()
                self._stop(utterance)
            case actions.PausePlayout():
                self._paused_at = self.now
            case actions.ResumePlayout():
                self._resume()

    def _answer(self, request: int) -> None:
        if request == ACCOUNT_REQUEST:
            failed = events.ModelFailed(request, "dead")
            if self.account is not None:
                self._later(self.account_seconds, events.ModelWrote(request, self.account))
            self._later(self.account_seconds, events.ModelFinished(request) if self.account else failed)
            return
        text = self.replies.pop(0) if self.replies else reply("", "wait")
        if text is None:
            self._later(self.model_seconds, events.ModelFailed(request, "dead"))
            return
        at = self.model_seconds
        for start in range(0, len(text), self.piece_characters):
            self._later(at, events.ModelWrote(request, text[start : start + self.piece_characters]))
            at += 0.01
        self._later(at, events.ModelFinished(request))

    def _speak(self, say: actions.Say) -> None:
        """0.06 s of sound a character, made in ``voice_seconds``, played in order."""
        if not self.voice_works:
            self._later(self.voice_seconds, events.ClauseFailed(say.utterance, say.clause, "dead"))
            return
        seconds = 0.06 * len(say.text)
        free = max([end for *_, end in self._queue], default=0.0)
        end = max(self.now + self.voice_seconds, free) + seconds
        self._later(self.voice_seconds, events.ClauseQueued(say.utterance, say.clause, seconds))
        self._later(end - self.now, events.ClausePlayed(say.utterance, say.clause))
        self._queue.append((say.utterance, say.clause, end))

    def _resume(self) -> None:
        """What waits is played as much later as the pause was long."""
        paused, self._paused_at = self._paused_at, None
        if paused is None:
            return
        waiting = [(utterance, clause, end) for utterance, clause, end in self._queue if end > paused]
        self._queue = [entry for entry in self._queue if entry not in waiting]
        for utterance, clause, end in waiting:
            later = end + self.now - max(paused, 0.0)
            self._queue.append((utterance, clause, later))
            self._later(later - self.now, events.ClausePlayed(utterance, clause))

    def _is_played(self, event: events.ClausePlayed) -> bool:
        """A pause makes an event that is already under way come too early."""
        due = [end for *which, end in self._queue if which == [event.utterance, event.clause]]
        return bool(due) and self._paused_at is None and self.now >= due[0] - 1e-6

    def _stop(self, utterance: int) -> None:
        waiting = [
            (clause, end) for number, clause, end in self._queue if number == utterance and end > self.now
        ]
        self._queue = []
        if waiting:
            clause, end = waiting[0]
            text = next(
                say.text
                for say in self.ordered(actions.Say)
                if (say.utterance, say.clause) == (utterance, clause)
            )
            heard = 1.0 - (end - self.now) / (0.06 * len(text))
            self._later(0.01, events.PlayoutStopped(utterance, clause, heard))
