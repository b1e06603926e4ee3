"""Our side of the turn-taking: what the model writes, the gate lets pass and the voice says.

What comes of it is fetched, not called back: ``take_reply`` when ours is over, text and sound.
"""

from __future__ import annotations

from dataclasses import replace

from agent.call import phrases
from agent.call.actions import WarmModel
from agent.call.admission import Admission
from agent.call.events import ClausePlayed, ClauseQueued, ModelFinished, ModelWrote
from agent.call.gate import Party, Stopped
from agent.call.mind import Mind
from agent.call.mouth import Mouth
from agent.call.repetition import WHY, Repetition
from agent.call.reply import ACTIONS, Broken, Reply
from agent.call.state import CallState
from agent.call.timers import Timer
from agent.call.turn import Signal, Turn, after

FILLER_SECONDS = 2.4
"""So long after the last word nothing may be heard; with its synthesis a filler is there before 3 s."""
FILLER_AGAIN_SECONDS = 6.0
SOON_SECONDS = 0.1
MODEL_TRIES = 2
MOST_FAILURES = 3
"""So many replies in a row that could not be had end the call."""

GIVE_UP, ASK_AGAIN = "give_up", "ask_again"
"""What a reply of our own does that the model has no word for: end the call; have the model write another."""
_GOES_ON = frozenset({"none", "wait", "press", "ask_owner"})


