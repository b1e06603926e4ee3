"""One episode as text, in virtual time: the real ``CallSession`` between a far side and a brain.

Nothing waits: sound is a frame of numbers, speech as long as its text, and whatever the session orders is
answered by an event some virtual time later. Barge-in is not simulated: a person lets us finish.
"""

from __future__ import annotations

from typing import Literal

from agent.call import actions, events
from agent.call.actions import Action, Message
from agent.call.briefing import Briefing
from agent.call.events import Event
from agent.call.reports import OwnerAsked, Report
from agent.call.session import CallSession
from agent.errors import EngineRefused, EngineUnavailable
from agent.practice.episodes.types import Act, FarSide, Step
from agent.practice.rehearsal.agenda import NEVER, Agenda
from agent.practice.rehearsal.circumstances import FRAME_SECONDS, Circumstances
from agent.practice.rehearsal.far_voice import SILENCE, FarVoice
from agent.practice.rehearsal.near_voice import SYNTHESIS_SECONDS, Clause, NearVoice
from agent.practice.rehearsal.played import Asked, Brain, Line, Played

LONGEST_SECONDS = 1800.0
TONE_KNOWN_SECONDS = 0.16
"""So long after its end a detector tells a tone."""


class TextCall:
    """``play`` gives the whole call; ``played`` grows meanwhile, so that a brain may look on."""

    def __init__(
        self,
        briefing: Briefing,
        far: FarSide,
        around: Circumstances | None = None,
    ) -> None:
        self._around = around or Circumstances()
        self._session = CallSession(briefing, self._around.hearing, self._around.limits)
        self._far = far
        self._theirs = FarVoice(self._around.noise, lambda one: self._line("far", one.text, one.acts))
        self._ours = NearVoice()
        self.played = Played()
        self._agenda = Agenda()
        self._heard = 0.0
        self._frame_at = NEVER
        self._quiet_since = 0.0
        self._far_leaves = self._gone = False
        self._dropped: set[int] = set()
        self._brain: Brain

    def play(self, brain: Brain) -> Played:
        self._brain = brain
        self._give(events.Started())
        self._give(events.Ringing())
        self._agenda.later(self._around.ring_seconds, self._answered)
        while self._goes_on():
            pass
        self.played.seconds = round(self._agenda.now, 3)
        return self.played

    # -- time --------------------------------------------------------------------------------

    def _goes_on(self) -> bool:
        """Let the next thing happen, if there is one."""
        agenda, deadline = self._agenda, self._session.deadline
        timer_at = NEVER if deadline is None else deadline
        at = min(agenda.next_at, self._frame_at, timer_at)
        if at > LONGEST_SECONDS:
            self.played.over = at == NEVER
            return False
        if agenda.next_at <= at:
            agenda.happen()
            return True
        agenda.now = max(agenda.now, at)
        if self._frame_at <= at:
            self._frame()
        else:
            self._give(events.TimePassed())
        return True

    def _give_later(self, seconds: float, event: Event) -> None:
        self._agenda.later(seconds, lambda: self._give(event))

    def _give(self, event: Event) -> None:
        for action in self._session.handle(event, self._agenda.now):
            self._carry_out(action)

    # -- the far side ------------------------------------------------------------------------

    def _answered(self) -> None:
        self._give(events.Answered())
        self._frame_at = self._agenda.now
        self._take(self._far.opens())

    def _take(self, step: Step) -> None:
        self._theirs.add(step.says)
        self._far_leaves = self._far_leaves or step.hangs_up
        self._quiet_since = self._agenda.now

    def _frame(self) -> None:
        """One frame of sound, and what the far side does when it is quiet."""
        waits = self._ours.playing and self._theirs.waits_to_speak
        speech, level, music = SILENCE if waits else self._theirs.frame(self._heard, FRAME_SECONDS)
        self._heard += FRAME_SECONDS
        self._frame_at = self._agenda.now + FRAME_SECONDS
        self._give(events.VoiceMeasured(speech, FRAME_SECONDS, level, music))
        for tone, end in self._theirs.take_tones():
            heard = events.BeepHeard(end) if tone == "beep" else events.ToneHeard(tone)  # type: ignore[arg-type]
            self._give_later(TONE_KNOWN_SECONDS, heard)
        if not self._theirs.idle or self._ours.playing:
            self._quiet_since = self._agenda.now
            return
        quiet = self._agenda.now - self._quiet_since
        if self._far_leaves:
            self._leg_gone("Normal Clearing", by_far=True)
        elif self._ours.has_spoken and quiet >= self._around.our_turn_over_seconds:
            self._take(self._far.hears(self._ours.take_turn()))
        elif quiet >= self._around.far_waits_seconds:
            self._take(self._far.silence())

    def _press(self, digits: str) -> None:
        for number, digit in enumerate(digits, start=1):
            self._agenda.later(self._around.key_seconds * number, lambda digit=digit: self._key(digit))  # type: ignore[misc]
        self._give_later(self._around.key_seconds * len(digits), events.KeysPressed(digits, "rfc4733"))

    def _key(self, digit: str) -> None:
        if digit == "w":
            return
        self._line("key", digit)
        step = self._far.key(digit)
        if step.says:
            self._theirs.cut(self._heard)
        self._take(step)

    def _leg_gone(self, reason: str, *, by_far: bool) -> None:
        if self._gone:
            return
        self._gone, self._frame_at = True, NEVER
        if self._ours.has_spoken:
            self._far.hears(self._ours.take_turn())
        self._give(events.CallEnded(200, reason, "far" if by_far else "us"))

    def _line(self, who: Literal["far", "near", "key"], text: str, acts: tuple[Act, ...] = ()) -> None:
        self.played.lines.append(Line(round(self._agenda.now, 2), who, text, acts))

    # -- what the session orders -------------------------------------------------------------

    def _carry_out(self, action: Action) -> None:
        match action:
            case actions.Tell(report):
                self._told(report)
            case actions.Say():
                self._say(action)
            case actions.StopSaying(utterance):
                self._stop(utterance)
            case actions.Transcribe(request, start, end):
                text = self._theirs.heard_between(start, end)
                self._give_later(self._around.ears_seconds, events.Transcribed(request, text))
            case actions.AskModel(request, messages, schema):
                self._agenda.later(self._around.model_seconds, lambda: self._ask(request, messages, schema))
            case actions.DropReply(request):
                self._dropped.add(request)
            case actions.PressKeys(digits):
                self._press(digits)
            case actions.HangUp(reason):
                self._agenda.later(self._around.leg_seconds, lambda: self._leg_gone(reason, by_far=False))

    def _told(self, report: Report) -> None:
        self.played.reports.append((round(self._agenda.now, 3), report))
        if isinstance(report, OwnerAsked):
            self.played.questions.append(report.text)
            if (answer := self._around.owner(report.text)) is not None:
                self._give_later(self._around.owner_seconds, events.OwnerAnswered(report.question, answer))

    def _ask(self, request: int, messages: tuple[Message, ...], schema: str) -> None:
        if request in self._dropped:
            return
        try:
            reply = self._brain.reply(messages, schema)
        except (EngineRefused, EngineUnavailable) as error:
            self._give(events.ModelFailed(request, str(error)))
            return
        self.played.asked.append(Asked(messages, reply))
        self._give(events.ModelWrote(request, reply))
        self._give(events.ModelFinished(request))

    def _say(self, say: actions.Say) -> None:
        clause = self._ours.queue(say, self._agenda.now)
        seconds = clause.end - clause.start
        self._give_later(SYNTHESIS_SECONDS, events.ClauseQueued(say.utterance, say.clause, seconds))
        self._agenda.later(clause.end - self._agenda.now, lambda: self._played_out(clause))

    def _played_out(self, clause: Clause) -> None:
        if self._ours.play(clause):
            self._line("near", clause.text)
            self._give(events.ClausePlayed(clause.utterance, clause.number))

    def _stop(self, utterance: int) -> None:
        stopped = self._ours.stop(self._agenda.now)
        if stopped is not None:
            clause, share = stopped
            self._line("near", clause.text[: int(share * len(clause.text))])
            self._give_later(0.01, events.PlayoutStopped(utterance, clause.number, share))
