from __future__ import annotations

import json
from typing import get_args

from agent.call.phase import Phase
from agent.call.reports import REPORTS, PhaseEntered, Report, TurnTaken, to_json


def test_every_report_has_a_name() -> None:
    assert set(REPORTS.values()) == set(get_args(Report))


def test_a_report_is_a_json_object_with_its_name_and_fields() -> None:
    assert to_json(PhaseEntered(Phase.DIALING)) == {"event": "phase", "phase": "dialing", "why": ""}
    turn = json.loads(json.dumps(to_json(TurnTaken("t1", "tool", "1", 0.0, 1.0, "press", {"keys": "1"}))))
    assert turn["event"] == "turn"
    assert turn["tool_args"] == {"keys": "1"}
