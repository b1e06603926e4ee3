"""The account of a call that is over: what the far party confirmed last, with the turn that says so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from agent.call.actions import Message
from agent.call.prompt import written
from agent.call.values import Kind, find
from agent.engines.scripted.phrases import Said, said
from agent.engines.scripted.references import Fact

_TURN = re.compile(r"(t\d+): ")
_NUMBER = re.compile(r"(?:confirmation|reference|booking) number|\bnumber is\b", re.IGNORECASE)
_ALIASES = {
    "party_size": ("size", "people", "guests", "party"),
    "day": ("date",),
    "confirmation_number": ("confirmation", "reference", "code"),
    "name": ("guest",),
    "time": ("hour",),
}
_NAMES = {Kind.COUNT: "party_size", Kind.DATE: "day", Kind.TIME: "time", Kind.NAME: "name"}


def account(messages: Sequence[Message], facts: Sequence[Fact], schema: Mapping[str, Any]) -> dict[str, Any]:
    """``messages``: the dialogue alone. ``schema``: of the account asked for; its names are used."""
    status, far = _status(messages), [one for one in messages if one.role == "user"]
    confirmed = [one for one in far if {Said.CONFIRMED, Said.READ_BACK} & set(said(written(one)))]
    claims = _claims(confirmed[-1], facts) if status == "completed" and confirmed else {}
    names = _names(schema) or {name: name for name in claims}
    listed = [
        {"name": name, "value": claims[ours][0], "turns": [claims[ours][1]]}
        for name, ours in names.items()
        if ours in claims
    ]
    summary = "The errand was done." if claims else f"The call ended: {status.replace('_', ' ')}."
    return {"status": status, "summary": summary, "claims": listed, "missing": []}


def _status(messages: Sequence[Message]) -> str:
    for message in reversed(messages):
        if message.role == "assistant":
            reply = json.loads(message.content)
            return reply["arg"] or "unknown" if reply["do"] == "end" else "unknown"
    return "unknown"


def _claims(message: Message, facts: Sequence[Fact]) -> dict[str, tuple[str, str]]:
    """Values by reference, each with the turn that says it."""
    turn = _TURN.match(message.content)
    assert turn is not None
    known = {Kind(fact.kind): f"{{{fact.id}}}" for fact in reversed(facts) if fact.kind in list(Kind)}
    same = re.findall(r"\{[a-z0-9_.]+\}", message.content)
    claims: dict[str, tuple[str, str]] = {}
    values, *rest = _NUMBER.split(written(message))
    for value in find(values):
        name = _NAMES.get(value.kind)
        if name:
            claims.setdefault(name, (f"{{{turn[1]}.{value.kind}}}", turn[1]))
    if any(value.kind in (Kind.CODE, Kind.COUNT) for value in find(rest[-1] if rest else "")):
        claims["confirmation_number"] = (f"{{{turn[1]}.code}}", turn[1])
    if Kind.NAME in known and known[Kind.NAME] in same:
        claims["name"] = (known[Kind.NAME], turn[1])
    return claims


def _names(schema: Mapping[str, Any]) -> dict[str, str]:
    """The names that the schema has for claims, with ours."""
    items = schema.get("properties", {}).get("claims", {}).get("items", {})
    named = [one.get("properties", {}).get("name", {}).get("const") for one in items.get("anyOf", ())]
    return {name: ours for name in named if isinstance(name, str) and (ours := _ours(name.lower()))}


def _ours(name: str) -> str:
    return next(
        (key for key, aliases in _ALIASES.items() if any(part in name for part in (key, *aliases))), ""
    )
