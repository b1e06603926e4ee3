from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agent.call.briefing import Briefing
from agent.call.facts import FactBook
from agent.call.prose import Use
from agent.call.values import Kind, Value, find


def brief(task: str = "Book a table.", **more: Any) -> Briefing:
    return Briefing(call_id="c", to="+12025550100", task=task, **more)


def book(task: str = "Book a table.", **more: Any) -> FactBook:
    return FactBook.of(brief(task, **more))


def ids(of: FactBook) -> dict[str, str]:
    return {one.id: one.value for one in of.known}


def value(text: str) -> Value:
    return find(text)[0]


def test_prose_alone_gives_facts_with_ids() -> None:
    known = book("Book a table for four people on Tuesday at 7:30 pm, or 8 pm, for Anna Davies.")
    assert ids(known) == {
        "people": "4",
        "day": "tuesday",
        "time": "19:30",
        "time.2": "20:00",
        "name": "Anna Davies",
    }


def test_numbers_of_prose_are_told_when_asked_for_and_limits_never() -> None:
    known = book(
        "Call from 202-555-0177, or write to anna@example.com. Pay at most 50 dollars. Invoice K9XB2."
    )
    released = {one.kind: one.release for one in known.known}
    assert released[Kind.PHONE] == "if_asked"
    assert released[Kind.EMAIL] == "if_asked"
    assert released[Kind.AMOUNT] == "never"


def test_a_card_in_prose_is_a_secret() -> None:
    known = book("Pay with 4111 1111 1111 1111.").known[0]
    assert known.secret
    assert known.release == "never"


def test_a_listed_fact_and_the_same_value_in_prose_are_one() -> None:
    known = book(
        "Book a table for four on Tuesday at half past seven pm.",
        facts=[{"name": "party size", "value": "4"}],
    )
    assert set(ids(known)) == {"party_size", "day", "time"}


def test_what_the_task_asks_for_need_not_be_asked_for() -> None:
    known = book(
        "Book a table for four.", facts=[{"name": "party size", "value": "4"}, {"name": "age", "value": "41"}]
    )
    assert [one.release for one in known.known] == ["freely", "if_asked"]


def test_never_wins_over_the_same_name_elsewhere() -> None:
    known = book(
        "Book a table.",
        principal="Anna Davies",
        facts=[{"name": "owner", "value": "Anna Davies", "release": "never"}],
    )
    assert {one.release for one in known.known} == {"never"}


def test_the_principal_is_the_name_where_no_other_is_given() -> None:
    known = book(principal="Anna Davies")
    assert known.get("principal") == known.get("name")
    assert known.get("name") is not None


def test_a_principal_besides_a_name_keeps_an_id_of_its_own() -> None:
    known = book(principal="Anna Davies", facts=[{"name": "name", "value": "Robert Long"}])
    assert ids(known) == {"name": "Robert Long", "principal": "Anna Davies"}


def test_without_a_principal_the_name_stands_for_it() -> None:
    known = book(facts=[{"name": "guest name", "value": "Robert Long"}])
    assert known.get("principal") == known.get("guest_name")


def test_names_have_parts() -> None:
    known = book(principal="Anna Maria Davies")
    first, last = known.get("name.first"), known.get("name.last")
    assert first is not None
    assert last is not None
    assert (first.value, last.value) == ("Anna", "Davies")
    assert known.get("name.middle") is None
    assert known.get("nobody.first") is None


def test_a_second_fact_of_a_name_is_numbered() -> None:
    known = book(facts=[{"name": "phone", "value": "2025550177"}, {"name": "Phone", "value": "2025550188"}])
    assert set(ids(known)) == {"phone", "phone.2"}


def test_a_fact_that_names_two_times_is_two() -> None:
    known = book(facts=[{"name": "time", "value": "19:30 or 20:00"}])
    assert ids(known) == {"time": "19:30", "time.2": "20:00"}


def test_values_within_a_text_have_ids_below_it() -> None:
    known = book(facts=[{"name": "when", "value": "on Tuesday at 19:30"}])
    assert set(ids(known)) == {"when", "when.day", "when.time"}
    assert known.constrains(Kind.TIME)


def test_prose_is_given_back_with_references() -> None:
    known = book("Book a table for four on Tuesday for Anna Davies. Ask whether Davies may bring a dog.")
    text = known.referenced(
        "Book a table for four on Tuesday for Anna Davies. Ask whether Davies may bring a dog."
    )
    assert text == "Book a table for {people} on {day} for {name}. Ask whether {name.last} may bring a dog."


