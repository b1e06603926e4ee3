"""A voicemail: heard to its end, then told the message, or left."""

from __future__ import annotations

import pytest

from agent.call import events, phrases
from agent.call.actions import AskModel, HangUp, Prepare
from agent.call.briefing import Briefing, Fact
from agent.call.phase import Phase
from agent.call.reports import Released, SoundHeard, TurnTaken
from tests.call.world import World, reply

GREETING = "You have reached Doctor Oak. Please leave a message after the tone."


def briefing(**voicemail: str) -> Briefing:
    return Briefing(
        call_id="c",
        to="+12025550100",
        task="Move the appointment.",
        principal="Alex Morgan",
        facts=(Fact(name="phone", value="+12025550199", release="freely"),),
        voicemail=voicemail,
    )


def reached(*texts: str, **voicemail: str) -> World:
    world = World(briefing=briefing(**voicemail), gate=None).answered().run(0.3)
    for text in texts or (GREETING,):
        world.far(text, seconds=2.0)
    return world


def test_by_default_it_is_left_without_a_word() -> None:
    world = reached().run(4.0)
    assert world.phases == [Phase.DIALING, Phase.VOICEMAIL, Phase.WRAP_UP, Phase.ENDED]
    assert world.said == []
    assert world.ordered(AskModel)[:1] == [] or all(ask.request == 0 for ask in world.ordered(AskModel))
    assert world.errand.status == "voicemail_reached"


def test_the_message_is_left_and_then_we_hang_up() -> None:
    world = reached(action="leave_message", message="This is for Doctor Oak. Please ring Alex Morgan.").run(
        12.0
    )
    assert world.said == ["This is for Doctor Oak.", "Please ring Alex Morgan."]
    assert world.transcript[-1][0] == "assistant"
    assert world.when(HangUp) > world.when_said("Please ring Alex Morgan.")
    assert world.errand.status == "voicemail_left"


def test_without_a_message_we_say_who_calls_and_where_to_call_back() -> None:
    world = reached(action="leave_message").run(20.0)
    assert world.said[0] == "Hello, this is an AI assistant calling on behalf of Alex Morgan."
    assert world.said[1].startswith("Please call back at ")
    assert {released.fact for released in world.told(Released)} == {"principal", "phone"}


def test_what_may_not_be_told_a_voicemail_is_left_out() -> None:
    asked = briefing(action="leave_message").model_copy(
        update={"facts": (Fact(name="phone", value="+12025550199", release="if_asked"),)}
    )
    world = World(briefing=asked, gate=None).answered().run(0.3).far(GREETING, seconds=2.0).run(14.0)
    assert " ".join(world.said) == f"{phrases.MESSAGE.format(principal='Alex Morgan')} Thank you. Goodbye."
    assert len(world.troubles("gate")) == 1


def test_with_nothing_to_say_it_is_left() -> None:
    empty = Briefing(call_id="c", to="+12025550100", task="Ask.", voicemail={"action": "leave_message"})
    world = World(briefing=empty, gate=None).answered().run(0.3).far(GREETING, seconds=2.0).run(4.0)
    assert world.errand.status == "voicemail_reached"


def test_its_greeting_is_heard_to_the_end() -> None:
    world = reached(action="leave_message", message="Please ring back.").run(0.5)
    world.far("We are open from nine to five.", seconds=2.0).run(4.8)
    assert world.said == []
    world.run(0.4)
    assert world.said == ["Please ring back."]


def test_while_its_tone_sounds_nothing_is_said() -> None:
    world = reached(action="leave_message", message="Please ring back.").tone(True).run(3.5)
    assert world.said == []
    world.tone(False).run(3.0)
    assert world.said == ["Please ring back."]


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("hello who is calling please", Phase.ACTIVE_CONVERSATION),
        ("please hold", Phase.HOLD_WAITING),
        ("for sales press one for support press two", Phase.IVR_NAVIGATION),
    ],
)
def test_who_is_no_voicemail_after_all_is_talked_to(text: str, phase: Phase) -> None:
    world = reached().run(1.8).far(text).run(3.0)
    assert world.phase is phase


def test_a_voicemail_that_began_like_a_person_is_one() -> None:
    world = World([reply("Good evening.")], briefing=briefing(), gate=None).answered().run(0.3)
    world.far("Hi, this is Maria.").run(1.2).far("I can't come to the phone right now.", seconds=2.0).run(4.0)
    assert world.phases[1:3] == [Phase.ACTIVE_CONVERSATION, Phase.VOICEMAIL]
    assert world.errand.status == "voicemail_reached"


