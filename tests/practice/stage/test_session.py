"""The far side on a line: it speaks, listens, is stopped by keys and by voices, and hangs up."""

from __future__ import annotations

from typing import TypeVar

from agent.call.actions import Accept, Action, HangUp, Say, StopSaying, Tell, Transcribe
from agent.call.events import (
    Answered,
    CallEnded,
    ClausePlayed,
    DigitHeard,
    Event,
    Invited,
    PlayoutStopped,
    TimePassed,
    Transcribed,
    VoiceMeasured,
)
from agent.call.reports import CallOver, TurnTaken
from agent.config import Hearing, Limits
from agent.practice.episodes.types import Step, Utterance, Written
from agent.practice.stage.session import LINGER_SECONDS, SILENCE_SECONDS, StageSession

Kind = TypeVar("Kind")
MENU = Utterance("For bookings, press one.", (), "machine")
HELLO = Utterance("Hello, how can I help?", (), "person")
BACK = Utterance("Thanks for holding.", (), "person", music_seconds=8.0, pause_seconds=0.5)
BYE = Utterance("Goodbye.", (), "person")


class Far:
    """Opens with ``opening``; answers a key with ``HELLO``, words with music and a person, silence with a
    goodbye."""

    def __init__(self, opening: Utterance = MENU) -> None:
        self.opening = opening
        self.heard: list[str] = []

    def opens(self) -> Step:
        return Step((self.opening,))

    def hears(self, text: str) -> Step:
        self.heard.append(text)
        return Step((BACK,))

    def key(self, digit: str) -> Step:
        self.heard.append(digit)
        return Step((HELLO,))

    def silence(self) -> Step:
        self.heard.append("")
        return Step((BYE,), hangs_up=True)

    @property
    def book(self) -> Written:
        return Written()


class Call:
    def __init__(self, far: Far) -> None:
        self.session = StageSession("c", far, Hearing(), Limits())
        self.now = 0.0
        self.orders: list[Action] = []
        self.give(Invited("100"))
        self.give(Answered())

    def give(self, event: Event) -> None:
        self.orders += self.session.handle(event, self.now)

    def sound(self, seconds: float, probability: float) -> None:
        for _ in range(round(seconds / 0.02)):
            self.now += 0.02
            self.give(VoiceMeasured(probability, 0.02))
            self.wake()

    def wake(self) -> None:
        if self.session.deadline is not None and self.session.deadline <= self.now:
            self.give(TimePassed())

    def played(self) -> None:
        self.give(ClausePlayed(self.of(Say)[-1].utterance, 0))

    def of(self, kind: type[Kind]) -> list[Kind]:
        return [order for order in self.orders if isinstance(order, kind)]

    @property
    def turns(self) -> list[tuple[str, str]]:
        reports = [order.report for order in self.of(Tell)]
        return [(turn.role, turn.text) for turn in reports if isinstance(turn, TurnTaken)]


def test_it_accepts_and_opens() -> None:
    call = Call(Far())
    assert len(call.of(Accept)) == 1
    assert [say.text for say in call.of(Say)] == ["machine: For bookings, press one."]


def test_a_key_stops_the_menu_and_what_follows_is_said() -> None:
    far = Far()
    call = Call(far)
    call.give(DigitHeard("1"))
    assert len(call.of(StopSaying)) == 1
    call.give(PlayoutStopped(1, 0, 0.4))
    assert far.heard == ["1"]
    assert call.of(Say)[-1].text == "person: Hello, how can I help?"
    assert call.turns[0] == ("assistant", "For bookings, press one. —")


def test_words_are_recognised_and_answered_when_the_caller_has_finished() -> None:
    far = Far(HELLO)
    call = Call(far)
    call.played()
    call.sound(1.0, 0.9)
    call.sound(1.2, 0.0)
    (asked,) = call.of(Transcribe)
    call.give(Transcribed(asked.request, "a table please"))
    call.sound(0.1, 0.0)
    assert far.heard == ["a table please"]
    assert call.of(Say)[-1].text == "music 8.00\npause 0.50\nperson: Thanks for holding."
    assert ("user", "a table please") in call.turns


def test_a_person_who_is_spoken_over_stops_and_a_machine_does_not() -> None:
    person, machine = Call(Far(HELLO)), Call(Far(MENU))
    person.sound(1.0, 0.9)
    machine.sound(1.0, 0.9)
    assert len(person.of(StopSaying)) == 1
    assert not machine.of(StopSaying)


def test_when_nothing_is_said_the_far_side_speaks_again_and_hangs_up_in_its_own_time() -> None:
    far = Far(HELLO)
    call = Call(far)
    call.played()
    call.sound(SILENCE_SECONDS + 0.1, 0.0)
    assert far.heard == [""]
    call.played()
    assert not call.of(HangUp)
    call.sound(LINGER_SECONDS + 0.1, 0.0)
    assert len(call.of(HangUp)) == 1
    call.give(CallEnded(200, "bye", "us"))
    (over,) = [order.report for order in call.of(Tell) if isinstance(order.report, CallOver)]
    assert over.answered
    assert call.session.deadline is None
