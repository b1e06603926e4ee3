"""Who or what is at the other end, and so which phase the call is in."""

from __future__ import annotations

import re

from agent.call import phrases
from agent.call.background import Background
from agent.call.conversation import Conversation
from agent.call.deeds import Deeds
from agent.call.ear import FarTurn
from agent.call.events import BeepHeard, HeldByPeer, KeysPressed, ResumedByPeer, Transcribed, VoiceMeasured
from agent.call.hold import Listener, PhraseListener, Speaker
from agent.call.machine_asks import refuses, wants_number, wants_words
from agent.call.machine_question import asks_if_machine
from agent.call.mailbox import Mailbox
from agent.call.navigation import Navigator
from agent.call.opening import asks_more, machine_answer
from agent.call.phase import OnSilence, OnWatchdog, Phase
from agent.call.reply import Reply, reply_json
from agent.call.reports import LegChanged, SoundHeard
from agent.call.state import CallState
from agent.call.timers import Timer

UNDECIDED_SECONDS = 30.0
"""After the answer: if by then it is not known who or what answered, we speak first."""
SOUNDING_SECONDS = 1.0
UNSURE_SECONDS = 4.0
SILENCE_END_AGAIN_SECONDS = 2.0

_MENU_FROM = frozenset({Phase.DIALING, Phase.HOLD_WAITING, Phase.ACTIVE_CONVERSATION, Phase.VOICEMAIL})
_HOLD_FROM = frozenset({Phase.DIALING, Phase.IVR_NAVIGATION, Phase.ACTIVE_CONVERSATION, Phase.VOICEMAIL})
_SOMEBODY_FROM = frozenset({Phase.DIALING, Phase.HOLD_WAITING})
"""Whoever says anything here that is neither menu nor announcement is a person."""
_SPEAK_UP = re.compile(
    r"\b(?:please (?:say|tell|enter)|(?:say|tell (?:me|us)|describe)\b.* (?:words?|sentence))\b"
)
_MACHINES = frozenset({Phase.HOLD_WAITING, Phase.IVR_NAVIGATION})
"""Where a recorded voice was the last to speak."""

_SILENCE_PHRASES = {OnSilence.ASK: phrases.HELLO, OnSilence.REASSURE: phrases.STILL_THERE}


