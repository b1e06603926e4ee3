"""Menus, hold, persons: how the phase follows from what is heard, and what is done in each."""

from __future__ import annotations

import pytest

from agent.call import events, phrases
from agent.call.actions import AskModel, HangUp, PressKeys, Say, StopSaying, Transcribe
from agent.call.briefing import Briefing
from agent.call.phase import Phase
from agent.call.prompt import state_of
from agent.call.reports import LegChanged, NetworkTone, QueueTold
from agent.config import Hearing, Limits
from tests.call.world import World, reply

MENU = "thank you for calling bella vista for the first floor press one for our first floor press two"
"""It is for the model to judge."""
MORE = "for the main hall press four for our main hall press five"
QUEUE = "your call is important to us please stay on the line"
IVR, HOLD, TALK = Phase.IVR_NAVIGATION, Phase.HOLD_WAITING, Phase.ACTIVE_CONVERSATION


def in_menu(*replies: str | None) -> World:
    return World(list(replies)).answered().run(0.3).far(MENU, seconds=4.0)


def on_hold() -> World:
    return World().talking().far("one moment please").run(2.6)


# -- who answered ------------------------------------------------------------------------------


def test_if_nobody_speaks_we_do() -> None:
    world = World([reply("Hello, is that Bella Vista?")]).answered().run(2.5)
    assert world.phases == [Phase.DIALING, TALK]
    assert world.said == ["Hello, is that Bella Vista?"]
    assert 2.0 <= world.when(AskModel) - 1.0 < 2.1


def test_the_briefing_s_greeting_opens_without_the_model() -> None:
    briefing = Briefing(call_id="c", to="+1", task="t", greeting="Good evening.")
    world = World(briefing=briefing).answered().run(2.1)
    assert world.said == ["Good evening."]
    assert world.ordered(AskModel) == []


def test_speech_and_noise_after_the_answer_put_our_opening_off() -> None:
    world = World([reply("Hello?")]).answered().run(1.5).far("", seconds=0.5).run(1.1)
    assert world.said == []
    assert world.run(0.5).said == ["Hello?"]


def test_into_music_we_say_nothing_and_after_a_while_it_is_hold() -> None:
    world = World().answered().music(True).run(10.0)
    assert world.phases == [Phase.DIALING, HOLD]
    assert world.said == []
    world.music(False).far("bella vista how can i help you").run(2.0)
    assert world.phase is TALK


def test_speech_that_never_ends_does_not_keep_it_open_who_answered() -> None:
    world = World().answered().far("", seconds=35.0)
    assert world.phases == [Phase.DIALING, TALK]
    assert world.when(Transcribe) < 20.0


# -- menus -------------------------------------------------------------------------------------


def test_a_menu_is_known_at_its_first_pause_and_its_turn_ends_later() -> None:
    world = in_menu(reply("", "press", "1")).run(0.5)
    assert world.phases == [Phase.DIALING, IVR]
    world.run(0.7)
    assert world.ordered(AskModel) == []
    world.run(0.7)
    asked = world.when(AskModel) - 5.3
    assert asked == pytest.approx(Hearing().menu_turn_end_seconds, abs=0.05)


def test_in_a_menu_keys_are_pressed_and_nothing_is_said() -> None:
    world = in_menu(reply("", "press", "1")).run(3.0)
    assert world.ordered(PressKeys) == [PressKeys("1")]
    assert world.said == []
    assert "press" in state_of(world.ordered(AskModel)[0].messages)["do"]


def test_keys_are_pressed_while_the_menu_goes_on_and_the_rest_of_it_is_not_answered() -> None:
    world = in_menu(reply("", "press", "1"))
    world.model_seconds = 1.0
    world.run(1.8).far("to repeat this menu press nine", seconds=2.0).run(4.0)
    assert world.ordered(PressKeys) == [PressKeys("1")]
    assert len(world.ordered(AskModel)) == 1


SPEAK_UP = "tell me in a few words what you are calling about"


def test_who_speaks_right_after_a_key_and_is_no_menu_is_somebody() -> None:
    world = in_menu(reply("", "press", "1"), reply("Good evening.")).run(3.0)
    world.far("Eastgate Motors.", seconds=1.0).run(4.0)
    assert world.phase is TALK
    assert "Good evening." in world.said


