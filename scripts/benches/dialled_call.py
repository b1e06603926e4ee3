"""A composed call from the ringing on: with call progress, answered in its middle, hung up when over."""

from __future__ import annotations

import time

from composed_call import Call

from agent.audio.levels import level_dbov
from agent.audio.music import MusicDetector
from agent.audio.progress import CallProgress
from agent.call import actions, events
from agent.call.actions import Action
from agent.call.briefing import Briefing
from agent.call.reports import Report
from agent.call.session import CallSession
from agent.config import Hearing, Limits
from agent.engines.whisper import WhisperEngine
from agent.line.vad import SileroDetector
from agent.practice.composer import Composed
from agent.practice.composer.scene import RATE

CHARACTERS_PER_SECOND = 14.0
AFTER_SECONDS = 30.0
"""For the account of the call."""


class DialledCall(Call):
    """``answered_at``: seconds into the sound. What is heard before is early media."""

    def __init__(self, sound: Composed, ears: WhisperEngine, briefing: Briefing, answered_at: float) -> None:
        super().__init__(sound, ears)
        self._session = CallSession(briefing, Hearing(), Limits())
        self._answered_at = answered_at
        self._ended = False
        self.told: list[tuple[float, Report]] = []
        self.said: list[tuple[float, float, str]] = []
        """When a clause began, when it ended, what it was."""
        self._free = 0.0

    def play(self) -> DialledCall:
        self._give(events.Started())
        self._give(events.Ringing())
        voice, music, progress = SileroDetector(RATE), MusicDetector(RATE), CallProgress(RATE)
        size, answered = voice.frame_samples, False
        for at in range(0, len(self._pcm) - size, size):
            self._until(at / RATE)
            if not answered and at / RATE >= self._answered_at:
                answered = True
                self._give(events.Answered())
            frame = self._pcm[at : at + size].tobytes()
            speech = voice.probability(frame)
            music.hear(frame, speech)
            heard = progress.hear(frame)
            self._give(events.VoiceMeasured(speech, size / RATE, level_dbov(frame), music.probability))
            for event in heard:
                self._give(event)
            if self.hung_up:
                break
        self._until(self._agenda.now + AFTER_SECONDS)
        return self

    @property
    def hung_up(self) -> bool:
        return self._ended

    def _carry_out(self, action: Action) -> None:
        match action:
            case actions.Tell(report):
                self.told.append((self._agenda.now, report))
                super()._carry_out(action)
            case actions.HangUp(reason):
                self._ended = True
                self._later(0.05, events.CallEnded(200, reason, "us"))
            case actions.Transcribe(request, start, end):
                pcm = self._pcm[round(start * RATE) : round(end * RATE)].tobytes()
                # Processor time: of a machine that does nothing else it is the time it takes.
                begin = time.process_time()
                heard = self._ears.transcribe(pcm, RATE).text
                self._later(time.process_time() - begin, events.Transcribed(request, heard))
            case actions.Say(utterance, clause, text):
                begin = max(self._agenda.now + 0.05, self._free)
                self._free = begin + len(text) / CHARACTERS_PER_SECOND
                self.said.append((begin, self._free, text))
                seconds = self._free - begin
                self._later(0.05, events.ClauseQueued(utterance, clause, seconds))
                self._later(self._free - self._agenda.now, events.ClausePlayed(utterance, clause))
            case actions.StopSaying():
                self._free = self._agenda.now
                self.said = [
                    (begin, min(end, self._free), text)
                    for begin, end, text in self.said
                    if begin < self._free
                ]
                super()._carry_out(action)
            case _:
                super()._carry_out(action)
