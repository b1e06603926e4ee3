"""In a telephone menu: what is pressed, or told it, without the model; and what is learned of it."""

from __future__ import annotations

from collections.abc import Sequence

from agent.call.briefing import MenuStep
from agent.call.conversation import Conversation
from agent.call.deeds import Deeds
from agent.call.events import KeysPressed
from agent.call.listener import MENU_OPTIONS
from agent.call.machine_asks import announces, offers_choice, refuses, wants_number, wants_words
from agent.call.menu import options
from agent.call.menu_map import expected
from agent.call.navigation import Navigator
from agent.call.phase import Phase
from agent.call.recordings import Recordings
from agent.call.reply import Reply, reply_json
from agent.call.reports import MenuKnown
from agent.call.speaker import Speaker
from agent.call.state import CallState

_MENU_FROM = frozenset(
    {Phase.DIALING, Phase.HOLD_WAITING, Phase.ACTIVE_CONVERSATION, Phase.VOICEMAIL, Phase.SCREENING}
)
_MAY_ASK = frozenset({Speaker.MENU, Speaker.HOLD, Speaker.PERSON, Speaker.UNKNOWN})


class Menus:
    """``known``: the way through this number's menu on an earlier call."""

    def __init__(self, state: CallState, talk: Conversation, deeds: Deeds, known: Sequence[MenuStep]) -> None:
        self._state = state
        self._talk = talk
        self._deeds = deeds
        self._navigator = Navigator(state, known)
        self._said = Recordings()

    def speaks(self, speaker: Speaker, text: str) -> bool:
        """Whether ``text``, perhaps not over, is a menu's: then we are in one."""
        # A person may ask in the same words, but neither refuses ours nor says the same twice.
        talking = self._state.phase is Phase.ACTIVE_CONVERSATION
        again = talking and self._said.know(text, self._state.now)
        machine = not talking or refuses(text) or again
        in_menu = self._state.phase is Phase.IVR_NAVIGATION
        first = self._state.phase is Phase.DIALING
        wants = wants_words(text, in_menu=in_menu or again, first=first) or wants_number(text)
        wants = wants or ((in_menu or first or again) and offers_choice(text))
        asks = machine and speaker in _MAY_ASK and wants
        leads_to_one = first and speaker is Speaker.UNKNOWN and announces(text, first=True)
        menu = (speaker is Speaker.MENU or asks or leads_to_one) and self._state.calling
        if self._state.phase is Phase.VOICEMAIL and len(options(text)) < MENU_OPTIONS:
            return False  # a key to skip its greeting, or to be put through
        if menu and self._state.phase in _MENU_FROM:
            self._state.enter(Phase.IVR_NAVIGATION, "a menu speaks")
        return menu

    def heard_so_far(self, text: str) -> None:
        """Press into what it says as soon as it is known what."""
        if not self._press_known(text) and (key := self._navigator.certain(text)):
            self._cut_short()
            self._do(Reply("", "press", key))

    def heard(self, speaker: Speaker, text: str) -> bool:
        """A turn is over. Returns whether it was a menu's."""
        self._navigator.heard(text)
        if self._state.phase is Phase.ACTIVE_CONVERSATION:
            self._navigator.map.talked()
        menu = self.speaks(speaker, text)
        self._said.add(text, self._state.now)
        if menu:
            self._navigator.in_menu(text)
        return menu

    def answer(self) -> bool:
        """Do what needs no model; False where it is needed."""
        if self._press_known():
            return True
        reply = self._navigator.reply()
        return reply is not None and self._do(reply)

    def silent(self) -> None:
        """It says nothing more: we seem to be connected, or in a queue."""
        self._navigator.map.quiet = True

    @property
    def answered(self) -> bool:
        """It asked in words, and was told."""
        return self._navigator.answered

    def keys_pressed(self, event: KeysPressed) -> None:
        self._navigator.pressed(event.digits)
        self._navigator.map.pressed(self._deeds.pressing)
        self._deeds.keys_pressed(event)

    def news(self) -> None:
        """Tell what was learned of the menu, once it is."""
        if (news := self._navigator.map.news(self._state.phase)) is not None:
            self._state.tell(news)

    # -- inside ------------------------------------------------------------------------------

    def _cut_short(self) -> None:
        """A key is pressed into the turn under way: it is entered as it stands."""
        turn = self._talk.ear.so_far
        self._talk.enter_far_turn(turn)
        self._navigator.heard(turn.text, early=True)
        self._navigator.in_menu(turn.text)

    def _do(self, reply: Reply) -> bool:
        """Do what needs no model, if it is permitted."""
        permitted = self._talk.admission.permitted(reply)
        if not isinstance(permitted, Reply):
            return False
        self._talk.unanswered = False
        if permitted.say:
            self._talk.say(permitted.say)
        else:
            self._carry_out(permitted)
        return True

    def _press_known(self, under_way: str = "") -> bool:
        """Press what was pressed here on an earlier call. ``under_way``: the turn that is not yet over."""
        step = self._navigator.map.step(under_way)
        if step is None:
            return False
        self._talk.admission.way_out.heard(expected(step))
        permitted = self._talk.admission.permitted(Reply("", "press", step.keys))
        if not isinstance(permitted, Reply):
            self._navigator.map.drop()
            return False
        self._state.tell(MenuKnown(step.keys))
        if under_way:
            self._cut_short()
        self._navigator.known(step)
        self._talk.unanswered = False
        self._carry_out(permitted)
        return True

    def _carry_out(self, permitted: Reply) -> None:
        self._state.dialogue.keep("assistant", reply_json("", permitted.do, permitted.arg))
        self._deeds.carry_out(permitted)
