from __future__ import annotations

import pytest

from agent.call.facts import Known
from agent.call.values import Kind, find
from agent.call.withheld import Allowed, Disguises, Written, digit_forms


def told(kind: Kind, value: str, *clauses: str, name: str = "", allowed: Allowed | None = None) -> bool:
    disguises = Disguises.of(Known("fact", kind, value, "never", name=name))
    written = Written()
    for clause in clauses:
        written = written.plus(clause, find(clause), "")
        if disguises.told_by(written, allowed or Allowed()):
            return True
    return False


@pytest.mark.parametrize(
    "clauses",
    [
        ("It's 4721.",),
        ("Four seven.", "Two one."),
        ("One two seven four.",),
        ("Four.", "One moment please.", "Seven.", "Two."),
        ("It's fourseventwoone.",),
        ("The fourth, the seventh.", "Then the second, and the first."),
    ],
)
def test_a_number_is_found_in_its_pieces(clauses: tuple[str, ...]) -> None:
    assert told(Kind.CODE, "4721", *clauses)


def test_pieces_that_may_be_said_give_nothing_away() -> None:
    assert not told(Kind.CODE, "4721", "Four seven two.", allowed=Allowed(digits=("8472",)))


@pytest.mark.parametrize(
    "clause",
    [
        "quillon",
        "nolliuq",
        "Q, U, I",
        "quebec uniform india",
        "Quill on",
        "It is quillo",
        "the llon part",
        "quillan",
    ],
)
def test_a_name_is_found_in_its_pieces(clause: str) -> None:
    assert told(Kind.NAME, "Quillon", clause)


@pytest.mark.parametrize("clause", ["a quiet table", "I have a question", "the last one", "ill or not"])
def test_everyday_words_are_no_pieces_of_a_name(clause: str) -> None:
    assert not told(Kind.NAME, "Quillon", clause)


@pytest.mark.parametrize(
    ("clause", "tells"),
    [
        ("Born in May.", True),
        ("May I ask something?", False),
        ("It's 05 12.", True),
        ("In June.", False),
    ],
)
def test_the_month_of_a_birth_is_told_behind_a_cue(clause: str, tells: bool) -> None:
    assert told(Kind.DATE, "1984-05-12", clause) is tells


def test_other_months_are_told_anyhow() -> None:
    assert told(Kind.DATE, "1984-08-12", "Something about August.")
    assert not told(
        Kind.DATE, "1984-08-12", "Something about August.", allowed=Allowed(words=frozenset({"august"}))
    )


def test_half_of_what_a_text_is_about_tells_it() -> None:
    assert told(Kind.TEXT, "knee surgery next week", "She has a surgery.")
    assert not told(Kind.TEXT, "severe allergy against strawberries", "There is an allergy.")


@pytest.mark.parametrize(
    ("value", "clause", "tells"),
    [
        ("2", "She has two children.", True),
        ("2", "I have two questions.", False),
        ("0", "There are no children.", True),
        ("7", "Children are welcome.", False),
    ],
)
def test_a_small_count_tells_only_with_what_it_counts(value: str, clause: str, tells: bool) -> None:
    assert told(Kind.COUNT, value, clause, name="children") is tells


def test_a_time_is_said_in_either_half_of_the_day() -> None:
    assert set(digit_forms(Known("time", Kind.TIME, "19:30", "never"))) == {"1930", "730"}
    assert told(Kind.TIME, "19:30", "It is seven thirty.")


def test_a_date_without_a_year_has_no_digits() -> None:
    assert digit_forms(Known("day", Kind.DATE, "--03-12", "never")) == ()
