"""Whatever comes, in whatever order: the session neither breaks, nor hangs, nor acts when all is over."""

from __future__ import annotations

import json
from typing import Any, Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.call import events
from agent.call.actions import Accept, Action, AskModel, Dial, HangUp, Say, Tell, Transcribe
from agent.call.briefing import Briefing
from agent.call.events import Event
from agent.call.phase import TRANSITIONS, Phase
from agent.call.reports import CallOver, ErrandEnded, PhaseEntered
from agent.call.session import CallSession
from agent.config import Hearing, Limits
from tests.call.world import reply

numbers = st.integers(0, 4)
TEXTS = (
    "",
    "hello how can i help you",
    "press one for reservations",
    "please hold",
    "your call is important to us",
    "yes a table for four",
)
REPLIES = (
    reply("Hello, a table for four please. And a chair."),
    reply("", "press", "1w2"),
    reply("Pressing now.", "press", "keys"),
    reply("Let me ask.", "ask_owner", "Eight or nine?"),
    reply("", "ask_owner", "Which?"),
    reply("", "hand_off"),
    reply("A message.", "leave_message"),
    reply("Goodbye.", "end", "completed"),
    reply("", "end", "nonsense"),
    reply("", "wait"),
    reply("", "none"),
    "{",
    "I am not JSON",
    '{"say": "half of',
    "[" * 9000,
)
anything = st.one_of(
    st.builds(events.Started),
    st.builds(events.Ringing, st.booleans()),
    st.builds(events.Invited, st.just("100")),
    st.builds(events.Answered),
    st.builds(events.CallEnded, st.sampled_from((200, 486)), st.just("gone"), st.just("far")),
    st.builds(events.HeldByPeer),
    st.builds(events.ResumedByPeer),
    st.builds(events.MediaLost, st.just(30.0)),
    st.builds(events.ToneHeard, st.sampled_from(("sit", "busy", "congestion", "ringback", "fax"))),
    st.builds(events.BeepHeard, st.floats(0.0, 20.0)),
    st.builds(events.FloorMoved, st.just(12.0)),
    st.builds(events.DigitHeard, st.sampled_from("0123456789*#ABCD")),
    st.builds(events.Transcribed, numbers, st.sampled_from(TEXTS)),
    st.builds(events.TranscriptionFailed, numbers, st.just("dead")),
    st.builds(events.ModelWrote, numbers, st.sampled_from(REPLIES)),
    st.builds(events.ModelFinished, numbers),
    st.builds(events.ModelFailed, numbers, st.just("dead")),
    st.builds(events.ClauseQueued, numbers, numbers, st.floats(0, 5)),
    st.builds(events.ClausePlayed, numbers, numbers),
    st.builds(events.ClauseFailed, numbers, numbers, st.just("dead")),
    st.builds(events.PlayoutStopped, numbers, numbers, st.floats(0, 1)),
    st.builds(events.KeysPressed, st.just("1"), st.just("rfc4733")),
    st.builds(events.KeysFailed, st.just("1"), st.just("no")),
    st.builds(events.HangUpOrdered),
    st.builds(events.Steered, st.just("be quick")),
    st.builds(events.OwnerAnswered, st.sampled_from(("q1", "q2", "")), st.just("nine")),
    st.builds(events.SpeakOrdered, st.just("This is the owner speaking.")),
    st.builds(events.KeysOrdered, st.sampled_from(("1", "x"))),
    st.builds(events.TimePassed),
)
speech = st.builds(
    lambda probability, count, level: [events.VoiceMeasured(probability, 0.1, level)] * count,
    st.sampled_from((0.0, 0.4, 1.0)),
    st.integers(1, 20),
    st.sampled_from((-100.0, -20.0)),
)
expected = st.sampled_from(
    ("heard", "misheard", "replied", "refused", "spoken", "stopped", "pressed", "late")
)
steps = st.lists(
    st.one_of(st.tuples(anything), speech, expected, st.floats(0.0, 70.0)), min_size=5, max_size=60
)