def test_a_voicemail_that_breathes_after_each_sentence_is_one() -> None:
    world = World([reply("I would like to book a table for four.")] * 4, briefing=briefing(), gate=None)
    world.answered().run(0.3)
    for text in ("Hi, this is the Playhouse.", "We are with a customer.", "It is a busy day."):
        world.far(text, seconds=1.5).run(1.4)
    assert [turn.interrupted for turn in world.told(TurnTaken) if turn.role == "assistant"] == [True, True]
    world.far("please leave a message after the tone", seconds=2.0).run(1.0)
    assert world.phase is Phase.VOICEMAIL


def test_nobody_who_has_talked_with_us_turns_into_a_voicemail() -> None:
    world = World([reply("Yes.")] * 4, briefing=briefing(), gate=None).answered().run(0.3)
    for text in ("Hello, this is Maria.", "For what name?", "please leave a message after the tone"):
        world.far(text).run(4.0)
    assert world.phase is Phase.ACTIVE_CONVERSATION


def test_the_model_may_know_a_voicemail_that_we_did_not() -> None:
    world = World(
        [reply("", "leave_message")], briefing=briefing(action="leave_message", message="Ring back.")
    )
    world.answered().run(0.3).far("speak after the signature tune").run(8.0)
    assert world.said == ["Ring back."]
    assert [turn.role for turn in world.told(TurnTaken)] == ["user", "assistant"]


LEAVE = {"action": "leave_message", "message": "Please ring back."}


def beep(world: World) -> World:
    """One that ended 0.2 s ago."""
    return world.give(events.BeepHeard(world.session._state.heard - 0.2))


def test_after_its_beep_the_message_begins_within_a_second() -> None:
    world = beep(reached(**LEAVE).run(0.7)).run(0.8)
    assert world.said == []
    world.run(0.2)
    assert world.said == ["Please ring back."]
    world.run(8.0)
    assert world.said == ["Please ring back."]
    assert world.errand.status == "voicemail_left"
    assert world.transcript == [("user", GREETING), ("assistant", "Please ring back.")]
    assert [sound.sound for sound in world.told(SoundHeard)] == ["beep"]


def test_what_it_says_may_be_understood_only_after_its_beep() -> None:
    world = World(briefing=briefing(**LEAVE), gate=None).answered().run(0.3)
    world.ears_seconds = 1.0
    beep(world.far(GREETING, seconds=2.0).run(0.6))
    world.run(1.2)
    assert world.said == ["Please ring back."]


def test_a_beep_before_its_greeting_is_not_the_one() -> None:
    world = beep(World(briefing=briefing(**LEAVE), gate=None).answered().run(0.3))
    world.far(GREETING, seconds=2.0).run(2.0)
    assert world.said == []


def test_the_tone_that_it_speaks_of_is_waited_for() -> None:
    world = reached(**LEAVE).run(4.8)
    assert world.said == []
    world.run(0.4)
    assert world.said == ["Please ring back."]


def test_where_it_speaks_of_none_it_is_waited_for_too() -> None:
    world = reached("I can't come to the phone right now.", **LEAVE).run(4.8)
    assert world.said == []
    world.run(0.4)
    assert world.said == ["Please ring back."]


def test_a_beep_after_the_hang_up_was_ordered_starts_nothing() -> None:
    world = reached(**LEAVE).run(0.7)
    world.leg_answers = False
    assert beep(world.give(events.HangUpOrdered())).run(1.0).said == []


def test_the_message_is_made_while_it_rings() -> None:
    (prepared,) = World(briefing=briefing(**LEAVE), gate=None).start().ordered(Prepare)
    assert "Please ring back." in prepared.texts
    (prepared,) = World(briefing=briefing(message="Please ring back."), gate=None).start().ordered(Prepare)
    assert "Please ring back." not in prepared.texts


def test_a_beep_in_a_conversation_changes_nothing() -> None:
    world = beep(World().talking()).run(0.5)
    assert world.phase is Phase.ACTIVE_CONVERSATION


def test_the_rest_of_a_greeting_after_a_beep_is_heard_to_its_end_and_beep() -> None:
    world = beep(reached(**LEAVE).run(0.7)).run(0.3)
    world.far("Please speak clearly.", seconds=1.5).run(0.8)
    assert world.said == []
    assert beep(world).run(1.0).said == ["Please ring back."]


def test_a_key_that_it_offers_makes_no_menu_of_it() -> None:
    world = reached(**LEAVE).run(0.5).far("to leave a message right away press hash", seconds=2.0).run(1.7)
    assert world.phase is Phase.VOICEMAIL
    assert beep(world).run(1.2).said == ["Please ring back."]


