from __future__ import annotations

from typing import Any

import pytest

from agent.call.briefing import MenuStep
from agent.call.phase import Phase
from agent.call.reports import (
    CallOver,
    ErrandEnded,
    LegChanged,
    MenuLearned,
    PhaseEntered,
    Released,
    TimingTaken,
    TurnTaken,
    to_json,
)
from agent.store.records import NewDisclosure, NewTurn
from agent.switchboard.story import MOST_STEPS, entry


def test_a_turn_becomes_a_line_of_the_transcript() -> None:
    report = TurnTaken("t1", "assistant", "Hello.", 1.0, 2.0, interrupted=True)
    turn = entry(to_json(report)).record
    assert isinstance(turn, NewTurn)
    assert (turn.id, turn.role, turn.text, turn.interrupted) == ("t1", "assistant", "Hello.", True)


@pytest.mark.parametrize(
    ("state", "status"), [("dialing", "ringing"), ("ringing", "ringing"), ("answered", "in_progress")]
)
def test_signalling_moves_the_status(state: Any, status: str) -> None:
    changes = entry(to_json(LegChanged(state))).changes
    assert changes is not None
    assert changes["status"] == status


@pytest.mark.parametrize("state", ["held", "resumed", "ended"])
def test_other_signalling_moves_nothing(state: Any) -> None:
    assert entry(to_json(LegChanged(state))).changes is None


def test_a_phase_is_shown_by_its_name() -> None:
    assert entry(to_json(PhaseEntered(Phase.HOLD_WAITING, "music"))).changes == {"phase": "hold-waiting"}


def test_the_account_of_the_errand_becomes_the_result() -> None:
    claim = {"name": "a", "value": "1", "kind": "count", "turns": ["t1"], "verified": True}
    told = entry(to_json(ErrandEnded("completed", "Done.", {"a": 1}, ("t1",), claims=(claim,)))).changes
    assert told is not None
    result = told["result"]
    assert result is not None
    assert (result["status"], result["summary"], result["fields"]) == ("completed", "Done.", {"a": 1})
    assert (list(result["claims"]), result["verbal_only"], result["follow_up"]) == ([claim], True, None)
    assert "schema_errors" not in result


def test_a_result_that_does_not_conform_to_its_schema_says_why() -> None:
    changes = entry(to_json(ErrandEnded("completed", "Done.", schema_errors=("day is missing",)))).changes
    assert changes is not None
    assert (changes["result"] or {})["schema_errors"] == ("day is missing",)


def test_what_was_told_goes_into_the_ledger() -> None:
    assert entry(to_json(Released("phone", "digits", "t8"))).record == NewDisclosure("t8", "phone", "digits")


@pytest.mark.parametrize("report", [TimingTaken("setup", 0.1), CallOver(200, "", "far", True, 1.0)])
def test_other_reports_are_told_as_they_are(report: Any) -> None:
    told = entry(to_json(report))
    assert (told.changes, told.record) == (None, None)
    assert {"event": told.name, **told.data} == to_json(report)


@pytest.mark.parametrize(
    "report",
    [
        {"event": "nobody-knows-this"},
        {"event": "leg", "state": "sideways"},
        {"event": "phase", "phase": "lunch"},
        {"event": "turn", "id": "t1"},
        {"event": "turn", "id": "t1", "role": "user", "text": "x", "start_seconds": None, "end_seconds": 1},
        {"event": "errand"},
        {"event": "released", "fact": "phone"},
    ],
)
def test_a_report_that_is_not_well_formed_is_refused(report: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        entry(report)


def test_what_was_learned_of_a_menu_is_to_be_kept() -> None:
    steps = (MenuStep("for billing press …", "2", {"1": "billing"}), MenuStep("enter", "{phone}#"))
    way = entry(to_json(MenuLearned("book table", steps))).way
    assert way is not None
    assert (way.purpose, way.steps) == ("book table", steps)


@pytest.mark.parametrize(
    "steps", [(MenuStep("enter your code", "4711"),), (MenuStep("a", "1"),) * (MOST_STEPS + 1)]
)
def test_a_way_with_numbers_in_it_or_without_an_end_is_refused(steps: tuple[MenuStep, ...]) -> None:
    with pytest.raises(ValueError, match="a way through a menu"):
        entry(to_json(MenuLearned("book table", steps)))
