"""A call as text: the real session, in virtual time, between a far side and a brain."""

from __future__ import annotations

import json
from typing import Literal

import pytest

from agent.call.actions import Message
from agent.call.briefing import Briefing
from agent.call.phase import Phase
from agent.call.reports import CallOver, ErrandEnded, NetworkTone, PhaseEntered, SoundHeard, TurnTaken
from agent.errors import EngineUnavailable
from agent.practice.episodes.types import Step, Utterance, Written
from agent.practice.rehearsal.circumstances import Circumstances
from agent.practice.rehearsal.played import Played, state_of
from agent.practice.rehearsal.text_call import TextCall

BRIEFING = Briefing(call_id="c1", to="+12025550100", task="Book a table.", principal="Anna Davis")
ACCOUNT = json.dumps({"status": "completed", "summary": "Booked.", "claims": [], "missing": []})


def person(text: str, music: float = 0.0) -> Utterance:
    return Utterance(text, (), "person", music_seconds=music)


class Far:
    """Says one step after the other, whatever it hears."""

    def __init__(self, *steps: Step) -> None:
        self.steps = list(steps)
        self.heard: list[str] = []
        self.book = Written()

    def opens(self) -> Step:
        return self._next()

    def hears(self, text: str) -> Step:
        self.heard.append(text)
        return self._next()

    def key(self, digit: str) -> Step:
        self.heard.append(f"<{digit}>")
        return self._next()

    def silence(self) -> Step:
        self.heard.append("<silence>")
        return Step()

    def _next(self) -> Step:
        return self.steps.pop(0) if self.steps else Step(hangs_up=True)


class Scripted:
    """Replies in order; afterwards it waits. ``asked`` holds the phases in which it was asked."""

    def __init__(self, *replies: tuple[str, str, str]) -> None:
        self.replies = list(replies)
        self.asked: list[str] = []

    def reply(self, messages: tuple[Message, ...], schema: str) -> str:
        state = state_of(messages)
        if "account" in state["do"]:
            return ACCOUNT
        self.asked.append(state["phase"])
        say, do, arg = self.replies.pop(0) if self.replies else ("", "wait", "")
        return json.dumps({"say": say, "do": do, "arg": arg})


def play(far: Far, brain: Scripted, around: Circumstances | None = None) -> Played:
    return TextCall(BRIEFING, far, around).play(brain)


def transcript(played: Played) -> list[tuple[str, str]]:
    return [(turn.role, turn.text) for turn in played.told(TurnTaken) if turn.role in ("user", "assistant")]


def test_both_sides_hear_each_other_in_turn() -> None:
    far = Far(
        Step((person("Bella Vista, how can I help?"),)),
        Step((person("It is done, goodbye."),), hangs_up=True),
    )
    played = play(far, Scripted(("Hi. I would like a table, please.", "none", "")))
    assert transcript(played) == [
        ("user", "Bella Vista, how can I help?"),
        ("assistant", "Hi. I would like a table, please."),
        ("user", "It is done, goodbye."),
    ]
    assert far.heard[0] == "Hi. I would like a table, please."
    assert played.over
    (over,) = played.told(CallOver)
    assert over.by == "far"


def test_a_goodbye_reaches_the_far_side_before_we_hang_up() -> None:
    far = Far(Step((person("Hello?"),)))
    played = play(far, Scripted(("I have the wrong number, sorry. Goodbye.", "end", "wrong_number")))
    assert far.heard == ["I have the wrong number, sorry. Goodbye."]
    (over,) = played.told(CallOver)
    assert over.by == "us"


def test_a_key_goes_to_the_menu_and_stops_it() -> None:
    menu = Utterance("For reservations, press one. For directions, press two. " * 4, (), "machine")
    greeting = Utterance("Bella Vista, hello?", (), "person", pause_seconds=0.5)
    far = Far(Step((menu,)), Step((greeting,)), Step((person("Bye."),), hangs_up=True))
    played = play(far, Scripted(("A table, please.", "none", "")))
    assert far.heard == ["<1>", "A table, please."]
    assert [line.text for line in played.lines if line.who == "key"] == ["1"]
    assert Phase.IVR_NAVIGATION in [entered.phase for entered in played.told(PhaseEntered)]


