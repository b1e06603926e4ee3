"""What is said and done when the model, the recogniser or the voice is late, fails, or writes nonsense."""

from __future__ import annotations

import pytest

from agent.call import events, phrases
from agent.call.actions import AskModel, DropReply, Say, StopSaying, Transcribe
from agent.config import Limits
from tests.call.world import World, reply

INF = float("inf")
LONG = "I would like to book a table for four people. It should be on Tuesday. Around half past seven."


def test_there_are_never_three_seconds_of_silence_while_the_model_is_late() -> None:
    world = World([reply("Good evening.")])
    world.model_seconds = 4.0
    world.answered().run(1.0).far("hello").run(8.0)
    silent_since = 3.0
    assert world.said[0] == phrases.ONE_MOMENT
    assert world.when(Say) + world.voice_seconds - silent_since < 3.0
    assert world.transcript[-1] == ("assistant", "One moment, please. Good evening.")


def test_nor_while_the_recogniser_is_late() -> None:
    world = World([reply("For four.")]).talking()
    world.ears_seconds = 6.0
    world.far("how many people").run(10.0)
    ended = (
        next(at for at, order in world.orders if isinstance(order, Transcribe) and order.request == 2) - 0.3
    )
    assert 2.0 < world.when_said(phrases.ONE_MOMENT) - ended < 3.0
    assert world.transcript[-1] == ("assistant", "One moment, please. For four.")


def test_a_filler_for_what_turned_out_to_be_noise_is_a_turn_of_its_own() -> None:
    world = World().talking()
    world.ears_seconds = 5.0
    world.far("", seconds=1.0).run(9.0)
    assert world.transcript[-1] == ("assistant", phrases.ONE_MOMENT)
    assert world.run(9.0).said[-1] == phrases.HELLO


def test_when_it_takes_very_long_we_say_so_again() -> None:
    world = World([reply("Good evening.")])
    world.model_seconds = 10.0
    world.answered().far("hello").run(12.0)
    assert world.said[:2] == [phrases.ONE_MOMENT, phrases.STILL_THERE]


def test_a_model_that_stops_in_the_middle_of_a_sentence_gets_a_filler_between() -> None:
    world = World().answered().far("hello")
    world._answer = lambda request: None  # type: ignore[method-assign]
    world.run(1.0)
    request = world.ordered(AskModel)[0].request
    world.give(events.ModelWrote(request, '{"say": "First this. Then')).run(5.0)
    world.give(events.ModelWrote(request, ' that.", "do": "none", "arg": ""}'))
    world.give(events.ModelFinished(request)).run(3.0)
    assert world.said == ["First this.", phrases.STILL_THERE, "Then that."]


def test_a_model_that_stops_before_its_first_clause_is_nothing_heard_yet() -> None:
    world = World().answered().far("hello")
    world._answer = lambda request: None  # type: ignore[method-assign]
    world.run(1.0)
    world.give(events.ModelWrote(world.ordered(AskModel)[0].request, '{"say": "Fir')).run(3.0)
    assert world.said == [phrases.ONE_MOMENT]


def test_speaking_over_a_filler_stops_it() -> None:
    world = World([reply("Good evening.")]).talking()
    world.ears_seconds = 4.0
    world.far("how many").run(2.6)
    assert world.said[-1] == phrases.ONE_MOMENT
    world.far("how many people are you").run(1.0)
    assert len(world.ordered(StopSaying)) == 1


def test_a_model_that_fails_is_asked_again_then_the_far_party_is_asked() -> None:
    world = World([None, None, reply("Good evening.")]).answered().far("hello").run(4.0)
    assert world.said == [phrases.SAY_AGAIN]
    assert world.troubles("model") == ["dead", "dead"]
    world.far("hello").run(3.0)
    assert world.said[-1] == "Good evening."


def test_a_retry_that_works_is_not_noticed_by_the_far_party() -> None:
    world = World([None, reply("Good evening.")]).answered().far("hello").run(4.0)
    assert world.said == ["Good evening."]


@pytest.mark.parametrize(
    "bad", ["", "{", reply(""), reply("", "press", "keys"), '{"say": "', "x" * 9000], ids=range(6)
)
def test_a_reply_that_is_none_counts_as_a_failure(bad: str) -> None:
    world = World([bad, reply("Good evening.")])
    world.piece_characters = 500
    world.answered().far("hello").run(5.0)
    assert world.said[-1] == "Good evening."
    assert len(world.troubles("model")) == 1


