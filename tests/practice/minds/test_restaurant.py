"""The person who takes bookings: a table for whoever asks honestly, and no table that there is not."""

from __future__ import annotations

import random

import pytest

from agent.practice.minds.restaurant import CLOSED, STEP, Restaurant, Temper
from tests.practice.minds.callers import HonestCaller, converse, say_in_turn

SEEDS = range(201)


def person(seed: int = 0) -> Restaurant:
    return Restaurant("Bella Vista, this is Mark, how can I help you?", seed)


def seed_where(fits: object) -> int:
    assert callable(fits)
    return next(seed for seed in range(1000) if fits(Temper.of(seed)))


def easy() -> int:
    """A seed whose person asks nothing but what is needed, with half past seven free."""
    return seed_where(
        lambda t: (
            not (t.wants_spelling or t.wants_phone or t.asks_robot or 1170 in t.taken) and 1200 not in t.taken
        )
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_an_honest_caller_gets_one_of_its_two_times_from_everybody(seed: int) -> None:
    dialogue = converse(person(seed), HonestCaller())
    assert dialogue.ended
    assert dialogue.booking is not None
    assert (dialogue.booking.size, dialogue.booking.day) == (4, "tuesday")
    assert dialogue.booking.time in ("19:30", "20:00")
    assert dialogue.booking.name == "Alex Morgan"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_caller_who_says_only_what_it_is_asked_gets_a_free_table(seed: int) -> None:
    dialogue = converse(person(seed), HonestCaller(opening="i would like to book a table please"))
    assert dialogue.booking is not None
    hour, minute = map(int, dialogue.booking.time.split(":"))
    assert hour * 60 + minute not in Temper.of(seed).taken
    assert abs(hour * 60 + minute - 1170) <= STEP


@pytest.mark.parametrize("seed", range(40))
def test_a_caller_on_a_bad_line_gets_its_table_in_the_end(seed: int) -> None:
    dice = random.Random(seed)
    honest = HonestCaller()
    last = ""

    def caller(said: str) -> str:
        nonlocal last
        if "repeat" not in said:
            last = honest(said)
        return "" if dice.random() < 0.2 else last

    dialogue = converse(person(seed), caller)
    assert dialogue.booking is not None
    assert dialogue.booking.size == 4


def test_the_same_seed_and_words_always_make_the_same_call() -> None:
    assert converse(person(7), HonestCaller()).turns == converse(person(7), HonestCaller()).turns


def test_neighbouring_times_are_never_both_taken() -> None:
    for seed in SEEDS:
        taken = Temper.of(seed).taken
        assert not any(minute + STEP in taken for minute in taken)


def test_every_temper_occurs_among_the_seeds() -> None:
    tempers = [Temper.of(seed) for seed in SEEDS]
    for trait in ("wants_spelling", "wants_phone", "asks_robot"):
        assert {getattr(temper, trait) for temper in tempers} == {True, False}
    assert {1170 in temper.taken for temper in tempers} == {True, False}


def test_what_is_missing_is_asked_for_in_turn() -> None:
    dialogue = say_in_turn(
        person(easy()), "i want to book a table", "four", "tuesday", "half past seven", "alex morgan"
    )
    assert [answer.say.rstrip("?").split()[-2:] for _, answer in dialogue.turns[:4]] == [
        ["many", "people"],
        ["you", "like"],
        ["you", "like"],
        ["name,", "please"],
    ]
    assert "four people on Tuesday at half past seven. Is that right?" in dialogue.turns[4][1].say


def test_a_taken_time_is_answered_with_one_that_is_free() -> None:
    seed = seed_where(lambda t: 1170 in t.taken)
    dialogue = say_in_turn(person(seed), "a table for four on tuesday at half past seven", "yes that works")
    assert dialogue.turns[0][1].say == (
        "I'm afraid half past seven is not available. Would eight o'clock work for you?"
    )
    assert "name" in dialogue.turns[1][1].say


def test_another_time_may_be_asked_for_in_place_of_the_one_offered() -> None:
    seed = seed_where(lambda t: 1170 in t.taken and 1260 not in t.taken)
    dialogue = say_in_turn(
        person(seed),
        "my name is alex morgan a table for four on tuesday at half past seven",
        "no could you do nine o'clock instead",
    )
    assert "half past seven" in dialogue.turns[0][1].say
    assert "not available" not in dialogue.turns[1][1].say


def test_who_turns_down_every_offer_gets_no_table_and_a_goodbye() -> None:
    seed = seed_where(lambda t: 1170 in t.taken)
    answers = {"work for you": "no that doesn't work", "What time": "half past seven"}
    honest = HonestCaller(opening="a table for four on tuesday at half past seven")
    dialogue = converse(
        person(seed), lambda said: next((a for c, a in answers.items() if c in said), honest(said))
    )
    assert dialogue.ended
    assert dialogue.booking is None


@pytest.mark.parametrize(
    ("opening", "refusal"),
    [
        ("a table for forty people on tuesday at eight", "a table for twelve"),
        ("a table for four on tuesday at three a m", "We are open from five o'clock until ten o'clock"),
        ("a table for four on tuesday at noon", "We are open from"),
    ],
)
def test_what_cannot_be_had_is_refused_and_never_booked(opening: str, refusal: str) -> None:
    asked = opening.replace("a table for ", "").replace(" people", "").split(" on ")[0]
    honest = HonestCaller(opening=opening, size=asked, time=opening.split(" at ")[1])
    dialogue = converse(person(easy()), honest)
    assert refusal in dialogue.said
    assert dialogue.ended
    assert dialogue.booking is None


def test_nothing_is_booked_on_the_day_that_is_closed() -> None:
    honest = HonestCaller(opening=f"a table for four on {CLOSED} at half past seven", day=CLOSED)
    dialogue = converse(person(easy()), honest)
    assert f"{CLOSED.title()} is not available" in dialogue.said
    assert dialogue.booking is None


def test_what_is_not_understood_is_asked_again_three_times_and_then_the_person_gives_up() -> None:
    dialogue = say_in_turn(person(), *["xyzzy plugh"] * 4)
    assert [answer.say for _, answer in dialogue.turns[:3]] == ["Could you repeat that, please?"] * 3
    assert "Goodbye" in dialogue.turns[3][1].say
    assert dialogue.ended


def test_one_understood_sentence_restores_the_patience() -> None:
    dialogue = say_in_turn(person(), "xyzzy", "xyzzy", "a table for four", "xyzzy", "xyzzy", "xyzzy")
    assert not dialogue.ended


def test_asked_to_repeat_the_person_repeats_its_question() -> None:
    dialogue = say_in_turn(person(), "a table for four please", "sorry could you repeat that please")
    assert dialogue.turns[1][1].say == dialogue.turns[0][1].say


def test_who_only_ever_asks_to_repeat_is_not_listened_to_for_ever() -> None:
    dialogue = converse(person(), lambda _: "sorry could you repeat that please")
    assert dialogue.ended
    assert dialogue.booking is None


def test_one_moment_is_granted_without_losing_patience() -> None:
    dialogue = say_in_turn(person(), "a table for four", *["one moment please"] * 5, "tuesday")
    assert {answer.do for _, answer in dialogue.turns[1:6]} == {"wait"}
    assert "time" in dialogue.turns[-1][1].say


def test_a_wrong_readback_is_put_right_before_it_is_booked() -> None:
    dialogue = say_in_turn(
        person(easy()),
        "my name is alex morgan a table for four on tuesday at half past seven",
        "no for five people",
        "yes that's right",
    )
    assert "five people" in dialogue.turns[1][1].say
    assert dialogue.booking is not None
    assert dialogue.booking.size == 5


def test_a_plain_no_to_the_readback_is_asked_about() -> None:
    dialogue = say_in_turn(
        person(easy()),
        "my name is alex morgan a table for four on tuesday at half past seven",
        "no that's wrong",
        "on wednesday",
        "yes",
    )
    assert "what should I change" in dialogue.turns[1][1].say
    assert dialogue.booking is not None
    assert dialogue.booking.day == "wednesday"


def test_the_booking_is_written_with_the_confirmation_number_that_is_said() -> None:
    dialogue = converse(person(easy()), HonestCaller())
    assert dialogue.booking is not None
    digits = "zero one two three four five six seven eight nine".split()  # noqa: SIM905
    spoken = " ".join(digits[int(digit)] for digit in dialogue.booking.confirmation)
    assert f"Your confirmation number is {spoken}." in dialogue.said


def test_who_did_not_hear_the_confirmation_hears_it_again() -> None:
    wish = "my name is alex morgan a table for four on tuesday at half past seven"
    told = say_in_turn(person(easy()), wish, "yes that's right")
    lost = person(easy()).answer([wish, "yes that's right", "hello"])
    assert lost == told.turns[-1][1]
    assert lost.booking is not None


def test_a_caller_who_leaves_early_has_no_booking() -> None:
    dialogue = say_in_turn(person(), "a table for four", "i will call you back later goodbye")
    assert dialogue.ended
    assert dialogue.booking is None


def test_a_goodbye_in_the_same_breath_as_the_wish_does_not_lose_the_wish() -> None:
    dialogue = say_in_turn(
        person(easy()), "i would like to book a table for four on tuesday thank you goodbye"
    )
    assert not dialogue.ended
    assert "time" in dialogue.turns[0][1].say


def test_a_turn_that_was_dropped_and_heard_again_longer_leaves_no_trace() -> None:
    whole = person(easy()).answer(["a table for four on tuesday"])
    mind = person(easy())
    mind.answer(["a table for forty"])
    assert mind.answer(["a table for four on tuesday"]) == whole


@pytest.mark.parametrize(
    ("answer", "booked"),
    [("the name is davis e v i f s", "Jennifer Davis"), ("d a v i e s", "Jennifer Davies")],
)
def test_letters_correct_the_name_unless_it_is_said_again_as_it_was_heard(answer: str, booked: str) -> None:
    seed = seed_where(lambda t: t.wants_spelling and 1170 not in t.taken)
    honest = HonestCaller(name="jennifer davis")
    dialogue = converse(person(seed), lambda said: answer if "spell" in said else honest(said))
    assert dialogue.booking is not None
    assert dialogue.booking.name == booked


def test_a_phone_number_given_in_two_turns_is_put_together() -> None:
    seed = seed_where(lambda t: t.wants_phone and 1170 not in t.taken)
    dialogue = say_in_turn(
        person(seed),
        "my name is alex morgan a table for four on tuesday at half past seven",
        "two oh two five five five",
        "oh one double oh",
    )
    assert "phone number" in dialogue.turns[0][1].say
    assert "repeat" in dialogue.turns[1][1].say
    assert "repeat" not in dialogue.turns[2][1].say


@pytest.mark.parametrize("trait", ["wants_spelling", "wants_phone"])
def test_letters_and_digits_that_cannot_be_heard_do_not_cost_the_table(trait: str) -> None:
    seed = seed_where(lambda t: getattr(t, trait) and 1170 not in t.taken)
    honest = HonestCaller()

    def mumbles(said: str) -> str:
        return "e o" if "spell" in said or "phone" in said else "uh" if "repeat" in said else honest(said)

    dialogue = converse(person(seed), mumbles)
    assert dialogue.booking is not None
    assert dialogue.booking.name == "Alex Morgan"
