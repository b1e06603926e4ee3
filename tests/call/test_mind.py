"""The model begins on its reply while it is not yet known whether they have finished."""

from __future__ import annotations

import pytest

from agent.call import phrases
from agent.call.actions import AskModel, DropReply, HangUp, Say
from agent.call.patience import COMPLETE, LONG
from tests.call.world import World, reply

INF = float("inf")


def talking(*replies: str | None) -> World:
    world = World([reply("Good evening."), *replies]).answered().far("hello").run(4.0)
    world.model_seconds = 0.3
    return world


def asked(world: World) -> int:
    """Questions after the first reply."""
    return len(world.ordered(AskModel)) - 1


def test_the_model_begins_at_the_first_pause_and_nothing_is_said_before_the_turn_is_over() -> None:
    world = talking(reply("At eight, please."))
    world.model_seconds = 0.1
    at = world.far("we have a table at eight").now
    world.run(2.0)
    assert world.when(AskModel, 1) - at < COMPLETE - 0.1
    assert world.when(Say, 1) - at == pytest.approx(COMPLETE, abs=0.05)
    assert asked(world) == 1
    assert world.transcript[-1] == ("assistant", "At eight, please.")


def test_while_it_has_nothing_to_say_they_are_listened_to() -> None:
    world = talking(reply("At eight, please."), reply("At nine, please."))
    world.model_seconds = 0.8
    world.far("we have a table at eight").run(0.9).far("and one at nine")
    world.run(3.0)
    assert world.transcript[-2] == ("user", "and one at nine")
    assert [turn for turn in world.transcript if turn[0] == "user"][1:] == [("user", "and one at nine")]


def test_but_no_longer_than_for_what_is_unfinished() -> None:
    world = talking(reply("At eight, please."))
    world.model_seconds = 2.0
    at = world.far("we have a table at eight").now
    world.run_until(lambda: len([turn for turn in world.transcript if turn[0] == "user"]) == 2)
    assert world.now - at == pytest.approx(LONG, abs=0.05)
    assert world.run(3.0).said[-1] == "At eight, please."
    assert asked(world) == 1


def test_when_they_go_on_what_it_wrote_is_thrown_away() -> None:
    world = talking(reply("Goodbye.", "end", "completed"), reply("Yes."))
    world.far("we have a table at eight").run(0.45).far("but only outside").run(3.0)
    first, second = world.ordered(AskModel)[1:]
    assert world.ordered(DropReply) == [DropReply(first.request)]
    assert second.request == first.request + 1
    assert world.said[-1] == "Yes."
    assert world.ordered(HangUp) == []


def test_what_breaks_off_is_not_begun_on() -> None:
    world = talking(reply("Yes."))
    world.far("we have a").run(1.0)
    assert asked(world) == 0


def test_a_question_that_is_another_by_then_is_asked_again() -> None:
    world = talking(reply("Old."), reply("New."))
    world.far("we have a table at eight").run(0.4)
    world.session._state.dialogue.keep("system", "be quick")
    world.run(3.0)
    assert world.said[-1] == "New."
    assert len(world.ordered(DropReply)) == 1


def test_the_same_text_once_more_is_no_other_question() -> None:
    world = talking(reply("Yes."))
    world.far("we have a table at eight").run(0.4)
    talk = world.session._talk
    talk.think_ahead()
    assert world.session._state.take_orders() == []


def test_a_reply_that_failed_early_counts_as_one_that_failed() -> None:
    world = talking(None, None)
    world.far("we have a table at eight").run(4.0)
    assert world.said[-1] == phrases.SAY_AGAIN
    assert asked(world) == 2


def test_a_question_of_ours_that_may_end_the_call_ends_it_only_when_it_is_asked() -> None:
    world = talking(reply("Goodbye.", "end", "completed"))
    world.model_seconds = 0.05
    world.far("we have a table at eight").run(0.5)
    assert world.said[-1] == "Good evening."
    world.run(6.0)
    assert world.said[-1] == "Goodbye."
