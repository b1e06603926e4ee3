"""The result in the form that was asked for: an object of verified values under a ``result_schema``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError
from referencing import Registry
from referencing.exceptions import Unresolvable

from agent.call.account import leaves
from agent.call.claimed import shown
from agent.call.evidence import Checked
from agent.call.values import Kind

MOST_ERRORS = 8
LONGEST_ERROR = 200
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}


def free_fields(claims: Iterable[Checked]) -> dict[str, Any]:
    """What nobody has given a form to: each claim by its name; several of a name are a list."""
    found: dict[str, list[Any]] = {}
    for claim in claims:
        found.setdefault(claim.name, []).append(_plain(claim))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def formed_fields(
    schema: Mapping[str, Any], claims: Iterable[Checked]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The object that ``schema`` asks for, as far as there are claims for it; and why it does not conform."""
    claims = list(claims)
    fields: dict[str, Any] = {}
    for name, leaf in leaves(schema).items():
        values = [_shaped(claim, leaf) for claim in claims if claim.name == name]
        if values:
            _put(fields, name.split("."), values if leaf.get("type") == "array" else values[-1])
    return fields, tuple(_errors(schema, fields))[:MOST_ERRORS]


def schema_fault(schema: Mapping[str, Any]) -> str:
    """Why nothing can be asked for by ``schema``; empty where it can."""
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        return error.message[:LONGEST_ERROR]
    except RecursionError:
        return "it is nested too deeply"
    return ""


def _errors(schema: Mapping[str, Any], fields: dict[str, Any]) -> Iterable[str]:
    if fault := schema_fault(schema):
        return [f"result_schema: {fault}"]
    # A registry of its own: nothing is fetched from wherever a "$ref" may point.
    validator = Draft202012Validator(schema, registry=Registry(), format_checker=FormatChecker())
    try:
        errors = sorted(validator.iter_errors(fields), key=lambda error: error.json_path)
    except (Unresolvable, re.error, RecursionError) as error:
        return [f"result_schema: {error}"[:LONGEST_ERROR]]
    return [f"{error.json_path.removeprefix('$.')}: {error.message}"[:LONGEST_ERROR] for error in errors]


def _put(fields: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        fields = fields.setdefault(name, {})
    fields[path[-1]] = value


def _shaped(claim: Checked, leaf: Mapping[str, Any]) -> Any:
    """The claim's value as what ``leaf`` asks for, if it can be that; else as it is."""
    items = leaf.get("items")
    if leaf.get("type") == "array" and isinstance(items, Mapping):
        return _shaped(claim, items)
    options = leaf.get("enum")
    if isinstance(options, list):
        return next((one for one in options if str(one).lower() == claim.value.lower()), claim.value)
    number = _NUMBER.search(claim.value)
    match leaf.get("type"):
        case "integer" if number and not float(number[0]) % 1:
            return int(float(number[0]))
        case "number" if number:
            return float(number[0])
        case "boolean":
            return _BOOLEANS.get(claim.value.lower(), claim.value)
    return _plain(claim) if claim.kind is Kind.TIME else claim.value


def _plain(claim: Checked) -> Any:
    if claim.kind is Kind.COUNT and re.fullmatch(r"\d{1,9}", claim.value):
        return int(claim.value)
    if not claim.verified:
        return _BOOLEANS.get(claim.value, claim.value)
    return shown(claim.kind, claim.value) if claim.kind is Kind.TIME else claim.value
