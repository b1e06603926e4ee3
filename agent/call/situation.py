"""Who or what is at the other end, and so which phase the call is in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.call import phrases
from agent.call.agreement import confirms
from agent.call.answer_phrases import DECLINES, in_language, plain
from agent.call.background import Background
from agent.call.believing import Believing
from agent.call.briefing import MenuStep
from agent.call.conversation import Conversation
from agent.call.deeds import NOT_IN_SERVICE, Deeds
from agent.call.ear import FarTurn
from agent.call.endpointing import LEAD_SECONDS
from agent.call.events import BeepHeard, Transcribed, VoiceMeasured
from agent.call.hold_words import Words
from agent.call.holding import HOLD_FROM, Holding
from agent.call.listener import Listener, PhraseListener
from agent.call.machine_asks import announces
from agent.call.machine_question import asks_if_machine
from agent.call.mailbox import REACHED, TAKES_NOTHING, Mailbox
from agent.call.menu import options
from agent.call.menus import Menus
from agent.call.opening import asks_more, machine_answer
from agent.call.phase import OnSilence, OnWatchdog, Phase
from agent.call.queue_news import QueueNews, queue_news
from agent.call.reports import NetworkTone, SoundHeard
from agent.call.screening import NOT_TAKEN, Screening
from agent.call.speaker import Speaker
from agent.call.state import CallState
from agent.call.timers import Timer
from agent.call.who_answered import Answer

UNDECIDED_SECONDS = 30.0
"""After the answer: if by then it is not known who or what answered, we speak first."""
OPENING_MOST_SECONDS = 6.0
"""So long we wait at most where it is not quiet."""
GOES_ON_SECONDS = 0.1
"""A voice is heard so soon behind a beep that it was a vowel of its own."""
YES_WORDS = 3
SOUNDING_SECONDS = 1.0
SILENCE_END_AGAIN_SECONDS = 2.0

_SOMEBODY_FROM = frozenset({Phase.DIALING, Phase.SCREENING})
"""Whoever says anything here that is neither menu nor announcement is a person."""
_TALKS = frozenset({Speaker.PERSON, Speaker.UNKNOWN})
_OFFERED = (Speaker.MENU, Speaker.VOICEMAIL)
"""What a queue seems to be that offers something else: "to leave a message instead, press one"."""
_SPEAK_UP = re.compile(
    r"\b(?:please (?:say|tell|enter)|(?:say|tell (?:me|us)|describe)\b.* (?:words?|sentence))\b"
)

_LEAVES = {
    Speaker.VOICEMAIL: REACHED,
    Speaker.UNAVAILABLE: TAKES_NOTHING,
    Speaker.NOT_IN_SERVICE: NOT_IN_SERVICE,
}
"""What is left of a call that such a machine has ended."""
_SILENCE_PHRASES = {OnSilence.ASK: phrases.HELLO, OnSilence.REASSURE: phrases.STILL_THERE}


class Situation:
    def __init__(
        self, state: CallState, talk: Conversation, deeds: Deeds, known: Sequence[MenuStep] = ()
    ) -> None:
        self._state = state
        self._talk = talk
        self._deeds = deeds
        self._mailbox = Mailbox(state, talk, deeds)
        self._screening = Screening(state, talk, deeds)
        self._believing = Believing(state)
        self.menus = Menus(state, talk, deeds, known)
        self._greeted = False
        self._listener: Listener = PhraseListener(state.briefing.language)
        self._declines = in_language(DECLINES, state.briefing.language)
        self._background = Background(state.hearing.speech_probability)
        self._seemed_sung = False
        """All that tells of a queue is words that seemed to be sung."""
        self.holding = Holding(state, talk, deeds)

    def answered(self) -> None:
        """Whoever answers a business's telephone speaks first; whoever is called does."""
        if self._state.calling:
            self._believing.begin()
            # What rang is no music.
            self._background = Background(self._state.hearing.speech_probability)
            self._state.after(Timer.PHASE, UNDECIDED_SECONDS)
            self._talk.rest()
        else:
            self._open("we were called")

    # -- what is heard -----------------------------------------------------------------------

    def sound(self, event: VoiceMeasured) -> None:
        self._background.hear(event)
        state, background = self._state, self._background
        self._believing.hear(event, music=background.music)
        self._mailbox.hear(event)
        if background.music and state.calling and self._talk.listening and state.phase in HOLD_FROM:
            self.holding.begin("music", music=True)
        if state.phase is Phase.HOLD_WAITING:
            self.holding.hear(event, background)

    def beep_heard(self, event: BeepHeard) -> None:
        self._state.tell(SoundHeard("beep", round(event.end_seconds, 3)))
        if self._state.phase is Phase.ACTIVE_CONVERSATION and self._background.music:
            # A note: somebody has spoken, and now there is music.
            return
        if self._state.phase is not Phase.VOICEMAIL and self._talk.ear.hears_voice(GOES_ON_SECONDS):
            # A vowel: the voice goes on behind it.
            return
        self._believing.beep()
        self._screening.beeped()
        voicemail = self._believing.what is Answer.VOICEMAIL and self._talk.ear.spoke_at is not None
        seemed_sung = self._seemed_sung and not self._background.music
        if voicemail and (seemed_sung or self._state.phase is not Phase.HOLD_WAITING):
            # Its greeting was not understood.
            self._mailbox.reached()
        self._mailbox.beeped(event.end_seconds)

    def tone_heard(self, name: str) -> None:
        self._believing.tone(name)
        self.holding.tone(name)

    def heard_so_far(self, event: Transcribed) -> None:
        """Who speaks may be known before the turn is over; a menu's ends later than a person's."""
        text = self._talk.ear.transcribed(event)
        if not text or not self._talk.open:
            return
        words = self._words(text, self._talk.ear.so_far.start_seconds)
        self._machine(words.speaker, text)
        menu = self.menus.speaks(words.speaker, text)
        phase = self._state.phase
        if phase is Phase.HOLD_WAITING and words.speaker is Speaker.HOLD:
            self.holding.announced(text)
        brief = phase is Phase.DIALING and words.speaker is Speaker.UNKNOWN and self._believing.brief
        brief = brief or (phase is Phase.HOLD_WAITING and self.holding.greeted_by(words))
        greets = words.speaker is Speaker.PERSON or brief
        told = phase is Phase.HOLD_WAITING and words.speaker is Speaker.HOLD
        self._state.greeted = told or (greets and phase in (Phase.DIALING, Phase.HOLD_WAITING))
        if not menu and self._machine_ends(words):
            self._state.enter(Phase.ACTIVE_CONVERSATION, "a person speaks")
        if menu and self._state.phase is Phase.IVR_NAVIGATION:
            self.menus.heard_so_far(text)
        elif words.speaker in _TALKS and self._model_would_answer(text):
            self._talk.think_ahead()

    def far_turn(self, turn: FarTurn) -> None:
        self._state.greeted = False
        words = self._words(turn.text, turn.start_seconds) if turn.text else None
        far_below = self._background.far_below
        self._background.next_turn()
        if words is None:
            self._not_understood()
            return
        self._talk.enter_far_turn(turn)
        if not self._talk.open:
            self._last_words(turn.text)
            return
        self._believing.turn_over()
        before = self._state.phase
        if not self.menus.heard(words.speaker, turn.text):
            self._place(words)
        after = self._state.phase
        room_music = far_below or (words.over_music and before is not after)
        if room_music and after is Phase.ACTIVE_CONVERSATION:
            self._background.of_person()
        if not self._talk.open:
            return
        if not self._state.rules.answers:
            self._talk.rest()
            self._screening.turn_over()
        elif self._asks_what_we_are(turn.text):
            self._talk.say(machine_answer(self._state))
            self._talk.unanswered = self._talk.unanswered or asks_more(turn.text)
        else:
            self._talk.unanswered = True

    def answer(self) -> None:
        """Our turn: ``greeting`` if it is the first to a person, otherwise what the model writes."""
        if self._state.calling and self._state.phase is Phase.ACTIVE_CONVERSATION and self._greet():
            return
        if self._state.phase is not Phase.IVR_NAVIGATION or not self.menus.answer():
            self._talk.ask()

    def _asks_what_we_are(self, text: str) -> bool:
        return self._state.gated and not self._state.rules.machine and asks_if_machine(text)

    def _model_would_answer(self, text: str) -> bool:
        """Whether it is the model's to answer ``text``, if that is all."""
        talking = self._state.phase is Phase.ACTIVE_CONVERSATION
        return talking and not self._greeting_due and not self._asks_what_we_are(text)

    def _words(self, text: str, start: float) -> Words:
        """``start``: of the turn with its lead, in heard time."""
        behind = self.holding.behind_announcement(text)
        if behind and self._listener.who(behind) is Speaker.PERSON:
            text = behind
        speaker = self._believing.said(self._listener.who(text), text)
        tells = self._state.phase is Phase.DIALING and queue_news(text) != QueueNews()
        if tells or (speaker in _OFFERED and self.holding.offers(text)):
            speaker = Speaker.HOLD
        background = self._background
        return Words(
            text,
            speaker,
            over_music=background.under_turn,
            after_music=background.music_before,
            recorded=background.recorded,
            music_again=background.sounding,
            sound_again=background.again or background.loud_behind,
            loud_behind=background.loud_behind,
            loud_before=background.loud_before,
            above_music=background.far_below and (background.under_turn or background.sounding),
            sung=background.playing.sung,
            seconds=background.said_seconds,
            since=max(0.0, self._state.heard - start - LEAD_SECONDS),
        )

    def _machine_ends(self, words: Words) -> bool:
        """Whether a person speaks where a recorded voice was the last to."""
        if self._state.phase is Phase.HOLD_WAITING:
            return self.holding.ended_by(words)
        in_menu = self._state.phase is Phase.IVR_NAVIGATION
        return words.speaker is Speaker.PERSON and in_menu and not options(words.text)

    def _place(self, words: Words) -> None:
        speaker, text = words.speaker, words.text
        if self._ended_by(speaker):
            return
        self._machine(speaker, text)
        self._seemed_sung = self._seemed_sung and speaker is not Speaker.HOLD
        phase = self._state.phase
        if phase is Phase.SCREENING and self._screened(speaker, text):
            return
        if phase is Phase.HOLD_WAITING:
            self.holding.said(words)
        elif speaker is Speaker.HOLD:
            if phase in HOLD_FROM:
                self.holding.begin("asked to wait", asked=True)
                self.holding.told(text)
        elif phase is Phase.VOICEMAIL and speaker is Speaker.PERSON and not self._mailbox.has_beeped:
            self._state.enter(Phase.ACTIVE_CONVERSATION, "a person speaks")
        elif phase is Phase.DIALING and words.with_music and speaker is Speaker.UNKNOWN:
            # A song, or an announcement in words that we do not know. Who speaks to us stops the music. So
            # little may be a greeting in a room with music, or with noise like it.
            brief = self._believing.what is Answer.PERSON and not words.loud_behind
            self._seemed_sung = True
            self.holding.begin("words with music", music=True)
            self.holding.said(words, brief=brief)
        elif phase in _SOMEBODY_FROM or (
            phase is Phase.IVR_NAVIGATION and (self._just_connected or self._says_yes)
        ):
            self._state.enter(Phase.ACTIVE_CONVERSATION, "somebody speaks")

    def _machine(self, speaker: Speaker, text: str) -> None:
        """A voicemail's greeting, or call screening, so far."""
        if speaker is Speaker.VOICEMAIL:
            self._mailbox.reached()
        elif speaker is Speaker.SCREENING:
            self._screening.reached(text)

    def _ended_by(self, speaker: Speaker) -> bool:
        """Nobody can be reached here, and nothing left."""
        if speaker is Speaker.UNAVAILABLE and (
            self._mailbox.possible or self._state.phase is Phase.VOICEMAIL
        ):
            self._mailbox.takes_nothing()
        elif speaker is Speaker.NOT_IN_SERVICE and self._state.phase is Phase.DIALING:
            self._state.tell(NetworkTone("not-in-service"))
            self._deeds.settle(NOT_IN_SERVICE)
            self._deeds.hang_up("the number is not in service")
        else:
            return False
        return True

    def _last_words(self, text: str) -> None:
        """They have gone: what a machine was is known by what it said."""
        phase, speaker = self._state.phase, self._listener.who(text)
        if phase is Phase.SCREENING and self._declines.search(plain(text)):
            self._deeds.settle(NOT_TAKEN)
        elif self._state.calling and phase is Phase.DIALING and speaker in _LEAVES:
            self._deeds.settle(_LEAVES[speaker])

    def _screened(self, speaker: Speaker, text: str) -> bool:
        """Whether what was said is call screening's own."""
        if self._screening.due or speaker is Speaker.SCREENING:
            return True
        declined = self._declines.search(plain(text)) is not None
        if declined and speaker is not Speaker.HOLD:
            self._screening.decline()
        return declined and speaker is not Speaker.HOLD

    @property
    def _says_yes(self) -> bool:
        """What was said last confirms what we asked, and no key was offered: it was a person's greeting that
        sounded like a menu's."""
        *before, last = self._state.dialogue.turns
        asked = bool(before) and before[-1].role == "assistant" and before[-1].text.endswith("?")
        offered = any(options(turn.text) for turn in before if turn.role == "user")
        return asked and not offered and len(last.text.split()) <= YES_WORDS and confirms(last.text)

    @property
    def _just_connected(self) -> bool:
        """What was said last came right after a key of ours, or an announcement, and is no menu that wants to
        be spoken to."""
        turns = self._state.dialogue.turns
        if announces(turns[-1].text):
            return False
        before = turns[-2] if len(turns) > 1 else None
        pressed = before is not None and (before.tool == "press" or announces(before.text))
        return (pressed or self.menus.answered) and _SPEAK_UP.search(turns[-1].text.lower()) is None

    def _not_understood(self) -> None:
        if self._state.rules.answers and not self._state.rules.machine:
            self._talk.say(phrases.REPEAT)
        else:
            self._talk.rest()

    # -- nobody speaks -----------------------------------------------------------------------

    def nobody_spoke_first(self) -> None:
        if self._background.sounding:
            # Music, or a tone: nobody would hear us.
            self._state.after(Timer.OPENING, SOUNDING_SECONDS)
        elif self._background.moves and self._background.heard_seconds < OPENING_MOST_SECONDS:
            # Soft music is known late.
            self._state.after(Timer.OPENING, SOUNDING_SECONDS)
        else:
            self._open("nobody spoke first")

    def greeting_over(self) -> None:
        """A voicemail has been silent for a second: it listens, unless its tone, or music, sounds or is to
        come."""
        if self._state.phase is Phase.SCREENING:
            self._screening.waited()
        elif self._background.sounding:
            self._state.after(Timer.MAILBOX, SOUNDING_SECONDS)
        elif (seconds := self._mailbox.beep_due_seconds) > 0.0:
            self._state.after(Timer.MAILBOX, seconds)
        else:
            self._mailbox.speak()

    def silence(self) -> None:
        silence = self._state.rules.silence
        if silence is OnSilence.HOLD:
            self.menus.silent()
            self.holding.begin("silence")
        else:
            self._talk.say(_SILENCE_PHRASES[silence])

    def silence_too_long(self) -> None:
        if self._state.rules.silence is not OnSilence.ASK:
            return
        if self._talk.listening:
            self._deeds.wrap_up(phrases.NOBODY_GOODBYE, "nobody speaks")
        else:
            self._state.after(Timer.SILENCE_END, SILENCE_END_AGAIN_SECONDS)

    def phase_too_long(self) -> None:
        phase, rules = self._state.phase, self._state.rules
        if phase is Phase.SCREENING:
            self._screening.not_taken()
            return
        match rules.on_watchdog:
            case OnWatchdog.OPEN:
                self._open("it is not known who answered")
            case OnWatchdog.GO_ON:
                self._deeds.owner_silent()
            case _:
                self._deeds.hang_up(f"too long in {phase}")

    def _open(self, why: str) -> None:
        """Speak first."""
        self._state.enter(Phase.ACTIVE_CONVERSATION, why)
        if not (self._talk.listening and self._greet()):
            self._talk.unanswered = True

    @property
    def _greeting_due(self) -> bool:
        return bool(self._state.briefing.greeting) and not self._greeted

    def _greet(self) -> bool:
        """Say ``greeting``, where there is one and it was not said."""
        due = self._greeting_due
        if due:
            self._greeted, self._talk.unanswered = True, False
            self._talk.say(self._state.briefing.greeting)
        return due
