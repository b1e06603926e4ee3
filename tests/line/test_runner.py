"""The runner, with fakes for its ports, in virtual time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from typing import Any

from agent.audio.dtmf import tone
from agent.call.actions import (
    Action,
    AskModel,
    Dial,
    DropReply,
    DropTranscription,
    HangUp,
    Message,
    PausePlayout,
    Prepare,
    PressKeys,
    ResumePlayout,
    Say,
    StopSaying,
    Tell,
    Transcribe,
    WarmModel,
)
from agent.call.events import (
    Answered,
    BeepHeard,
    CallEnded,
    ClauseFailed,
    ClausePlayed,
    ClauseQueued,
    DigitHeard,
    Event,
    KeysPressed,
    ModelFailed,
    ModelFinished,
    ModelWrote,
    PlayoutStopped,
    Started,
    Steered,
    TimePassed,
    Transcribed,
    TranscriptionFailed,
    VoiceMeasured,
)
from agent.call.reports import CallOver, Heard, Report, Trouble
from agent.config import Limits
from agent.errors import EngineUnavailable
from agent.line.runner import CallRunner, Ports
from tests.line import virtual_time
from tests.line.fakes import (
    RATE,
    FakeEars,
    FakeLeg,
    FakeMind,
    FakeVoice,
    LoudnessDetector,
    MemoryRecorder,
    connect,
    is_loud,
    sound,
)

Decide = Callable[[Event, float], Sequence[Action]]


class Script:
    """A session that does what a test says: dials, and leaves the rest to ``decide``."""

    def __init__(self, decide: Decide) -> None:
        self.decide = decide
        self.deadline: float | None = None
        self.events: list[tuple[float, Event]] = []

    def handle(self, event: Event, now: float) -> Sequence[Action]:
        self.events.append((now, event))
        first: list[Action] = []
        if isinstance(event, Started):
            first = [Dial("+15550100")]
        if isinstance(event, CallEnded):
            first = [Tell(CallOver(event.sip_code, event.reason, event.by, True, 0.0))]
        return [*first, *self.decide(event, now)]

    def of(self, kind: type[Any]) -> list[Any]:
        return [event for _, event in self.events if isinstance(event, kind)]

    def when(self, kind: type[Any]) -> float:
        return next(now for now, event in self.events if isinstance(event, kind))


class Stage:
    """A call between the runner's leg and ``far``, who answers at once."""

    def __init__(self, decide: Decide, limits: Limits | None = None) -> None:
        self.session = Script(decide)
        self.near, self.far = FakeLeg(), FakeLeg()
        connect(self.near, self.far)
        self.ears, self.voice, self.mind = FakeEars(["hello"]), FakeVoice(), FakeMind(["x" * 40])
        self.recorder = MemoryRecorder()
        self.reports: list[Report] = []
        self.far_heard: list[bytes] = []
        ports = Ports(self.near, self.ears, self.voice, self.mind, LoudnessDetector(), self.recorder)
        self.runner = CallRunner(self.session, ports, limits or Limits(), self.reports.append)

    def play(self, scene: Callable[[], Coroutine[Any, Any, None]] | None = None) -> Stage:
        """Run the call to its end; ``scene`` is the far party's part, after which it hangs up."""

        async def call() -> None:
            self.far.start(self._far_event, lambda tick: self.far_heard.append(tick.received))
            running = asyncio.ensure_future(self.runner.run())
            if scene is not None:
                await asyncio.sleep(0.1)
                await scene()
                self.far.hang_up("enough")
            await running
            await asyncio.sleep(0.1)

        virtual_time.run(call())
        return self

    def _far_event(self, event: Event) -> None:
        if type(event).__name__ == "Invited":
            self.far.accept()


def nothing(event: Event, now: float) -> Sequence[Action]:
    return []


def on(kind: type[Any], *actions: Action) -> Decide:
    """Give ``actions`` at the first event of ``kind``."""
    waiting = [actions]
    return lambda event, now: waiting.pop() if isinstance(event, kind) and waiting else ()


async def wait(seconds: float) -> None:
    await asyncio.sleep(seconds)


