"""What the model writes, by reference, and what of it is heard: through the gate, into the ledger."""

from __future__ import annotations

import json

import pytest

from agent.call import events, phrases
from agent.call.actions import AskModel, DropReply, Prepare, PressKeys, WarmModel
from agent.call.briefing import Briefing, Fact
from agent.call.gate import Party, Passed, Release, Stopped
from agent.call.phase import Phase
from agent.call.reports import OwnerAsked, Released, TurnTaken
from tests.call.world import World, reply

BRIEFING = Briefing(
    call_id="c1",
    to="+12025550100",
    task="Book a table for four on Tuesday at 19:30 for Alex Morgan.",
    principal="Alex Morgan",
    facts=(Fact(name="phone", value="+12025550199"),),
)


class Stops:
    """A gate that stops every clause with one of ``words`` in it, and fills in account numbers."""

    def __init__(self, *words: str, agreement: bool = False) -> None:
        self._words = words
        self._agreement = agreement
        self.given_out: list[str] = []
        self.cuts = 0

    def heard(self, turn: str, text: str, party: Party = Party.PERSON) -> None: ...

    def clause(self, text: str, party: Party, phase: Phase) -> Passed | Stopped:
        if any(word in text for word in self._words):
            return Stopped("{word} is not released", self._agreement)
        return Passed(text)

    def spoken(self, text: str) -> None:
        self.given_out.append(text)

    def cut(self) -> None:
        self.cuts += 1

    def keys(self, keys: str, phase: Phase) -> Passed | Stopped:
        if keys == "{card}":
            return Stopped("{card} is never keyed")
        return Passed(keys.replace("{account}", "4711"), (Release("account"),) if "{" in keys else ())


def after_greeting(*replies: str | None, stops: Stops | None = None, briefing: Briefing = BRIEFING) -> World:
    world = World(briefing=briefing, gate=stops).talking()
    world.replies = list(replies)
    return world


def last_prompt(world: World) -> list[str]:
    """The transcript that the model was last given, without head and state."""
    return [message.content for message in world.ordered(AskModel)[-1].messages[1:-1]]


# -- by reference ------------------------------------------------------------------------------


def test_references_are_filled_in_for_the_ear_and_kept_for_the_model() -> None:
    world = after_greeting(reply("A table for {people} on {day}, please."), reply("Yes."))
    world.far("for how many and when").run(5.0).far("at half past seven").run(4.0)
    assert " ".join(world.said[1:3]) == "A table for four on Tuesday, please."
    assert ("assistant", "A table for four on Tuesday, please.") in world.transcript
    assert last_prompt(world) == [
        "t1: Bella Vista, how can I help you?",
        '{"say": "Good evening.", "do": "none", "arg": ""}',
        "t3: for how many and when [asked: {people}, {day}, {time}]",
        '{"say": "A table for {people} on {day}, please.", "do": "none", "arg": ""}',
        "t5: at half past seven [same: {time}]",
    ]


def test_what_was_told_is_in_the_ledger_with_our_turn() -> None:
    world = after_greeting(reply("It is {phone}, and {name.last:spell}, {name.last:spell}."))
    world.far("what is your phone number").run(14.0)
    turn = world.told(TurnTaken)[-1]
    assert turn.role == "assistant"
    assert world.told(Released) == [Released("phone", "", turn.id), Released("name.last", "spell", turn.id)]


def test_what_was_not_heard_is_not_told() -> None:
    world = after_greeting(reply("I would like to book for {people}. My name is {name}."))
    world.far("hello").run_until(lambda: len(world.said) > 2).run(0.5)
    world.far("sorry what was that", seconds=1.0).run(3.0)
    cut = world.told(TurnTaken)[3]
    assert cut.interrupted
    assert cut.text == "I would"
    assert world.told(Released) == [Released("people", "", cut.id)]
    assert '{"say": "I would —", "do": "none", "arg": ""}' in last_prompt(world)


def test_a_reply_without_words_is_in_the_prompt_and_not_in_the_transcript() -> None:
    world = after_greeting(reply("", "wait"), reply("Yes?")).far("hm").run(3.0).far("are you there").run(3.0)
    assert '{"say": "", "do": "wait", "arg": ""}' in last_prompt(world)
    assert [role for role, _ in world.transcript] == ["user", "assistant", "user", "user", "assistant"]


# -- stopped -----------------------------------------------------------------------------------


