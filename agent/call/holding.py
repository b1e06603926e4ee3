"""On hold, by sound, by words or by SIP: what is done about whatever is heard, until a person is there."""

from __future__ import annotations

from agent.call import phrases
from agent.call.answer_phrases import announces_tone
from agent.call.background import Background
from agent.call.conversation import Conversation
from agent.call.deeds import Deeds
from agent.call.events import HeldByPeer, ResumedByPeer, VoiceMeasured
from agent.call.hold_words import Words
from agent.call.on_hold import OnHold, Whose
from agent.call.phase import Phase
from agent.call.reports import LegChanged, QueueTold
from agent.call.state import CallState

HOLD_FROM = frozenset(
    {Phase.DIALING, Phase.IVR_NAVIGATION, Phase.ACTIVE_CONVERSATION, Phase.VOICEMAIL, Phase.SCREENING}
)
TALKED_SECONDS = 30.0
"""Sooner, and without a word, no person has us wait."""
_WITH_A_PERSON = frozenset({Phase.ACTIVE_CONVERSATION, Phase.ESCALATION_PENDING})


class Holding:
    def __init__(self, state: CallState, talk: Conversation, deeds: Deeds) -> None:
        self._state = state
        self._talk = talk
        self._deeds = deeds
        self._on_hold = OnHold()
        self._before = Phase.ACTIVE_CONVERSATION

    def begin(self, why: str, *, music: bool = False, asked: bool = False) -> None:
        """``music``: it is what tells; ``asked``: the last that was said, which may be an announcement's."""
        theirs = sum(turn.role == "user" for turn in self._state.dialogue.turns)
        with_person = self._state.phase in _WITH_A_PERSON and theirs > asked
        # Otherwise a recording was taken for a person, and now the queue's music goes on.
        with_person = with_person and not (music and self._state.phase_seconds < TALKED_SECONDS)
        self._on_hold.begin(queue=not with_person, music=music)
        self._talk.quiet()
        self._state.enter(Phase.HOLD_WAITING, why)
        self._before = Phase.ACTIVE_CONVERSATION

    # -- what is heard -----------------------------------------------------------------------

    def hear(self, event: VoiceMeasured, background: Background) -> None:
        if event.repeated and self._talk.ear.busy and not self._on_hold.tells_news:
            self._talk.forget_turn()
            background.next_turn()
        self._on_hold.hear(background, repeated=event.repeated)
        if self._talk.listening:
            self._speak_up(background)

    def _speak_up(self, background: Background) -> None:
        if self._on_hold.says_hello(background, self._state.now):
            self._say_hello()
        elif self._on_hold.believes(background, self._state.now):
            self._state.enter(Phase.ACTIVE_CONVERSATION, "somebody speaks, and waits")
            self._talk.unanswered = True

    def tone(self, name: str) -> None:
        """One of the network's (``agent.audio.progress.ToneName``)."""
        if name in ("ringback", "ringback_over"):
            self._on_hold.rings(on=name == "ringback")

    def offers(self, text: str) -> bool:
        """Whether what sounds like a menu, or a voicemail, is an announcement of the queue that we are in."""
        queue = self._state.phase is Phase.HOLD_WAITING and self._on_hold.offers(text)
        return queue and not announces_tone(text, self._state.briefing.language)

    def ended_by(self, words: Words) -> bool:
        """Whether words that may not be over are certainly a person's."""
        return self._on_hold.is_persons(words, self._state.now)

    def greeted_by(self, words: Words) -> bool:
        """Whether words that may not be over are so few that they are a greeting."""
        return self._on_hold.brief(words, self._state.now)

    def behind_announcement(self, text: str) -> str:
        """What was said in one turn with an announcement, after it; empty where there was none."""
        return self._on_hold.behind_announcement(text) if self._state.phase is Phase.HOLD_WAITING else ""

    def announced(self, text: str) -> None:
        """So far the turn is an announcement."""
        self._on_hold.announced(text)

    def said(self, words: Words, *, brief: bool = False) -> None:
        """``brief``: so little that it may be a greeting, whatever plays beneath it."""
        match self._on_hold.whose(words, self._state.now, brief=brief):
            case Whose.PERSONS:
                self._state.enter(Phase.ACTIVE_CONVERSATION, "somebody speaks")
            case Whose.UNKNOWN:
                self._say_hello()
            case Whose.NOBODYS:
                self.told(words.text)
            case Whose.DOUBTFUL | Whose.LIKELY:
                pass

    def told(self, text: str) -> None:
        """An announcement."""
        if (news := self._on_hold.news(text)) is not None:
            self._state.tell(QueueTold(news.position, news.wait_seconds))

    def _say_hello(self) -> None:
        self._on_hold.asks(self._state.now)
        self._talk.say(phrases.HELLO)

    # -- the other side's SIP ----------------------------------------------------------------

    def held(self, event: HeldByPeer) -> None:
        self._state.tell(LegChanged("held"))
        phase = self._state.phase
        if self._talk.open and phase in HOLD_FROM | {Phase.ESCALATION_PENDING}:
            self.begin("held by the other side")
            self._before = Phase.ACTIVE_CONVERSATION if phase is Phase.DIALING else phase

    def resumed(self, event: ResumedByPeer) -> None:
        self._state.tell(LegChanged("resumed"))
        if self._state.phase is not Phase.HOLD_WAITING:
            return
        phase = self._before
        if phase is Phase.ESCALATION_PENDING and not self._deeds.waits_for_owner:
            phase = Phase.ACTIVE_CONVERSATION
        self._state.enter(phase, "resumed")
        self._talk.rest()
