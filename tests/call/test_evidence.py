from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.call.account import Account, Claim, read_account
from agent.call.evidence import Checked, Evidence
from agent.call.outcome import errand
from agent.call.values import Kind, find, same
from tests.call.calls import BOOKED, TASK, book, claim, ended, transcript, turns


def check(made: Claim, *lines: str, task: str = TASK) -> Checked:
    (checked,) = Evidence(transcript(*lines, task=task), book(task)).check([made])
    return checked


def value(name: str, text: str, *cited: str) -> tuple[str, tuple[str, ...], str]:
    checked = check(claim(name, text, *cited), *BOOKED)
    return checked.value, checked.turns, checked.reason


def test_what_the_cited_turn_says_is_supported() -> None:
    assert value("time", "{time.2}", "t5") == ("?08:00", ("t5",), "")
    assert value("people", "4", "t5") == ("4", ("t5",), "")
    assert value("number", "{t9.code}", "t9") == ("4721", ("t9",), "")
    assert value("number", "4721", "t9") == ("4721", ("t9",), "")


def test_what_the_cited_turn_does_not_say_is_not() -> None:
    assert value("time", "nine o'clock", "t5")[2] == "t5 does not say so"
    assert value("number", "4722", "t9")[2] == "t9 does not say so"


@pytest.mark.parametrize("cited", [(), ("t2",), ("t77",), ("t4",)])
def test_a_claim_needs_a_turn_in_which_they_said_or_agreed_to_it(cited: tuple[str, ...]) -> None:
    assert value("day", "monday", *cited)[2]


def test_words_mean_what_they_mean_in_the_turn() -> None:
    checked = check(claim("closing", "nine", "t1"), "them: We close at nine.")
    assert (checked.kind, checked.value) == (Kind.TIME, "?09:00")


def test_what_they_refuse_is_not_said() -> None:
    assert value("time", "{time}", "t3")[2] == "t3 does not say so"


def test_our_words_count_where_they_agree_right_after() -> None:
    lines = ("us: So four people on Tuesday at half past seven?", "them: Yes.")
    for cited in ("t1", "t2"):
        checked = check(claim("time", "{time}", cited), *lines)
        assert (checked.turns, checked.reason) == (("t2",), "")
    assert check(claim("time", "{time}", "t1"), lines[0], "them: Hold on.").reason


def test_a_yes_that_names_another_value_carries_that_one() -> None:
    lines = ("us: A table at half past seven?", "them: Yes, at eight.")
    assert check(claim("time", "{time}", "t2"), *lines).reason == "t2 does not say so"
    assert not check(claim("time", "{time.2}", "t2"), *lines).reason


def test_a_later_agreement_overrules_an_earlier_one() -> None:
    lines = (
        "them: How about half past seven?",
        "us: Yes, please.",
        "them: Sorry. You're all set at eight.",
    )
    assert check(claim("time", "{time}", "t1"), *lines).reason == "t3 says eight"
    assert not check(claim("time", "{time.2}", "t3"), *lines).reason
    again = (*lines, "us: Thank you.", "them: That's confirmed, half past seven.")
    assert not check(claim("time", "{time}", "t1"), *again).reason


def test_of_a_range_what_was_said_is_the_value() -> None:
    task = "Book a table between seven and nine in the evening."
    checked = check(claim("time", "{time}", "t1"), "them: You're all set for 8:30 pm.", task=task)
    assert (checked.value, checked.reason) == ("20:30", "")


def test_a_half_of_the_day_that_was_said_is_kept() -> None:
    lines = ("them: You're all set for half past seven in the evening.",)
    assert check(claim("time", "{time}", "t1"), *lines).value == "19:30"
    assert check(claim("time", "{time}", "t1"), "them: You're all set for half past seven.").value == "?07:30"


@pytest.mark.parametrize("said", ["Thank you, Miss Davies.", "D, A, V, I, E, S, yes.", "ok davis got it"])
def test_a_name_may_be_misheard_or_spelled(said: str) -> None:
    assert not check(claim("name", "{name}", "t1"), f"them: {said}").reason