def test_a_second_beep_is_waited_for_while_it_sounds() -> None:
    world = beep(reached(**LEAVE).run(0.7)).music(True).run(1.0)
    assert world.said == []
    assert beep(world.music(False)).run(1.0).said == ["Please ring back."]


def test_a_second_beep_after_a_rest_is_waited_for_however_long_it_sounds() -> None:
    world = beep(reached(**LEAVE).run(0.7)).run(0.4).music(True).run(1.5)
    assert world.said == []
    assert beep(world.music(False)).run(1.0).said == ["Please ring back."]


def test_words_before_a_beep_make_no_person_of_it() -> None:
    world = World(briefing=briefing(**LEAVE), gate=None).answered().run(0.3)
    world.ears_seconds = 1.0
    world.far("mumble", seconds=6.5).run(0.35)
    world.texts.append("who is calling")
    beep(world).run(1.0)
    assert Phase.ACTIVE_CONVERSATION not in world.phases


def test_on_a_noisy_line_the_message_begins_all_the_same() -> None:
    world = beep(reached(**LEAVE).run(0.7)).music(True).run(1.2)
    assert world.said == ["Please ring back."]


def test_a_beep_when_the_message_is_out_does_not_begin_it_again() -> None:
    world = beep(reached(**LEAVE).run(0.7)).run(2.3)
    world.leg_answers = False
    assert beep(world).run(2.0).said == ["Please ring back."]


def test_a_message_begun_before_the_beep_is_begun_again_after_it() -> None:
    world = reached("I can't come to the phone right now.", **LEAVE).run(5.2)
    assert world.said == ["Please ring back."]
    beep(world).run(1.0)
    assert world.said == ["Please ring back."] * 2
    world.run(6.0)
    assert world.errand.status == "voicemail_left"
    assert [(turn.text, turn.interrupted) for turn in world.told(TurnTaken)][1:][-1] == (
        "Please ring back.",
        False,
    )


def test_a_warning_beep_late_in_a_message_does_not_begin_it_again() -> None:
    long = "Please ring back. " * 20
    world = beep(reached(action="leave_message", message=long).run(0.7)).run(9.0)
    said = len(world.said)
    beep(world).run(1.0)
    assert len(world.said) == said
    world.run(60.0)
    assert world.errand.status == "voicemail_left"


def test_a_beep_tells_that_words_nobody_understood_were_a_voicemail_s() -> None:
    world = World([reply("Hello.")], briefing=briefing(**LEAVE), gate=None).answered().run(0.3)
    world.far("his is the fone of some body", seconds=6.5).run(1.2)
    assert world.phase is Phase.ACTIVE_CONVERSATION
    assert beep(world).phase is Phase.VOICEMAIL
    assert "Please ring back." in world.run(1.0).said


def test_a_note_of_music_after_somebody_has_spoken_is_no_beep() -> None:
    long = "We would like a table for four people on Tuesday, at half past seven in the evening."
    world = World([reply(long)], briefing=briefing(**LEAVE)).answered().far("Good day.").run(1.0)
    beep(world.music(True).run(3.0)).run(0.5)
    assert world.phase is Phase.ACTIVE_CONVERSATION


@pytest.mark.parametrize(
    "text",
    [
        "The mailbox is full and cannot accept any messages.",
        "has a voice mailbox that has not been set up yet",
    ],
)
def test_a_mailbox_that_takes_no_message_is_left_and_told_so(text: str) -> None:
    world = reached(text, **LEAVE).run(4.0)
    assert world.said == []
    assert world.errand.status == "voicemail_reached"
    assert world.errand.summary == "A mailbox answered that takes no message."


def test_a_person_who_speaks_of_a_full_mailbox_is_none() -> None:
    world = World([reply("Good evening.")] * 3, briefing=briefing(), gate=None).answered().run(0.3)
    for text in ("Hello, this is Maria.", "For what name?", "her mailbox is full you know"):
        world.far(text).run(4.0)
    assert world.phase is Phase.ACTIVE_CONVERSATION


def seemed_to_be_sung() -> World:
    world = World(briefing=briefing(**LEAVE), gate=None).answered().run(0.3).music(True)
    return world.far("hey it's tom you know what to do", seconds=3.0).music(False).run(0.5)


def test_a_greeting_that_seemed_to_be_sung_is_a_voicemail_s_if_it_beeps() -> None:
    world = beep(seemed_to_be_sung().run(0.3)).run(9.0)
    assert Phase.HOLD_WAITING in world.phases
    assert world.errand.status == "voicemail_left"


def test_a_beep_in_a_queue_is_no_voicemail_s() -> None:
    world = seemed_to_be_sung().far("Please stay on the line.", seconds=1.5).run(0.8)
    assert Phase.VOICEMAIL not in beep(world).run(9.0).phases
