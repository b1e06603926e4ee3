"""The way through menus without the model; played between a menu and the real session."""

from __future__ import annotations

from agent.call.actions import AskModel, PressKeys
from agent.call.briefing import Briefing, Fact
from agent.call.encoder import weights
from agent.call.gate import Stopped
from agent.call.navigation import read_networks
from agent.call.phase import Phase
from agent.call.reports import Released
from agent.practice.open_gate import OpenGate
from tests.call.world import World, reply

MENU = "For reservations, press one. For opening hours, press two."
WORDS = "Please say in a few words why you are calling."
NUMBER = "Please enter your phone number, followed by the pound key."


def pressed(world: World) -> list[str]:
    return [order.digits for order in world.ordered(PressKeys)]


def in_menu(*texts: str, **more: object) -> World:
    world = World(**more).answered()  # type: ignore[arg-type]
    for text in texts:
        world.far(text, seconds=3.0).run(3.0)
    return world


def briefed(**fact: object) -> Briefing:
    phone = Fact(name="phone", value="+12025550199", **fact)  # type: ignore[arg-type]
    return Briefing(call_id="c", to="+1", task="Book a table.", facts=(phone,))


def test_what_fits_clearly_is_pressed_without_the_model() -> None:
    world = in_menu(MENU)
    assert pressed(world) == ["1"]
    assert world.ordered(AskModel) == []


def test_what_reads_menus_is_read_before_the_call() -> None:
    read_networks()
    files = weights.cache_info().misses
    assert pressed(in_menu(MENU)) == ["1"]
    assert weights.cache_info().misses == files


def test_a_claim_to_have_pressed_needs_the_key_on_the_wire() -> None:
    world = World()
    world.keys_work = False
    world.answered().far(MENU, seconds=3.0).run(3.0)
    assert ("tool", "1") not in world.transcript
    assert "[press] 1" not in str(world.session._state.dialogue.messages)


def test_what_nothing_can_better_is_pressed_while_the_menu_speaks() -> None:
    world = World().answered().far("For table reservations, press one.", seconds=2.0).run(0.6)
    assert pressed(world) == ["1"]


def test_the_rest_of_a_menu_that_was_cut_short_is_no_new_menu() -> None:
    world = World().answered().far("For table reservations, press one.", seconds=2.0).run(1.0)
    world.far("For hours, press two. For anything else, press zero.", seconds=3.0).run(4.0)
    assert pressed(world) == ["1"]


def test_zero_comes_last_in_a_menu_that_was_cut_short() -> None:
    world = World().answered().far("For table reservations, press one.", seconds=2.0).run(1.0)
    world.far("For hours, press two. To speak to the restaurant, press zero.", seconds=3.0).run(4.0)
    assert pressed(world) == ["1"]


def test_a_menu_with_the_same_key_for_something_else_is_another() -> None:
    world = World().answered().far("For table reservations, press one.", seconds=2.0).run(1.0)
    world.far("For lost property, press one. For the kitchen, press two.", seconds=3.0).run(4.0)
    world.far("For lost property, press one. For the kitchen, press two.", seconds=3.0).run(4.0)
    assert world.ordered(AskModel) or len(pressed(world)) > 1


def test_whose_question_is_said_word_for_word_again_is_a_machine() -> None:
    world = World([reply("I would like a table for four.")] * 3).answered().run(0.3)
    world.far("Hello, this is Maria.").run(4.0)
    asked = "In your own way, tell us the reason for your call today."
    world.far(asked, seconds=3.0).run(8.0)
    assert Phase.IVR_NAVIGATION not in world.phases
    world.far(asked, seconds=3.0).run(3.0)
    assert world.phase is Phase.IVR_NAVIGATION


def test_a_menu_that_names_somebody_is_a_menu() -> None:
    world = in_menu("For the surgery press one, this is Maria speaking, for the pharmacy press two.")
    assert world.phase is Phase.IVR_NAVIGATION


def test_a_key_without_effect_is_pressed_once_more_and_then_no_more() -> None:
    world = in_menu(MENU, MENU, MENU)
    assert pressed(world) == ["1", "1"]


