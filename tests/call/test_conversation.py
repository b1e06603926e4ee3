"""Turn-taking: who speaks, who is interrupted, how long is waited."""

from __future__ import annotations

import pytest

from agent.call import events, phrases
from agent.call.actions import (
    AskModel,
    DropReply,
    DropTranscription,
    HangUp,
    PausePlayout,
    ResumePlayout,
    Say,
    StopSaying,
    Transcribe,
)
from agent.call.endpointing import STIR_SECONDS
from agent.call.patience import COMPLETE, SOON
from agent.call.phase import Phase
from agent.call.reports import Heard, TurnTaken
from agent.call.talking_over import DECIDE_SECONDS, PITCHED_SECONDS, UNSPOKEN_SECONDS
from agent.config import Hearing, Limits
from tests.call.world import World, reply

INF = float("inf")
LONG = "I would like to book a table for four people. It should be on Tuesday. Around half past seven."


def test_we_listen_first_and_answer_when_the_far_party_has_finished() -> None:
    world = World([reply("Good evening.")]).answered().run(0.5).far("hello how can i help you").run(3.0)
    assert world.transcript == [("user", "hello how can i help you"), ("assistant", "Good evening.")]
    assert world.when(AskModel) - 2.5 == pytest.approx(SOON, abs=0.05)


def test_after_their_first_turn_they_are_given_a_little_longer() -> None:
    world = World([reply("Good evening."), reply("Yes.")]).answered().far("hello").run(4.0)
    at = world.far("we have a table at eight").now
    assert world.run(2.0).when_said("Yes.") - at == pytest.approx(COMPLETE, abs=0.05)


def test_recognition_starts_at_the_first_pause_and_its_text_is_there_when_the_turn_is_over() -> None:
    world = World([reply("Good evening.")]).answered().far("hello").run(2.0)
    assert world.when(Transcribe) - 2.0 == pytest.approx(Hearing().first_pause_seconds, abs=0.05)
    assert world.told(Heard) == [Heard("hello")]
    assert len(world.ordered(Transcribe)) == 1


def test_speech_that_goes_on_drops_the_transcription_and_asks_for_all_of_it() -> None:
    world = World([reply("Good evening.")])
    world.ears_seconds = 0.3
    world.answered().far("good").run(0.35).far("good evening").run(2.0)
    first, second = world.ordered(Transcribe)
    assert world.ordered(DropTranscription) == [DropTranscription(first.request)]
    assert second.request == first.request + 1
    assert second.start_seconds == first.start_seconds
    assert second.end_seconds > first.end_seconds
    assert world.transcript[0] == ("user", "good evening")


def test_a_late_answer_to_a_dropped_request_is_not_taken() -> None:
    world = World([reply("Yes.")])
    world.ears_seconds = INF
    world.answered().far("x").run(0.45).far("x")
    world.give(events.Transcribed(1, "stale")).run(1.0)
    world.give(events.Transcribed(2, "fresh"))
    world.give(events.TranscriptionFailed(2, "late")).run(2.0)
    assert world.transcript[0] == ("user", "fresh")


def test_speech_after_the_end_of_a_turn_whose_text_is_not_there_belongs_to_it() -> None:
    world = World([reply("Yes.")])
    world.ears_seconds = 1.5
    world.answered().far("a table").run(0.9).far("for four").run(4.0)
    assert world.transcript[0] == ("user", "a table for four")
    assert len(world.ordered(AskModel)) == 1


def test_a_long_speech_is_recognised_in_parts_while_it_lasts() -> None:
    world = World([reply("Yes.")]).answered().far("so much", seconds=20.0)
    assert [order.end_seconds - order.start_seconds for order in world.ordered(Transcribe)] == [
        pytest.approx(15.0, abs=0.1)
    ]
    world.run(3.0)
    assert world.transcript[0] == ("user", "so much so much")


def test_noise_takes_no_turn() -> None:
    world = World().talking()
    before = len(world.told(TurnTaken))
    world.far("", seconds=0.5).run(2.0)
    assert len(world.ordered(AskModel)) == 1
    assert len(world.told(TurnTaken)) == before


