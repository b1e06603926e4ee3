"""Call screening: a machine asks who calls and why, and lets through whom its owner wants to talk to.

It is told so once, in one sentence, after its beep where one is to come; then we wait, as in a queue.
"""

from __future__ import annotations

import re

from agent.call import phrases
from agent.call.answer_phrases import announces_tone
from agent.call.conversation import Conversation
from agent.call.deeds import Deeds
from agent.call.phase import Phase
from agent.call.reply import Reply
from agent.call.state import CallState
from agent.call.timers import Timer

MOST_ANSWERS = 3
"""Who asks more often is not listened to by anybody."""
BEEP_SECONDS = 3.0
"""So long a beep that was announced is waited for."""
DECLINED_SECONDS = 4.0
"""So long after "they are not available" a voicemail may follow."""
NOT_TAKEN = Reply("", "end", "needs_follow_up", "The call was screened, and nobody took it.")
_REASONS = frozenset(("reason", "purpose", "subject", "matter", "about", "concern"))
_TOPIC = re.compile(
    r"\b(?:(table|reservation|booking|appointment|order|delivery|room|rental|repair|viewing|visit|ticket)s?)\b"
)
_ARTICLE = {"o": "an", "a": "an"}


class Screening:
    def __init__(self, state: CallState, talk: Conversation, deeds: Deeds) -> None:
        self._state = state
        self._talk = talk
        self._deeds = deeds
        self._answers = 0
        self._due = self._tone_announced = self._answered_early = False
        """The last: it was answered before its turn was over; until then it asks nothing new."""

    def reached(self, text: str) -> None:
        """It asks, ``text`` so far, who calls, if it can be one."""
        state = self._state
        if state.may_meet(Phase.SCREENING):
            self._talk.give_way(Phase.SCREENING, "the call is screened")
        if state.phase is Phase.SCREENING and not self._answered_early:
            self._due = self._answers < MOST_ANSWERS
            self._tone_announced = self._tone_announced or announces_tone(text, state.briefing.language)

    @property
    def due(self) -> bool:
        """It has asked and was not answered."""
        return self._due

    def turn_over(self) -> None:
        """It has said all that it had to say, and listens, if no beep is to come first."""
        self._answered_early = False
        if self._due:
            self._state.after(Timer.MAILBOX, BEEP_SECONDS if self._tone_announced else 0.0)

    def beeped(self) -> None:
        if self._due:
            self._answered_early = self._talk.ear.busy
            self.answer()

    def answer(self) -> None:
        """Say who calls and why."""
        self._due = self._tone_announced = False
        self._answers += 1
        self._state.timers.clear(Timer.MAILBOX)
        self._talk.say(who_and_why(self._state))

    def decline(self) -> None:
        """They do not take the call; perhaps a voicemail does."""
        self._state.after(Timer.MAILBOX, DECLINED_SECONDS)

    def waited(self) -> None:
        """What was waited for did not come."""
        if self._due:
            self.answer()
        else:
            self.not_taken()

    def not_taken(self) -> None:
        self._deeds.settle(NOT_TAKEN)
        self._deeds.hang_up("the call was screened and not taken")


def who_and_why(state: CallState) -> str:
    """One sentence, references unfilled: for whom we call, and the reason, as far as they may be told
    anybody."""
    book = state.book
    principal = book.get("principal")
    who = (
        phrases.SCREENED_FOR if principal is not None and principal.release == "freely" else phrases.SCREENED
    )
    return who.format(principal="{principal}", about=_about(state))


def _about(state: CallState) -> str:
    for one in state.book.known:
        if one.release == "freely" and not one.strict and _REASONS & set(one.name.split()):
            return f" about {{{one.id}}}"
    topic = _TOPIC.search(state.briefing.task.lower())
    if topic is None:
        return ""
    return f" about {_ARTICLE.get(topic[1][0], 'a')} {topic[1]}"
