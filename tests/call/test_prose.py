from __future__ import annotations

import pytest

from agent.call.fact_kinds import fact_id, guess_kind
from agent.call.prose import Use, mentions
from agent.call.values import Kind


def said(text: str) -> list[tuple[str, str]]:
    return [(mention.id, mention.value) for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for Anna Davies", [("name", "Anna Davies")]),
        ("on behalf of Mr. Robert Long.", [("name", "Robert Long")]),
        ("under the name Wei Chen, please", [("name", "Wei Chen")]),
        ("an appointment with Dr. Shaw", [("person", "Shaw")]),
        ("for Thai food", []),
        ("for Tuesday", [("day", "tuesday")]),
        ("My name is Bell", [("name", "Bell")]),
        ("two tickets", [("tickets", "2")]),
        ("for six", [("people", "6")]),
        ("aisle seven", [("aisle", "7")]),
        ("one stop", []),
        ("zero stops", []),
        ("with 1 bag", []),
        ("The answer: 7", [("count", "7")]),
        ("three of us", [("people", "3")]),
        ("License plate JNA237.", [("plate", "JNA237")]),
        ("The booking number is 77410.", [("reference", "77410")]),
        ("Born May 3, 1980.", [("date_of_birth", "1980-05-03")]),
        ("The plate is in the car. The code is JNA237.", [("code", "JNA237")]),
        ("Move it from Saturday to Tuesday.", [("old_day", "saturday"), ("day", "tuesday")]),
        (
            "I can't make the visit on Sunday. Move it to Friday at 6 pm.",
            [("old_day", "sunday"), ("day", "friday"), ("time", "18:00")],
        ),
        ("Cancel the visit on Sunday.", [("day", "sunday")]),
    ],
)
def test_values_of_prose_have_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("at 7 pm", Use.WANTED),
        ("not on Monday", Use.REFUSED),
        ("by 8 pm", Use.HIGH),
        ("not after 9 pm", Use.HIGH),
        ("after 6 pm", Use.LOW),
        ("any time after 6 pm", Use.WANTED),
        ("from 7:30 am to 8:30 am", Use.WANTED),
        ("from 12 pm to 2 pm", Use.WANTED),
        ("The nails of Max tomorrow", Use.WANTED),
        ("from Monday", Use.WANTED),
        ("due on May 3", Use.ABOUT),
        ("at least 30 minutes", Use.LOW),
        ("up to 50 dollars", Use.HIGH),
        ("She has four children", Use.WANTED),
    ],
)
def test_what_a_value_is_for_stands_before_it(text: str, use: Use) -> None:
    assert [mention.use for mention in mentions(text)] == [use]


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("phone", "+1 202 555 0177", Kind.PHONE),
        ("phone", "none", Kind.TEXT),
        ("email", "anna@example.com", Kind.EMAIL),
        ("home address", "12 Hill Road", Kind.ADDRESS),
        ("date of birth", "1984-03-03", Kind.DATE),
        ("insurance number", "K9XB2", Kind.CODE),
        ("guest", "Anna Davies", Kind.NAME),
        ("party size", "four", Kind.COUNT),
        ("deposit", "50", Kind.AMOUNT),
        ("slot", "half past seven", Kind.TIME),
        ("slot", "Tuesday 7:30 pm", Kind.TEXT),
        ("allergies", "no nuts", Kind.TEXT),
    ],
)
def test_the_kind_of_a_fact_is_guessed(name: str, value: str, kind: Kind) -> None:
    assert guess_kind(name, value) is kind


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Date of birth", "date_of_birth"),
        ("partySize", "party_size"),
        ("heard", "fact_heard"),
        ("t7", "fact_t7"),
        ("2nd phone", "fact_2nd_phone"),
        ("***", "fact"),
    ],
)
def test_a_facts_name_is_its_id(name: str, expected: str) -> None:
    assert fact_id(name) == expected
