from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.call.account import STATUSES, Account, Claim, account_schema, leaves, read_account, status_of
from agent.call.reply import Broken
from agent.engines.forms import gbnf

BOOKING = {
    "type": "object",
    "properties": {
        "day": {"type": "string", "format": "date"},
        "people": {"type": "integer"},
        "outside": {"type": "boolean"},
        "room": {"enum": ["single", "double"]},
        "guest": {"$ref": "#/$defs/person"},
    },
    "$defs": {"person": {"type": "object", "properties": {"name": {"type": "string"}}}},
}
GIVEN = {
    "status": "completed",
    "summary": "Table booked for {people}.",
    "claims": [{"name": "time", "value": "{time}", "turns": ["t9"]}],
    "missing": ["date of birth"],
}


def test_an_account_is_read_as_it_was_written() -> None:
    assert read_account(json.dumps(GIVEN)) == Account(
        "completed", "Table booked for {people}.", (Claim("time", "{time}", ("t9",)),), ("date of birth",)
    )


def test_what_is_not_well_formed_in_an_account_is_left_out() -> None:
    claims: list[Any] = [
        3,
        {"name": "", "value": "x", "turns": []},
        {"name": "outside", "value": True, "turns": ["t1", 2, "soon", None, "t1"]},
        {"name": "times", "value": ["seven", None, 8, {"a": 1}]},
    ]
    account = read_account(json.dumps({**GIVEN, "claims": claims, "missing": "age"}))
    assert isinstance(account, Account)
    assert account.claims == (
        Claim("outside", "true", ("t1", "t2")),
        Claim("times", "seven"),
        Claim("times", "8"),
    )
    assert account.missing == ("age",)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"say": "Hello."}', "[" * 9000, '"' + "x" * 20_000 + '"'])
def test_what_is_no_account_is_said_to_be_none(text: str) -> None:
    assert isinstance(read_account(text), Broken)


def test_half_surrogates_and_endless_numbers_do_no_harm() -> None:
    account = read_account(
        '{"status": "\\ud800", "summary": "a\\ud800b", "claims": [{"name": "n", "value": 1e999}]}'
    )
    assert isinstance(account, Account)
    account.summary.encode()
    digits = "9" * 5000
    assert isinstance(read_account(f'{{"status": "x", "summary": {digits}}}'), Account | Broken)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Completed", "completed"),
        ("needs follow-up", "needs_follow_up"),
        ("great", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_status_is_one_of_ours_or_unknown(word: str, status: str) -> None:
    assert status_of(word) == status


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["status", "claims", "name", "value", "turns", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(value=anything)
def test_whatever_json_comes_is_an_account_or_none(value: Any) -> None:
    account = read_account(json.dumps(value))
    assert isinstance(account, Broken) or account.status in STATUSES


# -- the schema ------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", [None, BOOKING])
def test_the_schema_can_be_made_a_grammar_of(wanted: dict[str, Any] | None) -> None:
    grammar = gbnf(account_schema(wanted))
    assert grammar.count("status") > 1
    assert ("guest.name" in grammar) == (wanted is not None)


def test_an_account_conforms_to_its_schema() -> None:
    schema = json.loads(account_schema())
    jsonschema.validate(GIVEN, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**GIVEN, "status": "great"}, schema)


@pytest.mark.parametrize(
    ("name", "value", "good"),
    [
        ("people", 4, True),
        ("people", "{people}", True),
        ("outside", False, True),
        ("outside", "maybe", False),
        ("room", "double", True),
        ("room", "suite", False),
        ("guest.name", "{name}", True),
        ("price", "12", False),
    ],
)
def test_under_a_result_schema_claims_are_about_its_properties(name: str, value: Any, good: bool) -> None:
    given = {**GIVEN, "claims": [{"name": name, "value": value, "turns": ["t1"]}]}
    assert jsonschema.Draft202012Validator(json.loads(account_schema(BOOKING))).is_valid(given) == good


def test_the_leaves_of_a_schema_have_dotted_names_and_an_end() -> None:
    endless: dict[str, Any] = {"properties": {"next": {"$ref": "#"}}}
    assert list(leaves(BOOKING)) == ["day", "people", "outside", "room", "guest.name"]
    assert list(leaves({**endless, "$defs": {}})) == ["next"]
    deep: dict[str, Any] = {"properties": {"next": {"$ref": "#/$defs/a"}}, "$defs": {}}
    deep["$defs"]["a"] = {"properties": {"next": {"$ref": "#/$defs/a"}}}
    assert list(leaves(deep)) == ["next.next.next.next"]
    assert leaves({"properties": {"a": True, "b": {"$ref": "#/nowhere/x"}}}) == {"a": {}, "b": {}}
