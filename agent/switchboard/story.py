"""From a line's reports to the events of a call and to what they change in its record. Pure.

An event has the report's name; the switchboard adds two of its own (``agent.switchboard.events``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from agent.call.briefing import MenuStep
from agent.call.menu_map import learnable
from agent.call.phase import Phase
from agent.call.reports import REPORTS
from agent.store.records import CallChanges, NewDisclosure, NewTurn

_LEG_CHANGES: dict[str, CallChanges] = {
    "dialing": {"status": "ringing", "lifecycle": "dialing"},
    "ringing": {"status": "ringing", "lifecycle": "dialing"},
    "answered": {"status": "in_progress", "lifecycle": "answered"},
    "held": {},
    "resumed": {},
    "ended": {},
}


_REQUIRED = ("status", "summary")
_RESULT: tuple[tuple[str, Any], ...] = (
    ("status", ""),
    ("summary", ""),
    ("fields", {}),
    ("turns", []),
    ("claims", []),
    ("unsupported", []),
    ("commitments", []),
    ("confirmation_numbers", []),
    ("verbal_only", True),
    ("missing", []),
    ("follow_up", None),
)
"""What a result holds, and what stands there when the line told nothing of it."""


MOST_STEPS = 20
_MENU_STEPS = TypeAdapter(tuple[MenuStep, ...])


@dataclass(frozen=True, slots=True)
class Way:
    """What is to be kept of a number's menu (``agent.call.reports.MenuLearned``)."""

    purpose: str
    steps: tuple[MenuStep, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the call's story, with what it changes."""

    name: str
    data: dict[str, Any]
    changes: CallChanges | None = None
    record: NewTurn | NewDisclosure | None = None
    """For the transcript, or for the ledger."""
    way: Way | None = None


def entry(report: dict[str, Any]) -> Entry:
    """The entry for one report (``agent.call.reports.to_json``).

    Raises KeyError, TypeError or ValueError on a report that is unknown or not well formed.
    """
    name = report["event"]
    data = {key: value for key, value in report.items() if key != "event"}
    if name not in REPORTS:
        raise ValueError(f"no such report: {name!r}")
    if name == "leg":
        return Entry(name, data, _LEG_CHANGES[data["state"]] or None)
    if name == "phase":
        return Entry(name, data, {"phase": str(Phase(data["phase"]))})
    if name == "errand":
        return Entry(name, data, {"result": result(data)})
    if name == "turn":
        return Entry(name, data, record=_turn(data))
    if name == "released":
        return Entry(name, data, record=_disclosure(data))
    if name == "menu":
        return Entry(name, data, way=_way(data))
    if name == "trouble":
        data["what"] = str(data["what"])
    return Entry(name, data)


def result(errand: dict[str, Any]) -> dict[str, Any]:
    """``result`` of the HTTP interface from the line's ErrandEnded."""
    told = {name: errand[name] if name in _REQUIRED else errand.get(name, empty) for name, empty in _RESULT}
    return {**told, "schema_errors": errors} if (errors := errand.get("schema_errors")) else told


def _disclosure(data: dict[str, Any]) -> NewDisclosure:
    return NewDisclosure(turn=str(data["turn"]), fact=str(data["fact"]), form=str(data["form"]))


def _way(data: dict[str, Any]) -> Way:
    steps = _MENU_STEPS.validate_python(data["steps"])
    if len(steps) > MOST_STEPS:
        raise ValueError(f"a way through a menu has at most {MOST_STEPS} steps")
    if not all(learnable(step.keys) for step in steps):
        raise ValueError("a way through a menu has choices and references, no numbers")
    return Way(str(data["purpose"]), steps)


def _turn(data: dict[str, Any]) -> NewTurn:
    return NewTurn(
        id=str(data["id"]),
        role=str(data["role"]),
        text=str(data["text"]),
        start_seconds=float(data["start_seconds"]),
        end_seconds=float(data["end_seconds"]),
        tool=str(data.get("tool", "")),
        tool_args=dict(data.get("tool_args", {})),
        interrupted=bool(data.get("interrupted", False)),
    )
