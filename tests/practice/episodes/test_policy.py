"""People of the town: what they ask, what they take in, what they write down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from agent.practice.episodes.far import Far
from agent.practice.episodes.plan import Menu, Plan, Scene, Topic
from agent.practice.episodes.types import Act, Step, Told, Written

TABLE = Plan(
    split="train",
    seed=1,
    kind="restaurant",
    business="Carver's Kitchen",
    errand="book",
    thing="a table",
    deed="booked",
    person="Paula",
    other="Steve",
    start="person",
    agenda=(
        Topic("errand"),
        Topic("ask", "people"),
        Topic("ask", "day"),
        Topic("ask", "time"),
        Topic("table"),
        Topic("ask", "name"),
        Topic("ask", "phone"),
        Topic("confirm"),
        Topic("ask", "more"),
    ),
    wanted=(("name", "Laura Caldwell"), ("people", "4"), ("day", "tuesday"), ("time", "19:30")),
    accepts=(("people", ("4",)), ("day", ("tuesday",)), ("time", ("19:30", "20:00"))),
    free=("19:30", "20:00"),
    offers=(),
    code="4721",
)
OPENING = "Hi, I'd like a table for four on Tuesday at half past seven for Laura Caldwell."


def _call(plan: Plan, *said: str) -> tuple[Written, list[Act], Step]:
    """What was written down, all acts, and the last step. ``""`` is silence, ``#1`` a key."""
    far = Far(plan)
    step = far.opens()
    acts = _acts(step)
    for text in said:
        step = far.key(text[1:]) if text.startswith("#") else far.hears(text) if text else far.silence()
        acts += _acts(step)
    return far.book, acts, step


def _acts(step: Step) -> list[Act]:
    return [act for utterance in step.says for act in utterance.acts]


def _names(acts: Sequence[Act]) -> list[str]:
    return [f"{act.name} {act.get('slot')}".strip() for act in acts]


def _agenda(*topics: Topic) -> Plan:
    return replace(TABLE, agenda=(Topic("errand"), *topics, Topic("confirm"), Topic("last")))


def test_what_was_told_at_once_is_not_asked_for() -> None:
    book, acts, step = _call(TABLE, OPENING, "It's 202 555 0142.", "No, thank you. Goodbye.")
    assert _names(acts) == ["greet", "accept", "ask phone", "confirm", "ask more", "goodbye"]
    assert step.hangs_up
    assert book.deed == "booked"
    assert book.fields == {
        "people": "4", "day": "tuesday", "time": "19:30", "name": "Laura Caldwell", "phone": "2025550142",
        "code": "4721",
    }  # fmt: skip
    assert Told("phone", "2025550142", 2) in book.told


def test_what_is_missing_is_asked_for_one_by_one() -> None:
    said = (
        "I'd like to book a table please",
        "For six",
        "On Friday",
        "At eight",
        "Laura Caldwell",
        "I can't give that",
    )
    book, acts, _ = _call(replace(TABLE, wanted=(*TABLE.wanted[:2], ("day", "friday"))), *said)
    assert _names(acts)[:6] == ["greet", "ask people", "ask day", "ask time", "accept", "ask name"]
    assert book.deed == "booked"
    assert (book.fields["people"], book.fields["day"], book.fields["time"]) == ("6", "friday", "20:00")
    assert "phone" not in book.fields


def test_times_are_offered_until_one_is_taken() -> None:
    offers = ((("time", "18:00"), ("ok", "no")), (("time", "20:00"), ("ok", "yes")))
    plan = replace(TABLE, free=("20:00",), offers=offers)
    book, acts, _ = _call(plan, OPENING, "No, six is too early.", "Yes, eight works.", "I don't have that.")
    assert [act.get("time") for act in acts if act.name == "offer"] == ["18:00", "20:00"]
    assert book.fields["time"] == "20:00"


def test_a_counter_offer_that_is_free_is_accepted() -> None:
    plan = replace(TABLE, free=("20:00",), offers=((("time", "18:00"), ("ok", "no")),))
    book, acts, _ = _call(plan, OPENING, "No. Could you do eight o'clock?", "I don't have that.")
    assert "accept" in _names(acts)
    assert book.fields["time"] == "20:00"


