"""A composed call through the detectors, the practice recogniser and the real session, in virtual time."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

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
from agent.practice.rehearsal.agenda import NEVER, Agenda

SAID_SECONDS = 0.6
QUIET_SECONDS = 3
"""Behind the last word: who picked up waits for us."""
REPLY = json.dumps({"say": "Hello.", "do": "none", "arg": ""})
BRIEFING = Briefing(
    call_id="bench", to="+12025550100", task="Ask about the opening hours.", greeting="Hello."
)
PATIENT = Limits(hold_max_seconds=1e6, max_duration_seconds=1e6, silence_end_seconds=1e6)


class Call:
    """One composed call, heard from its first sample to its last. ``phases``: (seconds, phase)."""

    def __init__(self, sound: Composed, ears: WhisperEngine) -> None:
        self._pcm = np.concatenate((sound.pcm, np.zeros(QUIET_SECONDS * RATE))).astype("<i2")
        self._ears = ears
        self._session = CallSession(BRIEFING, Hearing(), PATIENT)
        self._agenda = Agenda()
        self._dropped: set[int] = set()
        self.phases: list[tuple[float, Phase]] = []
        self.texts: list[tuple[float, str]] = []
        self.answered: list[float] = []
        """When we spoke."""
        self.repeated: list[float] = []
        """When what was heard had been heard before."""
        self.busy = 0.0
        """Processor seconds of detectors and session."""

    def play(self) -> Call:
        for event in (events.Started(), events.Ringing(), events.Answered()):
            self._give(event)
        senses = Senses(RATE, SileroDetector(RATE))
        for at in range(0, len(self._pcm) - PACKET, PACKET):
            self._until((at + PACKET) / RATE)
            begin = time.process_time()
            for event in senses.hear(self._pcm[at : at + PACKET].tobytes()):
                if isinstance(event, events.VoiceMeasured) and event.repeated:
                    self.repeated.append(self._agenda.now)
                self._give(event)
            self.busy += time.process_time() - begin
        return self

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
            self._carry_out(action)

    def _later(self, seconds: float, event: Event) -> None:
        self._agenda.later(seconds, lambda: self._give(event))

    def _carry_out(self, action: Action) -> None:
        match action:
            case actions.Tell(PhaseEntered(phase=phase)):
                self.phases.append((self._agenda.now, Phase(phase)))
            case actions.Tell(Heard(text=text)):
                self.texts.append((self._agenda.now, text))
            case actions.Transcribe(request, start, end):
                begin = time.perf_counter()
                pcm = self._pcm[round(start * RATE) : round(end * RATE)].tobytes()
                text = self._ears.transcribe(pcm, RATE).text
                self._later(time.perf_counter() - begin, events.Transcribed(request, text))
            case actions.AskModel(request=request):
                self._later(0.1, events.ModelWrote(request, REPLY))
                self._later(0.1, events.ModelFinished(request))
            case actions.Say(utterance, clause):
                self.answered.append(self._agenda.now)
                self._later(0.05, events.ClauseQueued(utterance, clause, SAID_SECONDS))
                self._later(0.05 + SAID_SECONDS, events.ClausePlayed(utterance, clause))
            case actions.StopSaying(utterance):
                self._later(0.01, events.PlayoutStopped(utterance, 0, 1.0))