def test_each_clause_is_said_as_soon_as_it_is_written() -> None:
    world = World([reply(LONG)])
    world.piece_characters = 1
    world.answered().far("hello").run(12.0)
    says = world.ordered(Say)
    assert [say.clause for say in says] == [0, 1, 2]
    assert len({say.utterance for say in says}) == 1
    assert world.when(Say, 0) < world.when(Say, 1) < world.when(Say, 2)
    assert world.transcript[-1] == ("assistant", LONG)


def test_our_turn_is_over_when_the_text_is_finished_and_the_sound_too() -> None:
    world = World([reply("One. Two."), reply("Three.")])
    world.answered().far("hello").run_until(lambda: len(world.said) == 2)
    assert len(world.told(TurnTaken)) == 1
    world.run(2.0)
    assert world.transcript[-1] == ("assistant", "One. Two.")


def test_json_is_never_spoken() -> None:
    world = World(['"hello"', "Sure, no problem.", reply("Yes.")]).answered().far("hello").run(3.0)
    assert world.said == [phrases.SAY_AGAIN]
    assert world.troubles("model") == ["not an object", "not JSON: JSONDecodeError"]


# -- interruption ------------------------------------------------------------------------------


def test_speech_stops_our_reply_and_the_transcript_keeps_what_was_heard() -> None:
    world = World([reply(LONG), reply("For four.")]).answered().far("hello how can i help you").run(4.0)
    began = world.now
    world.far("how many people", seconds=1.0)
    (stop,) = world.ordered(StopSaying)
    assert stop.utterance == 1
    assert world.when(StopSaying) - began == pytest.approx(Hearing().barge_in_seconds, abs=0.04)
    cut = world.told(TurnTaken)[-1]
    assert cut.interrupted
    assert LONG.startswith(cut.text)
    assert 0 < len(cut.text) < len(LONG)
    world.run(3.0)
    assert world.transcript[-2:] == [("user", "how many people"), ("assistant", "For four.")]
    assert world.timings("barge_in")[0] == pytest.approx(Hearing().barge_in_seconds, abs=0.05)


def test_speech_while_the_model_thinks_drops_its_reply() -> None:
    world = World([reply("Too late."), reply("Good evening.")])
    world.model_seconds = 1.5
    world.answered().far("hello").run(1.0).far("are you there").run(4.0)
    assert world.ordered(DropReply) == [DropReply(1)]
    assert world.said == ["Good evening."]


def test_a_noise_that_interrupted_us_leaves_the_answer_owed() -> None:
    world = World([reply(LONG), reply("As I said, a table for four.")]).answered().far("hello").run(3.0)
    world.far("", seconds=1.2).run(4.0)
    assert world.said[-1] == "As I said, a table for four."


def test_a_short_sound_of_assent_does_not_stop_us() -> None:
    world = World([reply(LONG)]).answered().far("hello").run(3.0)
    world.far("mm-hm", seconds=0.2).run(8.0)
    assert world.ordered(StopSaying) == []
    assert world.transcript[-1] == ("assistant", LONG)
    assert world.told(Heard)[-1] == Heard("mm-hm")


def test_we_are_silent_as_soon_as_somebody_may_speak_and_go_on_where_we_were() -> None:
    world = World([reply(LONG)]).answered().far("hello").run(3.0)
    began = world.now
    world.far("mm-hm", seconds=0.3).run(8.0)
    assert world.when(PausePlayout) - began < STIR_SECONDS
    assert world.when(ResumePlayout) - began == pytest.approx(0.3 + UNSPOKEN_SECONDS, abs=0.04)
    assert len(world.ordered(PausePlayout)) == len(world.ordered(ResumePlayout)) == 1


def test_between_the_words_of_who_speaks_over_us_nothing_of_ours_comes() -> None:
    world = World([reply(LONG)]).answered().far("hello").run(3.0)
    world.far("", seconds=0.1).run(0.2).far("", seconds=0.3).run(0.2)
    world.far("we are closed", seconds=1.0).run(4.0)
    stopped = world.when(StopSaying)
    assert ResumePlayout not in [type(order) for at, order in world.orders if at < stopped]


