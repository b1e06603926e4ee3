"""Call screening: told once who calls and why, then waited for."""

from __future__ import annotations

import pytest

from agent.call import events
from agent.call.briefing import Briefing, Fact
from agent.call.phase import RULES, Phase
from agent.call.reports import Believed, Released
from tests.call.world import World, reply

ASKS = "Please state your name and why you are calling, and I will see if they are available."
SENTENCE = "This is an AI assistant calling on behalf of Alex Morgan about an appointment."
SCREENING = Phase.SCREENING


def briefing(task: str = "Move the appointment.", *facts: Fact, principal: str = "Alex Morgan") -> Briefing:
    return Briefing(call_id="c", to="+12025550100", task=task, principal=principal, facts=facts)


def screened(text: str = ASKS, about: Briefing | None = None, *replies: str) -> World:
    world = World(list(replies), briefing=about or briefing(), gate=None).answered().run(0.3)
    return world.far(text, seconds=4.0)


def test_it_is_told_who_calls_and_why_in_one_sentence_through_the_gate() -> None:
    world = screened().run(8.0)
    assert world.phases == [Phase.DIALING, SCREENING]
    assert world.said == [SENTENCE]
    assert [released.fact for released in world.told(Released)] == ["principal"]
    assert world.told(Believed)[-1].what == "screening"


def test_the_reason_is_the_one_that_may_be_told() -> None:
    fact = Fact(name="reason", value="the broken heating", release="freely")
    world = screened(about=briefing("Call them.", fact)).run(4.0)
    assert world.said == [SENTENCE.replace("an appointment", "the broken heating")]


def test_a_reason_that_is_not_free_is_not_told() -> None:
    fact = Fact(name="reason", value="the broken heating", release="if_asked")
    world = screened(about=briefing("Call them.", fact)).run(4.0)
    assert world.said == ["This is an AI assistant calling on behalf of Alex Morgan."]


@pytest.mark.parametrize(
    ("task", "about"),
    [("Book tables.", " about a table"), ("Ask about the orders.", " about an order"), ("Say hello.", "")],
)
def test_without_one_it_is_what_the_errand_is_about(task: str, about: str) -> None:
    assert screened(about=briefing(task, principal="")).run(4.0).said == [
        f"This is an AI assistant calling{about}."
    ]


def test_where_a_tone_is_to_come_it_is_waited_for() -> None:
    world = screened("Say your name after the tone.").run(2.5)
    assert world.said == []
    world.give(events.BeepHeard(world.session._state.heard)).run(0.1)
    assert world.said == [SENTENCE]


def test_a_tone_before_its_turn_is_over_has_it_answered_once() -> None:
    world = screened("Say your name after the tone.").run(0.6)
    world.give(events.BeepHeard(world.session._state.heard)).run(12.0)
    assert world.said == [SENTENCE]
    assert world.phase is SCREENING


def test_a_tone_that_does_not_come_is_not_waited_for_for_ever() -> None:
    assert screened("Say your name after the tone.").run(5.5).said == [SENTENCE]


def test_the_rest_of_what_it_asks_is_heard_first() -> None:
    world = screened("Hi, please say your name.").run(1.0)
    world.far("and tell me some more", seconds=2.0).run(1.2)
    assert world.said == []
    assert world.run(1.0).said == [SENTENCE]
    assert world.phase is SCREENING


def test_it_is_not_answered_again_unless_it_asks_again_and_not_for_ever() -> None:
    world = screened().run(8.0).give(events.BeepHeard(9.0)).run(1.0)
    assert world.said == [SENTENCE]
    for _ in range(4):
        world.far(ASKS, seconds=4.0).run(8.0)
    assert world.said == [SENTENCE] * 3


def test_then_the_person_picks_up() -> None:
    world = screened(ASKS, None, reply("Good evening.")).run(12.0).far("Hello, Maria speaking?").run(2.0)
    assert world.phases[1:] == [SCREENING, Phase.ACTIVE_CONVERSATION]
    assert world.said == [SENTENCE, "Good evening."]


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("please hold while i connect you", Phase.HOLD_WAITING),
        ("to leave a number press one for other things press two", Phase.IVR_NAVIGATION),
        ("they cannot take your call please leave a message after the tone", Phase.VOICEMAIL),
    ],
)
def test_or_it_goes_on_as_any_call(text: str, phase: Phase) -> None:
    world = screened().run(8.0).far(text, seconds=2.0).run(1.6)
    assert world.phase is phase


def test_who_does_not_take_the_call_is_left_after_a_while() -> None:
    world = screened().run(8.0).far("Sorry, they are not available right now.", seconds=2.0).run(4.0)
    assert world.phase is SCREENING
    world.run(3.0)
    assert world.errand.status == "needs_follow_up"
    assert world.errand.summary.startswith("The call was screened")


def test_a_voicemail_may_follow() -> None:
    world = screened().run(8.0).far("They can't talk right now.", seconds=2.0).run(2.5)
    world.far("Please leave a message.", seconds=2.0).run(1.0)
    assert world.phases[-1] is Phase.VOICEMAIL


def test_it_has_a_longest_stay() -> None:
    longest = RULES[SCREENING].watchdog_seconds
    assert longest is not None
    world = screened().run(longest + 2.0)
    assert world.errand.status == "needs_follow_up"


def test_a_screening_that_began_like_a_person_is_one() -> None:
    world = World([reply("Good evening.")], briefing=briefing(), gate=None).answered().run(0.3)
    world.far("Hello, this is Maria.").run(1.2).far(ASKS, seconds=3.0).run(4.0)
    assert world.phases[1:3] == [Phase.ACTIVE_CONVERSATION, SCREENING]


def test_who_has_talked_with_us_and_asks_is_a_person() -> None:
    world = World([reply("Yes.")] * 4, briefing=briefing(), gate=None).answered().run(0.3)
    for text in ("Hello, this is Maria.", "For what day?", "please state your name"):
        world.far(text).run(4.0)
    assert world.phase is Phase.ACTIVE_CONVERSATION


def test_a_mailbox_that_takes_nothing_ends_it() -> None:
    world = screened().run(8.0).far("The mailbox is full.", seconds=2.0).run(3.0)
    assert world.errand.status == "voicemail_reached"


def test_a_screening_that_hangs_up_itself_has_not_let_us_through() -> None:
    world = screened().run(8.0).far("they do not want to talk goodbye", seconds=2.0).run(0.1).end().run(6.0)
    assert world.errand.status == "needs_follow_up"