def test_a_menu_that_offers_keys_is_not_spoken_to() -> None:
    world = in_menu(reply("Reservations, please.", "press", "1")).run(4.0)
    assert world.said == []
    assert world.ordered(PressKeys) == [PressKeys("1")]


def test_a_menu_that_goes_round_without_a_choice_is_left_by_the_key_for_all_the_rest() -> None:
    menu = "For the first floor, press one. For our first floor, press two. For anything else, press nine."
    world = World([reply("", "wait"), reply("", "wait")]).answered().far(menu, seconds=3.0).run(5.0)
    assert world.ordered(PressKeys) == []
    world.far(menu, seconds=3.0).run(5.0)
    assert world.ordered(PressKeys) == [PressKeys("9")]
    assert world.troubles("menu") == ["it goes round without a choice of ours: 9 leads out"]


def test_a_menu_that_goes_on_does_not_interrupt_what_we_say_to_it() -> None:
    world = in_menu(reply("", "press", "1")).run(4.0)
    world.far(SPEAK_UP).run_until(lambda: bool(world.said))
    world.far(MORE, seconds=2.0).run(6.0)
    assert world.ordered(StopSaying) == []
    assert len(world.ordered(AskModel)) == 2


def test_what_a_menu_said_while_we_spoke_is_answered_when_its_text_is_there() -> None:
    quick = Hearing(menu_turn_end_seconds=0.3)
    world = World([reply("", "press", "1"), reply("", "press", "4")], hearing=quick).answered().run(0.3)
    world.far(MENU, seconds=4.0).run(4.0)
    world.far(SPEAK_UP).run_until(lambda: bool(world.said))
    world.ears_seconds = 2.0
    world.far(MORE, seconds=0.5).run(4.0)
    assert len(world.ordered(AskModel)) == 2
    assert world.transcript[3:5] == [
        ("assistant", "I want to book a table."),
        ("user", MORE),
    ]


def test_a_menu_s_noise_and_failures_are_passed_over_in_silence() -> None:
    world = in_menu(None, None).run(4.0)
    assert world.said == []
    assert world.troubles("model") == ["dead", "dead"]


def test_a_menu_that_says_nothing_more_is_connecting_us() -> None:
    world = in_menu(reply("", "press", "1")).run(14.0)
    assert world.phases == [Phase.DIALING, IVR, HOLD]
    assert phrases.HELLO not in world.said


def test_the_next_level_of_a_menu_is_answered_too() -> None:
    world = in_menu(reply("", "press", "1"), reply("", "press", "4")).run(4.0)
    world.far(MORE, seconds=2.0).run(3.0)
    assert world.ordered(PressKeys) == [PressKeys("1"), PressKeys("4")]
    assert world.phases == [Phase.DIALING, IVR]


def test_a_person_ends_a_menu() -> None:
    world = in_menu(reply("", "press", "1"), reply("Good evening.")).run(4.0)
    world.far("bella vista this is mark how can i help you").run(4.0)
    assert world.phase is TALK
    assert world.said == ["Good evening."]


def test_a_menu_that_wants_to_be_spoken_to_is_told_the_reason_in_a_few_words() -> None:
    world = in_menu(reply("", "press", "1")).run(4.0)
    world.far(SPEAK_UP).run(4.0)
    assert world.phase is IVR
    assert world.said == ["I want to book a table."]


def test_a_menu_has_a_longest_stay() -> None:
    world = in_menu()
    for _ in range(45):
        world.far(MENU, seconds=4.0).run(4.0)
    assert world.over.reason == "too long in ivr-navigation"


# -- hold --------------------------------------------------------------------------------------


def test_whoever_asks_us_to_wait_is_waited_for_in_silence() -> None:
    world = on_hold().run(120.0)
    assert world.phase is HOLD
    assert world.said == ["Good evening."]


def test_a_queue_s_announcements_are_not_answered() -> None:
    world = on_hold()
    for _ in range(3):
        world.far(QUEUE, seconds=3.0).run(20.0)
    assert world.phases.count(HOLD) == 1
    assert len(world.ordered(AskModel)) == 1
    assert [turn for turn in world.transcript if turn[1] == QUEUE] == [("user", QUEUE)] * 3


