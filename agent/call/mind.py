"""One question to the model at a time, and its answer."""

from __future__ import annotations

from agent.call.actions import AskModel, DropReply
from agent.call.events import ModelFinished, ModelWrote
from agent.call.prompt import prompt
from agent.call.reply import Broken, Reply, ReplyReader, reply_schema
from agent.call.state import CallState
from agent.call.timers import Timer

LATE_SECONDS = 1.0
"""See ``agent.call.ear``."""


class Mind:
    def __init__(self, state: CallState) -> None:
        self._state = state
        self._request = 0
        self._reader: ReplyReader | None = None
        self._asked_at = 0.0
        self._wrote = False
        self.streamed = False
        """Text to be said was passed on."""

    @property
    def asked(self) -> bool:
        """A reply is being waited for or written."""
        return self._reader is not None

    def is_current(self, request: int) -> bool:
        return self._reader is not None and request == self._request

    def ask(self) -> None:
        state = self._state
        self.drop()
        self._request += 1
        self._reader, self._asked_at, self._wrote = ReplyReader(), state.now, False
        self.streamed = False
        actions = state.rules.actions
        messages = prompt(state.head, state.dialogue.messages, state.phase, actions)
        state.order(AskModel(self._request, messages, reply_schema(actions)))
        self._watch()

    def drop(self) -> None:
        """Whatever the model still writes is not wanted."""
        if self._reader is not None:
            self._state.order(DropReply(self._request))
            self.close()

    def close(self) -> None:
        self._reader = None
        self._state.timers.clear(Timer.MODEL)

    def wrote(self, event: ModelWrote) -> str:
        """What the piece adds to the text to be said."""
        assert self._reader is not None
        if not self._wrote:
            self._wrote = True
            self._state.timing("model_first", self._asked_at)
        self._watch()
        text = self._reader.feed(event.text)
        self.streamed = self.streamed or bool(text)
        return text

    @property
    def rambles(self) -> bool:
        return self._reader is not None and self._reader.too_long

    def finished(self, event: ModelFinished) -> Reply | Broken:
        assert self._reader is not None
        reply = self._reader.finish()
        self._state.timing("model", self._asked_at)
        self.close()
        return reply

    def _watch(self) -> None:
        self._state.after(Timer.MODEL, self._state.limits.engine_seconds + LATE_SECONDS)
