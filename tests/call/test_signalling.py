"""Dialling, ringing, answering, ending: a call as the network sees it."""

from __future__ import annotations

import pytest

from agent.call import events
from agent.call.actions import Accept, AskModel, Dial, HangUp, Say, StopSaying, Transcribe, WarmModel
from agent.call.briefing import Briefing
from agent.call.phase import Phase
from agent.call.reports import CallOver, KeyHeard, LegChanged, NetworkTone, SoundHeard
from agent.config import Limits
from tests.call.world import ACCOUNT_SECONDS, World, reply

INF = float("inf")


def legs(world: World) -> list[str]:
    return [leg.state for leg in world.told(LegChanged)]


def test_the_call_is_dialled_once_and_the_prompt_is_warmed_while_it_rings() -> None:
    world = World().start()
    world.give(events.Started())
    assert [dial.number for dial in world.ordered(Dial)] == ["+12025550100"]
    (warm,) = world.ordered(WarmModel)
    world.give(events.Ringing()).give(events.Ringing(early_media=True)).give(events.Answered())
    world.run(0.1).far("hello how can i help you").run(2.0)
    assert world.ordered(AskModel)[0].messages[:1] == warm.messages
    assert world.phases == [Phase.DIALING, Phase.ACTIVE_CONVERSATION]
    assert legs(world) == ["dialing", "ringing", "answered"]


def test_the_set_up_is_timed_from_dialling_to_the_answer() -> None:
    world = World().start().run(3.5).give(events.Answered())
    assert world.timings("setup") == [3.5]


def test_nobody_answers() -> None:
    world = World(limits=Limits(ring_seconds=20.0)).start().run(25.0)
    assert world.when(HangUp) == 20.0
    assert world.over == CallOver(200, "no answer", "us", False, 0.0)
    assert world.errand.status == "failed"


def test_busy() -> None:
    world = World().start().run(1.0).end(486, "Busy Here")
    assert world.over == CallOver(486, "Busy Here", "far", False, 0.0)
    assert world.phases == [Phase.DIALING, Phase.ENDED]


def test_an_exchange_that_answers_with_special_information_tones_is_hung_up_on() -> None:
    world = World().answered().give(events.ToneHeard("sit")).run(1.0)
    assert [tone.tone for tone in world.told(NetworkTone)] == ["sit"]
    assert world.errand.summary == "The number is not in service."
    assert [hang_up.reason for hang_up in world.ordered(HangUp)] == ["the number is not in service"]
    assert world.ordered(Say) == []


def test_an_exchange_that_answers_with_a_busy_tone_is_hung_up_on() -> None:
    world = World().answered().give(events.ToneHeard("busy")).run(1.0)
    assert [hang_up.reason for hang_up in world.ordered(HangUp)] == ["a busy tone"]


def test_tones_before_the_answer_are_told_and_the_refusal_is_waited_for() -> None:
    world = World().start().give(events.ToneHeard("sit")).run(1.0)
    assert [tone.tone for tone in world.told(NetworkTone)] == ["sit"]
    assert world.ordered(HangUp) == []


def test_tones_in_a_conversation_are_nothing_of_the_network_s() -> None:
    world = World().talking().give(events.ToneHeard("busy")).run(1.0)
    assert world.told(NetworkTone) == []
    assert world.ordered(HangUp) == []


@pytest.mark.parametrize("talks", [False, True])
def test_a_fax_machine_is_hung_up_on_whoever_was_there_before(talks: bool) -> None:
    world = (World().talking() if talks else World().answered()).give(events.ToneHeard("fax")).run(8.0)
    assert [tone.tone for tone in world.told(NetworkTone)] == ["fax"]
    assert [hang_up.reason for hang_up in world.ordered(HangUp)] == ["a fax machine answers"]
    assert world.errand.status == "wrong_number"
    assert world.errand.summary.startswith("A fax machine")


def test_who_is_called_hangs_up_on_no_fax_tone() -> None:
    called = Briefing(call_id="c", to="100", task="Answer.", direction="inbound")
    world = World(briefing=called).answered().give(events.ToneHeard("fax")).run(1.0)
    assert world.ordered(HangUp) == []


def test_a_fax_tone_before_the_answer_is_not_yet_one_that_answers() -> None:
    world = World().start().give(events.ToneHeard("fax")).run(1.0)
    assert world.told(NetworkTone) == []
    assert world.ordered(HangUp) == []


def test_ringing_in_the_sound_and_another_noise_floor_are_told_and_change_nothing() -> None:
    world = World().start()
    for event in (events.ToneHeard("ringback"), events.ToneHeard("ringback_over"), events.FloorMoved(-9.04)):
        world.give(event)
    heard = [(sound.sound, sound.decibels) for sound in world.told(SoundHeard)]
    assert heard == [("ringback", 0.0), ("ringback_over", 0.0), ("floor", -9.0)]
    assert world.phases == [Phase.DIALING]


def test_sound_before_the_answer_is_not_answered_but_counts_as_heard_time() -> None:
    world = World().start()
    world.give(events.Ringing(early_media=True))
    for _ in range(100):
        world.give(events.VoiceMeasured(0.9, 0.02, -20.0))
    assert world.ordered(Transcribe) == []
    world.give(events.Answered()).run(0.1)
    world._frames_from = world.now
    world.far("hello").run(2.0)
    assert world.ordered(Transcribe)[0].start_seconds > 1.5


def test_after_the_last_report_nothing_more_is_done() -> None:
    world = World().talking().end()
    count = len(world.orders)
    assert isinstance(world.reports[-1], CallOver)
    for event in (events.HangUpOrdered(), events.Answered(), events.VoiceMeasured(1.0, 0.5)):
        world.give(event)
    world.run(60.0)
    assert len(world.orders) == count
    assert world.session.deadline is None