class Watched:
    """A session with every promise checked at every event."""

    def __init__(self, briefing: Briefing) -> None:
        self.session = CallSession(briefing, Hearing(), Limits())
        self.now = 100.0
        self.orders: list[Action] = []
        self.phase = Phase.WAITING
        self.over = False
        self.answered = False
        self.began = False

    def give(self, event: Event) -> None:
        orders = self.session.handle(event, self.now)
        deadline = self.session.deadline
        assert not (self.over and orders), "it acts after its last report"
        assert deadline is None or deadline > self.now
        for order in orders:
            assert not self.over, "it acts after its last report"
            self._check(order)
        self.orders += orders
        self.began = self.began or any(isinstance(order, Accept | Dial | HangUp) for order in orders)
        if self.began and not self.over:
            assert deadline is not None, f"it waits without a deadline in {self.phase}"

    def _check(self, order: Action) -> None:
        match order:
            case Tell(PhaseEntered(phase)):
                assert phase in TRANSITIONS[self.phase]
                self.phase = phase
            case Tell(CallOver()):
                assert self.phase is Phase.ENDED
                self.over = True
            case AskModel(_, messages, schema):
                json.loads(schema)
                assert messages[0].role == "system"
            case Transcribe(_, start, end):
                assert 0.0 <= start <= end

    def last(self, kind: type[Any]) -> Action | None:
        return next((order for order in reversed(self.orders) if isinstance(order, kind)), None)

    def expect(self, what: str, text: int) -> None:
        """Answer the latest order of its kind as an engine would."""
        asked, heard = self.last(AskModel), self.last(Transcribe)
        if what in ("heard", "misheard") and isinstance(heard, Transcribe):
            answer = TEXTS[text % len(TEXTS)] if what == "heard" else ""
            self.give(events.Transcribed(heard.request, answer))
        elif what == "replied" and isinstance(asked, AskModel):
            self.give(events.ModelWrote(asked.request, REPLIES[text % len(REPLIES)]))
            self.give(events.ModelFinished(asked.request))
        elif what == "refused" and isinstance(asked, AskModel):
            self.give(events.ModelFailed(asked.request, "dead"))
        elif what == "spoken":
            self._speak()
        elif what == "late" and self.session.deadline is not None:
            self.now = max(self.now, self.session.deadline)
            self.give(events.TimePassed())

    def _speak(self) -> None:
        for order in [order for order in self.orders if isinstance(order, Say)][-4:]:
            self.give(events.ClauseQueued(order.utterance, order.clause, 1.0))
            self.give(events.ClausePlayed(order.utterance, order.clause))


def play(watched: Watched, script: list[Any], begin: list[Event]) -> None:
    for event in begin:
        watched.give(event)
    for count, step in enumerate(script):
        if isinstance(step, float):
            watched.now += step
            watched.give(events.TimePassed())
        elif isinstance(step, str):
            watched.expect(step, count)
        else:
            for event in step:
                watched.now += (
                    getattr(event, "seconds", 0.01) if isinstance(event, events.VoiceMeasured) else 0.01
                )
                watched.give(event)


def finish(watched: Watched) -> None:
    """Nobody answers any more: every deadline runs out in its turn."""
    for _ in range(4000):
        if watched.over or watched.session.deadline is None:
            break
        watched.now = watched.session.deadline
        watched.give(events.TimePassed())
    reports = [order.report for order in watched.orders if isinstance(order, Tell)]
    assert watched.over or not watched.began
    assert len([report for report in reports if isinstance(report, ErrandEnded)]) == int(watched.over)


@settings(max_examples=150, deadline=None)
@given(
    script=steps, direction=st.sampled_from(("outbound", "inbound")), greeting=st.sampled_from(("", "Hi!"))
)
def test_a_conversation_survives_any_order_of_events_and_comes_to_its_end(
    script: list[Any], direction: Literal["outbound", "inbound"], greeting: str
) -> None:
    watched = Watched(Briefing(call_id="c", to="+1", task="t", direction=direction, greeting=greeting))
    play(watched, script, [events.Started(), events.Invited("100"), events.Answered()])
    finish(watched)


@settings(max_examples=50, deadline=None)
@given(script=steps)
def test_a_call_survives_any_order_of_events_from_its_start(script: list[Any]) -> None:
    watched = Watched(Briefing(call_id="c", to="+1", task="t"))
    play(watched, script, [events.Started()])
    finish(watched)