class Situation:
    def __init__(self, state: CallState, talk: Conversation, deeds: Deeds) -> None:
        self._state = state
        self._talk = talk
        self._deeds = deeds
        self._mailbox = Mailbox(state, talk, deeds)
        self._navigator = Navigator(state)
        self._greeted = False
        self._listener: Listener = PhraseListener()
        self._background = Background(state.hearing.speech_probability)
        self._unsure_until = 0.0
        """Until then the music may stop, which tells that somebody spoke over it."""
        self._before_hold = Phase.ACTIVE_CONVERSATION

    def answered(self) -> None:
        """Whoever answers a business's telephone speaks first; whoever is called does."""
        if self._state.calling:
            self._state.after(Timer.PHASE, UNDECIDED_SECONDS)
            self._talk.rest()
        else:
            self._open("we were called")

    # -- what is heard -----------------------------------------------------------------------

    def sound(self, event: VoiceMeasured) -> None:
        self._background.hear(event)
        state, background = self._state, self._background
        if background.music and state.calling and self._talk.listening and state.phase in _HOLD_FROM:
            self._hold("music")
        unsure = state.phase is Phase.HOLD_WAITING and state.now < self._unsure_until
        if unsure and self._talk.listening and not (background.music or background.sounding):
            self._unsure_until = 0.0
            self._talk.say(phrases.HELLO)

    def beep_heard(self, event: BeepHeard) -> None:
        self._state.tell(SoundHeard("beep", round(event.end_seconds, 3)))
        self._mailbox.beeped(event.end_seconds)

    def heard_so_far(self, event: Transcribed) -> None:
        """Who speaks may be known before the turn is over; a menu's ends later than a person's."""
        text = self._talk.ear.transcribed(event)
        if not text or not self._talk.open:
            return
        speaker = self._listener.who(text)
        if speaker is Speaker.VOICEMAIL:
            self._mailbox.reached(text)
        menu = self._menu(speaker, text)
        if speaker is Speaker.PERSON and not menu and self._state.phase in _MACHINES:
            self._state.enter(Phase.ACTIVE_CONVERSATION, "a person speaks")
        if menu and (key := self._navigator.certain(text)):
            turn = self._talk.ear.so_far
            self._talk.enter_far_turn(turn)
            self._navigator.heard(turn.text, early=True)
            self._do(Reply("", "press", key))

    def far_turn(self, turn: FarTurn) -> None:
        over_music = self._background.under_turn
        self._background.next_turn()
        if not turn.text:
            self._not_understood()
            return
        self._talk.enter_far_turn(turn)
        if not self._talk.open:
            return
        speaker = self._listener.who(turn.text)
        self._navigator.heard(turn.text)
        if not self._menu(speaker, turn.text):
            self._place(speaker, turn.text, over_music)
        if not self._state.rules.answers:
            self._talk.rest()
        elif self._state.gated and not self._state.rules.machine and asks_if_machine(turn.text):
            self._talk.say(machine_answer(self._state))
            self._talk.unanswered = self._talk.unanswered or asks_more(turn.text)
        else:
            self._talk.unanswered = True

    def answer(self) -> None:
        """Our turn: ``greeting`` if it is the first to a person, otherwise what the model writes."""
        if self._state.calling and self._state.phase is Phase.ACTIVE_CONVERSATION and self._greet():
            return
        in_menu = self._state.phase is Phase.IVR_NAVIGATION
        if not (in_menu and (reply := self._navigator.reply()) is not None and self._do(reply)):
            self._talk.ask()

    def _do(self, reply: Reply) -> bool:
        """Do what needs no model, if it is permitted."""
        permitted = self._talk.admission.permitted(reply)
        if not isinstance(permitted, Reply):
            return False
        self._talk.unanswered = False
        if permitted.say:
            self._talk.say(permitted.say)
            return True
        self._state.dialogue.keep("assistant", reply_json("", permitted.do, permitted.arg))
        self._deeds.carry_out(permitted)
        return True

    def _menu(self, speaker: Speaker, text: str) -> bool:
        # A person may ask in the same words, but does not refuse ours.
        machine = self._state.phase is not Phase.ACTIVE_CONVERSATION or refuses(text)
        asks = machine and (wants_words(text) or wants_number(text))
        menu = (speaker is Speaker.MENU or asks) and self._state.calling
        if menu and self._state.phase in _MENU_FROM:
            self._state.enter(Phase.IVR_NAVIGATION, "a menu speaks")
        return menu

    def _place(self, speaker: Speaker, text: str, over_music: bool) -> None:
        """``over_music``: it was said, or sung, over music."""
        phase = self._state.phase
        if speaker is Speaker.VOICEMAIL:
            self._mailbox.reached(text)
            phase = self._state.phase
        if speaker is Speaker.HOLD:
            if phase in _HOLD_FROM:
                self._hold("asked to wait")
        elif phase is Phase.VOICEMAIL and speaker is Speaker.PERSON:
            self._state.enter(Phase.ACTIVE_CONVERSATION, "a person speaks")
        elif phase in _SOMEBODY_FROM and over_music and speaker is Speaker.UNKNOWN:
            # A song, or an announcement in words that we do not know. Who speaks to us stops the music.
            self._unsure_until = self._state.now + UNSURE_SECONDS
            if phase is Phase.DIALING:
                self._hold("words over music")
        elif phase in _SOMEBODY_FROM or (phase is Phase.IVR_NAVIGATION and self._just_connected):
            self._state.enter(Phase.ACTIVE_CONVERSATION, "somebody speaks")

    @property
    def _just_connected(self) -> bool:
        """What was said last came right after a key of ours, and is no menu that wants to be spoken to."""
        turns = self._state.dialogue.turns
        pressed = len(turns) > 1 and turns[-2].tool == "press"
        return (pressed or self._navigator.answered) and _SPEAK_UP.search(turns[-1].text.lower()) is None

    def _not_understood(self) -> None:
        if self._state.rules.answers and not self._state.rules.machine:
            self._talk.say(phrases.REPEAT)
        else:
            self._talk.rest()

    def keys_pressed(self, event: KeysPressed) -> None:
        self._navigator.pressed(event.digits)
        self._deeds.keys_pressed(event)

    # -- hold --------------------------------------------------------------------------------

    def held(self, event: HeldByPeer) -> None:
        self._state.tell(LegChanged("held"))
        phase = self._state.phase
        if self._talk.open and phase in _HOLD_FROM | {Phase.ESCALATION_PENDING}:
            self._hold("held by the other side")
            self._before_hold = Phase.ACTIVE_CONVERSATION if phase is Phase.DIALING else phase

    def resumed(self, event: ResumedByPeer) -> None:
        self._state.tell(LegChanged("resumed"))
        if self._state.phase is not Phase.HOLD_WAITING:
            return
        phase = self._before_hold
        if phase is Phase.ESCALATION_PENDING and not self._deeds.waits_for_owner:
            phase = Phase.ACTIVE_CONVERSATION
        self._state.enter(phase, "resumed")
        self._talk.rest()

    def _hold(self, why: str) -> None:
        self._talk.quiet()
        self._state.enter(Phase.HOLD_WAITING, why)
        self._before_hold = Phase.ACTIVE_CONVERSATION

    # -- nobody speaks -----------------------------------------------------------------------

    def nobody_spoke_first(self) -> None:
        if self._background.sounding:
            # Music, or a tone: nobody would hear us.
            self._state.after(Timer.OPENING, SOUNDING_SECONDS)
        else:
            self._open("nobody spoke first")

    def greeting_over(self) -> None:
        """A voicemail has been silent for a second: it listens, unless its tone, or music, sounds or is to
        come."""
        if self._background.sounding:
            self._state.after(Timer.MAILBOX, SOUNDING_SECONDS)
        elif (seconds := self._mailbox.beep_due_seconds) > 0.0:
            self._state.after(Timer.MAILBOX, seconds)
        else:
            self._mailbox.speak()

    def silence(self) -> None:
        silence = self._state.rules.silence
        if silence is OnSilence.HOLD:
            self._hold("silence")
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

    def _greet(self) -> bool:
        """Say ``greeting``, where there is one and it was not said."""
        greeting = self._state.briefing.greeting
        if self._greeted or not greeting:
            return False
        self._greeted, self._talk.unanswered = True, False
        self._talk.say(greeting)
        return True
