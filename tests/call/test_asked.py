from __future__ import annotations

import pytest

from agent.call.asked import asks_for
from agent.call.values import Kind


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("And a callback number?", Kind.PHONE, "phone"),
        ("How can we reach you?", Kind.PHONE, "phone"),
        ("What's the best number for her?", Kind.PHONE, "mobile phone"),
        ("Can I get a fone number please", Kind.PHONE, "phone"),
        ("phone number", Kind.PHONE, "phone"),
        ("And a number, please?", Kind.PHONE, "phone"),
        ("What's the account number, and a number to call you on?", Kind.PHONE, "phone"),
        ("What's it under?", Kind.NAME, "name"),
        ("Under what name?", Kind.NAME, "name"),
        ("Who is it for?", Kind.NAME, "name"),
        ("Could you spell that?", Kind.NAME, "name"),
        ("Date of birth?", Kind.DATE, "date of birth"),
        ("And the D O B please", Kind.DATE, "date of birth"),
        ("date of berth", Kind.DATE, "date of birth"),
        ("When was he born?", Kind.DATE, "date of birth"),
        ("What insurance does he have?", Kind.CODE, "insurance number"),
        ("and the insurence number", Kind.CODE, "insurance number"),
        ("Your email?", Kind.EMAIL, "email"),
        ("What address is it?", Kind.ADDRESS, "home address"),
        ("Where do you live?", Kind.ADDRESS, "home address"),
        ("Do you have the booking reference?", Kind.CODE, "booking reference"),
        ("What's the license plate?", Kind.CODE, "license plate"),
        ("Any allergies?", Kind.TEXT, "allergies"),
        ("What is it about?", Kind.TEXT, "reason"),
        ("What's the code?", Kind.CODE, "code"),
        ("Which favourite colour do you have?", Kind.TEXT, "favourite colour"),
    ],
)
def test_what_is_asked_for_is_understood(text: str, kind: Kind, name: str) -> None:
    assert asks_for(text, kind, name)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Good morning, Bella Notte.", Kind.PHONE, "phone"),
        ("And the number of people?", Kind.PHONE, "phone"),
        ("Can I have the accoun number, please?", Kind.PHONE, "phone"),
        ("Do you have a confirmation number?", Kind.PHONE, "phone"),
        ("Our phone number is on the website.", Kind.PHONE, "phone"),
        ("We'll send an email tomorrow.", Kind.EMAIL, "email"),
        ("What's your phone number?", Kind.CODE, "insurance number"),
        ("What day would you like?", Kind.DATE, "date of birth"),
        ("What's your name?", Kind.EMAIL, "email"),
        ("Tuesday is fully booked, we are so very sorry about it", Kind.NAME, "name"),
        ("What e-mail address should I use?", Kind.ADDRESS, "home address"),
        ("I can hear you.", Kind.TEXT, "favourite colour"),
    ],
)
def test_what_is_not_asked_for_is_not_told(text: str, kind: Kind, name: str) -> None:
    assert not asks_for(text, kind, name)