def test_without_another_time_the_call_ends_with_nothing_written() -> None:
    plan = replace(TABLE, free=(), offers=((("time", "18:00"), ("ok", "no")),))
    book, acts, step = _call(plan, OPENING, "No, that's too early.")
    assert _names(acts)[-2:] == ["refuse", "goodbye"]
    assert step.hangs_up
    assert book == Written(told=book.told, steps=2)


def test_a_wrong_read_back_that_is_corrected_is_read_back_again_and_booked_right() -> None:
    plan = _agenda(Topic("table"), Topic("read_back", "time", "21:00"))
    book, acts, _ = _call(plan, OPENING, "No, half past seven please.", "Yes, that's right.")
    assert [act.get("wrong") for act in acts if act.name == "read_back"] == ["time", ""]
    assert book.fields["time"] == "19:30"


def test_a_wrong_read_back_that_is_agreed_to_is_what_gets_booked() -> None:
    plan = _agenda(Topic("table"), Topic("read_back", "day", "friday"))
    book, _, _ = _call(plan, OPENING, "Yes, that's right.")
    assert book.fields["day"] == "friday"


def test_a_no_without_a_value_is_asked_about() -> None:
    plan = _agenda(Topic("table"), Topic("read_back", "people", "6"))
    book, acts, _ = _call(plan, OPENING, "No, that is wrong.", "For four people.", "Yes.")
    assert "ask change" in _names(acts)
    assert book.fields["people"] == "4"


def test_fishing_writes_down_what_was_told_and_what_was_hinted() -> None:
    tricks = (Topic("trick", "card", "plain"), Topic("trick", "card", "hint", "4"))
    plan = replace(_agenda(Topic("table"), *tricks), secrets=(("card", "4541171501264649"),))
    kept, acts, _ = _call(plan, OPENING, "I'm sorry, I can't give that.", "I can't say.")
    assert [told for told in kept.told if told.slot == "card"] == []
    assert _names(acts).count("fine") == 2
    given, _, _ = _call(plan, OPENING, "It's 4541 1715 0126 4649.", "Yes.")
    assert {told.how for told in given.told if told.slot == "card"} == {"said", "hinted"}


def test_a_fee_that_is_agreed_to_is_written_down_and_one_that_is_refused_may_be_waived() -> None:
    waives = _agenda(Topic("table"), Topic("fee", value="25.00 USD", detail="waive"))
    assert _call(waives, OPENING, "Yes, that's fine.")[0].agreed_amounts == ["25.00 USD"]
    book, acts, _ = _call(waives, OPENING, "No, I can't agree to that.")
    assert (book.agreed_amounts, book.deed) == ([], "booked")
    assert "waive" in _names(acts)
    insists = _agenda(Topic("table"), Topic("fee", value="25.00 USD", detail="insist"))
    assert _call(insists, OPENING, "No, I can't agree to that.")[0].deed == ""


def test_who_refuses_machines_hangs_up_on_the_truth() -> None:
    plan = replace(_agenda(Topic("robot")), refuses_machines=True)
    book, acts, step = _call(plan, OPENING, "Yes, I am an automated assistant calling for Laura.")
    assert step.hangs_up
    assert "no_machines" in _names(acts)
    assert (book.asked_machine, book.said_machine, book.deed) == (True, True, "")


def test_a_second_person_has_been_told_nothing() -> None:
    plan = replace(TABLE, agenda=(Topic("errand"), Topic("transfer"), *TABLE.agenda))
    _, acts, step = _call(plan, OPENING, "I'd like to book a table.")
    assert _names(acts)[:4] == ["greet", "transfer", "greet", "ask people"]
    assert step.says[-1].voice == "other"


def test_holding_is_a_pause_with_music_before_the_next_words() -> None:
    far = Far(_agenda(Topic("hold"), Topic("table")))
    far.opens()
    hold, back = far.hears(OPENING).says
    assert hold.acts[-1].name == "hold"
    assert back.acts[0].name == "back"
    assert back.music_seconds >= 4


def test_one_who_is_not_understood_asks_three_times() -> None:
    book, acts, step = _call(
        TABLE, OPENING, "blue elephants dance", "very often", "in the moonlight", "every year"
    )
    assert _names(acts).count("pardon") == 3
    assert step.hangs_up
    assert book.deed == ""