def test_a_clause_that_is_stopped_is_not_heard_and_the_model_is_told_why_and_asked_again() -> None:
    world = after_greeting(reply("It is {phone}."), reply("I don't have that.")).far("hello there").run(4.0)
    (why,) = world.troubles("gate")
    assert last_prompt(world)[-1] == f"[not said] {why}"
    assert "{phone}" in why
    assert "0199" not in why
    assert world.said == ["Good evening.", "I don't have that."]
    assert world.told(Released) == []


def test_what_was_said_before_stands_and_nothing_after_it_is_said() -> None:
    replies = [reply("That is very kind. It is {phone}. And more.", "end", "declined"), reply("One moment.")]
    world = after_greeting(*replies).far("hello there").run(6.0)
    assert world.said[1:] == ["That is very kind.", "One moment."]
    assert world.phase is Phase.ACTIVE_CONVERSATION
    assert last_prompt(world)[-2:] == [
        '{"say": "That is very kind.", "do": "none", "arg": ""}',
        f"[not said] {world.troubles('gate')[0]}",
    ]


def test_the_rest_of_a_stopped_reply_is_not_waited_for() -> None:
    world = after_greeting(reply("The secret is out. " + "And on and on. " * 20), stops=Stops("secret"))
    world.far("hello").run(1.7)
    assert len(world.ordered(DropReply)) == 1


@pytest.mark.parametrize("say", ["the secret", "Well then. The secret"])
def test_stopped_again_something_safe_is_said(say: str) -> None:
    world = after_greeting(*[reply(say)] * 4, stops=Stops("secret")).far("hello").run(9.0)
    assert world.said[-1] == phrases.NO_INFORMATION
    assert len(world.troubles("gate")) == 2
    assert len(world.ordered(AskModel)) == 3
    world.replies = [reply("Yes.")]
    world.far("what do you mean").run(3.0)
    assert world.said[-1] == "Yes."


def test_who_waits_for_what_was_stopped_is_told_something_safe() -> None:
    replies = [reply("The secret is four."), reply("", "wait")]
    world = after_greeting(*replies, stops=Stops("secret")).far("what is it").run(4.0)
    assert world.said[-1] == phrases.NO_INFORMATION


def test_an_agreement_that_is_not_allowed_is_the_owner_s_to_decide() -> None:
    world = after_greeting(*[reply("That is fine.")] * 2, stops=Stops("fine", agreement=True))
    world.far("it costs eighty").run(8.0)
    assert " ".join(world.said[1:]) == phrases.CANNOT_AGREE_CHECK
    (asked,) = world.told(OwnerAsked)
    assert asked.options == ("yes", "no")
    assert "it costs eighty" in asked.text
    world.replies = [reply("That is fine.")] * 2
    world.far("and then").run(8.0)
    assert world.said[-1] == phrases.CANNOT_AGREE


def test_keys_that_are_stopped_are_not_pressed() -> None:
    world = after_greeting(*[reply("", "press", "{card}")] * 2, stops=Stops())
    world.far("enter your card number").run(6.0)
    assert world.ordered(PressKeys) == []
    assert world.troubles("gate") == ["{card} is never keyed"] * 2
    assert world.said[-1] == phrases.NO_INFORMATION


def test_in_a_menu_we_wait_when_nothing_may_be_pressed() -> None:
    world = World([reply("", "press", "{card}")] * 2, briefing=BRIEFING, gate=Stops()).answered()
    world.far("enter your card number or press one").run(6.0)
    assert world.said == []
    assert world.phase is Phase.IVR_NAVIGATION


def test_a_key_that_the_menu_does_not_have_is_not_pressed() -> None:
    world = World([reply("", "press", "5"), reply("", "press", "1")], briefing=BRIEFING).answered()
    world.far("for the terrace press one for our terrace press two").run(6.0)
    assert world.ordered(PressKeys) == [PressKeys("1")]
    assert world.troubles("gate") == ["this menu has no 5, it has 1, 2"]


def test_the_owner_is_not_asked_for_what_nobody_wants_to_know() -> None:
    needless = reply("One moment, please.", "ask_owner", "They ask for the insurance. What should I say?")
    world = after_greeting(needless)
    world.far("And in whose name?").run(6.0)
    assert world.told(OwnerAsked) == []
    assert world.said[-1] == "It's Alex Morgan."


def test_the_owner_is_asked_when_the_model_insists() -> None:
    needless = reply("One moment, please.", "ask_owner", "They ask for the insurance. What should I say?")
    world = after_greeting(needless, needless)
    world.far("And in whose name?").run(6.0).far("what").run(6.0)
    assert len(world.told(OwnerAsked)) == 1


