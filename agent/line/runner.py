"""Drives one call: feeds ``CallSession`` from one queue of events and carries its orders out.

The runner decides nothing. It takes time only from ``loop.time()``, so that tests run it in
virtual time, and knows neither stdin nor pjsua2: the line's process and the people of the
practice town use the same one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from agent.audio.echo import EchoCanceller
from agent.call import actions
from agent.call.actions import Action
from agent.call.events import Answered, CallEnded, DigitHeard, Event, Started, TimePassed
from agent.call.reports import CallOver, Report, Trouble
from agent.config import Limits
from agent.line import engine_work
from agent.line.heard import HeardSound
from agent.line.heard_keys import HeardKeys
from agent.line.senses import Senses
from agent.line.speaker import Speaker
from agent.ports import LanguageModel, Leg, Recorder, SpeechToText, TextToSpeech, Tick, VoiceDetector

What = TypeVar("What")
EngineAction = (
    actions.WarmModel | actions.AskModel | actions.DropReply | actions.Transcribe | actions.DropTranscription
)
log = logging.getLogger(__name__)

AFTER_END_SECONDS = 15.0
"""How long the session may go on when the leg is gone: the last words are still recognised. Its account of
the call has ``limits.account_seconds`` besides."""


class Session(Protocol):
    """What the runner needs of ``agent.call.session.CallSession``."""

    @property
    def deadline(self) -> float | None: ...

    def handle(self, event: Event, now: float) -> Sequence[Action]: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything a call is made of, but the decisions."""

    leg: Leg
    ears: SpeechToText
    voice: TextToSpeech
    mind: LanguageModel
    detector: VoiceDetector
    recorder: Recorder | None = None


