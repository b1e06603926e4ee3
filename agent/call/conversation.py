"""Turn-taking: joins the ear with our replying, and knows whose turn it is.

What comes of it is fetched, not called back: ``take_far_turn`` when the far party has finished,
``take_reply`` when ours is over.
"""

from __future__ import annotations

from agent.audio.music import MUSIC
from agent.call import phrases
from agent.call.actions import PressKeys
from agent.call.digits import keys_seconds
from agent.call.ear import Ear, FarTurn
from agent.call.endpointing import Endpointer, Mark
from agent.call.events import VoiceMeasured
from agent.call.gate import Party
from agent.call.interrupting import interrupts
from agent.call.menu import options
from agent.call.patience import ANSWER_PAUSE, LONG, Patience
from agent.call.phase import OnSilence, Phase
from agent.call.reading import reading
from agent.call.repetition import Repetition
from agent.call.reply import Reply
from agent.call.replying import Replying
from agent.call.state import CallState
from agent.call.timers import Timer
from agent.call.turn import Signal, Turn

OPENING_SECONDS, UNHEARD_SECONDS = 2.0, 0.5
"""So long we wait for the far party to speak first; the second once it made a sound without words."""
MAILBOX_SECONDS = 1.0
"""So long after a voicemail's greeting we speak."""
HOLD_GREETING_SECONDS, HOLD_TURN_END_SECONDS = 0.4, 0.9
"""Nobody who has waited for us waits longer; within it most queues have begun to play again."""
KEYS_SLACK_SECONDS = 3.0
JUST_NOW_SECONDS = 1.0