def test_the_talk_is_counted_from_the_answer() -> None:
    world = World().answered().run(7.0).end()
    assert world.over.talk_seconds == 7.0
    assert world.over.answered


def test_the_owner_may_hang_up_in_mid_sentence_and_what_was_heard_is_kept() -> None:
    world = World([reply("I would like to book a table for four people on Tuesday, please.")])
    world.answered().far("hello how can i help you").run(2.5)
    world.give(events.HangUpOrdered()).run(1.0)
    assert len(world.ordered(StopSaying)) == 1
    assert world.over.reason == "ordered"
    role, text = world.transcript[-1]
    assert role == "assistant"
    assert "I would like to book a table for four people".startswith(text)


def test_a_call_that_the_far_party_ends_keeps_what_it_heard_of_us() -> None:
    world = World([reply("First of all this. And then that, which takes a long time to say.")])
    world.answered().far("hello how can i help you").run_until(lambda: "First of all this." in world.said)
    world.run(1.5).end()
    assert world.transcript[-1] == ("assistant", "First of all this.")
    assert world.errand.status == "unknown"


def test_the_last_words_are_recognised_although_the_call_is_over() -> None:
    world = World().talking().far("thank you goodbye").run(0.1).end()
    assert world.told(CallOver) == []
    world.run(0.5)
    assert world.transcript[-1] == ("user", "thank you goodbye")
    assert world.over.talk_seconds == pytest.approx(world.now - 1.0 - 0.5 - ACCOUNT_SECONDS, abs=0.01)


def test_last_words_that_cannot_be_recognised_do_not_keep_the_line() -> None:
    world = World().talking()
    world.ears_seconds = INF
    world.far("thank you goodbye").run(0.1).end().run(5.0)
    assert isinstance(world.reports[-1], CallOver)
    world = World().talking().far(None).run(0.1).end().run(5.0)
    assert isinstance(world.reports[-1], CallOver)


def test_while_the_last_words_are_recognised_nothing_else_is_done() -> None:
    world = World().talking().far("thank you goodbye").run(0.1).end()
    count = len(world.orders)
    for event in (events.HangUpOrdered(), events.CallEnded(200, "again", "far"), events.HeldByPeer()):
        world.give(event)
    assert len(world.orders) == count
    assert world.run(1.0).over.reason == "Normal Clearing"


def test_a_last_noise_is_no_turn() -> None:
    world = World().talking().far("").run(0.1).end().run(1.0)
    assert world.transcript[-1][0] == "assistant"
    assert isinstance(world.reports[-1], CallOver)


def test_without_rtp_the_call_is_given_up() -> None:
    world = World().talking().give(events.MediaLost(30.0)).run(1.0)
    assert world.over.reason == "no RTP"
    assert world.troubles("media") == ["no RTP for 30 s"]


def test_a_leg_that_does_not_answer_the_hang_up_is_asked_again_and_then_given_up() -> None:
    world = World().talking()
    world.leg_answers = False
    world.give(events.HangUpOrdered()).give(events.HangUpOrdered()).run(10.0)
    assert len(world.ordered(HangUp)) == 2
    assert (world.over.sip_code, world.over.by) == (0, "us")


def test_a_hang_up_before_the_call_is_dialled_ends_it_undialled() -> None:
    world = World().give(events.HangUpOrdered())
    world.start().run(1.0)
    assert world.ordered(Dial) == []
    assert world.over.answered is False


def test_an_answer_that_crosses_our_hang_up_begins_nothing() -> None:
    world = World().start().give(events.HangUpOrdered()).give(events.Answered())
    assert legs(world) == ["dialing"]
    assert world.run(1.0).over.answered is False


def test_keys_of_the_far_party_are_reported() -> None:
    assert World().talking().give(events.DigitHeard("5")).told(KeyHeard) == [KeyHeard("5")]


# -- being called ------------------------------------------------------------------------------

CALLED = Briefing(
    call_id="c", to="100", task="Take bookings.", direction="inbound", greeting="Bella Vista, hello?"
)


def test_who_is_called_waits_accepts_and_greets_at_once() -> None:
    world = World([reply("Of course.")], briefing=CALLED).start().run(1000.0)
    assert world.orders == []
    assert world.session.deadline is None
    world.give(events.Invited("100")).give(events.Invited("100"))
    assert world.ordered(Accept) == [Accept()]
    world.run(0.5).give(events.Answered())
    assert world.said == ["Bella Vista, hello?"]
    assert world.phases == [Phase.ACTIVE_CONVERSATION]


def test_without_a_greeting_the_model_is_asked_for_one() -> None:
    briefing = CALLED.model_copy(update={"greeting": ""})
    world = World([reply("Hello, Bella Vista.")], briefing=briefing).answered().run(1.0)
    assert world.said == ["Hello, Bella Vista."]


def test_a_caller_who_is_gone_before_the_answer_is_let_go() -> None:
    world = World(briefing=CALLED).start().give(events.Invited("100")).run(11.0)
    assert world.over.answered is False
    assert world.ordered(Say) == []


def test_a_caller_s_menu_is_no_menu() -> None:
    world = World([reply("Sorry?")], briefing=CALLED).answered().run(3.0).far("press one please").run(2.0)
    assert world.phases == [Phase.ACTIVE_CONVERSATION]
    assert "Sorry?" in world.said


def test_an_invitation_means_nothing_to_who_calls() -> None:
    world = World().start().give(events.Invited("100"))
    assert world.ordered(Accept) == []
