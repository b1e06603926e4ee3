"""What holds for every text and every value."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from agent.call.values import Kind, find, same, spoken
from agent.call.values.lexicon import HOMOPHONES, MONTHS, NATO, SMALL, WEEKDAYS, listed

_OTHERS = (
    "a half past quarter to of at hundred thousand and double oh o'clock p m pm dollars minutes people "
    "dot com between after plus street 1 7 30 730 7:30 3/3 $5 K9 - , . $"
)
_WORDS = st.sampled_from([*SMALL, *HOMOPHONES, *WEEKDAYS, *MONTHS[:3], *list(NATO)[:6], *listed(_OTHERS)])
_TEXTS = st.one_of(st.text(max_size=40), st.lists(_WORDS, max_size=14).map(" ".join))
_FEW = settings(max_examples=60, deadline=None)


@_FEW
@given(_TEXTS, st.none() | st.sampled_from(list(Kind)))
def test_whatever_the_text_the_values_lie_in_it_in_order(text: str, expect: Kind | None) -> None:
    found = find(text, expect)
    assert all(text[value.start : value.end] == value.words and value.words for value in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(same(value, value) for value in found)


@_FEW
@given(_TEXTS)
def test_whatever_is_found_can_be_said(text: str) -> None:
    for value in find(text):
        assert spoken(value.kind, value.value)


@_FEW
@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["", "full"]))
def test_every_time_is_found_again(hour: int, minute: int, form: str) -> None:
    value = f"{hour:02d}:{minute:02d}"
    (found,) = find(f"at {spoken(Kind.TIME, value, form)}")
    assert same(found, (Kind.TIME, value))
    if form and minute:
        assert found.value == value


@_FEW
@given(st.dates())
def test_every_date_is_found_again(day: object) -> None:
    if not "1900" <= str(day) < "2100":
        return
    (found,) = find(spoken(Kind.DATE, str(day), "full"))
    assert found.value == str(day)


@_FEW
@given(st.from_regex(r"[A-Z0-9]{3,8}", fullmatch=True))
def test_every_code_is_found_again(code: str) -> None:
    (found,) = find(f"the code is {spoken(Kind.CODE, code)}")
    assert same(found, (Kind.CODE, code))


@_FEW
@given(st.from_regex(r"\+?[1-9][0-9]{6,13}", fullmatch=True))
def test_every_telephone_number_is_found_again(number: str) -> None:
    (found,) = find(spoken(Kind.PHONE, number))
    assert (found.kind, found.value) == (Kind.PHONE, number)


@_FEW
@given(st.integers(2, 99_999), st.sampled_from(["people", "dollars", "minutes"]))
def test_figures_and_words_say_the_same(number: int, of: str) -> None:
    words = str(num2words(number)).replace(",", "")
    figures, in_words = find(f"{number} {of}"), find(f"{words} {of}")
    assert [(value.kind, value.value) for value in figures] == [
        (value.kind, value.value) for value in in_words
    ]
    assert len(figures) == 1
