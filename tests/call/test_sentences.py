from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.call.sentences import ClauseSplitter


def split(*pieces: str) -> list[str]:
    splitter = ClauseSplitter()
    clauses = [clause for piece in pieces for clause in splitter.feed(piece)]
    return clauses + splitter.finish()


def test_sentences_are_clauses() -> None:
    assert split("Hello. How are you? Fine! Good.") == ["Hello.", "How are you?", "Fine!", "Good."]


def test_the_first_clause_ends_at_a_comma_when_it_is_long_enough_to_be_spoken() -> None:
    assert split("Good evening to you, I would like a table, please.") == [
        "Good evening to you,",
        "I would like a table, please.",
    ]
    assert split("Good evening, I would like a table.") == ["Good evening, I would like a table."]


def test_a_later_clause_ends_at_a_comma_only_when_it_is_very_long() -> None:
    long = (
        "the first thing that I would like to know is whether you have a table for four people tomorrow night"
    )
    assert split(f"Hello. {long}, and one more for me.") == ["Hello.", f"{long},", "and one more for me."]


@pytest.mark.parametrize(
    "text",
    [
        "The table is at 7.30 for four",
        "It costs 1,000.50 in all",
        "At 7 p.m. tomorrow",
        "Ask for Mr. Smith or Dr. Jones",
        "It is at 12 St. James St. near you",
        "My name is J. R. Morgan",
        "Say it e.g. slowly",
        "From 9 a.m. to 5 p.m. every day",
        "The number is 202, 555, 0100",
        "Open at 7: 30",
        "version 1. 5",
    ],
)
def test_numbers_times_and_abbreviations_are_never_cut_in_two(text: str) -> None:
    assert split(text) == [text]


def test_a_number_at_the_end_of_a_sentence_ends_it() -> None:
    assert split("We are 4. Is that possible?") == ["We are 4.", "Is that possible?"]


def test_quotes_and_brackets_after_the_mark_belong_to_the_clause() -> None:
    assert split('He said "yes." (Really!) Good.') == ['He said "yes."', "(Really!)", "Good."]


def test_what_cannot_be_pronounced_is_no_clause() -> None:
    assert split("... — ! ") == []
    assert split("... Well. ", "?! ") == ["Well."]


def test_a_clause_is_given_out_as_soon_as_the_next_one_begins() -> None:
    splitter = ClauseSplitter()
    assert splitter.feed("Hello there.") == []
    assert splitter.feed(" ") == []
    assert splitter.feed("H") == ["Hello there."]
    assert splitter.finish() == ["H"]


texts = st.text(st.sampled_from("ab1 7.,?!:;—-\n\"') pm"), max_size=120) | st.text(max_size=40)


@given(text=texts, cuts=st.lists(st.integers(0, 120), max_size=12))
def test_the_clauses_do_not_depend_on_how_the_text_came(text: str, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    assert split(*pieces) == split(text)


@given(text=texts)
def test_every_word_is_said_once_and_in_order(text: str) -> None:
    clauses = split(text)
    assert all(any(character.isalnum() for character in clause) for clause in clauses)
    said = [word for clause in clauses for word in clause.split()]
    pronounced = [word for word in text.split() if any(character.isalnum() for character in word)]
    assert [word for word in said if any(character.isalnum() for character in word)] == pronounced