def test_a_fact_that_is_keyed_stays_a_reference_for_the_model_and_is_in_the_ledger() -> None:
    world = after_greeting(reply("", "press", "{account}"), reply("Yes."), stops=Stops())
    world.far("key in your account").run(5.0).far("thanks").run(3.0)
    assert world.ordered(PressKeys) == [PressKeys("4711")]
    pressed = next(turn for turn in world.told(TurnTaken) if turn.tool == "press")
    assert pressed.text == "4711"
    assert world.told(Released) == [Released("account", "", pressed.id)]
    assert "[press] {account}" in last_prompt(world)
    assert not any("4711" in text for text in last_prompt(world))


def test_the_gate_is_told_what_was_given_out_and_what_was_dropped() -> None:
    stops = Stops("secret")
    after_greeting(reply("Well then. The secret."), reply("No."), stops=stops).far("hello").run(6.0)
    assert stops.given_out == ["Good evening.", "Well then.", "No."]
    assert stops.cuts > 0


# -- the owner ---------------------------------------------------------------------------------


def test_the_owner_chooses_from_options_and_the_answer_becomes_a_fact() -> None:
    asks = reply("Let me ask.", "ask_owner", "Outside?", options=["yes", "no", ""])
    world = after_greeting(asks, reply("They say: {answer}."))
    world.far("inside or outside").run(5.0)
    assert world.told(OwnerAsked) == [OwnerAsked("q1", "Outside?", ("yes", "no"))]
    world.give(events.OwnerAnswered("q1", "Outside is fine.")).run(4.0)
    assert world.said[-1] == "They say: Outside is fine.."
    assert last_prompt(world)[-2:] == [
        '{"say": "Let me ask.", "do": "ask_owner", "arg": "Outside?"}',
        "[owner] Outside is fine.",
    ]


def test_what_the_owner_wants_said_is_not_stopped() -> None:
    world = after_greeting(stops=Stops("secret")).give(events.SpeakOrdered("The secret is out.")).run(3.0)
    assert world.said[-1] == "The secret is out."


# -- what is said without the model ------------------------------------------------------------


def test_whether_we_are_a_machine_is_answered_truthfully_and_without_the_model() -> None:
    world = after_greeting().far("wait, are you a robot?").run(5.0)
    assert world.said[-1] == "Yes, I'm an AI assistant calling on behalf of Alex Morgan."
    assert len(world.ordered(AskModel)) == 1
    assert world.told(Released) == [Released("principal", "", world.told(TurnTaken)[-1].id)]


def test_what_was_asked_besides_is_answered_by_the_model() -> None:
    world = after_greeting(reply("For {people}.")).far("Are you a robot? For how many is it?").run(9.0)
    assert world.said[-2:] == ["Yes, I'm an AI assistant calling on behalf of Alex Morgan.", "For four."]


def test_what_is_likely_to_be_said_is_made_while_the_phone_rings() -> None:
    briefing = BRIEFING.model_copy(update={"greeting": "Hello, I call for {name}. Is it a good time?"})
    assert World(briefing=briefing, gate=None).start().ordered(Prepare) == [
        Prepare(
            (
                "Hello, I call for Alex Morgan.",
                "Is it a good time?",
                "Yes, I'm an AI assistant calling on behalf of Alex Morgan.",
                "It's plus one, two oh two, five five five, oh one nine nine.",
                "It's Alex Morgan.",
                "It's M, O as in Oscar, R, G, A, N.",
            )
        )
    ]


def test_it_is_answered_while_the_owner_is_asked_when_nothing_else_is_told() -> None:
    asks = reply("Let me ask.", "ask_owner", "Outside?")
    world = after_greeting(asks).far("inside or outside").run(5.0).far("are you a robot?").run(5.0)
    assert world.phase is Phase.ESCALATION_PENDING
    assert world.said[-1] == "Yes, I'm an AI assistant calling on behalf of Alex Morgan."


def test_what_the_owner_wants_said_names_only_what_may_be_told() -> None:
    asks = reply("Let me ask.", "ask_owner", "Outside?")
    world = after_greeting(asks).far("inside or outside").run(5.0)
    world.give(events.SpeakOrdered("For {name}, {phone} and {nobody}.")).run(5.0)
    assert world.said[-1] == "For Alex Morgan,  and ."