def test_a_person_after_the_hold_is_answered_at_once_and_the_hold_is_timed() -> None:
    world = on_hold().run(30.0)
    world.replies = [reply("A table for four, please.")]
    world.far("thank you for holding how can i help you").run(3.0)
    assert world.phases[-2:] == [HOLD, TALK]
    assert world.said[-1] == "A table for four, please."
    assert world.timings("hold") == [pytest.approx(32.0, abs=1.0)]
    assert world.end().over.hold_seconds == pytest.approx(32.0, abs=1.0)


def test_who_asks_us_to_wait_while_they_wait_for_our_owner_changes_nothing() -> None:
    world = World().talking()
    world.replies = [reply("", "ask_owner", "Which insurance is it?")]
    world.far("and which insurance is it").run(3.0).far("please hold the line").run(2.0)
    assert world.phase is Phase.ESCALATION_PENDING


def test_a_menu_after_the_hold_is_a_menu() -> None:
    world = on_hold().far("to leave a message press one").run(3.0)
    assert world.phase is IVR


def test_noise_on_hold_changes_nothing() -> None:
    world = on_hold().far("", seconds=0.5).run(3.0).far(None).run(3.0)
    assert world.phase is HOLD
    assert world.said == ["Good evening."]


def test_music_in_a_conversation_is_hold_and_not_before_it_has_lasted() -> None:
    world = World().talking().music(True).run(2.0)
    assert world.phase is TALK
    world.run(1.0)
    assert world.phase is HOLD


def test_what_reads_like_a_queue_s_words_is_waited_out() -> None:
    world = World([reply("Hello?")]).answered().run(0.3)
    world.far("Callers are waiting for quite some time at present.", seconds=3.0).run(4.0)
    assert world.phase is HOLD
    assert world.said == []


def test_who_has_a_radio_is_talked_to() -> None:
    world = World([reply("Yes.")] * 3).answered().music(True).run(1.0)
    world.far("sorry about the wait, this is maria").run(3.0)
    assert world.phase is TALK
    world.far("and how many people will that be").run(4.0)
    assert world.phase is TALK
    assert len(world.said) == 2


def test_a_song_on_hold_is_nobody() -> None:
    world = on_hold().music(True)
    world.run(3.0).far("love me do, you know i love you").run(8.0)
    assert world.phase is HOLD
    assert world.said == ["Good evening."]


def test_words_over_music_that_then_stops_are_answered_with_a_hello() -> None:
    world = on_hold().music(True)
    world.run(3.0).far("bella vista good evening").run(1.0).music(False)
    world.run(3.0)
    assert world.said[-1] == phrases.HELLO
    assert world.phase is HOLD
    world.far("yes hello it's me").run(2.0)
    assert world.phase is TALK


def in_a_queue() -> World:
    world = World().answered().far("please hold the line").run(2.0)
    return world.music(True).run(4.0)


def test_a_person_s_words_over_music_are_answered_with_a_hello_first() -> None:
    world = in_a_queue().far("hello, how can i help you").run(2.0)
    assert world.phase is HOLD
    assert world.said == [phrases.HELLO]
    world.music(False).far("yes hello, can i help you").run(2.0)
    assert world.phase is TALK


def test_when_the_music_has_stopped_and_nobody_speaks_we_say_hello_once() -> None:
    world = in_a_queue().music(False).run(10.0)
    assert world.said == [phrases.HELLO]
    assert world.phase is HOLD
    world.music(True).run(4.0).music(False).run(10.0)
    assert world.said == [phrases.HELLO, phrases.HELLO]


def test_a_silence_that_falls_while_a_noise_is_recognised_is_asked_about_after_it() -> None:
    world = in_a_queue().music(False)
    world.ears_seconds = 2.0
    world.far("", seconds=0.4).run(1.8)
    assert world.said == []
    assert world.run(1.0).said == [phrases.HELLO]


def test_an_announcement_after_a_moment_of_music_right_after_the_answer_is_hold() -> None:
    world = World().answered().music(True).run(1.5).music(False)
    world.far("this month all winter tyres come with free fitting", seconds=3.0)
    world.run(0.4).music(True).run(10.0)
    assert world.phase is HOLD
    assert world.said == []


def test_music_where_nobody_has_spoken_yet_is_a_queue_s() -> None:
    world = World([reply("Hello?")]).answered().run(4.0).music(True).run(10.0).music(False).run(0.2)
    world.far("this month all winter tyres come with free fitting", seconds=3.0)
    world.run(0.6).music(True).run(10.0)
    assert world.phase is HOLD