class Replying:
    """What ``Conversation`` has besides its ear; ``turn`` is of both."""

    def __init__(self, state: CallState) -> None:
        self._state = state
        self.mind = Mind(state)
        self.mouth = Mouth(state)
        self.admission = Admission(state)
        self.turn = Turn.SHUT
        self.unanswered = False
        """Something was said, or became known, that waits for the model's reply."""
        self.failures = 0
        self._tries = 0
        self._stops: list[Stopped] = []
        """Why the gate stopped a clause of each of the last replies, all to the same turn."""
        self._repetition = Repetition()
        self.reply: Reply | None = None
        """What is done when what is being said is over."""
        self._heard_at: float | None = None
        self._heard_turn = ""

    @property
    def listening(self) -> bool:
        """Nobody speaks and nothing is under way."""
        return self.turn is Turn.LISTENING

    def ask(self) -> None:
        self.unanswered = False
        self._state.timers.clear(Timer.SILENCE_PROMPT, Timer.OPENING)
        self._repetition.begin()
        self.mind.ask()
        self._signal(Signal.ASKED)
        if not self._state.timers.running(Timer.FILLER):
            self._expect_reply(self._heard_at)

    def say(self, text: str, do: str = "none", arg: str = "", options: tuple[str, ...] = ()) -> None:
        """Say a phrase of ours in place of the model's reply, then do ``do``."""
        self.mind.drop()
        self._state.timers.clear(Timer.FILLER, Timer.OPENING, Timer.SILENCE_PROMPT)
        self.mouth.say(text)
        self.mouth.forget()
        self.mouth.finish()
        self.reply = Reply(text, do, arg, options=options)
        self._signal(Signal.CLAUSE_SAID)

    def wrote(self, event: ModelWrote) -> None:
        if not self.mind.is_current(event.request):
            return
        text = self._repetition.wrote(self.mind.wrote(event))
        if text and not self._mute and self.mouth.write(text):
            self._clause_said()
        if self.mouth.stopped_by is not None:
            self.mind.drop()
            self._not_said(self.mouth.stopped_by)
        elif self.mind.rambles:
            self.mind.drop()
            self.reply_failed("too long")

    def finished(self, event: ModelFinished) -> Reply | None:
        """The reply, where it is one and may be given."""
        if not self.mind.is_current(event.request):
            return None
        reply: Reply | Broken | Stopped = self.mind.finished(event)
        if isinstance(reply, Reply):
            if self._repetition.repeats:
                self._state.trouble("model", "repeated")
                self._repetition.refuse()
                self.mouth.forget()
                self.ask_again(WHY)
                return None
            reply = self.admission.permitted(reply)
        if isinstance(reply, Broken):
            self.reply_failed(reply.why)
            return None
        stopped = reply if isinstance(reply, Stopped) else self._stopped(reply)
        if isinstance(reply, Stopped) or stopped is not None:
            assert stopped is not None
            self._not_said(stopped)
            return None
        self.failures = self._tries = 0
        self._state.timers.clear(Timer.SILENCE_END)
        self._repetition.said(reply.say)
        if self._repetition.endless:
            self._state.trouble("model", "it says the same over and over")
            reply = replace(reply, do=GIVE_UP)
        self.reply = reply
        return reply

    def reply_failed(self, why: str) -> None:
        """Ask once more, then say so; what was said already stands."""
        self._state.trouble("model", why)
        self.mind.close()
        self.mouth.forget()
        if self.turn is Turn.SPEAKING:
            self._tries = 0
            self.reply = Reply("")
            self.mouth.finish()
            return
        self._tries += 1
        if self._tries < MODEL_TRIES:
            self.ask()
            return
        self._tries = 0
        self.failures += 1
        if self.failures < MOST_FAILURES and not self._state.rules.machine:
            self.say(phrases.SAY_AGAIN)
        else:
            self.reply = Reply("", GIVE_UP if self.failures >= MOST_FAILURES else "wait")
            self.mouth.finish()

    def ask_again(self, why: str) -> None:
        """Have another reply written, now that ``why`` one was not said is known to the model."""
        self._state.dialogue.keep("system", f"[not said] {why}")
        if self.listening:
            self.unanswered = True
        else:
            self.ask()

    def take_reply(self) -> Reply:
        """Our reply, now that the last of its sound is out (``mouth.over``)."""
        reply, self.reply = self.reply, None
        assert reply is not None
        if reply.do in ACTIONS:
            self.mouth.close(reply.do, reply.arg)
        else:
            self.mouth.close()
        self._state.timers.clear(Timer.FILLER)
        self._heard_at = None
        self._signal(Signal.REPLY_OVER)
        if reply.do in _GOES_ON and self._state.rules.answers:
            # While they speak: the next prompt begins with all of this.
            self._state.order(WarmModel((*self._state.head, *self._state.dialogue.messages)))
        return reply

    # -- sound and time ----------------------------------------------------------------------

    def queued(self, event: ClauseQueued) -> None:
        if self.mouth.queued(event):
            self._state.timing("voice_to_voice", self._heard_at, self._heard_turn)
            self._heard_at = None

    def played(self, event: ClausePlayed) -> None:
        self.mouth.played(event)
        if self.mouth.open and self.mouth.silent and self.mind.asked:
            # The model stopped in the middle of what it says.
            self._expect_reply(self._state.now)

    def fill(self) -> None:
        """Nothing was heard for too long while something of ours is late."""
        again = self.mouth.begun
        if self.mouth.silent:
            self.mouth.say(phrases.STILL_THERE if again else phrases.ONE_MOMENT)
        self._state.after(Timer.FILLER, FILLER_AGAIN_SECONDS)

    # -- inside ------------------------------------------------------------------------------

    @property
    def _replying(self) -> bool:
        return self.mind.asked or self.mouth.open

    def _signal(self, signal: Signal) -> None:
        self.turn = after(self.turn, signal)

    def _expect_reply(self, silent_since: float | None) -> None:
        state = self._state
        if state.rules.answers and not state.rules.machine:
            since = state.now if silent_since is None else silent_since
            state.timers.set(Timer.FILLER, max(state.now + SOON_SECONDS, since + FILLER_SECONDS))

    def _clause_said(self) -> None:
        self._state.timers.clear(Timer.FILLER)
        self._signal(Signal.CLAUSE_SAID)

    @property
    def _mute(self) -> bool:
        """Who offers keys hears none of our words: what is said besides the keys is left out."""
        return self._state.party is Party.MENU

    def _stopped(self, reply: Reply) -> Stopped | None:
        """Why a complete reply is not the one to give."""
        stopped = self._last_words(reply)
        waits = reply.do in ("none", "wait") and not reply.say.strip()
        if self._stops and waits and not self.mouth.begun and not self._state.rules.machine:
            # They would wait for what was stopped.
            return stopped or self._stops[-1]
        return stopped

    def _last_words(self, reply: Reply) -> Stopped | None:
        """Say what is left of a complete reply; the gate's word where a clause of it may not be said."""
        rest = self._repetition.rest() if self.mind.streamed else reply.say
        said = bool(rest) and not self._mute and self.mouth.write(rest)
        if self.mouth.stopped_by is None and (self.mouth.finish() or said):
            self._clause_said()
        return self.mouth.stopped_by

    def _not_said(self, stopped: Stopped) -> None:
        """The gate let a clause not pass: nothing more of the reply is said. Say what is right instead, where
        that is known; else ask once more, then say what is safe."""
        self._state.trouble("gate", stopped.why)
        self.mind.close()
        self.mouth.forget()
        self._stops.append(stopped)
        if stopped.instead:
            self._state.dialogue.keep("system", f"[not said] {stopped.why}")
            self.say(stopped.instead)
        elif len(self._stops) >= MODEL_TRIES:
            self._be_safe(stopped)
        elif self.turn is Turn.SPEAKING:
            self.reply = Reply("", ASK_AGAIN, stopped.why)
            self.mouth.finish()
        else:
            self.ask_again(stopped.why)

    def _be_safe(self, stopped: Stopped) -> None:
        self._state.dialogue.keep("system", f"[not said] {stopped.why}")
        safe = self.admission.safe(stopped)
        if safe.say:
            self.say(safe.say, safe.do, safe.arg, safe.options)
        else:
            self.reply = safe
            self.mouth.finish()
