"""What the model orders and what the owner orders, carried out."""

from __future__ import annotations

import json

import pytest

from agent.call import events, phrases
from agent.call.actions import AskModel, HangUp, PressKeys
from agent.call.phase import Phase
from agent.call.prompt import state_of
from agent.call.reports import KeysSent, OwnerAsked, TurnTaken
from tests.call.world import World, reply

TALK, ASKING = Phase.ACTIVE_CONVERSATION, Phase.ESCALATION_PENDING
INF = float("inf")

MENU = "for the first floor press one for our first floor press two"
"""It is for the model to judge."""


def after_greeting(*replies: str | None) -> World:
    world = World().talking()
    world.replies = list(replies)
    return world


# -- keys --------------------------------------------------------------------------------------


def test_keys_go_out_after_what_is_said_and_are_entered_when_they_are_out() -> None:
    world = after_greeting(reply("I will press it.", "press", "1 w 2")).far("is that so").run(5.0)
    assert world.ordered(PressKeys) == [PressKeys("1w2")]
    assert world.when(PressKeys) > world.when_said("I will press it.") + 0.9
    assert world.told(KeysSent) == [KeysSent("1w2", "rfc4733")]
    turn = world.told(TurnTaken)[-1]
    assert (turn.role, turn.tool, turn.text, turn.tool_args) == ("tool", "press", "1w2", {"keys": "1w2"})


def test_keys_that_fail_are_reported_and_the_model_is_told() -> None:
    world = after_greeting(reply("", "press", "1"), reply("Is there another way?"))
    world.keys_work = False
    world.far("is that so").run(6.0)
    assert world.troubles("keys") == ["no sound path"]
    assert "could not be pressed" in world.ordered(AskModel)[-1].messages[-2].content
    assert world.said[-1] == "Is there another way?"


def test_keys_that_always_fail_are_not_tried_for_ever() -> None:
    world = after_greeting(*[reply("", "press", "1")] * 9)
    world.keys_work = False
    world.far(MENU).run(6.0)
    assert len(world.ordered(PressKeys)) == 3


def test_keys_that_never_go_out_do_not_hold_us_up() -> None:
    world = after_greeting(reply("", "press", "1"), reply("Hello?"))
    carry_out = world._carry_out
    world._carry_out = lambda action: None if isinstance(action, PressKeys) else carry_out(action)  # type: ignore[method-assign]
    world.far(MENU).run(8.0)
    assert world.troubles("keys") == ["no answer in time"]
    assert len(world.ordered(AskModel)) == 3


def test_the_owner_may_press_keys() -> None:
    world = after_greeting().give(events.KeysOrdered("12#")).run(2.0)
    assert world.ordered(PressKeys) == [PressKeys("12#")]
    assert world.transcript[-1] == ("tool", "12#")


@pytest.mark.parametrize("digits", ["", "x", "1;2"])
def test_what_is_no_key_is_not_pressed(digits: str) -> None:
    world = after_greeting().give(events.KeysOrdered(digits))
    assert world.ordered(PressKeys) == []
    assert world.troubles("keys") == ["not keys"]


def test_keys_need_a_call() -> None:
    world = World().start().give(events.KeysOrdered("1"))
    assert world.troubles("keys") == ["there is no call to press keys in"]


# -- the owner ---------------------------------------------------------------------------------


def asking(say: str = "Let me ask, one second.") -> World:
    return after_greeting(reply(say, "ask_owner", "Eight or nine?")).far("eight or nine").run(5.0)


def test_the_owner_is_asked_while_the_far_party_waits() -> None:
    world = asking()
    assert world.told(OwnerAsked) == [OwnerAsked("q1", "Eight or nine?")]
    assert world.phase is ASKING
    assert world.said[-1] == "Let me ask, one second."


def test_if_the_model_says_nothing_we_say_that_we_check() -> None:
    assert asking("").said[-1] == phrases.CHECKING


def test_a_request_to_wait_while_the_owner_is_asked_changes_nothing() -> None:
    assert asking().far("one moment please").run(1.0).phase is ASKING


def test_the_owner_s_answer_goes_to_the_model_at_once() -> None:
    world = asking()
    world.replies = [reply("Nine, please.")]
    world.give(events.OwnerAnswered("q1", "Nine.")).run(2.0)
    assert world.phase is TALK
    asked = world.ordered(AskModel)[-1].messages
    assert asked[-2].role == "system"
    assert "Nine." in asked[-2].content
    assert world.said[-1] == "Nine, please."


def test_an_answer_to_no_question_is_refused() -> None:
    world = asking().give(events.OwnerAnswered("q7", "x"))
    world.give(events.OwnerAnswered("q1", "Nine.")).give(events.OwnerAnswered("q1", "No, eight."))
    assert world.troubles("answer") == ["no question 'q7' is open", "no question 'q1' is open"]


def test_an_owner_who_does_not_answer_is_done_without() -> None:
    world = asking()
    world.replies = [reply("I could not find out.")]
    world.run(70.0)
    assert world.phase is TALK
    assert any("does not answer" in message.content for message in world.ordered(AskModel)[-1].messages)
    assert "I could not find out." in world.said