def test_without_a_name_the_answer_is_still_yes() -> None:
    briefing = Briefing(call_id="c", to="+12025550100", task="Ask when they open.")
    world = after_greeting(briefing=briefing).far("is this a recording?").run(5.0)
    assert world.said[-1] == phrases.AI_ASSISTANT


def test_called_we_say_for_whom_we_work() -> None:
    called = BRIEFING.model_copy(update={"direction": "inbound"})
    world = (
        World([reply("Hello.")], briefing=called, gate=None)
        .answered()
        .run(2.0)
        .far("are you a human?")
        .run(6.0)
    )
    assert " ".join(world.said[-2:]) == "Yes, I'm an AI assistant. I work for Alex Morgan."


def test_the_people_of_the_practice_town_answer_for_themselves() -> None:
    world = after_greeting(reply("Do I sound like one?"), stops=Stops()).far("are you a robot?").run(4.0)
    assert world.said[-1] == "Do I sound like one?"


def test_the_greeting_is_our_first_turn_to_a_person() -> None:
    briefing = BRIEFING.model_copy(update={"greeting": "Hello, I call for Alex Morgan."})
    world = World([reply("", "press", "1"), reply("Yes.")], briefing=briefing, gate=None).answered()
    world.far("press one for the terrace press two for our terrace", seconds=2.0).run(5.0)
    assert world.said == []
    world.far("bella vista how can i help you").run(5.0)
    assert world.said == ["Hello, I call for Alex Morgan."]
    world.far("and what for").run(3.0)
    assert world.said[-1] == "Yes."


def test_a_greeting_that_was_said_first_is_not_said_again() -> None:
    briefing = BRIEFING.model_copy(update={"greeting": "Hello, I call for Alex Morgan."})
    world = World([reply("Yes.")], briefing=briefing).answered().run(6.0).far("who is calling").run(3.0)
    assert world.said == ["Hello, I call for Alex Morgan.", "Yes."]


# -- repetition and warmth ---------------------------------------------------------------------


def test_what_was_said_twice_is_not_said_a_third_time_to_something_new() -> None:
    world = after_greeting(*[reply("For {people}.")] * 3, reply("I see."))
    for text in ("how many", "what time", "what name"):
        world.far(text).run(4.0)
    assert world.said[1:] == ["For four.", "For four.", "I see."]
    assert world.troubles("model") == ["repeated"]


def test_a_model_that_insists_has_its_way_but_not_for_ever() -> None:
    world = after_greeting(*[reply("That doesn't work.")] * 12)
    for text in ("at one", "at two", "at three", "at four", "at five"):
        world.far(text).run(4.0)
    world.run(6.0)
    assert world.said[1:6] == ["That doesn't work."] * 5
    assert world.said[6:] == phrases.TROUBLE_GOODBYE.replace(". ", ".|").split("|")
    assert world.phase is Phase.ENDED


def test_asked_the_same_again_we_say_the_same_again() -> None:
    world = after_greeting(*[reply("For {people}.")] * 3)
    for text in ("how many", "How many?", "how many"):
        world.far(text).run(4.0)
    assert world.said[1:] == ["For four."] * 3


def test_what_only_begins_like_a_repetition_is_said() -> None:
    world = after_greeting(*[reply("For {people}.")] * 2, reply("For {people}. And a child."), reply("For"))
    for text in ("how many", "what time", "what name", "what day"):
        world.far(text).run(5.0)
    assert world.said[1:] == ["For four.", "For four.", "For four.", "And a child.", "For"]
    assert world.troubles("model") == []


def test_while_they_speak_the_model_is_warmed_with_all_that_was_said() -> None:
    world = after_greeting(reply("For {people}."), reply("Yes.")).far("how many").run(4.0)
    warmed = world.ordered(WarmModel)
    assert len(warmed) == 3
    world.far("is that right").run(3.0)
    asked = world.ordered(AskModel)[-1].messages
    assert asked[: len(warmed[-1].messages)] == warmed[-1].messages
    assert len(asked) == len(warmed[-1].messages) + 2


def test_the_keys_of_a_prompt_never_change_their_order() -> None:
    world = after_greeting(reply("Yes.")).far("is that right").run(3.0)
    for message in world.ordered(AskModel)[-1].messages:
        if message.role == "assistant":
            assert list(json.loads(message.content)) == ["say", "do", "arg"]


def test_a_wrong_read_back_is_put_right_without_the_model() -> None:
    world = after_greeting(reply("Yes, that's right."))
    world.far("so that's four people on Wednesday, correct?").run(6.0)
    assert world.said[1:] == ["No, it's on Tuesday."]