class CallRunner:
    """One call from ``run()`` to its end. ``tell`` gets every report, on the loop's thread."""

    def __init__(
        self,
        session: Session,
        ports: Ports,
        limits: Limits,
        tell: Callable[[Report], None],
        voice: str = "",
        language: str = "en",
    ) -> None:
        self._session = session
        self._ports = ports
        self._limits = limits
        self._tell = tell
        self._language = language
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._heard = HeardSound(ports.leg.rate)
        self._echo = EchoCanceller(ports.leg.rate)
        self._senses = Senses(ports.leg.rate, ports.detector)
        self._keys = HeardKeys()
        self._recorder = ports.recorder
        self._tasks = engine_work.Tasks()
        self._speaker = Speaker(ports.leg, ports.voice, voice, limits.engine_seconds, self.post)
        self._timer: asyncio.TimerHandle | None = None
        self._timer_for: float | None = None
        self._over: CallOver | None = None
        self._answered_at: float | None = None
        self._ended: tuple[CallEnded, float] | None = None
        self._last_resort: asyncio.TimerHandle | None = None

    def post(self, event: Event) -> None:
        """Let ``event`` be handled in its turn. From the loop's thread."""
        self._queue.put_nowait(event)

    async def run(self) -> CallOver:
        """Make the call; return its last report, which was also told."""
        loop = asyncio.get_running_loop()
        leg = self._ports.leg
        leg.start(
            lambda event: _from_thread(loop, self._take, event),
            lambda tick: _from_thread(loop, self._hear, tick),
        )
        self.post(Started())
        try:
            return await self._until_over()
        finally:
            for timer in (self._timer, self._last_resort):
                if timer is not None:
                    timer.cancel()
            leg.close()
            await self._speaker.close()
            await self._tasks.close()
            self._stop_recording()

    # -- the ring ----------------------------------------------------------------------------

    async def _until_over(self) -> CallOver:
        while self._over is None:
            event = await self._queue.get()
            if event is not None:
                self._handle(event)
        return self._over

    def give_up(self) -> None:
        """End the run now, with an account of our own if the session has given none."""
        if self._over is not None:
            return
        self._tell(Trouble("session", "it did not finish in time"))
        ended, when = self._ended or (CallEnded(0, "given up", "us"), asyncio.get_running_loop().time())
        talk_seconds = when - self._answered_at if self._answered_at is not None else 0.0
        answered = self._answered_at is not None
        self._report(CallOver(ended.sip_code, ended.reason, ended.by, answered, talk_seconds))
        self._queue.put_nowait(None)

    def _note(self, event: Event, now: float) -> None:
        """Keep what our own account of the call would need."""
        if isinstance(event, Answered) and self._answered_at is None:
            self._answered_at = now
        if isinstance(event, CallEnded) and self._ended is None:
            self._ended = (event, now)
            self._last_resort = asyncio.get_running_loop().call_later(
                AFTER_END_SECONDS + self._limits.account_seconds, self.give_up
            )

    def _handle(self, event: Event) -> None:
        now = asyncio.get_running_loop().time()
        if isinstance(event, TimePassed) and self._timer_for is not None:
            # A loop's timer may fire by its clock's resolution too soon.
            now = max(now, self._timer_for)
        self._note(event, now)
        try:
            for action in self._session.handle(event, now):
                self._carry_out(action)
        except Exception as error:  # the runner's edge: a bug of ours must not leave somebody on a dead line
            log.exception("! %s could not be handled", type(event).__name__)
            self._tell(Trouble("session", f"{type(error).__name__}: {error}"))
            self._ports.leg.hang_up("internal error")
        self._set_timer()

    def _set_timer(self) -> None:
        deadline = self._session.deadline
        if deadline == self._timer_for and self._timer is not None:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer, self._timer_for = None, deadline
        if deadline is not None:
            self._timer = asyncio.get_running_loop().call_at(deadline, self._time_passed)

    def _time_passed(self) -> None:
        self._timer = None
        self.post(TimePassed())

    # -- hear --------------------------------------------------------------------------------

    def _hear(self, tick: Tick) -> None:
        self._record(tick)
        heard = self._echo.hear(tick.received, tick.sent)
        self._heard.append(heard)
        for event in self._senses.hear(heard, self._echo.doubt):
            if not isinstance(event, DigitHeard) or self._is_new(event, "sound"):
                self.post(event)
        for played in tick.played:
            self.post(played)

    def _take(self, event: Event) -> None:
        """What the leg tells."""
        if not isinstance(event, DigitHeard) or self._is_new(event, "packets"):
            self.post(event)

    def _is_new(self, event: DigitHeard, way: Literal["packets", "sound"]) -> bool:
        return self._keys.is_new(event.digit, way, asyncio.get_running_loop().time())

    def _record(self, tick: Tick) -> None:
        if self._recorder is None:
            return
        try:
            self._recorder.write(tick.received, tick.sent)
        except OSError as error:
            self._recording_failed(error)

    def _stop_recording(self) -> None:
        if self._recorder is not None:
            try:
                self._recorder.close()
            except OSError as error:
                self._recording_failed(error)

    def _recording_failed(self, error: OSError) -> None:
        self._recorder = None
        self._tell(Trouble("recording", error.strerror or str(error)))

    # -- do ----------------------------------------------------------------------------------

    def _carry_out(self, action: Action) -> None:
        leg = self._ports.leg
        match action:
            case actions.Dial(number):
                leg.dial(number)
            case actions.Accept():
                leg.accept()
            case actions.HangUp(reason):
                leg.hang_up(reason)
            case actions.PressKeys(digits):
                leg.press(digits)
            case actions.Say():
                self._speaker.say(action)
            case actions.Prepare(texts):
                self._speaker.prepare(texts)
            case actions.StopSaying(utterance):
                self._speaker.stop(utterance)
            case actions.PausePlayout() | actions.ResumePlayout():
                leg.pause_playing(isinstance(action, actions.PausePlayout))
            case actions.Tell(report):
                self._report(report)
            case _:
                self._use_engine(action)

    def _use_engine(self, action: EngineAction) -> None:
        mind, seconds = self._ports.mind, self._limits.engine_seconds
        match action:
            case actions.WarmModel():
                self._tasks.start("warm", engine_work.warm(mind, action, seconds))
            case actions.AskModel(request):
                # A question needs the model more than a prompt that may never be.
                self._tasks.drop("warm")
                work = engine_work.ask(mind, action, seconds, self.post)
                self._tasks.start(("model", request), work)
            case actions.DropReply(request):
                self._tasks.drop(("model", request))
            case actions.Transcribe(request):
                self._tasks.start(("ears", request), self._transcribe(action))
            case actions.DropTranscription(request):
                self._tasks.drop(("ears", request))

    async def _transcribe(self, order: actions.Transcribe) -> None:
        pcm = self._heard.slice(order.start_seconds, order.end_seconds)
        rate, seconds = self._ports.leg.rate, self._limits.engine_seconds
        await engine_work.transcribe(self._ports.ears, order, pcm, rate, self._language, seconds, self.post)

    def _report(self, report: Report) -> None:
        if isinstance(report, CallOver):
            if self._over is not None:
                return
            self._stop_recording()
            self._recorder = None
            self._over = report
        self._tell(report)


def _from_thread(loop: asyncio.AbstractEventLoop, do: Callable[[What], None], what: What) -> None:
    """Called on the leg's threads, the media clock among them: post and leave."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(do, what)