def test_a_call_is_dialled_once_and_ends_with_its_last_report() -> None:
    stage = Stage(nothing).play(lambda: wait(1))
    assert stage.near.dialled == ["+15550100"]
    assert stage.reports[-1] == CallOver(200, "Normal call clearing", "far", True, 0.0)
    assert stage.near.closed
    assert stage.recorder.closed


def test_a_key_in_the_sound_is_told_once_also_where_it_comes_as_an_event_too() -> None:
    async def scene() -> None:
        await asyncio.sleep(0.5)
        stage.far.press("4")
        stage.far.play(1, 0, tone("4", 0.1, RATE) + bytes(3200) + tone("7", 0.1, RATE), True)
        await asyncio.sleep(1)

    stage = Stage(nothing)
    stage.play(scene)
    assert [event.digit for event in stage.session.of(DigitHeard)] == ["4", "7"]


def test_what_the_sound_tells_besides_words_is_an_event_of_the_call() -> None:
    async def scene() -> None:
        stage.far.play(1, 0, bytes(8000) + sound(0.4, hertz=1000.0) + bytes(8000), True)
        await asyncio.sleep(2)

    stage = Stage(nothing)
    stage.play(scene)
    (beep,) = stage.session.of(BeepHeard)
    assert stage.session.when(BeepHeard) < stage.session.when(Answered) + 1.5
    assert beep.end_seconds > 0.8


def test_every_frame_of_received_sound_is_measured_in_order() -> None:
    async def scene() -> None:
        await asyncio.sleep(0.5)
        stage.far.play(1, 0, sound(0.64), True)
        await asyncio.sleep(2)

    stage = Stage(nothing)
    stage.play(scene)
    measured = stage.session.of(VoiceMeasured)
    assert {event.seconds for event in measured} == {256 / 8000}
    loud = [index for index, event in enumerate(measured) if event.probability > 0.5]
    assert len(loud) in (20, 21)
    assert loud == list(range(loud[0], loud[-1] + 1))
    assert measured[loud[1]].level > -20 > measured[0].level


def test_our_own_voice_that_comes_back_is_not_taken_for_theirs_but_recorded() -> None:
    said = "a sentence that is long enough to know the way its sound comes back by"

    async def scene() -> None:
        for at in range(1, 300):
            await asyncio.sleep(0.02)
            stage.far.play(1, at, stage.far_heard[-1], True)

    stage = Stage(on(Answered, Say(1, 0, said)))
    stage.play(scene)
    measured = stage.session.of(VoiceMeasured)
    late = measured[round(1.5 / 0.032) : round(4.0 / 0.032)]
    assert max(event.probability for event in late) < 0.5
    assert is_loud(bytes(stage.recorder.far))


def test_what_is_paused_is_silent_and_goes_on_where_it_was() -> None:
    def decide(event: Event, now: float) -> Sequence[Action]:
        match event:
            case Answered():
                return [Say(1, 0, "a clause of some length")]
            case Steered("pause"):
                return [PausePlayout()]
            case Steered():
                return [ResumePlayout()]
        return []

    async def scene() -> None:
        await asyncio.sleep(0.7)
        stage.runner.post(Steered("pause"))
        await asyncio.sleep(0.06)
        del stage.far_heard[:]
        await asyncio.sleep(1.0)
        silent.append(any(is_loud(frame) for frame in stage.far_heard))
        stage.runner.post(Steered("go on"))
        await asyncio.sleep(3)

    silent: list[bool] = []
    stage = Stage(decide)
    stage.play(scene)
    assert silent == [False]
    assert any(is_loud(frame) for frame in stage.far_heard)
    assert stage.session.of(ClausePlayed) == [ClausePlayed(1, 0)]


def test_the_recording_holds_both_sides_from_the_first_tick_on() -> None:
    stage = Stage(on(Answered, Say(1, 0, "hello"))).play(lambda: wait(2))
    assert len(stage.recorder.far) == len(stage.recorder.near) > 8000
    assert is_loud(bytes(stage.recorder.near))
    assert not is_loud(bytes(stage.recorder.far))


