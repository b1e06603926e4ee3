"""A composed call through the real detectors, recogniser and session in virtual time: what benches share."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator, Sequence

import numpy as np

from agent.call import actions, events
from agent.call.actions import Action
from agent.call.briefing import Briefing
from agent.call.events import Event
from agent.call.phase import Phase
from agent.call.reports import Heard, PhaseEntered
from agent.call.session import CallSession
from agent.config import Hearing, Limits
from agent.engines.whisper import WhisperEngine
from agent.line.senses import Senses
from agent.line.vad import SileroDetector
from agent.practice.composer import Composed
from agent.practice.composer.scene import PACKET, RATE
from agent.practice.open_gate import OpenGate
from agent.practice.rehearsal.agenda import NEVER, Agenda

SAID_SECONDS = 0.6
QUIET_SECONDS = 3
"""Behind the last word: who picked up waits for us."""
BRIEFING = Briefing(
    call_id="bench", to="+12025550100", task="Ask about the opening hours.", greeting="Hello."
)
PATIENT = Limits(hold_max_seconds=1e6, max_duration_seconds=1e6, silence_end_seconds=1e6)


def reply(say: str) -> str:
    return json.dumps({"say": say, "do": "none", "arg": ""})


class Ears:
    """The practice recogniser. ``seconds``: a transcription takes so long; None: as much processor time as it
    took, so long on a machine that does nothing else. What was recognised once is remembered, with it."""

    def __init__(self, engine: WhisperEngine, seconds: float | None = None, like: Ears | None = None) -> None:
        """``like``: what those recognised is known here, too."""
        self.engine = engine
        self.seconds = seconds
        self.busy = 0.0
        """Processor seconds of recognising."""
        self._known: dict[bytes, tuple[str, float]] = {} if like is None else like._known

    def transcribe(self, pcm: bytes) -> tuple[str, float]:
        """The text, and how long it took."""
        if pcm not in self._known:
            begin = time.process_time()
            text = self.engine.transcribe(pcm, RATE).text
            self._known[pcm] = text, time.process_time() - begin
            self.busy += self._known[pcm][1]
        text, seconds = self._known[pcm]
        return text, seconds if self.seconds is None else self.seconds


class Call:
    """One composed call, heard from its first sample to its last.

    ``says``: what the model replies, in turn, ungated (who says the same over and over ends the call), and
    ``model_seconds``: how long it takes; ``said_seconds``: how long each clause of ours sounds. Our sound is
    not made: nothing of it comes back.
    """

    def __init__(
        self,
        sound: Composed,
        ears: Ears,
        says: Sequence[str] = ("Hello.", "Hello?", "I am here."),
        said_seconds: float = SAID_SECONDS,
        model_seconds: float = 0.1,
        briefing: Briefing = BRIEFING,
        hearing: Hearing | None = None,
        heard: list[Event] | None = None,
    ) -> None:
        """``heard``: what the detectors made of the same sound before."""
        self.pcm = np.concatenate((sound.pcm, np.zeros(QUIET_SECONDS * RATE))).astype("<i2")
        self._ears = ears
        self._replies = itertools.cycle(reply(text) for text in says)
        self._said_seconds = said_seconds
        self._model_seconds = model_seconds
        self._session = CallSession(briefing, hearing or Hearing(), PATIENT, OpenGate())
        self._agenda = Agenda()
        self._known = heard
        self.heard: list[Event] = []
        self._heard_seconds = 0.0
        self.orders: list[tuple[float, Action]] = []
        """All that was ordered, and when."""
        self.sounds: list[float] = []
        """When something of ours began to sound."""
        self.hung_up = False
        self.busy = 0.0
        """Processor seconds of detectors and session."""

    def play(self) -> Call:
        begin, heard = time.process_time(), self._ears.busy
        self._begin()
        for event in self._known or self._frames():
            self.heard.append(event)
            if isinstance(event, events.VoiceMeasured):
                self._heard_seconds += event.seconds
            self._until(self._heard_seconds)
            self._hear(event)
            if self.hung_up:
                break
        self.busy = time.process_time() - begin - (self._ears.busy - heard)
        return self

    def _begin(self) -> None:
        for event in (events.Started(), events.Ringing(), events.Answered()):
            self._give(event)

    def _hear(self, event: Event) -> None:
        self._give(event)

    # -- what came of it ---------------------------------------------------------------------------

    @property
    def entered(self) -> list[tuple[float, Phase, str]]:
        """When which phase was entered, and why."""
        return [
            (at, Phase(order.report.phase), order.report.why)
            for at, order in self.orders
            if isinstance(order, actions.Tell) and isinstance(order.report, PhaseEntered)
        ]

    @property
    def phases(self) -> list[tuple[float, Phase]]:
        return [(at, phase) for at, phase, _ in self.entered]

    @property
    def texts(self) -> list[tuple[float, str]]:
        return [
            (at, order.report.text)
            for at, order in self.orders
            if isinstance(order, actions.Tell) and isinstance(order.report, Heard)
        ]

    @property
    def repeated(self) -> list[float]:
        """When what was heard had been heard before."""
        times, now = [], 0.0
        for event in self.heard:
            if isinstance(event, events.VoiceMeasured):
                now += event.seconds
                times += [now] if event.repeated else []
        return times

    @property
    def answered(self) -> list[float]:
        """When we spoke."""
        return [at for at, order in self.orders if isinstance(order, actions.Say)]

    # -- inside ------------------------------------------------------------------------------------

    def _frames(self) -> Iterator[Event]:
        """What the detectors tell, 20 ms after 20 ms."""
        senses = Senses(RATE, SileroDetector(RATE))
        for at in range(0, len(self.pcm) - PACKET, PACKET):
            yield from senses.hear(self.pcm[at : at + PACKET].tobytes())

    def _until(self, seconds: float) -> None:
        while True:
            deadline = NEVER if self._session.deadline is None else self._session.deadline
            if min(deadline, self._agenda.next_at) > seconds:
                self._agenda.now = seconds
                return
            if self._agenda.next_at <= deadline:
                self._agenda.happen()
            else:
                self._agenda.now = max(self._agenda.now, deadline)
                self._give(events.TimePassed())

    def _give(self, event: Event) -> None:
        for action in self._session.handle(event, self._agenda.now):
            self.orders.append((self._agenda.now, action))
            self.hung_up = self.hung_up or isinstance(action, actions.HangUp)
            self._carry_out(action)

    def _later(self, seconds: float, event: Event) -> None:
        self._agenda.later(seconds, lambda: self._give(event))

    def _carry_out(self, action: Action) -> None:
        match action:
            case actions.Transcribe(request, start, end):
                text, seconds = self._ears.transcribe(self._sound(start, end))
                self._later(seconds, events.Transcribed(request, text))
            case actions.AskModel(request=request):
                self._later(self._model_seconds, events.ModelWrote(request, next(self._replies)))
                self._later(self._model_seconds, events.ModelFinished(request))
            case actions.Say(utterance, clause):
                self._agenda.later(0.05, lambda: self.sounds.append(self._agenda.now))
                self._later(0.05, events.ClauseQueued(utterance, clause, self._said_seconds))
                self._later(0.05 + self._said_seconds, events.ClausePlayed(utterance, clause))
            case actions.StopSaying(utterance):
                self._later(0.01, events.PlayoutStopped(utterance, 0, 1.0))

    def _sound(self, start: float, end: float) -> bytes:
        """What was heard between two points of heard time."""
        return self.pcm[round(start * RATE) : round(end * RATE)].tobytes()


def quantile(values: list[float], share: float) -> str:
    return f"{np.quantile(values, share):.2f}" if values else "-"


def spread(values: list[float]) -> str:
    """Of seconds."""
    return f"p50 {quantile(values, 0.5)}, p95 {quantile(values, 0.95)} s"
