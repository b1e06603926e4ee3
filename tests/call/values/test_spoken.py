"""Values said so that a person on the telephone understands them, and so that they are found again."""

from __future__ import annotations

import pytest

from agent.call.values import Kind, find, same, spoken


@pytest.mark.parametrize(
    ("kind", "value", "form", "words"),
    [
        (Kind.TIME, "19:30", "", "half past seven"),
        (Kind.TIME, "?07:30", "", "half past seven"),
        (Kind.TIME, "19:30", "full", "half past seven in the evening"),
        (Kind.TIME, "07:05", "", "seven oh five"),
        (Kind.TIME, "19:00", "", "seven o'clock"),
        (Kind.TIME, "19:00", "full", "seven in the evening"),
        (Kind.TIME, "12:00", "", "noon"),
        (Kind.TIME, "19:00/21:00", "", "between seven and nine"),
        (Kind.TIME, "18:00/23:59", "", "after six"),
        (Kind.TIME, "17:00/23:59", "", "in the evening"),
        (Kind.DATE, "tuesday", "", "Tuesday"),
        (Kind.DATE, "2026-03-03", "", "Tuesday, March third"),
        (Kind.DATE, "2026-03-03", "full", "Tuesday, March third, twenty twenty six"),
        (Kind.DATE, "1984-05-12", "", "May twelfth, nineteen eighty four"),
        (Kind.DATE, "--03-03", "", "March third"),
        (Kind.COUNT, "4", "", "four"),
        (Kind.DURATION, "hours:1", "", "one hour"),
        (Kind.AMOUNT, "80.00 USD", "", "eighty dollars"),
        (Kind.AMOUNT, "120.50 EUR", "", "one hundred and twenty euros and fifty cents"),
        (Kind.CODE, "4721", "", "four seven two one"),
        (Kind.CODE, "705", "", "seven zero five"),
        (Kind.CODE, "K9O0", "", "K, nine, O as in Oscar, zero"),
        (Kind.PHONE, "+12025550100", "", "plus one, two oh two, five five five, oh one oh oh"),
        (Kind.PHONE, "(202) 555-0100", "", "two oh two, five five five, oh one oh oh"),
        (Kind.EMAIL, "jo.davis@example.com", "", "jo dot davis at example dot com"),
        (Kind.ADDRESS, "12 Main Street apartment 4", "", "twelve Main Street, apartment four"),
        (Kind.NAME, "Davis", "", "Davis"),
        (Kind.NAME, "Davis", "spell", "D, A, V, I, S"),
        (Kind.COUNT, "120", "digits", "one two oh"),
        (Kind.TEXT, "no nuts", "", "no nuts"),
        (Kind.TIME, "seven-ish", "", "seven-ish"),
    ],
)
def test_a_value_is_said_as_people_say_it(kind: Kind, value: str, form: str, words: str) -> None:
    assert spoken(kind, value, form) == words


VALUES = """
time 19:30; 07:05; ?07:00; 00:00; 12:00; 00:30; 23:45; 06:00/12:00; 12:00/18:00; 17:00/23:59
time 19:00/21:00; ?06:00/11:59; 18:00/23:59; 00:00/21:00; 22:00/02:00
date tuesday; next tuesday; tuesday+7; today; tomorrow; today+2; --02-29; ---03; friday ---13; tuesday --03-03
date 2026-03-03; 1984-05-12; 2005-11-30
count 1; 4; 100; 120; 2500; 4721
duration minutes:5; hours:1; nights:1; minutes:90; minutes:5/10
amount 80.00 USD; 0.50 USD; 1.01 GBP; 1.00 USD; 25.50; 10.00 %; 120.05 EUR
code 4721; 100; 705; K9XB2; DAVIS; O0A1; AAA; I2I; 12345678; 7W
phone +12025550100; 2025550100; 5550100; +442079460018; +4915112345678
email jo.davis@example.com; jo_davis42@mail.example.co.uk; a-b@example.org
address 12 main street apartment 4; 1204 North Elm Avenue; 7 Park Lane
name Jo Davis
"""
EXAMPLES = [
    (Kind(kind), value)
    for kind, _, values in (line.partition(" ") for line in VALUES.strip().splitlines())
    for value in values.split("; ")
]
ONLY_WHEN_ASKED_FOR = frozenset(("---03", "1", "25.50", "Jo Davis", "7W"))


@pytest.mark.parametrize("form", ["", "full"])
@pytest.mark.parametrize(("kind", "value"), EXAMPLES)
def test_what_is_said_is_found_again(kind: Kind, value: str, form: str) -> None:
    words = spoken(kind, value, form)
    found = find(words, kind)
    assert len(found) == 1, words
    assert same(found[0], (kind, value)), words
    assert not any(sign in words for sign in "0123456789:+@$€£/?"), "flite reads none of these well"


@pytest.mark.parametrize(
    ("kind", "value"), [example for example in EXAMPLES if example[1] not in ONLY_WHEN_ASKED_FOR]
)
def test_what_is_said_in_a_sentence_is_found_again(kind: Kind, value: str) -> None:
    found = find(f"so that is {spoken(kind, value)}, thank you")
    assert [same(one, (kind, value)) for one in found] == [True]