def test_transcription_gets_exactly_the_sound_between_the_two_points() -> None:
    async def scene() -> None:
        stage.far.play(1, 0, bytes(16000) + sound(0.5), True)
        await asyncio.sleep(3)

    def decide(event: Event, now: float) -> Sequence[Action]:
        heard = sum(measured.seconds for measured in stage.session.of(VoiceMeasured))
        if not asked and heard > 2.5:
            asked.append(1)
            return [Transcribe(7, 0.25, 2.25)]
        return []

    asked: list[int] = []
    stage = Stage(decide)
    stage.play(scene)
    assert stage.session.of(Transcribed) == [Transcribed(7, "hello")]
    assert stage.ears.heard == [bytes(stage.recorder.far[4000:36000])]
    assert is_loud(stage.ears.heard[0])


def test_a_dropped_transcription_is_cancelled_and_never_answered() -> None:
    def decide(event: Event, now: float) -> Sequence[Action]:
        match event:
            case Answered():
                return [Transcribe(1, 0.0, 0.0)]
            case VoiceMeasured():
                return [DropTranscription(1)]
        return []

    stage = Stage(decide).play(lambda: wait(1))
    assert stage.ears.dropped == 1
    assert stage.session.of(Transcribed) == []


def test_the_model_s_reply_comes_in_pieces_and_is_finished_once() -> None:
    stage = Stage(on(Answered, AskModel(3, (Message("user", "hi"),), "{}"))).play(lambda: wait(2))
    assert "".join(event.text for event in stage.session.of(ModelWrote)) == "x" * 40
    assert stage.session.of(ModelFinished) == [ModelFinished(3)]


def test_a_dropped_reply_stops_the_model_and_nothing_of_it_comes_late() -> None:
    def decide(event: Event, now: float) -> Sequence[Action]:
        match event:
            case Answered():
                return [AskModel(3, (), "{}")]
            case ModelWrote():
                return [DropReply(3)]
        return []

    stage = Stage(decide).play(lambda: wait(2))
    assert len(stage.session.of(ModelWrote)) == 1
    assert stage.session.of(ModelFinished) == []
    assert stage.mind.closed == 1


def test_the_prompt_is_warmed_while_the_phone_rings() -> None:
    head = (Message("system", "who you are"),)
    stage = Stage(on(Started, WarmModel(head))).play(lambda: wait(1))
    assert stage.mind.warmed == [head]


def test_a_question_ends_a_warming_that_is_under_way() -> None:
    stage = Stage(on(Answered, WarmModel(()), AskModel(3, (), "{}")))
    stage.mind.warm_seconds = 5.0
    stage.play(lambda: wait(2))
    assert stage.mind.warmed == []
    assert stage.session.of(ModelFinished) == [ModelFinished(3)]


def test_what_was_prepared_is_heard_at_once_and_made_only_once() -> None:
    def decide(event: Event, now: float) -> Sequence[Action]:
        match event:
            case Started():
                return [Prepare(("good evening", "yes"))]
            case Steered():
                return [Say(1, 0, "good evening"), Say(1, 1, "something else")]
        return []

    async def scene() -> None:
        await asyncio.sleep(3.0)
        stage.runner.post(Steered(""))
        await asyncio.sleep(4.0)

    stage = Stage(decide)
    stage.play(scene)
    steered = next(now for now, event in stage.session.events if isinstance(event, Steered))
    queued = [(now, event) for now, event in stage.session.events if isinstance(event, ClauseQueued)]
    assert stage.voice.texts == ["good evening", "yes", "something else"]
    assert queued[0][0] == steered
    assert abs(queued[0][1].seconds - 12 * 0.06) < 0.001
    assert [event.clause for event in stage.session.of(ClausePlayed)] == [0, 1]


def test_what_could_not_be_prepared_is_made_when_it_is_said() -> None:
    def decide(event: Event, now: float) -> Sequence[Action]:
        match event:
            case Started():
                return [Prepare(("good evening",))]
            case Steered():
                return [Say(1, 0, "good evening")]
        return []

    async def scene() -> None:
        await asyncio.sleep(1.0)
        stage.voice.dead = False
        stage.runner.post(Steered(""))
        await asyncio.sleep(3.0)

    stage = Stage(decide)
    stage.voice.dead = True
    stage.play(scene)
    assert [event.clause for event in stage.session.of(ClausePlayed)] == [0]


