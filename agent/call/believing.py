"""What is believed to be at the other end, told whenever it changes."""

from __future__ import annotations

from agent.call.events import VoiceMeasured
from agent.call.phase import Phase
from agent.call.recorded_voice import read
from agent.call.reports import Believed
from agent.call.speaker import Speaker
from agent.call.state import CallState
from agent.call.who_answered import SPEAKERS, STEP, Answer, Belief, WhoAnswered

LOOK_SECONDS = 0.25
"""So often, in heard time, is it asked what the cadence tells."""
READS = "en"
"""The language that ``agent.call.recorded_voice`` was trained on."""
_DECIDES = frozenset({Answer.VOICEMAIL, Answer.SCREENING, Answer.MAILBOX_UNAVAILABLE, Answer.NOT_IN_SERVICE})
"""What a belief may make of the first words, where they tell nothing alone; a queue only if they read like
one's, for music is heard in rooms, too."""
_BY_WORDS = frozenset({Answer.PERSON, Answer.UNSURE, Answer.NOTHING})
"""What on hold only words tell: singers and recordings rest as people do."""


class Believing:
    def __init__(self, state: CallState) -> None:
        self._state = state
        self._who = WhoAnswered(state.hearing.speech_probability, state.briefing.language)
        self._told: Belief | None = None
        self._answered = False
        self._look_at = 0.0

    @property
    def what(self) -> Answer:
        return self._who.belief.what

    @property
    def brief(self) -> bool:
        """What was said so far is as short as a greeting."""
        return self._who.brief

    def begin(self) -> None:
        """We called, and it was answered."""
        self._answered = True

    def hear(self, event: VoiceMeasured, *, music: bool) -> None:
        if not self._answered:
            return
        self._who.hear(event)
        self._who.music(on=music)
        if self._state.heard >= self._look_at:
            if self._state.heard_out:
                self._who.heard_us()
            self._look_at = self._state.heard + LOOK_SECONDS
            self._tell()

    def said(self, speaker: Speaker, text: str) -> Speaker:
        """``speaker`` by the words of the turn so far; who it is with all else that is known."""
        if not self._answered:
            return speaker
        first = self._state.phase is Phase.DIALING
        reads = first and self._state.briefing.language.lower().startswith(READS)
        self._who.said(speaker, text, read(text).kinds if reads else None)
        self._tell()
        what = self.what
        decides = what in _DECIDES or (what is Answer.QUEUE and self._who.read is what)
        return SPEAKERS[what] if first and speaker is Speaker.UNKNOWN and decides else speaker

    def turn_over(self) -> None:
        self._who.turn_over()

    def tone(self, name: str) -> None:
        self._who.tone(name)
        self._tell()

    def beep(self) -> None:
        if self._answered:
            self._who.beep()
            self._tell()

    def _tell(self) -> None:
        belief, told = self._who.belief, self._told
        if self._state.phase is Phase.HOLD_WAITING and belief.what in _BY_WORDS and "words" not in belief.why:
            return
        if told is None or belief.what is not told.what or abs(belief.sure - told.sure) >= STEP:
            self._told = belief
            self._state.tell(Believed(belief.what, belief.sure, belief.why))
