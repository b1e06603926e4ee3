"""Whose words are heard on hold."""

from __future__ import annotations

import itertools

import pytest

from agent.call.background import Background
from agent.call.events import VoiceMeasured
from agent.call.hold_words import Words
from agent.call.listener import PhraseListener
from agent.call.on_hold import (
    APART_SECONDS,
    GOES_ON_SECONDS,
    GREETS_ON_SECONDS,
    LOW_SECONDS,
    REACTION_SECONDS,
    REST_SECONDS,
    STOPPED_SECONDS,
    TOLD_SECONDS,
    UNSURE_SECONDS,
    WAIT_AGAIN_SECONDS,
    WAIT_MOST_SECONDS,
    WAIT_SECONDS,
    OnHold,
    Whose,
)
from agent.call.queue_news import QueueNews

ADVERTISEMENT = "this month all winter tyres come with free fitting"
SAID = "so i looked and we have a table at eight"
GREETING = "hello, how can i help you"


def words(text: str, seconds: float = 1.0, *, since: float = 0.0, **more: bool) -> Words:
    return Words(text, PhraseListener().who(text), seconds=seconds, since=since, **more)


def sound(seconds: float, music: bool, background: Background | None = None) -> Background:
    background = background or Background(0.5)
    for _ in range(round(seconds / 0.02)):
        background.hear(VoiceMeasured(0.0, 0.02, -20.0 if music else -60.0, 0.9 if music else 0.0))
    return background


def says_hello(hold: OnHold, background: Background, now: float, *, repeated: bool = False) -> bool:
    hold.hear(background, repeated=repeated)
    return hold.says_hello(background, now)


def plays(hold: OnHold) -> None:
    assert not says_hello(hold, sound(5.0, music=True), 0.0)


@pytest.fixture
def queue() -> OnHold:
    """A queue with music."""
    hold = OnHold()
    hold.begin(queue=True)
    plays(hold)
    return hold


def test_who_says_what_only_people_say_is_a_person(queue: OnHold) -> None:
    assert queue.whose(words(GREETING), 0.0) is Whose.PERSONS
    assert queue.is_persons(words(GREETING), 0.0)
    assert queue.is_persons(words("hi, how can i help?"), 0.0)
    assert not queue.is_persons(words("can i help it?"), 0.0)
    assert not queue.is_persons(words("are you there? hi, this is tom from the workshop."), 0.0)


def test_who_only_says_who_it_is_is_a_person_once_no_more_follows(queue: OnHold) -> None:
    quiet = sound(1.0, music=False)
    assert not queue.is_persons(words("hello, this is peter"), 0.0)
    assert queue.whose(words("hello, this is peter"), 0.0) is Whose.LIKELY
    assert not queue.believes(quiet, 0.9 * GOES_ON_SECONDS)
    assert queue.believes(quiet, 1.01 * GOES_ON_SECONDS)
    assert not queue.says_hello(quiet, 1.01 * WAIT_SECONDS)
    recording = "hello, this is peter from the kitchen ask me about the autumn menu"
    assert queue.whose(words(recording, 3.0), 10.0) is Whose.DOUBTFUL


def test_more_words_that_might_be_anybody_s_are_asked_and_the_reaction_decides(queue: OnHold) -> None:
    assert queue.whose(words(SAID), 0.0) is Whose.UNKNOWN
    queue.asks(1.0)
    answer = words("well it has to do with winter tyres and so on and so forth", 3.0)
    assert queue.whose(answer, 1.0 + REACTION_SECONDS) is Whose.DOUBTFUL
    assert queue.whose(words("yes it was me who was speaking to you just now"), 2.0) is Whose.LIKELY


def test_an_announcement_right_after_our_hello_is_no_reaction(queue: OnHold) -> None:
    queue.asks(1.0)
    told = words("one of our specialests will be on the line shotly", 2.8)
    assert queue.whose(told, 5.0) is Whose.DOUBTFUL


def test_who_spoke_before_our_hello_and_went_on_does_not_react_to_it(queue: OnHold) -> None:
    queue.asks(1.0)
    assert queue.whose(words("it all goes very well", 2.0, since=2.5), 3.0) is not Whose.LIKELY
    queue.asks(6.0)
    assert queue.whose(words("it all goes very well", 2.0, since=2.5), 9.0) is Whose.LIKELY


