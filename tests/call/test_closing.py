"""After the call: the model's account is asked for, waited for, and done without."""

from __future__ import annotations

import json
from typing import Any

from agent.call import events
from agent.call.actions import AskModel, DropReply
from agent.call.phase import Phase
from agent.call.prompt import state_of
from agent.call.reports import CallOver, ErrandEnded
from agent.config import Limits
from tests.call.calls import briefing
from tests.call.world import World, reply

INF = float("inf")
GOODBYE = reply("Goodbye.", "end", "completed", why="the table is booked")


def account(**more: Any) -> str:
    claims = [{"name": "time", "value": "{time.2}", "turns": ["t3"]}]
    return json.dumps(
        {"status": "completed", "summary": "Booked at {time.2}.", "claims": claims, "missing": [], **more}
    )


def booked(account: str | None, seconds: float = 0.1, limits: Limits | None = None) -> World:
    """They book our table at eight and we say goodbye; after ``seconds`` the model gives ``account``."""
    world = World([GOODBYE], briefing=briefing(), limits=limits).talking()
    world.account, world.account_seconds = account, seconds
    return world.far("You're all set at eight.", seconds=2.0)


def asked(world: World) -> AskModel:
    """The question for the account."""
    (ask,) = [order for order in world.ordered(AskModel) if state_of(order.messages)["do"] == ["account"]]
    return ask


def test_the_account_is_asked_for_when_the_call_is_over_and_checked() -> None:
    world = booked(account()).run(8.0)
    assert (world.errand.status, world.errand.summary) == ("completed", "Booked at 8:00.")
    assert [claim["turns"] for claim in world.errand.claims] == [["t3"]]
    assert world.phases[-1] is Phase.ENDED
    assert len(world.timings("account")) == 1


def test_its_prompt_goes_on_from_that_of_the_last_reply() -> None:
    world = booked(account()).run(8.0)
    *_, last, ask = world.ordered(AskModel)
    assert ask == asked(world)
    assert ask.messages[: len(last.messages) - 1] == last.messages[:-1]
    assert state_of(ask.messages) == {"phase": "ended", "do": ["account"]}


def test_the_time_of_the_call_does_not_hold_the_account_s() -> None:
    quick, slow = booked(account()).run(8.0), booked(account(), 15.0).run(25.0)
    assert slow.over.talk_seconds == quick.over.talk_seconds
    assert slow.when_told(CallOver) > quick.when_told(CallOver) + 10.0


def test_a_model_that_fails_costs_nothing_but_its_account() -> None:
    world = booked(None).run(8.0)
    assert (world.errand.status, world.errand.summary) == ("completed", "the table is booked")
    assert world.troubles("account") == ["dead"]


def test_nor_does_one_that_writes_something_else() -> None:
    world = booked(reply("Hello?")).run(8.0)
    assert world.troubles("account") == ["not an account"]
    assert world.errand.fields["time"] == "8:00"


def test_nor_one_that_never_ends() -> None:
    world = booked("x" * 13_000).run(8.0)
    assert world.troubles("account") == ["too long"]
    assert world.ordered(DropReply)[-1] == DropReply(asked(world).request)


def test_a_model_that_does_not_answer_is_waited_for_only_so_long() -> None:
    world = booked(account(), INF, Limits(account_seconds=7.0)).run(20.0)
    assert world.troubles("account") == ["no answer in time"]
    assert world.errand.status == "completed"
    assert world.when_told(ErrandEnded) < world.when(AskModel, -1) + 7.1


def test_whoever_hangs_up_does_not_wait_long() -> None:
    world = booked(account(), INF).give(events.HangUpOrdered()).run(8.0)
    assert world.over.reason == "ordered"
    assert world.troubles("account") == ["no answer in time"]


def test_nor_who_does_so_while_the_last_words_are_recognised() -> None:
    world = booked(account(), INF)
    world.ears_seconds = 2.0
    world.far("Goodbye.").end().give(events.HangUpOrdered()).run(9.0)
    assert world.troubles("account") == ["no answer in time"]
    assert world.transcript[-1] == ("user", "Goodbye.")


def test_a_hang_up_during_the_account_hurries_it() -> None:
    world = booked(account(), INF)
    world.run_until(lambda: world.asked_for_account)
    at = world.now
    world.give(events.HangUpOrdered()).give(events.HangUpOrdered()).run(8.0)
    assert world.when_told(CallOver) - at < 5.1


def test_what_is_late_or_of_another_question_is_not_the_account() -> None:
    world = booked(account(), INF)
    world.run_until(lambda: world.asked_for_account)
    for event in (events.ModelWrote(7, account()), events.ModelFinished(7), events.ModelFailed(7, "dead")):
        world.give(event)
    assert not world.told(CallOver)
    world.give(events.SpeakOrdered("Hello?"))
    world.give(events.ModelFailed(asked(world).request, "dead"))
    assert world.troubles("account") == ["dead"]
    assert world.told(CallOver)


def test_of_a_call_on_which_nobody_spoke_no_account_is_asked_for() -> None:
    world = World().answered().run(1.0).end().run(5.0)
    assert not world.asked_for_account
    assert world.errand.status == "unknown"


def test_nor_by_whoever_was_called() -> None:
    world = World([reply("Bella Vista.")], briefing=briefing(direction="inbound")).answered().run(2.0)
    world.far("A table for four, please.").run(1.0).end().run(6.0)
    assert not world.asked_for_account
    assert world.errand.status == "unknown"