class Conversation(Replying):
    def __init__(self, state: CallState) -> None:
        super().__init__(state)
        self.ear = Ear(state, Endpointer(state.hearing))
        self._patience = Patience(state.hearing)
        self._over_music = self._in_music = False
        """There is music, or was when what is heard over our own voice began: it may be its singer. And there
        was when they spoke alone: it is played where they are."""

    @property
    def open(self) -> bool:
        return self.turn is not Turn.SHUT

    def begin(self) -> None:
        """There is somebody to talk to."""
        self._signal(Signal.OPENED)

    # -- hearing -----------------------------------------------------------------------------

    def hear(self, event: VoiceMeasured) -> None:
        if not self.open:
            self.ear.skip(event)
            return
        so_far, asked = self.ear.text, self._asked
        over_us = self._replying and not self._state.rules.machine
        first_pause = ANSWER_PAUSE if over_us else self._patience.first_pause(asked)
        turn_end = self._turn_end_seconds(so_far, asked)
        marks = self.ear.hear(event, first_pause, turn_end, over_us=over_us)
        if Mark.STARTED in marks or Mark.RESUMED in marks:
            self.mind.think_no_further()
        if Mark.RESUMED in marks:
            self._patience.resumed(self.ear.pause_seconds, so_far)
        if Mark.STARTED in marks:
            self._signal(Signal.SPEECH_STARTED)
            self._state.timers.clear(Timer.OPENING, Timer.SILENCE_PROMPT, Timer.MAILBOX)
            if not self._replying:
                self._state.timers.clear(Timer.FILLER)
        if over_us:
            self._over_music = event.music >= MUSIC or (self._over_music and self.ear.speaking)
            self._heard_while_replying(marks)
        else:
            self._over_music = False
            if self.ear.speaking:
                self._in_music = event.music >= MUSIC
            self.mouth.release()
        if Mark.ENDED in marks:
            self._signal(Signal.SPEECH_ENDED)
            if not self._replying:
                self._expect_reply(self.ear.spoke_at)

    def think_ahead(self) -> None:
        """They pause: if what they said could be all, the model may begin on it."""
        text = self.ear.text
        if self.turn is Turn.HEARING and self._patience.seconds(text, self._asked) < LONG:
            self.mind.think_ahead(reading(self._state.dialogue.next_id, text, self._state.book))

    def take_far_turn(self) -> FarTurn | None:
        """What was said, once it is known; a turn without words is none and is forgotten here,
        unless somebody surely answered what we asked."""
        if self._replying and interrupts(self.ear.take_aside(), sung=self._over_music):
            self._break_off()
        turn = self.ear.take_turn() if not self.mouth.stopping else None
        if turn is None or turn.text or turn.unclear or (turn.spoken and self._answer_due):
            return turn
        self._signal(Signal.NOTHING_SAID)
        self.rest()
        return None

    def enter_far_turn(self, turn: FarTurn) -> None:
        """Put it into the transcript; it then waits for an answer."""
        self.mouth.settle()
        dialogue = self._state.dialogue
        content = reading(dialogue.next_id, turn.text, self._state.book)
        taken = dialogue.add("user", turn.text, turn.start_seconds, turn.end_seconds, content=content)
        offered = options(turn.text)
        self.admission.way_out.heard(offered)
        menu = self._state.keys_offered = bool(offered)
        self._state.gate.heard(taken.id, turn.text, Party.MENU if menu else Party.PERSON)
        self._repetition.heard(turn.text)
        self._stops.clear()
        self._state.tell(taken)
        self._heard_at, self._heard_turn = self.ear.spoke_at, taken.id
        self._state.timers.clear(Timer.SILENCE_END)
        self._signal(Signal.NOTHING_SAID)

    # -- whose turn it is --------------------------------------------------------------------

    def press(self, keys: str) -> None:
        """Press ``keys``. What a menu says until then is not answered any more."""
        self.ear.ignore()
        self.unanswered = False
        self.admission.way_out.pressed(keys)
        self._state.order(PressKeys(keys))
        self._state.after(Timer.KEYS, keys_seconds(keys) + KEYS_SLACK_SECONDS)
        self._signal(Signal.KEYS_ORDERED)

    def keys_out(self) -> None:
        """They are pressed, or could not be."""
        self._state.timers.clear(Timer.KEYS)
        self.ear.listen()
        if self.turn is Turn.PRESSING:
            self._signal(Signal.REPLY_OVER)
            self.rest()

    def rest(self) -> None:
        """Our turn is over, or there was none: see who has it now, and how long to wait for that."""
        if self.mouth.open and not self.mind.asked and self.reply is None:
            # A filler went out and there is nothing to follow it.
            self.reply = Reply("")
            self.mouth.finish()
            self._signal(Signal.CLAUSE_SAID)
        # "Yes" over the last words of our question is its answer; over anything else it was assent.
        self.ear.bring_back(JUST_NOW_SECONDS if self._asked.endswith("?") else 0.0)
        if self.ear.busy:
            self._signal(Signal.SPEECH_STARTED)
        if self.ear.ended:
            self._signal(Signal.SPEECH_ENDED)
        if not self.listening:
            return
        state = self._state
        state.timers.clear(Timer.FILLER)
        if state.phase is Phase.DIALING:
            state.after(Timer.OPENING, OPENING_SECONDS if self.ear.spoke_at is None else UNHEARD_SECONDS)
        if state.phase is Phase.VOICEMAIL:
            state.after(Timer.MAILBOX, MAILBOX_SECONDS)
        if state.rules.silence is OnSilence.NOTHING:
            return
        state.after(Timer.SILENCE_PROMPT, state.limits.silence_prompt_seconds)
        if not state.timers.running(Timer.SILENCE_END):
            state.after(Timer.SILENCE_END, state.limits.silence_end_seconds)

    def interrupt(self) -> None:
        """Stop whatever we are about; it is still owed an answer."""
        self.unanswered = self.unanswered or self._replying
        self.mind.drop()
        self.mouth.stop(self.ear.started_at)
        self.reply = None
        self._state.timers.clear(Timer.FILLER)
        self._signal(Signal.INTERRUPTED)

    def give_way(self, machine: Phase, why: str) -> None:
        """It is a machine that speaks: nothing is owed to it, whatever we took it for."""
        self.interrupt()
        self.unanswered = False
        self._state.enter(machine, why)

    def quiet(self) -> None:
        """Stop whatever we and they are about, and listen afresh: who speaks next may be somebody else, to
        whom nothing was said yet."""
        self.interrupt()
        self._repetition = Repetition()
        self.ear.discard()
        self._state.timers.clear(Timer.SILENCE_PROMPT, Timer.SILENCE_END, Timer.OPENING)
        self._signal(Signal.NOTHING_SAID)

    def forget_turn(self) -> None:
        """Nobody is speaking to us: what is being said is a recording's, and known."""
        self.ear.discard()
        self._signal(Signal.NOTHING_SAID)

    def shut(self) -> None:
        """Nobody is spoken to any more."""
        self.quiet()
        self._signal(Signal.CLOSED)

    def close(self) -> None:
        """The call is over: what was heard of us is entered, what is left of theirs is recognised."""
        self.mouth.abandon()
        self.mind.think_no_further()
        self.mind.close()
        self.ear.finish()
        self._signal(Signal.CLOSED)

    # -- inside ------------------------------------------------------------------------------

    @property
    def _asked(self) -> str:
        """What we said last, where they have said nothing since."""
        ours = [turn.text for turn in self._state.dialogue.turns[-2:] if turn.role == "assistant"]
        return ours[-1] if ours else ""

    @property
    def _answer_due(self) -> bool:
        """We asked something; whoever is asked to repeat it in vain is not asked again."""
        talking = self._state.phase is Phase.ACTIVE_CONVERSATION
        return talking and self._asked.endswith("?") and self._asked != phrases.REPEAT

    def _turn_end_seconds(self, so_far: str, asked: str) -> float:
        if self._state.phase is Phase.HOLD_WAITING:
            return HOLD_GREETING_SECONDS if self._state.greeted else HOLD_TURN_END_SECONDS
        if self._state.rules.machine:
            return self._state.hearing.menu_turn_end_seconds
        seconds = self._patience.seconds(so_far, asked, greeted=self._state.greeted)
        # Who has nothing to say yet can as well go on listening.
        return max(LONG, seconds) if self.mind.ponders else seconds

    def _heard_while_replying(self, marks: list[Mark]) -> None:
        """Be silent as soon as they may be speaking; break off once it is more than a sound or a word of
        assent, and go on if it was not. Once we speak, over music, which may be singing, only words count;
        where it was not there when they spoke not even these. A room full of people is nobody."""
        speaking = self.turn is Turn.SPEAKING
        sung = speaking and self._over_music
        nobody = (sung and not self._in_music) or (speaking and self.ear.talking_over.many)
        if self.ear.speech_seconds >= self._state.hearing.barge_in_seconds and not (nobody or sung):
            self._break_off()
            return
        if self.turn not in (Turn.THINKING, Turn.SPEAKING):
            return
        if Mark.PAUSED in marks:
            if nobody:
                self.ear.discard()
            else:
                self.ear.set_aside()
        if not (nobody or sung) and (self.ear.stirring or (speaking and self.ear.talking_over.may_speak)):
            self.mouth.hold()
        else:
            self.mouth.release()

    def _break_off(self) -> None:
        self.ear.bring_back(JUST_NOW_SECONDS)
        self.interrupt()
