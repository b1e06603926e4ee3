from __future__ import annotations

from typing import Any

import pytest

from agent.pbx.trunk_events import TrunkRefused, TrunkResult, parse
from agent.switchboard.outcome import Evidence, changes


def over(code: int = 200, by: str = "far", talk: float = 0.0) -> dict[str, Any]:
    return {"event": "over", "sip_code": code, "by": by, "talk_seconds": talk, "hold_seconds": 0.0}


def trunk(status: str, code: int = 0, cause: int = 0, rang: bool = False) -> TrunkResult:
    told = parse(
        {
            "Event": "UserEvent",
            "UserEvent": "OffhookTrunk",
            "Call": "call_1",
            "DialStatus": status,
            "SipCode": str(code),
            "Cause": str(cause),
            "Rang": "1" if rang else "0",
        }
    )
    assert isinstance(told, TrunkResult)
    return told


ANSWER = trunk("ANSWER", 200, 16)


@pytest.mark.parametrize(
    ("evidence", "status", "fail_reason", "outcome"),
    [
        (Evidence(answered=True, over=over(), trunk=ANSWER), "completed", None, "answered"),
        (Evidence(answered=True, over=over(by="us"), ordered=True), "completed", None, "answered"),
        (
            Evidence(answered=True, over=over(), trunk=trunk("ANSWER", 0, 44)),
            "failed",
            "network_error",
            "network_error",
        ),
        (
            Evidence(answered=True, silent=True, over=over(by="us"), trunk=ANSWER),
            "failed",
            "network_error",
            "network_error",
        ),
        (
            Evidence(answered=True, tone="sit", over=over(by="us"), trunk=ANSWER),
            "failed",
            "invalid_number",
            "invalid_number",
        ),
        (
            Evidence(answered=True, tone="not-in-service", over=over(by="us"), trunk=ANSWER),
            "failed",
            "invalid_number",
            "invalid_number",
        ),
        (Evidence(answered=True, tone="busy", over=over(by="us"), trunk=ANSWER), "failed", "busy", "busy"),
        (
            Evidence(answered=True, tone="fax", over=over(by="us"), trunk=ANSWER),
            "completed",
            None,
            "answered",
        ),
        (Evidence(over=over(403), trunk=trunk("BUSY", 603, 21, True)), "failed", "call_rejected", "rejected"),
        (Evidence(over=over(403), trunk=trunk("CHANUNAVAIL", 403, 21)), "failed", "dial_failed", "failed"),
        (
            Evidence(over=over(403), trunk=TrunkRefused("c", "+1", "barred", "dial_failed", "failed")),
            "failed",
            "dial_failed",
            "failed",
        ),
        (Evidence(over=over(486)), "failed", "busy", "busy"),
        (Evidence(over=over(404)), "failed", "invalid_number", "invalid_number"),
        (Evidence(over=over(0, "network")), "failed", "network_error", "network_error"),
        (Evidence(rang=True, over=over(487, "us")), "failed", "no_answer", "no_answer"),
        (
            Evidence(rang=True, over=over(487, "us"), trunk=trunk("CANCEL", 0, 0, True)),
            "failed",
            "no_answer",
            "no_answer",
        ),
        (Evidence(ordered=True, over=over(487, "us")), "failed", "cancelled", "cancelled"),
        (
            Evidence(ordered=True, over=over(487, "us"), trunk=trunk("CANCEL", 0, 0, True)),
            "failed",
            "cancelled",
            "cancelled",
        ),
        # The order to hang up crossed the far end's own answer: what the trunk says is what happened.
        (
            Evidence(ordered=True, over=over(486, "far"), trunk=trunk("BUSY", 486, 17)),
            "failed",
            "busy",
            "busy",
        ),
        (Evidence(), "failed", "network_error", "system_error"),
        (Evidence(answered=True), "failed", "network_error", "system_error"),
        (Evidence(answered=True, lost=True, over=over()), "failed", "network_error", "system_error"),
        (Evidence(ordered=True), "failed", "cancelled", "cancelled"),
    ],
)
def test_how_a_call_ended(evidence: Evidence, status: str, fail_reason: str | None, outcome: str) -> None:
    final = changes(evidence)
    assert (final["status"], final["fail_reason"], final["outcome"]) == (status, fail_reason, outcome)
    assert (final["lifecycle"], final["phase"]) == ("finalized", "ended")


def test_the_trunks_causes_are_kept() -> None:
    final = changes(Evidence(over=over(403), trunk=trunk("BUSY", 603, 21, True)))
    assert (final["hangup_cause"], final["sip_hangup_cause"]) == (21, 603)


@pytest.mark.parametrize(
    ("evidence", "source"),
    [
        (Evidence(answered=True, over=over(by="far")), "callee"),
        (Evidence(answered=True, over=over(by="us")), "agent"),
        (Evidence(answered=True, ordered=True, over=over(by="us")), "api"),
        (Evidence(answered=True, ordered=True, over=over(by="far")), "callee"),
        (Evidence(), "network"),
    ],
)
def test_who_hung_up(evidence: Evidence, source: str) -> None:
    assert changes(evidence)["hangup_source"] == source


def test_an_account_of_the_errand_is_not_overwritten() -> None:
    assert "result" not in changes(Evidence(answered=True, over=over(), result={"status": "completed"}))


@pytest.mark.parametrize(("answered", "status"), [(True, "unknown"), (False, "failed")])
def test_without_an_account_the_result_does_not_claim_success(answered: bool, status: str) -> None:
    result = changes(Evidence(answered=answered, over=over(486)))["result"]
    assert result is not None
    assert result["status"] == status