def test_words_far_above_the_music_that_goes_on_may_be_of_who_has_a_radio(queue: OnHold) -> None:
    assert queue.whose(words(SAID, over_music=True, music_again=True, above_music=True), 0.0) is Whose.UNKNOWN
    queue.asks(1.0)
    again = words("we could squeeze you in", over_music=True, music_again=True, above_music=True)
    assert queue.whose(again, 4.0) is Whose.PERSONS


def test_what_plays_on_behind_it_makes_it_a_recording(queue: OnHold) -> None:
    assert queue.whose(words(ADVERTISEMENT, music_again=True), 0.0) is Whose.NOBODYS
    assert queue.whose(words(ADVERTISEMENT, over_music=True, sound_again=True), 0.0) is Whose.NOBODYS


def test_long_words_that_might_be_anybody_s_wait_for_the_music(queue: OnHold) -> None:
    said = words(ADVERTISEMENT, seconds=3.0)
    background = sound(5.0, music=True)
    background.hear(VoiceMeasured(0.9, 0.02, -20.0, 0.1))
    assert queue.whose(said, 10.0) is Whose.DOUBTFUL
    sound(1.0, music=False, background=background)
    assert not says_hello(queue, background, 10.1)
    assert says_hello(queue, background, 10.01 + WAIT_SECONDS)
    assert queue.whose(words("our spa has offers for couples all week", seconds=3.0), 30.0) is Whose.DOUBTFUL
    assert not says_hello(queue, sound(5.0, music=True), 33.0)


def test_where_something_as_loud_sounds_it_waits_until_music_would_be_known(queue: OnHold) -> None:
    background = sound(5.0, music=True)
    for _ in range(20):
        background.hear(VoiceMeasured(0.9, 0.02, -20.0, 0.9))
    sound(1.0, music=False, background=background)
    for _ in range(20):
        background.hear(VoiceMeasured(0.0, 0.02, -20.0, 0.1))
    assert queue.whose(words("that is all", sound_again=True), 10.0) is Whose.DOUBTFUL
    assert not says_hello(queue, background, 10.0 + WAIT_SECONDS)
    assert says_hello(queue, background, 10.01 + WAIT_AGAIN_SECONDS)


def test_a_person_s_words_are_doubted_where_they_are_many_or_something_sounds_behind_them(
    queue: OnHold,
) -> None:
    assert queue.whose(words("hi mark davies speaking here"), 0.0) is Whose.LIKELY
    assert queue.whose(words("hi mark davies speaking here", sound_again=True), 1.0) is Whose.DOUBTFUL
    assert queue.whose(words("yes hello", sound_again=True), 2.0) is Whose.UNKNOWN
    many = "hi there anna smith speaking and while you are here"
    assert queue.whose(words(many), 3.0) is Whose.DOUBTFUL


def test_who_comes_back_to_us_is_doubted_only_where_the_music_may_have_come_again() -> None:
    hold = OnHold()
    hold.begin(queue=False, music=True)
    assert hold.whose(words(ADVERTISEMENT, sound_again=True), 0.0) is Whose.DOUBTFUL
    assert hold.whose(words("our spa has offers for couples all week"), 1.0) is Whose.PERSONS


def test_who_is_believed_twice_for_the_same_words_is_asked(queue: OnHold) -> None:
    assert queue.whose(words("Hello?"), 0.0) is Whose.LIKELY
    assert queue.believes(sound(1.0, music=False), 1.01 * GREETS_ON_SECONDS)
    queue.begin(queue=True, music=True)
    assert queue.whose(words("Hello?"), 30.0) is Whose.UNKNOWN
    queue.asks(30.5)
    assert queue.whose(words("Hello?", since=1.0), 33.0) is Whose.LIKELY


def test_who_answers_every_hello_is_a_person_whatever_sounds_around_them(queue: OnHold) -> None:
    for at, text in enumerate(("so it is", "well as i said", "yes that is fine")):
        said = words(text, since=1.0, over_music=True)
        assert queue.whose(said, 5.0 * at) is Whose.UNKNOWN
        queue.asks(5.0 * at + 1.0)
    assert queue.whose(words("i would have to ask", since=1.0, over_music=True), 15.0) is Whose.PERSONS