def test_music_is_heard_as_music() -> None:
    far = Far(Step((person("One moment, please."), person("Hello, this is Anna.", music=20.0))))
    played = play(far, Scripted(("Good evening. Goodbye.", "end", "failed")))
    assert Phase.HOLD_WAITING in [entered.phase for entered in played.told(PhaseEntered)]
    assert played.seconds > 20.0


def test_a_question_to_the_owner_comes_back_with_the_answer() -> None:
    questions: list[str] = []

    def owner(question: str) -> str:
        questions.append(question)
        return "Outside is fine."

    far = Far(Step((person("Bella Vista, inside or outside?"),)), Step(), Step(hangs_up=True))
    brain = Scripted(("Let me check.", "ask_owner", "Inside or outside?"), ("Outside, please.", "none", ""))
    played = play(far, brain, Circumstances(owner=owner))
    assert questions == played.questions == ["Inside or outside?"]
    assert any("Outside is fine." in one.content for one in played.asked[-1].messages)


def test_a_quiet_far_side_is_asked_what_it_does_about_the_silence() -> None:
    far = Far(Step((person("Bella Vista?"),)), Step())
    play(far, Scripted(("Hello.", "none", "")))
    assert "<silence>" in far.heard


def test_the_noise_is_what_the_session_hears() -> None:
    far = Far(Step((person("Press to, please hold the line now"),)), Step(hangs_up=True))
    played = play(
        far, Scripted(("Thanks.", "none", "")), Circumstances(noise=lambda text: text.replace("hold", "hole"))
    )
    assert "hole" in transcript(played)[0][1]


def test_a_brain_that_fails_does_not_break_the_call() -> None:
    class Dead(Scripted):
        def reply(self, messages: tuple[Message, ...], schema: str) -> str:
            raise EngineUnavailable("no model")

    played = play(Far(Step((person("Hello?"),))), Dead())
    assert played.over
    assert not played.asked


def test_an_endless_call_is_cut_off() -> None:
    class Endless(Far):
        def hears(self, text: str) -> Step:
            return Step((person("Go on, I am listening to you. " * 4),))

    class Chatty(Scripted):
        def reply(self, messages: tuple[Message, ...], schema: str) -> str:
            say = f"Let me say it in a new way. {'Well. ' * (len(messages) % 7)}"
            return (
                ACCOUNT
                if "account" in state_of(messages)["do"]
                else json.dumps({"say": say, "do": "none", "arg": ""})
            )

    played = play(Endless(Step((person("Hello?"),))), Chatty())
    assert played.seconds <= 3700.0


@pytest.mark.parametrize("seconds", [0.05, 1.0, 2.0])
def test_the_latency_of_the_brain_delays_our_words(seconds: float) -> None:
    far = Far(Step((person("Bella Vista, how can I help?"),)))
    played = play(far, Scripted(("Bye.", "end", "failed")), Circumstances(model_seconds=seconds))
    begun = next(line.at for line in played.lines if line.who == "near")
    assert begun > 1.0 + 28 / 13 + 0.7 + seconds


def machine(text: str, sound: Literal["", "beep", "sit", "fax"] = "") -> Utterance:
    return Utterance(text, (), "machine", pause_seconds=0.3, sound=sound)


def test_a_beep_is_told_as_a_detector_would_and_the_message_waits_for_it() -> None:
    briefing = BRIEFING.model_copy(
        update={"voicemail": {"action": "leave_message", "message": "Please ring."}}
    )
    far = Far(Step((machine("Leave a message after the tone."), machine("", "beep"))))
    played = TextCall(briefing, far).play(Scripted())
    assert [sound.sound for sound in played.told(SoundHeard)] == ["beep"]
    assert far.heard == ["Please ring."]
    assert played.told(ErrandEnded)[0].status == "voicemail_left"


def test_tones_of_the_network_come_before_the_words() -> None:
    far = Far(Step((machine("The number is not in service.", "sit"),), hangs_up=True))
    played = TextCall(BRIEFING, far).play(Scripted())
    assert [tone.tone for tone in played.told(NetworkTone)] == ["sit"]
    assert played.told(ErrandEnded)[0].status == "failed"