def test_while_the_owner_is_asked_the_far_party_is_not_left_in_silence() -> None:
    world = asking().run(10.0)
    assert world.said[-1] == phrases.STILL_THERE
    world.replies = [reply("Yes, I am asking.")]
    world.far("are you there").run(3.0)
    assert world.said[-1] == "Yes, I am asking."
    assert state_of(world.ordered(AskModel)[-1].messages) == {"phase": ASKING.value, "do": ["none", "wait"]}
    assert world.phase is ASKING


def test_silence_while_the_owner_is_asked_does_not_end_the_call() -> None:
    assert asking().run(50.0).phase is ASKING


def test_an_answer_that_comes_on_hold_waits_for_the_far_party() -> None:
    world = asking().give(events.HeldByPeer()).run(1.0)
    world.replies = [reply("Nine, please.")]
    world.give(events.OwnerAnswered("q1", "Nine.")).run(5.0)
    assert world.phase is Phase.HOLD_WAITING
    world.give(events.ResumedByPeer()).run(2.0)
    assert world.phase is TALK
    assert world.said[-1] == "Nine, please."


def test_a_hold_while_the_owner_is_asked_leads_back_to_the_question() -> None:
    world = asking().give(events.HeldByPeer()).run(1.0).give(events.ResumedByPeer())
    assert world.phase is ASKING


def test_the_owner_s_words_are_said_as_they_are_in_place_of_the_model_s() -> None:
    world = after_greeting().give(events.SpeakOrdered("Please speak up.")).run(3.0)
    assert world.said[-1] == "Please speak up."
    assert world.transcript[-1] == ("assistant", "Please speak up.")


def test_the_owner_s_words_wait_until_nobody_speaks() -> None:
    world = after_greeting(reply("Never said."))
    world.far("and so", seconds=0.5).give(events.SpeakOrdered("Wait."))
    assert "Wait." not in world.said
    world.run(4.0)
    assert world.said[-1] == "Wait."


def test_a_hint_from_the_owner_is_in_the_next_prompt_and_never_said() -> None:
    world = after_greeting(reply("Eight, please.")).give(events.Steered("prefer eight")).far("when").run(3.0)
    assert any("prefer eight" in message.content for message in world.ordered(AskModel)[-1].messages)
    assert not any("prefer" in text for text in world.said)


# -- what cannot be done -----------------------------------------------------------------------


def test_what_is_not_available_is_reported_and_the_far_party_is_told() -> None:
    world = after_greeting(reply("", "hand_off")).far("can i talk to them").run(4.0)
    assert world.troubles("hand_off") == ["not available yet"]
    assert world.said[-1] == phrases.NOT_POSSIBLE


def test_what_the_model_said_with_it_stands() -> None:
    world = after_greeting(reply("Let me see.", "hand_off")).far("can i talk to them").run(4.0)
    assert world.said[-1] == "Let me see."


def test_what_a_phase_does_not_permit_is_not_done() -> None:
    world = asking()
    world.replies = [reply("Goodbye.", "end", "failed")]
    world.far("well").run(5.0)
    assert world.troubles("model") == ["end is not possible in escalation-pending"]
    assert world.ordered(HangUp) == []


# -- the end -----------------------------------------------------------------------------------


def test_the_goodbye_is_said_to_its_last_sample_before_we_hang_up() -> None:
    end = reply("Thank you, goodbye.", "end", "declined", why="They are closed.")
    world = after_greeting(end).far("we are closed").run(5.0)
    said = next(
        at for at, order in world.orders if getattr(order, "report", None) == world.told(TurnTaken)[-1]
    )
    assert world.transcript[-1] == ("assistant", "Thank you, goodbye.")
    assert 0.2 < world.when(HangUp) - said < 0.5
    assert world.phases[-2:] == [Phase.WRAP_UP, Phase.ENDED]
    account = world.errand
    assert (account.status, account.summary) == ("declined", "They are closed.")


def test_nobody_interrupts_our_goodbye() -> None:
    world = after_greeting(reply("Thank you very much and goodbye.", "end", "completed")).far("ok").run(1.1)
    assert world.phase is Phase.WRAP_UP
    world.far("goodbye").run(3.0)
    assert world.transcript[-1] == ("assistant", "Thank you very much and goodbye.")


def test_an_end_without_a_word_is_given_one() -> None:
    world = after_greeting(reply("", "end", "declined")).far("ok").run(5.0)
    assert world.said[-2:] == ["Thank you.", "Goodbye."]
    assert world.errand.status == "declined"


def test_a_menu_is_left_without_a_word() -> None:
    world = World([reply("", "end", "wrong_number")]).answered().run(0.3).far(MENU, seconds=2.0).run(4.0)
    assert world.said == []
    assert world.errand.status == "wrong_number"


def test_wait_says_nothing_more_and_listens_on() -> None:
    world = after_greeting(reply("", "wait")).far("well").run(5.0)
    assert world.said == ["Good evening."]
    json.loads(world.ordered(AskModel)[-1].schema)
