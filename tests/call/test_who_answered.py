"""Who answered, as a belief: what each piece of evidence does to it."""

from __future__ import annotations

import pytest

from agent.call.events import VoiceMeasured
from agent.call.recorded_voice import KINDS
from agent.call.speaker import Speaker
from agent.call.who_answered import BEFORE, GOES_ON_SECONDS, SURE, Answer, WhoAnswered

FRAME = 0.1


def sound(who: WhoAnswered, probability: float, seconds: float) -> WhoAnswered:
    for _ in range(round(seconds / FRAME)):
        who.hear(VoiceMeasured(probability, FRAME, -20.0))
    return who


def spoken(seconds: float, quiet: float = 0.0) -> WhoAnswered:
    who = sound(WhoAnswered(0.5), 0.9, seconds)
    return sound(who, 0.0, quiet)


def said(speaker: Speaker, text: str = "") -> Answer:
    who = spoken(1.5)
    who.said(speaker, text)
    return who.belief.what


def test_before_anything_is_heard_it_is_unsure() -> None:
    belief = WhoAnswered(0.5).belief
    assert belief.what is Answer.UNSURE
    assert belief.why == "perhaps person"
    assert sum(BEFORE.values()) == pytest.approx(1.0)


def test_silence_after_the_answer_is_nothing_but_not_at_once() -> None:
    assert sound(WhoAnswered(0.5), 0.0, 1.5).belief.what is Answer.UNSURE
    assert sound(WhoAnswered(0.5), 0.0, 5.0).belief.what is Answer.NOTHING


def test_a_click_is_nobody() -> None:
    who = sound(WhoAnswered(0.5), 0.9, 0.1)
    assert sound(who, 0.0, 6.0).belief.what is Answer.NOTHING


def test_who_says_little_and_waits_is_a_person() -> None:
    belief = spoken(1.5, 0.6).belief
    assert belief.what is Answer.PERSON
    assert "cadence" in belief.why


def test_who_speaks_on_and_on_is_less_likely_one() -> None:
    brief, longer, longest = (spoken(seconds) for seconds in (4.0, 7.0, 12.0))
    assert brief.belief.sure > longer.belief.sure
    assert longest.belief.what is Answer.UNSURE
    assert longest.belief.why != "perhaps person"


def test_a_rest_begins_the_cadence_anew() -> None:
    who = sound(spoken(7.0, 0.6), 0.9, 1.0)
    assert who.brief
    assert not spoken(7.0).brief


@pytest.mark.parametrize(
    ("speaker", "text", "what"),
    [
        (Speaker.PERSON, "how can i help", Answer.PERSON),
        (Speaker.MENU, "press one", Answer.MENU),
        (Speaker.VOICEMAIL, "leave a message", Answer.VOICEMAIL),
        (Speaker.UNAVAILABLE, "the mailbox is full", Answer.MAILBOX_UNAVAILABLE),
        (Speaker.SCREENING, "state your name", Answer.SCREENING),
        (Speaker.NOT_IN_SERVICE, "not in service", Answer.NOT_IN_SERVICE),
        (Speaker.HOLD, "your call is important to us", Answer.QUEUE),
        (Speaker.HOLD, "Can you hold for a second?", Answer.PERSON),
        (Speaker.UNKNOWN, "you have reached laura you know what to do", Answer.VOICEMAIL),
    ],
)
def test_words_tell_it(speaker: Speaker, text: str, what: Answer) -> None:
    assert said(speaker, text) is what


def kinds(**likely: float) -> dict[str, float]:
    return dict.fromkeys(KINDS, 0.02) | likely


@pytest.mark.parametrize(
    ("likely", "what"),
    [
        (kinds(queue=0.9), Answer.QUEUE),
        (kinds(screening=0.9), Answer.SCREENING),
        (kinds(voicemail=0.9), Answer.VOICEMAIL),
        (kinds(leads=0.9), Answer.MENU),
        (kinds(queue=0.9, person=0.3), Answer.PERSON),
        (kinds(queue=0.4), Answer.PERSON),
        (kinds(refuses=0.9), Answer.PERSON),
    ],
)
def test_words_that_no_phrase_is_known_of_are_read(likely: dict[str, float], what: Answer) -> None:
    who = spoken(1.5, 0.6)
    who.said(Speaker.UNKNOWN, "these are four words", likely)
    assert who.belief.what is what
    assert who.read is (None if what is Answer.PERSON else what)


