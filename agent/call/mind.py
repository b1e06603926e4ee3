"""One question to the model at a time, and its answer.

The question may be put before it is known that it is one (``think_ahead``). Until then what comes of it is
only kept: nothing is said, checked or done. If the question is then asked in the same words, what was written
is taken as if it came now (``take_early``); if not, it is thrown away.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from agent.call.actions import AskModel, DropReply, Message
from agent.call.events import ModelFailed, ModelFinished, ModelWrote
from agent.call.prompt import prompt
from agent.call.reply import Broken, Reply, ReplyReader, reply_schema
from agent.call.state import CallState
from agent.call.timers import Timer

LATE_SECONDS = 1.0
"""See ``agent.call.ear``."""


Event = ModelWrote | ModelFinished | ModelFailed


@dataclass(slots=True)
class _Question:
    request: int
    messages: tuple[Message, ...]
    schema: str
    answers: deque[Event] = field(default_factory=deque)

    def same(self, other: _Question) -> bool:
        return (self.messages, self.schema) == (other.messages, other.schema)


class Mind:
    def __init__(self, state: CallState) -> None:
        self._state = state
        self._last_request = self._request = 0
        self._early: _Question | None = None
        self._come: deque[Event] = deque()
        self._reader: ReplyReader | None = None
        self._asked_at = 0.0
        self._wrote = False
        self.streamed = False
        """Text to be said was passed on."""

    @property
    def asked(self) -> bool:
        """A reply is being waited for or written."""
        return self._reader is not None

    @property
    def ponders(self) -> bool:
        """It was told of what may be asked, and has nothing to say yet."""
        return self._early is not None and not self._early.answers

    def is_current(self, request: int) -> bool:
        return self._reader is not None and request == self._request

    def ask(self) -> None:
        state = self._state
        question, early = self._question(), self._early
        if early is not None and early.same(question):
            question, self._early = early, None
        self.drop()
        if question is not early:
            self._order(question)
        self._request, self._come = question.request, question.answers
        self._reader, self._asked_at, self._wrote = ReplyReader(), state.now, False
        self.streamed = False
        self._watch()

    def think_ahead(self, heard: str) -> None:
        """Have the model begin on its reply to ``heard``, as it would stand in the transcript."""
        question = self._question(Message("user", heard))
        if self._early is None or not self._early.same(question):
            self.think_no_further()
            self._order(question)
            self._early = question

    def think_no_further(self) -> None:
        """What was heard was not all."""
        if self._early is not None:
            self._state.order(DropReply(self._early.request))
            self._early = None

    def keeps(self, event: Event) -> bool:
        """Whether ``event`` answers what may never be asked."""
        early = self._early
        if early is None or event.request != early.request:
            return False
        early.answers.append(event)
        return True

    def take_early(self) -> Event | None:
        """What the model had written before it was asked, piece by piece."""
        return self._come.popleft() if self._come else None

    def drop(self) -> None:
        """Whatever the model still writes is not wanted."""
        self.think_no_further()
        if self._reader is not None:
            self._state.order(DropReply(self._request))
            self.close()

    def close(self) -> None:
        self._reader = None
        self._come.clear()
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

    def _question(self, *heard: Message) -> _Question:
        state = self._state
        actions = state.rules.actions
        messages = prompt(state.head, (*state.dialogue.messages, *heard), state.phase, actions)
        return _Question(self._last_request + 1, messages, reply_schema(actions))

    def _order(self, question: _Question) -> None:
        self._last_request = question.request
        self._state.order(AskModel(question.request, question.messages, question.schema))

    def _watch(self) -> None:
        self._state.after(Timer.MODEL, self._state.limits.engine_seconds + LATE_SECONDS)