def test_a_voice_that_goes_on_as_loud_as_it_was_does_not_react(queue: OnHold) -> None:
    queue.asks(0.0)
    assert queue.whose(words("just arrived", since=1.0, loud_before=True), 3.0) is Whose.UNKNOWN
    queue.asks(10.0)
    assert queue.whose(words("just arrived", since=1.0), 13.0) is Whose.LIKELY


def test_music_that_rests_is_asked_less_and_less_often(queue: OnHold) -> None:
    rest = sound(3.0, music=False, background=sound(5.0, music=True))
    asked = []
    for tenth in range(700):
        queue.hear(sound(1.0, music=True), repeated=False)
        if queue.says_hello(rest, tenth / 10):
            asked.append(tenth / 10)
            queue.asks(tenth / 10)
    apart = [round(later - sooner) for sooner, later in itertools.pairwise(asked)]
    assert apart[:5] == [2, 4, 8, 16, 32]


def test_a_word_that_was_not_understood_after_the_music_is_asked_for_once(queue: OnHold) -> None:
    background = sound(0.3, music=False, background=sound(5.0, music=True))
    for _ in range(10):
        background.hear(VoiceMeasured(0.3, 0.02, -22.0))
    said = [says_hello(queue, sound(0.1, music=False, background=background), at / 10) for at in range(8)]
    assert said.index(True) == pytest.approx(LOW_SECONDS / 0.1, abs=1)
    queue.asks(1.0)
    background.hear(VoiceMeasured(0.0, 0.02, -20.0, 0.9))
    sound(1.0, music=False, background=background)
    assert not says_hello(queue, background, 1.0 + APART_SECONDS - 0.1)


def test_a_few_words_in_a_pause_of_the_music_are_a_greeting(queue: OnHold) -> None:
    assert queue.brief(words("bella vista good evening"), 0.0)
    assert not queue.brief(words("bella vista good evening", over_music=True), 0.0)
    assert not queue.brief(words("bella vista good evening", sound_again=True), 0.0)
    assert not queue.brief(words("bella vista good evening", seconds=3.0), 0.0)
    assert not queue.brief(words("you are next in line"), 0.0)
    assert not queue.brief(words("bella vista good evening", recorded=True), 0.0)


def test_who_had_us_wait_comes_back_without_a_greeting() -> None:
    hold = OnHold()
    hold.begin(queue=False)
    assert not hold.brief(words("all right i've checked"), 0.0)


def test_who_thanks_for_the_patience_and_goes_on_had_us_wait() -> None:
    hold = OnHold()
    hold.begin(queue=False, music=True)
    assert hold.whose(words("thank you for your patience"), 0.0) is Whose.NOBODYS
    assert hold.whose(words(SAID), 2.0) is Whose.PERSONS
    hold.begin(queue=False, music=True)
    assert hold.whose(words("all our agents are busy"), 0.0) is Whose.NOBODYS
    assert hold.whose(words(SAID), 2.0) is not Whose.PERSONS


def test_words_over_music_are_asked_about_where_a_person_had_us_wait() -> None:
    hold = OnHold()
    hold.begin(queue=False)
    said = words(SAID, over_music=True, sound_again=True)
    assert hold.whose(said, 0.0) is not Whose.NOBODYS


def test_what_is_said_behind_an_announcement_is_known_apart(queue: OnHold) -> None:
    queue.announced("your call is important to us")
    assert queue.behind_announcement("Your call is important to us. Hello?") == "Hello?"
    assert queue.behind_announcement("Bella Vista, how can I help you this evening?") == ""
    queue.whose(words("your call is important to us"), 0.0)
    assert queue.behind_announcement("Your call is important to us. Hello?") == ""


def test_a_person_s_words_over_music_are_asked_for_and_believed_the_second_time(queue: OnHold) -> None:
    over = words(GREETING, over_music=True)
    assert not queue.is_persons(over, 0.0)
    assert queue.whose(over, 0.0) is Whose.UNKNOWN
    queue.asks(1.0)
    assert queue.whose(over, 3.0) is Whose.PERSONS


def test_what_was_heard_before_is_a_recording_even_in_a_person_s_words(queue: OnHold) -> None:
    assert queue.whose(words(GREETING, recorded=True), 0.0) is Whose.NOBODYS
    assert queue.whose(words(SAID), 10.0) is Whose.UNKNOWN
    assert queue.whose(words(SAID), 60.0) is Whose.NOBODYS