def test_a_recording_in_unknown_words_is_not_asked_where_the_music_comes_again() -> None:
    world = in_a_queue().music(False).run(0.2)
    world.far("this month all winter tyres come with free fitting", seconds=3.0)
    world.run(0.6).music(True).run(15.0)
    assert world.phase is HOLD
    assert world.said == []


def test_who_picks_up_right_behind_an_announcement_is_heard() -> None:
    world = in_a_queue().music(False).run(0.2)
    world.far(QUEUE, seconds=3.0).run(0.5).far("Hello?", seconds=0.5).run(1.0)
    assert world.phase is TALK


def test_who_picks_up_so_soon_behind_an_announcement_that_both_are_one_turn_is_heard() -> None:
    world = in_a_queue().music(False).run(0.2)
    world.ears_seconds = 0.02
    world.far(QUEUE, seconds=3.0).run(0.36).far(f"{QUEUE} Hello?", seconds=0.5).run(1.0)
    assert world.phase is TALK
    world = in_a_queue().music(False).run(0.2)
    world.ears_seconds = 0.02
    world.far(QUEUE, seconds=3.0).run(0.36).far(f"{QUEUE} for your safety", seconds=0.5).run(1.0)
    assert world.phase is HOLD


def test_a_few_words_of_whoever_picks_up_are_answered_at_once() -> None:
    world = in_a_queue().music(False).run(0.2)
    world.far("reception good evening").run(0.6)
    assert world.said == [phrases.HELLO]


def test_a_queue_that_offers_to_take_a_message_is_no_voicemail() -> None:
    world = in_a_queue().far("to leave a message instead").run(3.0)
    assert world.phase is HOLD
    world.music(False).far("please leave a message after the tone").run(2.0)
    assert world.phase is Phase.VOICEMAIL


def test_a_recording_in_unknown_words_is_asked_once_and_known_when_it_comes_again() -> None:
    world = in_a_queue()
    for _ in range(3):
        world.music(False).run(0.2).far("this month all winter tyres come with free fitting", seconds=3.0)
        world.run(1.5).music(True).run(15.0)
    assert world.phase is HOLD
    assert world.said == [phrases.HELLO]


def test_whoever_reacts_to_our_hello_is_a_person_whatever_he_says() -> None:
    world = in_a_queue().music(False).run(0.2).far("this month all winter tyres come with free fitting")
    world.run(1.8)
    assert world.said == [phrases.HELLO]
    world.far("it was just something that we say to everybody").run(2.0)
    assert world.phase is TALK


def test_who_says_who_it_is_and_waits_is_a_person() -> None:
    world = in_a_queue().music(False).run(0.2).far("hello this is peter from the kitchen").run(1.2)
    assert world.phase is TALK
    assert phrases.HELLO not in world.said


def test_an_advertisement_that_begins_as_people_do_is_not_spoken_to() -> None:
    world = in_a_queue().music(False).run(0.2).far("hello this is peter from the kitchen")
    world.run(0.6).far("this month all winter tyres come with free fitting", seconds=3.0)
    world.run(0.4).music(True).run(10.0)
    assert world.phase is HOLD
    assert world.said == []


def test_behind_a_recording_that_was_believed_the_queue_goes_on() -> None:
    world = in_a_queue().music(False).run(0.2).far("Hello?").run(1.0)
    assert world.phase is TALK
    world.music(True).run(8.0).music(False).run(0.2)
    assert world.phase is HOLD
    world.far("so that is all there is to it").run(1.0)
    assert world.phase is HOLD


def test_a_recording_that_is_known_by_its_sound_is_not_recognised_again() -> None:
    world = in_a_queue()
    asked = len(world.ordered(Transcribe))
    world.repeated = True
    world.far("never asked for", seconds=3.0).run(3.0)
    assert len(world.ordered(Transcribe)) == asked
    world.repeated = False
    world.far("you are number three in the queue").run(3.0)
    world.repeated = True
    world.far("you are number two in the queue", seconds=3.0).run(3.0)
    assert [told.position for told in world.told(QueueTold)] == [3, 2]