def test_clauses_are_heard_in_order_and_the_next_is_made_while_one_plays() -> None:
    says = (Say(1, 0, "one two three"), Say(1, 1, "four five six"))
    stage = Stage(on(Answered, *says)).play(lambda: wait(4))
    queued = [(now, event) for now, event in stage.session.events if isinstance(event, ClauseQueued)]
    played = [(now, event) for now, event in stage.session.events if isinstance(event, ClausePlayed)]
    assert [event.clause for _, event in played] == [0, 1]
    assert queued[1][0] < played[0][0]
    assert abs(queued[0][1].seconds - 13 * 0.06) < 0.001


def test_stop_saying_empties_the_playout_and_drops_the_rest_of_the_reply() -> None:
    says = [Say(1, clause, "a clause of some length") for clause in range(4)]

    def decide(event: Event, now: float) -> Sequence[Action]:
        match event:
            case Answered():
                return says
            case Steered():
                return [StopSaying(1)]
        return []

    async def scene() -> None:
        await asyncio.sleep(0.7)
        stage.runner.post(Steered("stop"))
        await asyncio.sleep(0.06)
        del stage.far_heard[:]
        await asyncio.sleep(3)

    stage = Stage(decide)
    stage.play(scene)
    (stopped,) = stage.session.of(PlayoutStopped)
    assert stopped.clause == 0
    assert 0.1 < stopped.heard < 0.9
    assert not any(is_loud(frame) for frame in stage.far_heard)
    assert len(stage.voice.texts) < 4
    assert stage.session.of(ClausePlayed) == []


def test_engines_that_do_not_answer_become_events_and_the_call_goes_on() -> None:
    orders = (AskModel(1, (), "{}"), Transcribe(2, 0.0, 0.0), Say(3, 0, "hello"))
    stage = Stage(on(Answered, *orders))
    stage.ears.dead = stage.voice.dead = stage.mind.dead = True
    stage.play(lambda: wait(1))
    assert stage.session.of(ModelFailed) == [ModelFailed(1, "mind: nobody answers")]
    assert stage.session.of(TranscriptionFailed) == [TranscriptionFailed(2, "ears: nobody answers")]
    assert stage.session.of(ClauseFailed) == [ClauseFailed(3, 0, "voice: nobody answers")]
    assert stage.reports == [CallOver(200, "Normal call clearing", "far", True, 0.0)]


def test_an_engine_that_hangs_is_given_up_after_the_limit() -> None:
    orders = (AskModel(1, (), "{}"), Transcribe(2, 0.0, 0.0), Say(3, 0, "hello"))
    stage = Stage(on(Answered, *orders), Limits(engine_seconds=5.0))
    stage.ears.seconds = stage.voice.seconds = stage.mind.seconds = 1000.0
    stage.play(lambda: wait(20))
    for kind in (ModelFailed, TranscriptionFailed, ClauseFailed):
        (failed,) = stage.session.of(kind)
        assert failed.reason == "no answer in time"
        assert 4.99 < stage.session.when(kind) - stage.session.when(Answered) < 5.1
    assert stage.mind.closed == 1


def test_a_clause_that_breaks_off_does_not_keep_the_next_one_waiting() -> None:
    class Stumbling(FakeVoice):
        async def synthesize(self, text: str, voice: str, rate: int) -> AsyncIterator[bytes]:
            pieces = 0
            async for piece in super().synthesize(text, voice, rate):
                yield piece
                pieces += 1
                if text == "stumble" and pieces == 2:
                    raise EngineUnavailable("voice: it went away")

    stage = Stage(on(Answered, Say(1, 0, "stumble"), Say(1, 1, "go on")))
    stage.runner._speaker._engine = Stumbling()
    stage.play(lambda: wait(3))
    assert stage.session.of(ClauseFailed) == [ClauseFailed(1, 0, "voice: it went away")]
    assert stage.session.of(ClausePlayed)[-1] == ClausePlayed(1, 1)


