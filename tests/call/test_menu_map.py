"""The map of a menu: learned on one call, pressed at once on the next, dropped when the menu has changed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from agent.call.actions import PressKeys
from agent.call.briefing import Briefing, Fact, MenuStep
from agent.call.events import KeysOrdered
from agent.call.menu_map import MenuMap, expected, learnable
from agent.call.phase import Phase
from agent.call.purpose import purpose
from agent.call.reports import MenuKnown, MenuLearned, Released
from tests.call.world import World, reply

BOOKING = purpose("Book a table for two.")
MAIN = "For billing, press one. For reservations, press two. For opening hours, press three."
WHERE = "To reserve in the garden, press one. For all other reservations, press two."
NUMBER = "Please enter your phone number, followed by the pound key."
HOURS = "For opening hours, press one. For takeaway, press two. For reservations, press three."
PERSON = ("Reservations.", "For how many people?")
STEP = MenuStep(
    "for billing press … for reservations press …", "2", {"1": "billing", "2": "reservations"}, "2"
)


def called(*texts: str, known: Sequence[MenuStep] = (), facts: Sequence[Fact] = ()) -> World:
    briefing = Briefing(call_id="c", to="+1", task="Book a table for two.", facts=tuple(facts))
    world = World([reply("For two.")] * 4, briefing=briefing, gate=None, menu=known).answered()
    for text in texts:
        world.far(text, seconds=3.0).run(4.0)
    return world


def pressed(world: World) -> list[str]:
    return [order.digits for order in world.ordered(PressKeys)]


def learned(world: World) -> tuple[MenuStep, ...]:
    return world.told(MenuLearned)[-1].steps


# -- on calls --------------------------------------------------------------------------------


def test_the_first_call_learns_the_way_and_the_second_presses_before_the_key_was_named() -> None:
    first = called(f"Thank you for calling Bella Vista. {MAIN}", *PERSON)
    (report,) = first.told(MenuLearned)
    assert report.purpose == "book table"
    assert [(step.keys, step.options["2"]) for step in report.steps] == [("2", "reservations")]
    second = called(known=report.steps)
    second.far("Thank you for calling Bella Vista. For billing, press one.", seconds=2.0).run(0.6)
    assert pressed(second) == ["2"]
    assert second.told(MenuKnown) == [MenuKnown("2")]
    for text in PERSON:
        second.far(text).run(4.0)
    assert pressed(second) == ["2"]
    assert second.told(MenuLearned) == []


def test_the_map_is_used_at_the_end_of_a_menu_whose_text_comes_late() -> None:
    world = called(known=learned(called(MAIN, *PERSON)))
    world.ears_seconds = 3.0
    world.far(MAIN, seconds=2.0).run(8.0)
    assert pressed(world) == ["2"]
    assert world.told(MenuKnown) == [MenuKnown("2")]


def test_a_menu_that_has_changed_drops_the_map_and_the_new_way_is_learned() -> None:
    known = learned(called(MAIN, *PERSON))
    changed = called(HOURS, *PERSON, known=known)
    assert pressed(changed) == ["3"]
    forgotten, anew = changed.told(MenuLearned)
    assert forgotten.steps == ()
    assert [step.keys for step in anew.steps] == ["3"]


def test_a_key_that_leads_elsewhere_than_it_did_drops_the_map() -> None:
    known = learned(called(MAIN, WHERE, *PERSON))
    assert [step.keys for step in known] == ["2", "2"]
    elsewhere = called(MAIN, MAIN, known=known)
    assert elsewhere.told(MenuLearned) == [MenuLearned("book table")]


def test_the_rest_of_a_menu_that_the_map_cut_short_is_no_new_menu() -> None:
    known = learned(called(MAIN, *PERSON))
    world = called(known=known)
    world.far("For billing, press one.", seconds=2.0).run(1.0)
    world.far("For reservations, press two. For opening hours, press three.", seconds=3.0).run(4.0)
    assert pressed(world) == ["2"]
    assert world.told(MenuLearned) == []


def test_a_number_that_was_keyed_is_in_the_map_by_its_name_and_released_anew() -> None:
    phone = Fact(name="phone", value="+12025550199", keys=True)
    known = learned(called(NUMBER, *PERSON, facts=[phone]))
    assert [step.keys for step in known] == ["{phone}#"]
    assert "2025550199" not in str(known)
    again = called(NUMBER, known=known, facts=[phone]).run(5.0)
    assert pressed(again) == ["12025550199#"]
    assert [told.fact for told in again.told(Released)] == ["phone"]


def test_a_number_that_may_no_longer_be_keyed_is_not_keyed_by_the_map() -> None:
    phone = Fact(name="phone", value="+12025550199", keys=True)
    known = learned(called(NUMBER, *PERSON, facts=[phone]))
    closed = called(NUMBER, known=known, facts=[Fact(name="phone", value="+12025550199")])
    assert pressed(closed) == []
    assert closed.told(MenuLearned) == [MenuLearned("book table")]


def test_a_way_with_keys_of_the_owner_s_own_is_not_learned() -> None:
    world = called("To hear this in Welsh, press seven. For billing, press eight.")
    world.give(KeysOrdered("4711")).run(3.0)
    world.far(PERSON[0]).run(4.0).far(PERSON[1]).run(4.0)
    assert world.told(MenuLearned) == []


def test_a_silence_after_a_key_is_no_queue_and_music_is() -> None:
    world = called(MAIN).run(30.0)
    assert world.phase is Phase.HOLD_WAITING
    assert world.told(MenuLearned) == []
    assert learned(called(MAIN).music(True).run(12.0))


# -- by itself -------------------------------------------------------------------------------


def through(one: MenuMap) -> MenuLearned | None:
    one.talked()
    return one.news(Phase.ACTIVE_CONVERSATION)


def walked(*steps: tuple[str, str], known: Sequence[MenuStep] = ()) -> MenuMap:
    one = MenuMap(known, BOOKING)
    for text, keys in steps:
        one.heard(text)
        one.pressed(keys)
    return one


def keys_of(report: MenuLearned | None) -> list[str]:
    assert report is not None
    return [step.keys for step in report.steps]


def test_what_was_pressed_in_vain_is_not_part_of_the_way() -> None:
    assert keys_of(through(walked((MAIN, "3"), (MAIN, "2"), (WHERE, "1")))) == ["2", "1"]


def test_who_is_reached_without_a_menu_teaches_nothing() -> None:
    one = MenuMap((), BOOKING)
    one.heard("Good evening.")
    one.pressed("5")
    assert through(one) is None


def test_a_menu_behind_a_person_is_neither_learned_nor_compared() -> None:
    one = walked((MAIN, "2"))
    assert keys_of(through(one)) == ["2"]
    one.heard(HOURS)
    assert one.news(Phase.ACTIVE_CONVERSATION) is None


def test_the_same_key_found_without_the_map_goes_on_with_it() -> None:
    second = MenuStep("for sales press … for dinner press …", "2", {"1": "sales", "2": "dinner"}, "2")
    one = MenuMap([STEP, second], BOOKING)
    one.heard("For billing.")
    one.heard("For billing, press one.")
    one.pressed("2")
    assert one.step("For sales, press one. For dinner, press two.") == second


def test_another_key_than_the_map_s_drops_it() -> None:
    one = MenuMap([STEP], BOOKING)
    one.heard("For billing, press one.")
    one.pressed("1")
    assert one.news(Phase.IVR_NAVIGATION) == MenuLearned("book table")


def test_a_key_that_was_not_the_one_ordered_is_kept_as_it_was_pressed() -> None:
    one = MenuMap([STEP], BOOKING)
    one.heard(MAIN)
    one.take()
    one.pressed("3")
    assert keys_of(one.news(Phase.IVR_NAVIGATION)) == []
    assert keys_of(through(one)) == ["3"]


def test_the_map_of_an_errand_whose_words_fit_another_option_is_not_used() -> None:
    birthday = purpose("Book a table for a birthday party with billing later.")
    step = MenuStep(STEP.prompt, "2", {"1": "birthday party", "2": "reservations of groups"}, "2")
    text = "For birthday party, press one. For reservations of groups, press two."
    assert MenuMap([step], birthday).step(text) is None


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("For billing, press one. For reservations, press two.", True),
        ("For building press 1. For reservation press 2.", True),
        ("Thank you for calling Bella Vista. For billing, press one.", True),
        ("For billing", False),
        ("For billing or for reservations", False),
        ("For reservations, press one. For billing, press two.", False),
        ("For hours, press one. For parties, press two.", False),
        (NUMBER, False),
    ],
)
def test_a_menu_is_known_by_its_first_words_and_its_options(text: str, known: bool) -> None:
    assert (MenuMap([STEP], BOOKING).step(text) is not None) is known


def test_what_is_read_back_is_not_in_the_map() -> None:
    text = "You entered one two oh two 5550199. If this is right, press one. To enter it again, press two."
    assert not any(sign in str(through(walked((text, "1")))) for sign in ("5550199", "two oh", "1202"))


@pytest.mark.parametrize(
    ("keys", "may"), [("2", True), ("*", True), ("10", True), ("{phone}#", True), ("123", False), ("", False)]
)
def test_only_a_choice_or_a_reference_is_learned(keys: str, may: bool) -> None:
    assert learnable(keys) is may


def test_the_key_of_a_step_is_one_of_its_options() -> None:
    assert [one.key for one in expected(STEP)] == ["2", "1"]
    assert expected(MenuStep("please enter your number", "{phone}#")) == ()