def test_a_sound_with_a_pitch_makes_us_silent_before_it_is_known_for_a_voice() -> None:
    world = World([reply(LONG)]).answered().far("hello").run(3.0)
    began = world.noise(-30.0).now
    world.run(0.1).far("no wait").run(1.0)
    assert world.when(PausePlayout) - began == pytest.approx(PITCHED_SECONDS, abs=0.03)
    assert ResumePlayout not in [type(order) for at, order in world.orders if at < began + 0.8]
    assert len(world.ordered(StopSaying)) == 1


def test_a_sound_that_turns_out_to_be_no_voice_holds_us_up_once() -> None:
    world = World([reply(LONG)]).answered().far("hello").run(3.0)
    world.noise(-30.0).run(2.0).noise().run(8.0)
    assert world.when(ResumePlayout) - world.when(PausePlayout) == pytest.approx(DECIDE_SECONDS, abs=0.03)
    assert len(world.ordered(PausePlayout)) == 1
    assert world.transcript[-1] == ("assistant", LONG)


def test_people_in_the_room_do_not_stop_us_however_long_they_talk() -> None:
    world = World([reply(LONG)]).answered().far("hello").run(3.0)
    world.voiced = 0.6
    world.far("no not at all", seconds=2.5).run(8.0)
    assert world.ordered(StopSaying) == []
    assert world.transcript == [("user", "hello"), ("assistant", LONG)]
    assert world.when(ResumePlayout) - world.when(PausePlayout) < 0.4


def test_whoever_speaks_above_them_does() -> None:
    world = World([reply(LONG), reply("Which day, then?")]).answered().far("hello").run(3.0)
    world.voiced = 0.6
    world.far("", seconds=1.0)
    world.voiced = 0.95
    world.far("not on tuesday", seconds=1.6).run(3.0)
    assert len(world.ordered(StopSaying)) == 1


def test_a_click_holds_us_up_for_a_moment_only() -> None:
    world = World([reply(LONG)]).answered().far("hello").run(3.0)
    world.far("", seconds=0.08).run(1.0)
    assert world.when(ResumePlayout) - world.when(PausePlayout) < UNSPOKEN_SECONDS + 0.1
    assert world.run(8.0).transcript[-1] == ("assistant", LONG)


def test_a_short_word_that_objects_stops_us() -> None:
    world = World([reply(LONG), reply("Which day, then?")]).answered().far("hello").run(3.0)
    world.far("no", seconds=0.3).run(4.0)
    assert len(world.ordered(StopSaying)) == 1
    assert world.transcript[-2:] == [("user", "no"), ("assistant", "Which day, then?")]


def test_what_was_short_and_what_follows_it_are_one_turn() -> None:
    world = World([reply(LONG), reply("Which day, then?")]).answered().far("hello").run(3.0)
    world.ears_seconds = 1.0
    world.far("no", seconds=0.3).run(0.3).far("not on tuesday", seconds=1.0).run(5.0)
    assert ("user", "no not on tuesday") in world.transcript


def test_words_whose_recognition_fails_do_not_stop_us() -> None:
    world = World([reply(LONG)]).answered().far("hello").run(3.0)
    world.far(None, seconds=0.3).run(8.0)
    assert world.transcript[-1] == ("assistant", LONG)


def test_a_noise_that_has_no_words_does_not_stop_us() -> None:
    world = World([reply(LONG)]).answered().far("hello").run(3.0)
    world.far("", seconds=0.3).run(8.0)
    assert world.transcript[-1] == ("assistant", LONG)


def test_assent_over_the_end_of_our_question_is_its_answer() -> None:
    world = World([reply("So that is a table for four?"), reply("Thank you.")]).answered().far("hello")
    world.run_until(lambda: bool(world.said)).run(1.2).far("yes", seconds=0.3).run(4.0)
    assert world.transcript[-2:] == [("user", "yes"), ("assistant", "Thank you.")]