def test_time_passes_exactly_at_the_deadline_also_when_it_was_moved() -> None:
    def decide(event: Event, now: float) -> Sequence[Action]:
        match event:
            case Answered():
                stage.session.deadline = now + 50.0
            case Steered():
                stage.session.deadline = now + 3.0
            case TimePassed():
                stage.session.deadline = None
                return [Tell(Heard("time"))]
        return []

    async def scene() -> None:
        await asyncio.sleep(1)
        stage.runner.post(Steered("sooner"))
        await asyncio.sleep(100)

    stage = Stage(decide)
    stage.play(scene)
    assert abs(stage.session.when(TimePassed) - stage.session.when(Steered) - 3.0) < 1e-6
    assert stage.reports.count(Heard("time")) == 1


def test_keys_go_out_and_are_answered() -> None:
    stage = Stage(on(Answered, PressKeys("1w#"))).play(lambda: wait(3))
    assert stage.session.of(KeysPressed) == [KeysPressed("1w#", "rfc4733")]


def test_hang_up_ends_the_call_on_both_sides() -> None:
    stage = Stage(on(Answered, HangUp("done"))).play()
    assert stage.session.of(CallEnded) == [CallEnded(200, "done", "us")]
    assert stage.far.state == "ended"


def test_a_bug_in_the_session_hangs_up_and_is_reported() -> None:
    def decide(event: Event, now: float) -> Sequence[Action]:
        if isinstance(event, Answered):
            raise KeyError("oops")
        return []

    stage = Stage(decide).play()
    assert Trouble("session", "KeyError: 'oops'") in stage.reports
    assert isinstance(stage.reports[-1], CallOver)
    assert stage.far.state == "ended"


def test_a_session_that_never_finishes_is_ended_by_the_runner() -> None:
    class Mute(Script):
        def handle(self, event: Event, now: float) -> Sequence[Action]:
            return [Dial("+15550100")] if isinstance(event, Started) else []

    stage = Stage(nothing)
    stage.runner._session = Mute(nothing)
    stage.play(lambda: wait(2))
    over = stage.reports[-1]
    assert isinstance(over, CallOver)
    assert (over.sip_code, over.by, over.answered) == (200, "far", True)
    assert abs(over.talk_seconds - 2.0) < 0.2


def test_a_call_that_must_end_at_once_still_gives_its_last_report() -> None:
    async def scene() -> None:
        await asyncio.sleep(1)
        stage.runner.give_up()
        stage.runner.give_up()

    stage = Stage(nothing)
    stage.play(scene)
    over = stage.reports[-1]
    assert isinstance(over, CallOver)
    assert (over.sip_code, over.by, over.answered) == (0, "us", True)
    assert stage.reports.count(over) == 1
    assert stage.near.closed


def test_a_full_disk_is_reported_once_and_the_call_goes_on_without_a_recording() -> None:
    def full(far: bytes, near: bytes) -> None:
        raise OSError(28, "No space left on device")

    stage = Stage(nothing)
    stage.recorder.write = full  # type: ignore[method-assign]
    stage.play(lambda: wait(2))
    assert stage.reports[:-1] == [Trouble("recording", "No space left on device")]
    assert len(stage.session.of(VoiceMeasured)) > 50


def test_nothing_runs_on_after_the_call() -> None:
    says = [Say(1, clause, "a clause of some length") for clause in range(9)]
    orders: list[Action] = [AskModel(1, (), "{}"), Transcribe(2, 0.0, 0.0), *says]
    stage = Stage(on(Answered, *orders))
    stage.mind.seconds = stage.ears.seconds = 100.0

    async def call() -> set[asyncio.Task[Any]]:
        stage.far.start(stage._far_event, lambda tick: None)
        running = asyncio.ensure_future(stage.runner.run())
        await asyncio.sleep(0.5)
        stage.far.hang_up("enough")
        await running
        return asyncio.all_tasks()

    assert len(virtual_time.run(call())) == 1
    assert (stage.mind.closed, stage.ears.dropped) == (1, 1)
