"""What is believed is told, when it changes."""

from __future__ import annotations

from agent.call import events
from agent.call.briefing import Briefing
from agent.call.phase import Phase
from agent.call.reports import Believed
from tests.call.world import World, reply


def believed(world: World) -> list[str]:
    return [report.what for report in world.told(Believed)]


def test_a_person_is_told_as_one_with_how_sure_that_is() -> None:
    world = World([reply("Good evening.")]).answered().run(0.3)
    world.far("Bella Vista, how can I help you?").run(1.0)
    last = world.told(Believed)[-1]
    assert (last.what, last.why) == ("person", "words")
    assert 0.9 < last.sure <= 1.0
    assert believed(world)[0] == "unsure"


def test_it_is_not_told_again_and_again() -> None:
    world = World([reply("Good evening.")] * 9).talking().run(20.0)
    assert len(world.told(Believed)) < 8


def test_it_is_revised() -> None:
    world = World([reply("Hello.")] * 3).answered().run(0.3)
    world.far("Hello, this is Maria.").run(0.6).far("for bookings press one", seconds=2.0).run(1.0)
    assert believed(world)[-1] == "menu"


def test_words_with_signs_of_a_voicemail_alone_are_taken_for_one() -> None:
    world = World().answered().run(0.3)
    world.far("hey its tom you know what to do send a message", seconds=3.0).run(0.5)
    assert world.phase is Phase.VOICEMAIL


def test_tones_before_the_answer_count_and_speech_does_not() -> None:
    world = World().start().run(0.5)
    world.give(events.VoiceMeasured(0.9, 0.5)).give(events.BeepHeard(0.1))
    assert believed(world) == []
    world.give(events.ToneHeard("busy"))
    assert believed(world) == ["busy"]


def test_who_calls_us_is_not_wondered_about() -> None:
    called = Briefing(call_id="c", to="100", task="Answer.", direction="inbound")
    world = World(briefing=called).answered().far("Hello?").run(2.0)
    world.give(events.ToneHeard("busy"))
    assert believed(world) == []


def test_first_words_are_read_in_the_language_that_reading_was_learned_in() -> None:
    for language, what in (("en-GB", "queue"), ("de", "person")):
        briefing = Briefing(call_id="c1", to="+12025550100", task="Book a table.", language=language)
        world = World(briefing=briefing).answered().run(0.3)
        world.far("Callers are waiting for quite some time at present.", seconds=2.0).run(0.6)
        assert believed(world)[-1] == what


def test_on_hold_no_song_is_told_as_a_person() -> None:
    world = World().answered().run(0.3).music(True).run(5.0)
    assert world.phase is Phase.HOLD_WAITING
    world.music(False).far("la la love", seconds=1.0).run(1.0)
    assert world.phase is Phase.HOLD_WAITING
    assert believed(world)[-1] == "queue"
    assert "person" not in believed(world)
