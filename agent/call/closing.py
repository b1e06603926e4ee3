"""After the call: the model is asked for its account, and waited for only so long."""

from __future__ import annotations

from agent.call.account import LONGEST_ACCOUNT, Account, account_schema, read_account
from agent.call.actions import AskModel, DropReply
from agent.call.events import ModelFailed, ModelFinished, ModelWrote
from agent.call.phase import Phase
from agent.call.prompt import prompt
from agent.call.reply import Broken
from agent.call.state import CallState
from agent.call.timers import Timer

REQUEST = 0
"""The number of this one question; those of the conversation (``agent.call.mind``) begin at 1."""
HURRIED_SECONDS = 5.0
"""So long the account may take when somebody waits for the call to be over."""


class Closing:
    """``ask`` once; when ``waiting`` is False again, ``account`` is what the model gave, or None."""

    def __init__(self, state: CallState) -> None:
        self._state = state
        self._text = ""
        self._asked_at = 0.0
        self._seconds = state.limits.account_seconds
        self.waiting = False
        self.account: Account | None = None

    def ask(self) -> None:
        state = self._state
        self.waiting, self._asked_at = True, state.now
        messages = prompt(state.head, state.dialogue.messages, Phase.ENDED, ("account",))
        state.order(AskModel(REQUEST, messages, account_schema(state.briefing.result_schema)))
        state.after(Timer.ACCOUNT, self._seconds)

    def hurry(self) -> None:
        """Somebody waits: from now on, or from ``ask``, it takes ``HURRIED_SECONDS`` at most."""
        since = self._state.now - self._asked_at if self.waiting else 0.0
        self._seconds = min(self._seconds, since + HURRIED_SECONDS)
        if self.waiting:
            self._state.timers.set(Timer.ACCOUNT, self._asked_at + self._seconds)

    def wrote(self, event: ModelWrote) -> None:
        if self.waiting and event.request == REQUEST:
            self._text += event.text
            if len(self._text) > LONGEST_ACCOUNT:
                self._state.order(DropReply(REQUEST))
                self._over("too long")

    def finished(self, event: ModelFinished) -> None:
        if self.waiting and event.request == REQUEST:
            account = read_account(self._text)
            if isinstance(account, Broken):
                self._over(account.why)
            else:
                self.account = account
                self._state.timing("account", self._asked_at)
                self._over()

    def failed(self, event: ModelFailed) -> None:
        if self.waiting and event.request == REQUEST:
            self._over(event.reason)

    def late(self) -> None:
        self._state.order(DropReply(REQUEST))
        self._over("no answer in time")

    def _over(self, trouble: str = "") -> None:
        self.waiting = False
        self._state.timers.clear(Timer.ACCOUNT)
        if trouble:
            self._state.trouble("account", trouble)