def test_a_key_that_is_refused_is_not_pressed_again() -> None:
    world = in_menu(MENU, f"That is not a valid option. {MENU}")
    assert pressed(world) == ["1"]


def test_the_end_of_the_same_menu_is_waited_out() -> None:
    world = in_menu(MENU, "For opening hours, press two.")
    assert pressed(world) == ["1"]


def test_an_afterthought_is_waited_for_where_nothing_fits() -> None:
    world = in_menu("For billing, press one. For sales, press two.", "Or, for anything else, press nine.")
    assert pressed(world) == ["9"]


def test_who_does_not_understand_the_reason_is_told_it_twice_then_the_operator_is_asked_for() -> None:
    world = in_menu(MENU, *[WORDS] * 4)
    assert world.said == ["I want to book a table."] * 2
    assert pressed(world) == ["1", "0"]


def test_of_the_words_that_may_be_said_the_one_that_fits_is_said() -> None:
    world = in_menu(MENU, "You can say billing, reservations, or opening hours.")
    assert world.said == ["Reservations."]


def test_words_that_are_examples_only_are_not_said() -> None:
    world = in_menu(
        MENU, "How can I direct your call? You can say things like reservations or opening hours."
    )
    assert world.said == ["I want to book a table."]


def test_where_no_word_that_may_be_said_fits_the_reason_is_told() -> None:
    assert in_menu(MENU, "You can say billing or jobs.").said == ["I want to book a table."]


def test_an_announcement_is_waited_out_without_the_model() -> None:
    world = in_menu(
        "Our opening hours are Monday to Friday from nine to five.", "Please choose one of the following."
    )
    assert world.phase is Phase.IVR_NAVIGATION
    assert (world.said, world.ordered(AskModel), pressed(world)) == ([], [], [])


def test_who_speaks_after_an_announcement_is_somebody() -> None:
    world = in_menu("Calls are recorded for training.", "Bella Vista.", replies=[reply("Good evening.")])
    assert world.phase is Phase.ACTIVE_CONVERSATION


def test_a_menu_in_which_nothing_fits_is_heard_once_more_before_the_model_judges() -> None:
    menu = "For payroll, press one. For our payroll, press two."
    world = in_menu(menu, replies=[reply("", "press", "2")])
    assert (world.ordered(AskModel), pressed(world)) == ([], [])
    world.far(menu, seconds=3.0).run(3.0)
    assert pressed(world) == ["2"]


class Strict(OpenGate):
    def clause(self, text: str, *_: object) -> Stopped:
        return Stopped("no")


def test_a_reason_that_the_gate_does_not_release_is_not_told() -> None:
    world = in_menu(MENU, WORDS, gate=Strict(), replies=[reply("", "wait")])
    assert world.said == []
    assert len(world.ordered(AskModel)) == 1


def test_somebody_who_answers_after_the_reason_is_somebody() -> None:
    world = in_menu(MENU, WORDS, "Reservations.", replies=[reply("Good evening.")])
    assert world.phase is Phase.ACTIVE_CONVERSATION


def test_a_number_that_may_be_keyed_is_keyed_and_told_in_the_ledger() -> None:
    world = in_menu(NUMBER, briefing=briefed(keys=True), gate=None).run(5.0)
    assert pressed(world) == ["12025550199#"]
    assert world.told(Released) == [Released("phone", "keys", "t2")]


def test_a_number_that_may_not_be_keyed_is_not_and_the_way_out_is_tried_once() -> None:
    world = in_menu(NUMBER, NUMBER, NUMBER, briefing=briefed(), gate=None)
    assert pressed(world) == ["0"]


def test_who_lets_us_wait_is_waited_for() -> None:
    text = f"{NUMBER} If you have none, please stay on the line."
    assert pressed(in_menu(text, text, text, briefing=briefed(), gate=None)) == []


def test_keys_that_are_not_permitted_are_the_model_s_to_replace() -> None:
    class NoKeys(OpenGate):
        def keys(self, *_: object) -> Stopped:
            return Stopped("no keys")

    world = in_menu(MENU, gate=NoKeys(), replies=[reply("", "press", "1"), reply("", "press", "1")])
    assert pressed(world) == []
    assert len(world.ordered(AskModel)) == 2
