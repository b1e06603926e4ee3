from __future__ import annotations

from typing import Any

import pytest

from agent.call.phase import Phase
from agent.call.reports import (
    CallOver,
    ErrandEnded,
    LegChanged,
    PhaseEntered,
    TimingTaken,
    TurnTaken,
    to_json,
)
from agent.switchboard.story import entry


def test_a_turn_becomes_a_line_of_the_transcript() -> None:
    report = TurnTaken("t1", "assistant", "Hello.", 1.0, 2.0, interrupted=True)
    turn = entry(to_json(report)).turn
    assert turn is not None
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
    changes = entry(to_json(ErrandEnded("completed", "Done.", {"a": 1}, ("t1",)))).changes
    assert changes == {
        "result": {"status": "completed", "summary": "Done.", "fields": {"a": 1}, "turns": ["t1"]}
    }


@pytest.mark.parametrize("report", [TimingTaken("setup", 0.1), CallOver(200, "", "far", True, 1.0)])
def test_other_reports_are_told_as_they_are(report: Any) -> None:
    told = entry(to_json(report))
    assert (told.changes, told.turn) == (None, None)
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
    ],
)
def test_a_report_that_is_not_well_formed_is_refused(report: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        entry(report)
