"""Whole calls in virtual time: the real session, the real runner, fakes for everything around them."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Awaitable, Callable

from agent.call import phrases
from agent.call.briefing import Briefing
from agent.call.events import Event, HangUpOrdered, Invited, SpeakOrdered
from agent.call.reports import CallOver, Report, TurnTaken
from agent.call.session import CallSession
from agent.config import Hearing, Limits
from agent.line.runner import CallRunner, Ports
from agent.practice.open_gate import OpenGate
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

Scene = Callable[["Town"], Awaitable[None]]


def reply(say: str, do: str = "none", arg: str = "") -> str:
    return json.dumps({"say": say, "do": do, "arg": arg})


class Town:
    """A call to somebody who answers after half a second."""

    def __init__(self, hears: list[str], thinks: list[str], limits: Limits | None = None) -> None:
        self.near, self.far = FakeLeg(), FakeLeg()
        connect(self.near, self.far)
        self.ears, self.voice, self.mind = FakeEars(hears), FakeVoice(), FakeMind(thinks)
        self.recorder = MemoryRecorder()
        self.reports: list[Report] = []
        self.heard: list[bytes] = []
        """What the far party heard, 20 ms each."""
        briefing = Briefing(call_id="call-1", to="+15550100", task="Book a table for two.")
        limits = limits or Limits()
        ports = Ports(self.near, self.ears, self.voice, self.mind, LoudnessDetector(), self.recorder)
        self.runner = CallRunner(
            CallSession(briefing, Hearing(), limits, OpenGate()), ports, limits, self.reports.append
        )
        self._utterance = 0

    def play(self, scene: Scene) -> Town:
        async def call() -> None:
            self.far.start(self._far_event, lambda tick: self.heard.append(tick.received))
            running = asyncio.ensure_future(self.runner.run())
            await self.until(lambda: self.near.state == "confirmed")
            await scene(self)
            self.far.hang_up("the scene is over")
            await asyncio.wait_for(running, 120)

        virtual_time.run(call())
        return self

    def _far_event(self, event: Event) -> None:
        if isinstance(event, Invited):
            asyncio.get_running_loop().call_later(0.5, self.far.accept)

    # -- the far party's part ----------------------------------------------------------------

    async def say(self, seconds: float = 1.0) -> None:
        self._utterance += 1
        self.far.play(self._utterance, 0, syllables(seconds), True)
        await asyncio.sleep(seconds)

    async def until(self, condition: Callable[[], object], seconds: float = 60.0) -> None:
        deadline = asyncio.get_running_loop().time() + seconds
        while not condition():
            assert asyncio.get_running_loop().time() < deadline, (self.voice.texts, self.reports)
            await asyncio.sleep(0.01)

    async def hear(self) -> None:
        """Wait until we are spoken to."""
        await self.until(lambda: self.heard and is_loud(self.heard[-1]))

    async def hear_out(self, quiet_seconds: float = 0.5) -> None:
        """Wait until we are spoken to and then no more."""
        await self.hear()
        frames = int(quiet_seconds / 0.02)
        await self.until(lambda: not any(map(is_loud, self.heard[-frames:])))

    def turns(self, role: str) -> list[TurnTaken]:
        return [report for report in self.reports if isinstance(report, TurnTaken) and report.role == role]

    @property
    def over(self) -> CallOver:
        over = self.reports[-1]
        assert isinstance(over, CallOver)
        return over


def syllables(seconds: float) -> bytes:
    """What does not hold its pitch as music does."""
    pitches = itertools.cycle((310.0, 470.0, 390.0, 640.0, 530.0, 350.0, 720.0))
    made = b"".join(sound(0.06, hertz=next(pitches)) for _ in range(round(seconds / 0.06) + 1))
    return made[: 2 * round(seconds * RATE)]


def test_a_question_is_heard_answered_and_both_are_in_the_transcript() -> None:
    async def scene(town: Town) -> None:
        await town.say()
        await town.hear_out()

    town = Town(["Good evening, how can I help?"], [reply("A table for two, please.")]).play(scene)
    assert [turn.text for turn in town.turns("user")] == ["Good evening, how can I help?"]
    assert [turn.text for turn in town.turns("assistant")] == ["A table for two, please."]
    assert town.over.answered


def test_barge_in_stops_the_reply_and_drops_its_rest() -> None:
    first = "This is the first sentence of three. Here comes the second one of them. And that is the third."

    async def scene(town: Town) -> None:
        await town.say()
        await town.hear()
        await asyncio.sleep(0.8)  # Until then what sounds may be our own voice, coming back.
        await town.say(0.6)
        assert not any(map(is_loud, town.heard[-15:-5])), "we are silent before it is known what they say"
        await town.hear_out()

    hears = ["Yes?", "No, wait."]
    town = Town(hears, [reply(first), reply("Of course.")]).play(scene)
    said = town.turns("assistant")
    assert said[0].interrupted
    assert first.startswith(said[0].text.rstrip(" .…-"))
    assert len(said[0].text) < len(first) / 2
    assert said[1].text == "Of course."


def test_a_reply_that_comes_late_after_new_speech_is_never_spoken() -> None:
    async def scene(town: Town) -> None:
        await town.say()
        await town.until(lambda: town.mind.asked)
        await town.say(1.0)
        await town.hear_out()

    town = Town(["One.", "Two."], [reply("To the first."), reply("To the second.")])
    town.mind.first_seconds = 1.2
    town.play(scene)
    assert town.voice.texts == ["To the second."]
    assert town.mind.closed == 1


def test_a_slow_model_is_covered_by_one_moment_please() -> None:
    async def scene(town: Town) -> None:
        await town.say()
        await town.until(lambda: "A table, please." in town.voice.texts)
        await town.hear_out()

    town = Town(["Yes?"], [reply("A table, please.")])
    town.mind.first_seconds = 4.0
    town.play(scene)
    assert town.voice.texts[0] == phrases.ONE_MOMENT
    assert town.voice.texts[-1] == "A table, please."


def test_a_dead_model_is_excused_and_the_call_ended_politely() -> None:
    async def scene(town: Town) -> None:
        for _ in range(2):
            await town.say()
            await town.hear_out()
        await town.say()
        await town.until(lambda: town.near.state == "ended")

    town = Town(["Hello?"] * 3, [])
    town.mind.dead = True
    town.play(scene)
    assert phrases.SAY_AGAIN in town.voice.texts
    assert phrases.TROUBLE_GOODBYE.endswith(town.voice.texts[-1])
    assert town.over.by == "us"


def test_dead_ears_do_not_end_the_call_at_once() -> None:
    async def scene(town: Town) -> None:
        town.ears.dead = True
        await town.say()
        await asyncio.sleep(3)
        town.ears.dead = False
        await town.say()
        await town.hear_out()

    town = Town(["Can you hear me?"], [reply("Yes, I can.")]).play(scene)
    assert "Yes, I can." in town.voice.texts
    assert town.over.by == "far"


def test_the_model_ends_the_call_after_its_goodbye_was_heard() -> None:
    async def scene(town: Town) -> None:
        await town.say()
        await town.until(lambda: town.near.state == "ended")

    town = Town(["It is booked."], [reply("Thank you, goodbye.", "end", "completed")]).play(scene)
    assert town.turns("assistant")[-1].text == "Thank you, goodbye."
    loud = sum(map(is_loud, town.heard)) * 0.02
    assert abs(loud - len("Thank you, goodbye.") * 0.06) < 0.05
    assert town.over.by == "us"


def test_an_ordered_hang_up_ends_the_call_in_the_middle_of_a_sentence() -> None:
    async def scene(town: Town) -> None:
        await town.say()
        await town.hear()
        town.runner.post(HangUpOrdered())
        await town.until(lambda: town.near.state == "ended", 1.0)

    town = Town(["Yes?"], [reply("A long sentence that nobody will hear to its end.")]).play(scene)
    assert town.over.by == "us"


def test_what_the_owner_wants_said_is_said() -> None:
    async def scene(town: Town) -> None:
        await town.say()
        await town.hear_out()
        town.runner.post(SpeakOrdered("For eight o'clock, please."))
        await town.hear_out()

    town = Town(["Yes?"], [reply("A table for two, please.")]).play(scene)
    assert town.turns("assistant")[-1].text == "For eight o'clock, please."


def test_a_silent_line_is_asked_and_then_given_up() -> None:
    async def scene(town: Town) -> None:
        await town.until(lambda: town.near.state == "ended", 90)

    town = Town([], [reply("Hello, are you there?")] * 9).play(scene)
    assert town.voice.texts
    assert town.over.by == "us"


def test_the_recording_shows_both_voices_where_the_transcript_says() -> None:
    async def scene(town: Town) -> None:
        await town.say()
        await town.hear_out()

    town = Town(["Yes?"], [reply("A table for two, please.")]).play(scene)
    (far,), (near,) = town.turns("user"), town.turns("assistant")
    for side, turn in ((town.recorder.far, far), (town.recorder.near, near)):
        middle = int((turn.start_seconds + turn.end_seconds) / 2 * 8000) * 2
        assert is_loud(bytes(side[middle - 320 : middle + 320]))