def test_a_song_right_after_the_answer_is_hold() -> None:
    world = World().answered().music(True).run(1.0).far("love me do, you know i love you", seconds=4.0)
    world.run(1.5)
    assert world.phases == [Phase.DIALING, HOLD]
    world.run(20.0).music(False).run(0.5)
    assert world.said == []


def test_one_key_in_a_queue_s_announcement_is_no_menu() -> None:
    world = in_a_queue().far("to leave a message instead press one").run(3.0)
    assert world.phase is HOLD


def test_a_hold_that_lasts_too_long_is_given_up() -> None:
    briefing = Briefing(call_id="c", to="+1", task="t", hold_max_seconds=60.0)
    world = World(briefing=briefing).talking().far("please hold").run(70.0)
    assert world.over.reason == "too long in hold-waiting"


def test_all_holds_of_a_call_are_counted_together() -> None:
    world = World(limits=Limits(hold_max_seconds=60.0)).talking()
    world.far("please hold").run(40.0).far("hello").run(3.0).far("please hold").run(30.0)
    assert world.over.reason == "too long in hold-waiting"
    assert world.over.hold_seconds == pytest.approx(60.0, abs=1.0)


# -- hold by re-INVITE -------------------------------------------------------------------------


def test_the_peer_s_hold_stops_us_and_its_end_takes_us_back() -> None:
    world = World([reply("I would like to book a table for four people on Tuesday.")])
    world.answered().far("hello").run(2.5).give(events.HeldByPeer())
    assert len(world.ordered(StopSaying)) == 1
    assert world.phase is HOLD
    world.run(20.0).give(events.ResumedByPeer())
    assert world.phase is TALK
    assert [leg.state for leg in world.told(LegChanged)][-2:] == ["held", "resumed"]
    assert world.run(9.0).said[-1] == phrases.HELLO


def test_a_hold_in_a_menu_leads_back_to_the_menu() -> None:
    world = in_menu().run(0.5).give(events.HeldByPeer()).run(5.0).give(events.ResumedByPeer())
    assert world.phase is IVR


def test_a_hold_right_after_the_answer_leads_to_a_conversation() -> None:
    world = World().answered().give(events.HeldByPeer()).run(5.0).give(events.ResumedByPeer())
    assert world.phases == [Phase.DIALING, HOLD, TALK]


def test_a_person_who_speaks_before_the_hold_is_lifted_is_a_person_all_the_same() -> None:
    world = World().talking().give(events.HeldByPeer()).run(5.0).far("hello").run(1.0)
    assert world.phase is TALK
    world.give(events.ResumedByPeer())
    assert world.phases.count(TALK) == 2


def test_a_hold_without_a_call_changes_no_phase() -> None:
    world = World().start().give(events.HeldByPeer()).give(events.ResumedByPeer())
    assert world.phases == [Phase.DIALING]


def test_an_unfinished_wait_is_over_when_the_call_is() -> None:
    world = on_hold().run(10.0).end()
    assert world.over.hold_seconds == pytest.approx(10.3, abs=0.5)
    assert world.ordered(HangUp) == []
    assert world.ordered(Say)[-1].text == "Good evening."


def test_a_number_that_is_not_in_service_is_left_and_told_so() -> None:
    world = World().answered().run(0.3)
    world.far("The number you have dialed is not in service.", seconds=3.0).run(3.0)
    assert [tone.tone for tone in world.told(NetworkTone)] == ["not-in-service"]
    assert world.errand.status == "failed"


def test_who_speaks_of_service_in_a_conversation_is_not_left() -> None:
    world = World([reply("I see.")]).talking().far("that bus is not in service today").run(3.0)
    assert world.phase is TALK


def test_words_over_music_right_after_the_answer_are_a_queue_s() -> None:
    world = World().answered().music(True)
    world.music_likely = 0.9
    world.run(1.5).far("walking on the sunny side of town", seconds=4.0).run(1.0)
    assert world.phases == [Phase.DIALING, HOLD]


def test_words_with_music_as_loud_behind_them_right_after_the_answer_are_a_song_s() -> None:
    world = World().answered()
    world.ears_seconds = 0.6
    world.far("powers that were moving on", seconds=2.0).music(True).run(10.0)
    assert world.phases == [Phase.DIALING, HOLD]