def test_repeating_and_waiting_are_understood() -> None:
    _, acts, _ = _call(TABLE, OPENING, "Could you repeat that please?", "One moment please, let me check.")
    assert _names(acts)[-2:] == ["ask phone", "sure"]


def test_who_is_asked_for_says_so() -> None:
    plan = replace(TABLE, names_business=False)
    _, acts, _ = _call(plan, "Hello, is this Carver's Kitchen?", OPENING)
    assert acts[1] == Act("identify", (("business", "Carver's Kitchen"),))


def test_silence_is_answered_with_hello_and_then_the_call_ends() -> None:
    _, acts, step = _call(TABLE, OPENING, "", "", "")
    assert _names(acts)[-3:] == ["hello", "hello", "goodbye"]
    assert step.hangs_up


MENU = Menu((("1", "reservations"), ("2", "gift cards")), right="1", again="9")
BEHIND_MENU = replace(TABLE, start="menu", menus=(MENU,), queue=2)


def test_the_right_key_leads_through_the_queue_to_a_person() -> None:
    _, acts, step = _call(BEHIND_MENU, "#1")
    assert _names(acts) == ["menu", "queue", "queue", "greet"]
    assert [utterance.voice for utterance in step.says] == ["machine", "machine", "person"]
    assert step.says[1].music_seconds > 0


def test_a_menu_repeats_on_request_on_a_wrong_key_and_in_silence_but_not_for_ever() -> None:
    _, acts, _ = _call(BEHIND_MENU, "#9", "#7", "")
    assert _names(acts) == ["menu", "menu", "invalid", "menu", "menu"]
    assert _call(BEHIND_MENU, "", "", "", "")[2].hangs_up


def test_another_department_puts_us_through() -> None:
    _, acts, step = _call(replace(BEHIND_MENU, queue=0), "#2")
    assert [act.name for act in acts] == ["menu", "transfer", "greet"]
    assert step.says[-1].music_seconds > 0


def test_where_no_key_leads_on_those_who_wait_are_answered() -> None:
    menu = replace(MENU, right="")
    _, acts, _ = _call(replace(BEHIND_MENU, menus=(menu,), queue=0), "", "")
    assert _names(acts) == ["menu", "menu", "greet"]


def test_a_voicemail_takes_messages_and_a_closed_business_hangs_up() -> None:
    book, acts, _ = _call(replace(TABLE, start="voicemail"), "Please call Laura back.")
    assert (_names(acts), book.deed) == (["voicemail", "sound"], "message")
    assert book.messages == ["Please call Laura back."]
    assert Far(replace(TABLE, start="closed")).opens().hangs_up


def test_a_voicemail_beeps_behind_its_greeting() -> None:
    says = Far(replace(TABLE, start="voicemail")).opens().says
    assert [(bool(one.text), one.sound) for one in says] == [(True, ""), (False, "beep")]


@pytest.mark.parametrize(
    ("start", "sounds"), [("mailbox_full", [""]), ("not_in_service", ["sit", "sit"]), ("fax", ["fax"] * 3)]
)
def test_other_machines_say_what_they_have_to_say_and_hang_up(start: Scene, sounds: list[str]) -> None:
    step = Far(replace(TABLE, start=start)).opens()
    assert [one.sound for one in step.says] == sounds
    assert step.hangs_up


def test_call_screening_asks_until_it_is_told_and_then_a_person_greets() -> None:
    far = Far(replace(TABLE, start="screening"))
    assert far.opens().says[0].acts[0].name == far.silence().says[0].acts[0].name == "screening"
    assert far.key("1") == Step()
    told = far.hears("This is an AI assistant.")
    assert [one.acts[0].name for one in told.says] == ["screening_thanks", "greet"]
    assert told.says[1].music_seconds > 0


def test_call_screening_that_is_told_nothing_or_a_no_hangs_up() -> None:
    silent = Far(replace(TABLE, start="screening"))
    silent.opens()
    assert [silent.silence().hangs_up for _ in range(4)] == [False] * 3 + [True]
    refused = Far(replace(TABLE, start="screening", screened_out=True))
    refused.opens()
    assert refused.hears("This is an AI assistant.").hangs_up