def test_few_words_and_words_of_known_phrases_are_not_read_against_them() -> None:
    who = spoken(1.5, 0.6)
    who.said(Speaker.UNKNOWN, "three small words", kinds(queue=0.9))
    assert who.belief.what is Answer.PERSON
    who.said(Speaker.PERSON, "how can i help you", kinds(queue=0.9))
    assert who.belief.what is Answer.PERSON


def test_more_words_of_the_turn_replace_fewer() -> None:
    who = spoken(1.5)
    who.said(Speaker.PERSON, "hi, this is laura")
    assert who.belief.what == "person"
    who.said(Speaker.VOICEMAIL, "hi, this is laura, leave a message")
    assert who.belief.what == "voicemail"


def test_who_only_names_itself_is_a_person_less_surely_than_who_asks() -> None:
    named, asks = spoken(1.5), spoken(1.5)
    named.said(Speaker.PERSON, "This is Laura.")
    asks.said(Speaker.PERSON, "This is Laura, how can I help?")
    assert SURE < named.belief.sure < asks.belief.sure


@pytest.mark.parametrize(
    ("tone", "what"),
    [
        ("sit", Answer.NOT_IN_SERVICE),
        ("fax", Answer.FAX),
        ("busy", Answer.BUSY),
        ("congestion", Answer.BUSY),
        ("ringback", Answer.UNSURE),
    ],
)
def test_tones_tell_it(tone: str, what: Answer) -> None:
    who = WhoAnswered(0.5)
    who.tone(tone)
    assert who.belief.what is what


def test_a_beep_after_words_that_tell_nothing_is_a_voicemail_s() -> None:
    who = spoken(3.0)
    who.said(Speaker.UNKNOWN, "mumble")
    who.turn_over()
    who.beep()
    assert who.belief.what is Answer.VOICEMAIL


def test_a_beep_makes_no_machine_of_who_asked_how_to_help() -> None:
    who = spoken(1.5)
    who.said(Speaker.PERSON, "how can i help?")
    who.turn_over()
    who.beep()
    assert who.belief.what is not Answer.VOICEMAIL


def test_music_is_a_queue_as_long_as_it_plays() -> None:
    who = WhoAnswered(0.5)
    who.music(on=True)
    assert who.belief.what == "queue"
    who.music(on=False)
    who.music(on=False)
    assert who.belief.what == "unsure"


def test_a_belief_outlasts_its_turn_and_can_be_revised() -> None:
    who = spoken(1.5)
    who.said(Speaker.PERSON, "how can i help?")
    who.turn_over()
    assert who.belief.what == "person"
    who.said(Speaker.MENU, "for sales press one")
    who.turn_over()
    who.said(Speaker.MENU, "for sales press one")
    assert who.belief.what == "menu"


def test_a_language_that_is_not_known_is_heard_as_english() -> None:
    who = sound(WhoAnswered(0.5, "xx-YY"), 0.9, 1.5)
    who.said(Speaker.UNKNOWN, "you know what to do message")
    assert who.belief.what is Answer.VOICEMAIL


def test_who_greets_and_goes_on_without_waiting_for_us_may_be_a_machine() -> None:
    for over in (False, True):
        who = spoken(1.0)
        who.said(Speaker.PERSON, "Hello, this is Mark.")
        assert who.belief.what is Answer.PERSON
        if over:
            who.turn_over()
        assert sound(who, 0.9, 0.7 * GOES_ON_SECONDS).belief.what is Answer.PERSON
        assert sound(who, 0.9, 0.7 * GOES_ON_SECONDS).belief.what is Answer.UNSURE
        who.said(Speaker.PERSON, "Hello, this is Mark, how may I help you?")
        assert who.belief.what is Answer.PERSON
        assert sound(who, 0.9, 2 * GOES_ON_SECONDS).belief.what is Answer.PERSON


def test_who_has_heard_us_out_may_talk_as_long_as_they_like() -> None:
    who = spoken(1.0)
    who.said(Speaker.PERSON, "Hello, this is Mark.")
    who.turn_over()
    who.heard_us()
    assert sound(who, 0.9, 3 * GOES_ON_SECONDS).belief.what is Answer.PERSON


def test_who_says_hello_and_then_something_unknown_to_nobody_may_be_a_machine() -> None:
    for greeting, what in (("Hello?", Answer.UNSURE), ("Hello, how can I help you?", Answer.PERSON)):
        who = spoken(0.5)
        who.said(Speaker.PERSON, greeting)
        assert who.belief.what is Answer.PERSON
        who.turn_over()
        who.said(Speaker.UNKNOWN, "Calls to this number are sprung.")
        assert who.belief.what is what
