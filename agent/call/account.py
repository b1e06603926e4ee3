"""The model's account of a call that is over: its form, its JSON Schema, and reading it.

::

    {"status": "completed", "summary": "Table booked for {people} on {day} at {time}.",
     "claims": [{"name": "time", "value": "{time}", "turns": ["t9"]},
                {"name": "confirmation_number", "value": "{t11.code}", "turns": ["t11"]}],
     "missing": ["date of birth"]}

Values are references (``{t11.code}``: the first code in turn t11) or written out. Nothing is believed
here: ``agent.call.evidence`` compares it with the transcript. Under a ``result_schema`` the names of claims
are its properties; those of nested objects are joined by dots.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from agent.call.reply import Broken
from agent.call.values import Value

STATUSES = (
    "completed",
    "partially_completed",
    "needs_follow_up",
    "declined",
    "voicemail_left",
    "voicemail_reached",
    "wrong_number",
    "transferred",
    "failed",
    "unknown",
)
LONGEST_ACCOUNT = 12_000
LONGEST_TEXT = 600
MOST_CLAIMS = 24
MOST_TURNS = 6
MOST_MISSING = 12
MOST_NAMES = 40
DEEPEST = 4

_TURN = re.compile(r"t?([1-9][0-9]{0,4})")


@dataclass(frozen=True, slots=True)
class Claim:
    """``value`` is true, and the turns with these ids say so: the model's word."""

    name: str
    value: str
    turns: tuple[str, ...] = ()
    said: Value | None = None
    """The value itself, where it was found in a turn and is nobody's word."""


@dataclass(frozen=True, slots=True)
class Account:
    status: str
    summary: str
    claims: tuple[Claim, ...] = ()
    missing: tuple[str, ...] = ()


# -- what is asked for -----------------------------------------------------------------------


def account_schema(result_schema: Mapping[str, Any] | None = None) -> str:
    """JSON Schema, as JSON text, of an account; one that a grammar can be made of."""
    names = leaves(result_schema or {})
    claims = [_claim({"const": name}, _value(leaf)) for name, leaf in names.items()]
    claim = {"anyOf": claims} if claims else _claim({"type": "string"}, {"type": "string"})
    properties = {
        "status": {"type": "string", "enum": list(STATUSES)},
        "summary": {"type": "string"},
        "claims": {"type": "array", "items": claim, "maxItems": MOST_CLAIMS},
        "missing": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_MISSING},
    }
    return json.dumps(_object(properties))


def leaves(schema: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The values that an object of this JSON Schema is made of: dotted name to its own schema."""
    found: dict[str, dict[str, Any]] = {}
    _gather(schema, schema, "", DEEPEST, found)
    return dict(list(found.items())[:MOST_NAMES])


def resolved(schema: Any, root: Mapping[str, Any]) -> dict[str, Any]:
    """``schema`` with a local ``$ref`` (``#/$defs/x``) followed once."""
    if not isinstance(schema, Mapping):
        return {}
    path = str(schema.get("$ref", ""))
    if not path.startswith("#/"):
        return dict(schema)
    place: Any = root
    for part in path[2:].split("/"):
        place = place.get(part) if isinstance(place, Mapping) else None
    return dict(place) if isinstance(place, Mapping) else {}


def _gather(
    schema: Any, root: Mapping[str, Any], prefix: str, depth: int, found: dict[str, dict[str, Any]]
) -> None:
    own = resolved(schema, root)
    properties = own.get("properties")
    if isinstance(properties, Mapping) and properties and depth:
        for name, below in properties.items():
            _gather(below, root, f"{prefix}.{name}" if prefix else str(name), depth - 1, found)
    elif prefix:
        found[prefix] = own


def _value(leaf: Mapping[str, Any]) -> dict[str, Any]:
    """What may stand as the value of a claim: what the leaf allows, or a reference to it."""
    options = leaf.get("enum")
    if isinstance(options, list) and options and all(isinstance(option, str) for option in options):
        return {"enum": options}
    kind = leaf.get("type")
    if kind == "boolean":
        return {"type": "boolean"}
    if kind in ("integer", "number"):
        return {"anyOf": [{"type": kind}, {"type": "string"}]}
    return {"type": "string"}


def _claim(name: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    turn = {"type": "string", "pattern": "^t[1-9][0-9]{0,3}$"}
    turns = {"type": "array", "items": turn, "minItems": 1, "maxItems": MOST_TURNS}
    return _object({"name": name, "value": value, "turns": turns})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


# -- what is answered ------------------------------------------------------------------------


def read_account(text: str) -> Account | Broken:
    """The account that ``text`` is. What is not well formed in it is left out; a status of none of ours
    is ``unknown``."""
    if len(text) > LONGEST_ACCOUNT:
        return Broken("too long")
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        return Broken(f"not JSON: {type(error).__name__}")
    if not isinstance(value, dict) or "status" not in value:
        return Broken("not an account")
    claims = [claim for item in _list(value.get("claims")) for claim in _claims(item)]
    missing = tuple(name for item in _list(value.get("missing")) if (name := _text(item)))
    return Account(
        status_of(_text(value["status"])),
        _text(value.get("summary")),
        tuple(claims[:MOST_CLAIMS]),
        missing[:MOST_MISSING],
    )


def status_of(word: str) -> str:
    """``word`` if it is a status of ours, written in whichever way; else ``unknown``."""
    word = "_".join(word.lower().replace("_", " ").replace("-", " ").split())
    return word if word in STATUSES else "unknown"


def _claims(item: Any) -> Iterable[Claim]:
    """One claim for each value; a claim with a list of values is several of the same name."""
    if not isinstance(item, dict) or not (name := _text(item.get("name"))):
        return
    turns = tuple(dict.fromkeys(turn for given in _list(item.get("turns")) for turn in _turn(given)))
    for value in _list(item.get("value")):
        if text := _text(value):
            yield Claim(name, text, turns[:MOST_TURNS])


def _turn(given: Any) -> Iterable[str]:
    if found := _TURN.fullmatch(_text(given)):
        yield f"t{found[1]}"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    """A scalar as text, fit for any encoding; empty for what is none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        return ""
    text = str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(text.split())[:LONGEST_TEXT]