def test_a_person_who_comes_back_to_us_is_one_whatever_he_says() -> None:
    hold = OnHold()
    hold.begin(queue=False)
    plays(hold)
    assert hold.whose(words(SAID), 0.0) is Whose.PERSONS
    assert hold.whose(words("please stay on the line"), 1.0) is Whose.NOBODYS
    assert hold.whose(words("yes so it is me"), 2.0) is Whose.UNKNOWN


def test_where_no_music_plays_nobody_is_asked() -> None:
    hold = OnHold()
    hold.begin(queue=True)
    assert hold.whose(words(ADVERTISEMENT), 0.0) is Whose.PERSONS


def test_music_that_stops_soon_after_words_over_it_tells_that_somebody_spoke(queue: OnHold) -> None:
    stopped = sound(0.1, music=False, background=sound(5.0, music=True))
    assert not says_hello(queue, stopped, 0.0)
    queue.whose(words("love me do", over_music=True), 10.0)
    assert not says_hello(queue, sound(5.0, music=True), 11.0)
    assert says_hello(queue, stopped, 10.0 + UNSURE_SECONDS - 0.1)
    assert not says_hello(queue, stopped, 10.0 + UNSURE_SECONDS)
    queue.asks(11.0)
    assert not says_hello(queue, stopped, 11.0)


def test_music_that_is_suddenly_far_softer_has_stopped(queue: OnHold) -> None:
    queue.whose(words("love me do", over_music=True), 10.0)
    background = sound(5.0, music=True)
    for _ in range(40):
        background.hear(VoiceMeasured(0.0, 0.02, -60.0, 0.9))
    assert says_hello(queue, background, 11.0)


def test_when_it_has_stopped_for_long_somebody_may_be_there(queue: OnHold) -> None:
    background = sound(5.0, music=True)
    said = [says_hello(queue, sound(0.5, music=False, background=background), at / 2) for at in range(12)]
    assert said.index(True) == STOPPED_SECONDS / 0.5 - 1
    assert all(said[said.index(True) :])
    queue.asks(6.0)
    assert not says_hello(queue, sound(0.5, music=False, background=background), 6.5)


def test_while_a_telephone_rings_nobody_is_there(queue: OnHold) -> None:
    background = sound(5.0, music=True)
    queue.rings(on=True)
    assert not any(
        says_hello(queue, sound(0.5, music=False, background=background), at / 2) for at in range(12)
    )
    queue.rings(on=False)
    assert says_hello(queue, background, 6.0)


def test_what_plays_on_as_loud_has_not_stopped_for_the_detector_loses_soft_music(queue: OnHold) -> None:
    background = sound(5.0, music=True)
    for _ in range(250):
        background.hear(VoiceMeasured(0.0, 0.02, -22.0, 0.2))
    assert not says_hello(queue, background, 5.0)
    for _ in range(160):
        background.hear(VoiceMeasured(0.0, 0.02, -22.0, 0.2))
    assert says_hello(queue, background, 8.0)


def test_a_singer_rests_longer_than_somebody_whose_words_stopped_the_music(queue: OnHold) -> None:
    background = sound(5.0, music=True)
    assert queue.whose(words("and then the sun", 6.0, over_music=True), 10.0) is Whose.NOBODYS
    for _ in range(40):
        background.hear(VoiceMeasured(0.0, 0.02, -60.0, 0.9))
    assert not says_hello(queue, background, 10.8)
    for _ in range(round((REST_SECONDS - 0.7) / 0.02)):
        background.hear(VoiceMeasured(0.0, 0.02, -60.0, 0.9))
    assert says_hello(queue, background, 11.6)


def test_a_song_in_which_somebody_says_what_people_say_is_a_song(queue: OnHold) -> None:
    assert queue.whose(words("can i help you love", 6.0, over_music=True), 10.0) is Whose.NOBODYS


def test_a_song_without_a_pause_is_a_queue_s_music() -> None:
    hold = OnHold()
    hold.begin(queue=True)
    hold.whose(words("love me do you know i", 6.0, over_music=True), 1.0)
    assert hold.whose(words("main please"), 10.0) is Whose.UNKNOWN


