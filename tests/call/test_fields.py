from __future__ import annotations

from typing import Any

import pytest

from agent.call.evidence import Checked
from agent.call.fields import formed_fields, free_fields, schema_fault
from agent.call.values import Kind

CLAIMS = [
    Checked("people", "4", Kind.COUNT, ("t1",)),
    Checked("time", "?07:30", Kind.TIME, ("t1",)),
    Checked("outside", "true", Kind.TEXT, ("t1",), verified=False),
    Checked("name", "Anna Davies", Kind.NAME, ("t1",)),
    Checked("dish", "pasta", Kind.TEXT, ("t1",)),
    Checked("dish", "salad", Kind.TEXT, ("t1",)),
    Checked("room.kind", "Double", Kind.TEXT, ("t1",)),
    Checked("room.price", "80.00 USD", Kind.AMOUNT, ("t1",)),
]


def formed(properties: dict[str, Any], **more: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    return formed_fields({"type": "object", "properties": properties, **more}, CLAIMS)


def test_without_a_form_every_claim_stands_under_its_name() -> None:
    assert free_fields(CLAIMS) == {
        "people": 4,
        "time": "7:30",
        "outside": True,
        "name": "Anna Davies",
        "dish": ["pasta", "salad"],
        "room.kind": "Double",
        "room.price": "80.00 USD",
    }


def test_values_take_the_form_that_is_asked_for() -> None:
    room = {"properties": {"kind": {"enum": ["single", "double"]}, "price": {"type": "number"}}}
    wanted = {
        "people": {"type": "integer"},
        "time": {"type": "string"},
        "outside": {"type": "boolean"},
        "dish": {"type": "array", "items": {"type": "string"}},
        "room": {"type": "object", **room},
    }
    assert formed(wanted, required=["people"]) == (
        {
            "people": 4,
            "time": "7:30",
            "outside": True,
            "dish": ["pasta", "salad"],
            "room": {"kind": "double", "price": 80.0},
        },
        (),
    )


@pytest.mark.parametrize(
    ("properties", "more", "error"),
    [
        ({"day": {"type": "string"}}, {"required": ["day"]}, "'day' is a required property"),
        ({"name": {"type": "string", "format": "date"}}, {}, "name: 'Anna Davies' is not a 'date'"),
        ({"name": {"type": "integer"}}, {}, "name: 'Anna Davies' is not of type 'integer'"),
        ({"outside": {"type": "integer"}, "name": {"type": "boolean"}}, {}, "name: 'Anna Davies' is not"),
        ({"dish": {"enum": ["soup"]}}, {}, "dish: 'salad' is not one of"),
        ({"name": {"$ref": "https://nobody.invalid/schema"}}, {}, "result_schema:"),
        ({"name": {"type": "no such type"}}, {}, "result_schema:"),
    ],
)
def test_what_does_not_conform_says_why(properties: dict[str, Any], more: dict[str, Any], error: str) -> None:
    _, errors = formed(properties, **more)
    assert any(error in one for one in errors), errors


def test_a_schema_that_cannot_be_used_is_found_before_the_call() -> None:
    assert schema_fault({"type": 7})
    assert not schema_fault({"type": "object", "properties": {}})
    deep: dict[str, Any] = {}
    for _ in range(3000):
        deep = {"properties": {"x": deep}}
    assert schema_fault(deep) == "it is nested too deeply"