def test_a_short_greeting_over_what_sounds_like_music_is_answered_with_a_hello_first() -> None:
    world = World([reply("Hello.")]).answered().music(True, level=-35.0)
    world.run(1.5).far("good day").run(1.0)
    assert world.phases == [Phase.DIALING, HOLD]
    assert world.said == [phrases.HELLO]
    world.music(False).far("yes, who is calling").run(1.0)
    assert world.phase is TALK


def test_a_queue_that_tells_our_place_first_is_a_queue() -> None:
    world = World().answered().far("we expect to speak to you in about four minutes").run(2.0)
    assert world.phases == [Phase.DIALING, HOLD]
    assert world.told(QueueTold) == [QueueTold(None, 240)]


def test_music_before_the_answer_is_none_after_it() -> None:
    world = World([reply("Hello.")]).start().music(True)
    world.give(events.VoiceMeasured(0.0, 4.0, -20.0, 0.9)).answered().music(False)
    assert world.run(2.5).phases == [Phase.DIALING, TALK]


def test_who_was_heard_and_not_understood_is_spoken_to_over_noise() -> None:
    world = World([reply("Hello?")]).answered().run(0.3).far("", seconds=0.5)
    assert world.run(2.5).said == ["Hello?"]


def test_where_it_is_not_quiet_we_do_not_speak_first_until_music_would_be_known() -> None:
    world = World([reply("Hello?")]).answered().music(True, level=-70.0)
    assert world.run(5.0).said == []
    assert world.run(3.0).said == ["Hello?"]


def test_soft_music_right_after_the_answer_is_not_spoken_into() -> None:
    world = World([reply("Hello?")]).answered().music(True, level=-55.0).run(10.0)
    assert world.phases == [Phase.DIALING, HOLD]
    assert world.said == []


def test_while_the_telephone_of_who_is_to_speak_with_us_rings_we_are_silent() -> None:
    world = in_a_queue().music(False).give(events.ToneHeard("ringback")).run(10.0)
    assert world.said == []
    world.give(events.ToneHeard("ringback_over")).run(0.1)
    assert world.said == [phrases.HELLO]


def test_an_announcement_as_the_first_words_to_our_own_is_a_queue_s() -> None:
    world = World([reply("Hello?")]).answered().run(3.0).far("please hold the line", seconds=2.0).run(1.0)
    assert world.phases == [Phase.DIALING, TALK, HOLD]
    world.music(True).run(10.0).music(False).run(0.2)
    world.far("so i looked and we have a table at eight").run(1.5)
    assert world.phase is HOLD


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("the mailbox of the old garage on the hill is full goodbye", "voicemail_reached"),
        ("the number you have called does not exist", "failed"),
        ("we cannot take your call goodbye", "voicemail_reached"),
        ("we are closed", "unknown"),
    ],
)
def test_a_machine_that_hangs_up_itself_is_known_by_its_last_words(text: str, status: str) -> None:
    world = World().answered().run(0.3).far(text, seconds=3.0).run(0.1).end().run(6.0)
    assert world.errand.status == status


def test_music_in_the_room_of_who_talks_with_us_is_no_queue_s() -> None:
    world = World([reply("Is Tuesday possible?"), reply("And Monday?")]).answered().music(True, level=-45.0)
    world.far("good evening, Green Garden, how may I help you?", seconds=2.0).run(3.0)
    assert world.far("no, I'm afraid not", seconds=1.0).run(4.0).phases == [Phase.DIALING, TALK]


def test_a_beep_within_a_voice_is_a_vowel_and_no_voicemail_s() -> None:
    world = World([reply("Hello."), reply("Four.")]).answered().far("good evening, reception").run(3.0)
    world.far("how many is it for?", seconds=0.5)
    world.give(events.BeepHeard(world.now - 0.1))
    assert world.run(3.0).phases == [Phase.DIALING, TALK]


def test_who_says_yes_to_us_and_offered_no_key_is_no_menu() -> None:
    world = World([reply("Is Tuesday possible?"), reply("Thank you.")]).answered()
    world.far("thank you for calling, uras", seconds=3.0).run(3.0).far("yes, we do", seconds=1.0).run(4.0)
    assert world.said == ["Is Tuesday possible?"]
    assert world.phases[-1] is Phase.IVR_NAVIGATION
    assert world.far("yes it is", seconds=0.6).run(2.0).phases[-1] is TALK