def test_assent_over_the_end_of_anything_else_is_not_answered() -> None:
    world = World([reply("That is a table for four."), reply("Thank you.")]).answered().far("hello")
    world.run_until(lambda: bool(world.said)).run(1.0).far("okay", seconds=0.3).run(4.0)
    assert world.transcript[-1] == ("assistant", "That is a table for four.")


def test_an_answer_over_our_question_may_become_known_after_it() -> None:
    world = World([reply("So that is a table for four?"), reply("Thank you.")]).answered().far("hello")
    world.run_until(lambda: bool(world.said)).ears_seconds = 1.5
    world.run(1.2).far("yes", seconds=0.3).run(5.0)
    assert world.transcript[-2:] == [("user", "yes"), ("assistant", "Thank you.")]


def test_over_music_it_takes_words_to_stop_us() -> None:
    world = World([reply(LONG), reply("For four.")]).answered()
    world.music_likely = 0.9
    world.far("hello").run(3.0).far("la la la", seconds=1.0).run(0.5)
    assert world.ordered(StopSaying) == []
    assert world.ordered(PausePlayout) == []
    world.far("wait", seconds=0.5).run(1.0)
    assert len(world.ordered(StopSaying)) == 1


def test_over_music_that_was_not_there_when_they_spoke_words_do_not_count_either() -> None:
    world = World([reply(LONG), reply("For four.")]).answered().far("hello").run(3.0)
    world.music_likely = 0.9
    world.far("no wait for me", seconds=1.0).run(8.0)
    assert world.ordered(StopSaying) == []
    assert world.transcript == [("user", "hello"), ("assistant", LONG)]


def test_a_voice_that_began_in_music_is_its_singer_although_the_music_is_not_heard_for_a_moment() -> None:
    world = World([reply(LONG), reply("For four.")]).answered().far("hello").run(3.0)
    world.music_likely = 0.9
    world.far("la la la", seconds=0.4)
    world.music_likely = 0.4
    world.far("la la la", seconds=1.2).run(0.5)
    assert world.ordered(StopSaying) == []
    world.far("no not at all", seconds=1.2).run(1.0)
    assert len(world.ordered(StopSaying)) == 1


def test_a_short_sound_while_the_model_thinks_does_not_matter_either() -> None:
    world = World([reply("Good evening.")])
    world.model_seconds = 1.5
    world.answered().far("hello").run(1.0).far("hm", seconds=0.2).run(4.0)
    assert world.ordered(DropReply) == []
    assert world.transcript == [("user", "hello"), ("assistant", "Good evening.")]


def test_an_interruption_between_two_clauses_needs_no_stop() -> None:
    world = World([reply("One moment here. " + "x" * 400)])
    world.piece_characters = 1
    world.answered().far("hello").run_until(lambda: bool(world.said)).run(1.2)
    world.far("yes").run(0.2)
    assert world.ordered(StopSaying) == []
    assert len(world.ordered(PausePlayout)) == len(world.ordered(ResumePlayout)) == 1
    assert world.told(TurnTaken)[1].text == "One moment here."
    assert world.told(TurnTaken)[1].interrupted


def test_if_the_leg_does_not_say_what_was_heard_the_clauses_played_are_what_counts() -> None:
    world = World([reply(LONG), reply("Yes.")]).answered().far("hello").run(4.5)
    world._stop = lambda utterance: world._queue.clear()  # type: ignore[method-assign]
    world.far("stop", seconds=0.3).run(3.0)
    assert [role for role, _ in world.transcript[:3]] == ["user", "assistant", "user"]
    cut = next(turn for turn in world.told(TurnTaken) if turn.interrupted)
    assert cut.text == "I would like to book a table for four people."


def test_an_answer_to_another_stop_is_not_taken() -> None:
    world = World().talking().give(events.PlayoutStopped(9, 0, 1.0))
    assert not any(turn.interrupted for turn in world.told(TurnTaken))


# -- figures -----------------------------------------------------------------------------------