def test_a_text_that_is_never_told_is_no_prose_either() -> None:
    known = book(facts=[{"name": "reason", "value": "knee surgery", "release": "never"}])
    assert known.referenced("It is about knee surgery.") == "It is about {reason}."


def test_offers_match_equal_values_and_times_within_a_range() -> None:
    known = book("Book a table on Tuesday, any time between 7 and 9 pm.")
    assert known.matches(value("half past seven")) == ("time",)
    assert known.matches(value("on Tuesday")) == ("day",)
    assert known.matches(value("at ten pm")) == ()


def test_weekdays_are_dates_when_the_day_is_known() -> None:
    known = FactBook.of(brief("Book a table on Tuesday."), today=date(2026, 3, 1))
    assert known.matches(value("March 3, 2026"))
    assert not known.matches(value("March 4, 2026"))


def test_only_what_is_wanted_constrains() -> None:
    known = book(facts=[{"name": "date of birth", "value": "1984-03-03"}])
    assert not known.constrains(Kind.DATE)
    assert known.matches(value("March 3, 1984")) == ("date_of_birth",)
    assert book(commitments={"max_amount": 50}).constrains(Kind.AMOUNT)


@pytest.mark.parametrize(
    ("task", "offer", "acceptable"),
    [
        ("Book a table at 7:30 pm.", "half past seven", True),
        ("Book a table at 7:30 pm.", "nine pm", False),
        ("Book a table at 7:30 pm, not on Monday.", "on Monday", False),
        ("Book a table.", "nine pm", True),
        ("Book a table after 6 pm.", "at five pm", False),
        ("Book a table after 6 pm.", "at seven pm", True),
        ("Come at 7 pm or 9 pm, but be back by 8 pm.", "nine pm", False),
        ("Any time after 6 pm is fine.", "seven pm", True),
        ("Any time after 6 pm is fine.", "five pm", False),
        ("Pay at most 50 dollars.", "forty dollars", True),
        ("Pay at most 50 dollars.", "sixty dollars", False),
        ("Book a table.", "forty dollars", False),
        ("The fee is 20 dollars.", "twenty dollars", True),
    ],
)
def test_an_offer_is_acceptable_where_the_briefing_wants_it(task: str, offer: str, acceptable: bool) -> None:
    assert book(task).acceptable(value(offer)) is acceptable


def test_limits_on_both_sides_make_a_window() -> None:
    window = book("Book a table at 7 pm.", commitments={"min_time": "18:00", "max_time": "20:00"})
    assert window.acceptable(value("half past six pm"))
    assert not window.acceptable(value("nine pm"))
    one_sided = book("Book a table at 7 pm.", commitments={"max_time": "20:00"})
    assert not one_sided.acceptable(value("half past six pm"))


def test_the_owners_answer_is_known_and_the_last_one_is_the_answer() -> None:
    known = book("Book a table at 7 pm.")
    known.owner_said("Eight pm is fine", "And the time?")
    known.owner_said("Nine pm is fine, too", "And later?")
    latest = known.get("answer.time")
    assert latest is not None
    assert latest.value == "21:00"
    assert known.get("answer.day") is None
    assert known.acceptable(value("eight pm"))
    assert known.acceptable(value("nine pm"))
    assert not known.acceptable(value("ten pm"))
    assert len(known.all) == len(known.known) + 2


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("Say inside", "inside"),
        ("Tell them that it's inside, please", "it's inside, please"),
        ("just say no", "no"),
        ("inside", "inside"),
        ("say nothing", "say nothing"),
    ],
)
def test_what_the_owner_wants_said_is_said(answer: str, told: str) -> None:
    known = book()
    known.owner_said(answer, "Inside or outside?")
    one = known.get("answer")
    assert one is not None
    assert one.value == told


def test_a_card_in_the_owners_answer_gets_no_id() -> None:
    known = book()
    known.owner_said("use 4111 1111 1111 1111")
    assert [one.id for one in known.known] == ["answer"]


def test_the_owner_allows_what_they_were_asked_about() -> None:
    known = book(facts=[{"name": "insurance number", "value": "K9XB2", "release": "verified"}])
    one = known.known[0]
    known.owner_said("no", "May I tell them the insurance number?")
    assert not known.owner_allows(one)
    known.owner_said("yes", "May I tell them the insurance number?")
    assert known.owner_allows(one)


def test_a_voicemail_message_is_meant_to_be_left() -> None:
    known = book(voicemail={"action": "leave_message", "message": "Call me back at 202-555-0177."})
    assert known.known[0].release == "freely"


def test_a_bound_that_cannot_be_compared_forbids_nothing() -> None:
    known = book("Book a table by Friday.")
    assert known.known[0].use is Use.HIGH
    assert known.acceptable(value("on Thursday"))