def test_another_name_is_another() -> None:
    assert check(claim("name", "{name}", "t1"), "them: Thank you, Mr Miller.").reason


def test_a_text_needs_most_of_its_words() -> None:
    line = "them: You can park behind the house, the gate is green."
    assert not check(claim("parking", "behind the house, green gate", "t1"), line).reason
    assert check(claim("parking", "in the street at the front", "t1"), line).reason
    assert check(claim("parking", "it is", "t1"), line).reason


def test_a_yes_or_no_is_the_model_s_word() -> None:
    checked = check(Claim("outside", "true", ("t1",)), "them: There is a terrace.")
    assert (checked.verified, checked.reason) == (False, "")
    assert check(Claim("outside", "true"), "them: There is a terrace.").reason


def test_a_reference_to_nothing_is_not_supported() -> None:
    assert value("pet", "{pet}", "t5")[2] == "there is no pet"


def test_a_text_with_values_needs_all_of_them() -> None:
    assert not value("booking", "{people} on {day}", "t5")[2]
    assert value("booking", "{people} on {day} at nine", "t5")[0] == "4 on tuesday at nine"
    assert value("booking", "five people on Tuesday", "t5")[2]


def test_a_text_that_is_a_fact_is_compared_by_its_words() -> None:
    task = TASK
    made = Evidence(transcript("them: No nuts, of course.", task=task), book(task, facts=ALLERGIES))
    assert [one.reason for one in made.check([claim("allergies", "{allergies}", "t1")])] == [""]


ALLERGIES: Any = ({"name": "allergies", "value": "no nuts"},)


def test_every_claim_comes_once() -> None:
    made = Evidence(transcript(*BOOKED), book())
    assert len(made.check([claim("people", "4", "t5"), claim("people", "{people}", "t5")])) == 1


# -- whatever the model writes ---------------------------------------------------------------

REFERENCES = [
    "{time}",
    "{time.2}",
    "{t3.time}",
    "{heard.time}",
    "{t9.code}",
    "{people}",
    "{name}",
    "{x}",
    "{",
]
WRITTEN = [
    "7:30",
    "nine",
    "tuesday",
    "4",
    "4721",
    "5",
    "true",
    "by the window",
    "",
    "{t5.count} on {day}",
    "4 5",
]
texts = st.sampled_from(REFERENCES + WRITTEN)
TURNS = [f"t{number}" for number in range(12)]
claims = st.fixed_dictionaries(
    {"name": st.sampled_from(["time", "people", "a b"]), "value": texts | st.integers() | st.booleans()},
    optional={"turns": st.lists(st.sampled_from(TURNS), max_size=3) | texts},
)
accounts = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["completed", "declined", "x"]),
        "claims": st.lists(claims, max_size=4) | texts,
    },
    optional={"summary": texts, "missing": st.lists(texts, max_size=2) | texts},
)


@settings(max_examples=40, deadline=None)
@given(written=accounts, schema=st.sampled_from([None, {"properties": {"time": {"type": "string"}}}]))
def test_no_claim_survives_that_its_turns_do_not_carry(written: Any, schema: Any) -> None:
    account = read_account(json.dumps(written))
    assert isinstance(account, Account)
    result = errand(ended(*BOOKED, account=account, result_schema=schema))
    said = {turn.id: turn.text for turn in turns(*BOOKED)}
    for made in result.claims:
        assert made["turns"]
        assert all(turn in said for turn in made["turns"])
        if made["verified"] and made["kind"] not in (Kind.TEXT, Kind.NAME):
            # A far turn carries what we said right before it, if it agreed.
            places = [int(turn[1:]) for turn in made["turns"]]
            near = " . ".join(said.get(f"t{place}", "") for last in places for place in (last - 1, last))
            assert any(same((Kind(made["kind"]), made["value"]), one) for one in find(near)), made