def test_an_announcement_over_music_that_then_stops_was_nobody_s(queue: OnHold) -> None:
    told = "for the latest information, please follow us online"
    queue.whose(words(told, over_music=True), 10.0)
    assert not says_hello(queue, sound(1.0, music=False, background=sound(5.0, music=True)), 11.0)


def test_a_queue_that_tells_our_place_is_one_whoever_talked_before() -> None:
    hold = OnHold()
    hold.begin(queue=False)
    plays(hold)
    hold.news("you are number three in the queue")
    assert hold.whose(words(SAID), 10.0) is Whose.UNKNOWN


def test_words_that_nobody_could_say_so_fast_are_music_s(queue: OnHold) -> None:
    fast = words("are you there", 0.15, sound_again=True)
    assert not queue.is_persons(fast, 0.0)
    assert queue.whose(fast, 0.0) is Whose.DOUBTFUL


def test_where_music_is_likely_the_doubt_lasts_longer(queue: OnHold) -> None:
    background = sound(5.0, music=True)
    for _ in range(20):
        background.hear(VoiceMeasured(0.9, 0.02, -10.0, 0.9))
    sound(0.3, music=False, background=background)
    for _ in range(20):
        background.hear(VoiceMeasured(0.0, 0.02, -24.0, 0.4))
    background.hear(VoiceMeasured(0.0, 0.02, -24.0, 0.6))
    queue.whose(words("that is all", sound_again=True), 10.0)
    assert not says_hello(queue, background, 10.1 + WAIT_AGAIN_SECONDS)
    assert says_hello(queue, background, 10.1 + WAIT_MOST_SECONDS)


def test_who_does_not_go_on_behind_an_announcement_has_left_us_with_somebody(queue: OnHold) -> None:
    background = sound(5.0, music=True)
    queue.whose(words("please stay on the line"), 0.0)
    assert not says_hello(queue, sound(3.0, music=False, background=background), 3.0)
    assert says_hello(queue, sound(TOLD_SECONDS, music=False, background=background), 7.0)


def test_the_silence_behind_a_recording_that_came_again_is_the_queue_s(queue: OnHold) -> None:
    background = sound(5.0, music=True)
    assert not says_hello(queue, sound(0.5, music=False, background=background), 0.0, repeated=True)
    assert not says_hello(queue, sound(3.0, music=False, background=background), 3.0)


def test_one_key_in_a_queue_is_an_offer_and_several_are_a_menu(queue: OnHold) -> None:
    assert queue.offers("to leave a message instead, press one")
    assert not queue.offers("for bookings press one, for anything else press two")
    assert not OnHold().offers("for spanish press two")


def test_news_are_told_once_and_make_its_announcements_worth_hearing(queue: OnHold) -> None:
    assert queue.news(ADVERTISEMENT) is None
    assert not queue.tells_news
    assert queue.news("you are number three in the queue") == QueueNews(3)
    assert queue.news("you are number three in the queue") is None
    assert queue.news("you are number two in the queue") == QueueNews(2)
    assert queue.tells_news
    assert queue.whose(words("you are next in line"), 0.0) is Whose.NOBODYS


def test_who_sounds_on_though_no_voice_is_heard_is_not_believed_yet(queue: OnHold) -> None:
    background = Background(0.5)
    for probability, level in ((0.9, -20.0), (0.0, -60.0)):
        for _ in range(20):
            background.hear(VoiceMeasured(probability, 0.032, level))
    assert queue.whose(words("hello there"), 0.0) is Whose.LIKELY
    background.next_turn()
    assert queue.believes(background, 2 * GOES_ON_SECONDS)
    background.hear(VoiceMeasured(0.1, 0.032, -22.0))
    assert not queue.believes(background, 2 * GOES_ON_SECONDS)
    assert not queue.says_hello(background, 2 * GOES_ON_SECONDS)
    assert queue.says_hello(background, 1.01 * WAIT_MOST_SECONDS)


def test_who_asks_at_length_over_music_what_they_can_do_for_us_is_asked(queue: OnHold) -> None:
    said = words("good evening, the harbour hotel, susan here, what can i do for you?", 5.0, over_music=True)
    assert queue.whose(said, 0.0) is Whose.UNKNOWN
    assert queue.whose(words("love me like you do, my darling", 5.0, over_music=True), 10.0) is Whose.NOBODYS