def test_the_stages_of_a_turn_are_timed() -> None:
    world = World([reply("Good evening.")]).answered().far("hello").run(3.0)
    assert world.timings("endpoint") == [pytest.approx(SOON, abs=0.03)]
    assert world.timings("transcription") == [pytest.approx(0.1, abs=0.01)]
    assert world.timings("model_first") == [pytest.approx(0.2, abs=0.01)]
    assert world.timings("model")[0] > 0.2
    assert world.timings("synthesis") == [pytest.approx(0.05, abs=0.01)]
    (voice_to_voice,) = world.timings("voice_to_voice")
    assert 0.6 < voice_to_voice < 0.8


def test_voice_to_voice_is_to_our_own_words_not_to_a_filler() -> None:
    world = World([reply("Good evening.")])
    world.model_seconds = 5.0
    world.answered().far("hello").run(9.0)
    assert world.timings("voice_to_voice") == [pytest.approx(5.6, abs=0.2)]


# -- silence -----------------------------------------------------------------------------------


def test_a_silent_party_is_asked_and_at_last_left() -> None:
    world = World().talking().run(40.0)
    assert world.said.count(phrases.HELLO) == 3
    assert world.said[-1] == "Goodbye."
    assert world.over.reason == "nobody speaks"
    assert 24.0 < world.when(HangUp) - world.told(TurnTaken)[1].end_seconds < 34.0


def test_noise_does_not_keep_a_silent_call_for_ever() -> None:
    world = World().talking()
    for _ in range(60):
        world.far("", seconds=0.4).run(1.0)
    assert world.over.reason == "nobody speaks"


def test_who_speaks_again_is_given_all_the_time_anew() -> None:
    world = World([reply("Yes.")]).talking().run(4.0).far("so").run(7.0)
    assert phrases.HELLO not in world.said
    assert world.phase is Phase.ACTIVE_CONVERSATION


def test_who_spoke_late_is_not_left_because_the_model_failed_then() -> None:
    world = World().talking().run(20.0)
    world.replies = [None, None]
    world.far("sorry i am here").run(7.0)
    assert world.said[-1] == phrases.SAY_AGAIN
    assert world.phase is Phase.ACTIVE_CONVERSATION


def test_a_call_that_takes_too_long_ends_with_a_goodbye() -> None:
    world = World(limits=Limits(max_duration_seconds=8.0)).talking().run(8.0)
    assert world.said[-1] == "Goodbye."
    assert world.over.reason == "the call took too long"
    assert Phase.WRAP_UP in world.phases


def test_a_goodbye_that_is_being_said_is_not_begun_again_when_time_is_up() -> None:
    world = World([reply("Goodbye, and thank you.", "end", "declined")])
    world.briefing = world.session._state.briefing = world.briefing.model_copy(
        update={"max_duration_seconds": 2.5}
    )
    world.answered().far("hello").run(4.0)
    assert world.said == ["Goodbye, and thank you."]
    assert world.errand.status == "declined"


# -- who answered and was not understood ---------------------------------------------------------


def test_who_surely_answered_and_was_not_understood_is_asked_to_repeat_it_once() -> None:
    world = World([reply("Is Tuesday possible?")]).answered().far("hello").run(3.0)
    assert world.far("", seconds=0.4).run(3.0).said[-1] == phrases.REPEAT
    assert world.far("", seconds=0.4).run(3.0).said.count(phrases.REPEAT) == 1


def test_a_sound_without_words_that_answers_nothing_is_not_asked_for() -> None:
    world = World([reply("All right.")]).answered().far("hello").run(3.0)
    assert world.far("", seconds=0.4).run(3.0).said == ["All right."]


def test_who_comes_on_after_a_hold_is_told_again_why_we_call() -> None:
    why = reply("I would like to book a table.")
    world = World([why, why, why]).answered().far("hello").run(4.0).far("what is it about?").run(4.0)
    world.far("please hold the line").run(6.0).far("good morning, how can i help you?").run(4.0)
    assert world.said.count("I would like to book a table.") == 3
    assert world.troubles("model") == []