def test_a_model_that_never_answers_is_given_up_politely() -> None:
    world = World(limits=Limits(engine_seconds=3.0))
    world.model_seconds = INF
    world.answered()
    for _ in range(3):
        world.far("hello").run(15.0)
    assert world.said[-2:] == [phrases.TROUBLE_GOODBYE.split(". ")[1] + ".", "Goodbye."]
    assert world.over.reason == "the model does not answer"
    assert len(world.ordered(DropReply)) >= 6


def test_a_reply_that_breaks_off_after_its_first_clause_stands_as_far_as_it_came() -> None:
    world = World(['{"say": "First this. Then', reply("Yes.")]).answered().far("hello").run(4.0)
    assert world.transcript[-1] == ("assistant", "First this.")
    assert world.said == ["First this."]


def test_a_reply_whose_parts_come_in_another_order_is_said_all_the_same() -> None:
    world = World(['{"do": "none", "arg": "", "say": "Good evening."}']).answered().far("hello").run(3.0)
    assert world.said == ["Good evening."]


def test_a_voice_that_is_slow_is_not_given_more_to_say() -> None:
    world = World([reply("Good evening.")])
    world.model_seconds, world.voice_seconds = 9.5, 7.0
    world.answered().far("hello").run(9.5)
    assert world.said == [phrases.ONE_MOMENT]


def test_an_answer_to_a_dropped_question_is_not_taken() -> None:
    world = World().talking()
    for event in (
        events.ModelWrote(99, '{"say": "Nonsense."'),
        events.ModelFinished(99),
        events.ModelFailed(99, "x"),
    ):
        world.give(event)
    assert "Nonsense." not in world.said
    assert world.troubles("model") == []


def test_nor_while_the_next_one_is_being_answered() -> None:
    world = World([reply("Too late."), reply("Good evening.")])
    world.model_seconds = 1.5
    world.answered().far("hello").run(1.0).far("are you there").run(1.0)
    assert len(world.ordered(AskModel)) == 2
    world.give(events.ModelWrote(1, reply("Too late. Far too late."))).give(events.ModelFinished(1))
    world.give(events.ModelFailed(1, "dropped")).run(3.0)
    assert world.said == ["Good evening."]
    assert world.troubles("model") == []


def test_a_recogniser_that_fails_is_asked_again_then_the_far_party_is() -> None:
    world = World().talking().far(None).run(5.0)
    assert world.troubles("transcription") == ["dead", "dead"]
    assert world.said[-1] == phrases.REPEAT


def test_a_recogniser_that_never_answers_does_not_stop_the_call() -> None:
    world = World(limits=Limits(engine_seconds=2.0)).talking()
    world.ears_seconds = INF
    world.far("x").run(10.0)
    assert world.troubles("transcription") == ["no answer in time"] * 2
    assert phrases.REPEAT in world.said


def test_a_menu_that_was_not_understood_is_not_asked_to_repeat() -> None:
    world = World([reply("", "wait")]).answered().far("press one for a table").run(3.0).far(None).run(5.0)
    assert world.said == []


def test_a_voice_that_is_gone_ends_the_call() -> None:
    world = World([reply("One. Two. Three.")]).answered()
    world.voice_works = False
    world.far("hello").run(5.0)
    assert world.over.reason == "there is no voice to speak with"
    assert world.troubles("synthesis") == ["dead"] * 3


def test_a_clause_that_failed_counts_as_unheard() -> None:
    world = World([reply("One. Two.")]).answered().far("hello")
    world.run_until(lambda: len(world.said) == 2).give(events.ClauseFailed(1, 0, "dead")).run(3.0)
    assert world.transcript[-1] == ("assistant", "Two.")


def test_sound_that_is_never_played_does_not_hold_us_up() -> None:
    world = World([reply("One.")], limits=Limits(engine_seconds=3.0)).answered().far("hello")
    world._speak = lambda say: None  # type: ignore[method-assign]
    world.run(8.0)
    assert world.troubles("playout") == ["no sound in time"]
    assert len(world.ordered(StopSaying)) == 1


def test_clauses_that_are_none_of_ours_do_not_matter() -> None:
    world = World([reply(LONG)]).answered().far("hello").run(2.0)
    for number, clause in ((9, 0), (1, 9)):
        world.give(events.ClauseQueued(number, clause, 1.0))
        world.give(events.ClausePlayed(number, clause))
        world.give(events.ClauseFailed(number, clause, "x"))
    assert world.run(8.0).transcript[-1] == ("assistant", LONG)
