"""How a call ended, from the evidence there is. Pure.

The trunk leg's own answer comes first; our leg's SIP code, which the PBX has translated, is the fallback.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agent.pbx.causes import (
    ANSWERED,
    BUSY,
    CANCELLED,
    INVALID_NUMBER,
    NETWORK_ERROR,
    NO_ANSWER,
    PROCESS_DIED,
    TrunkLeg,
    Verdict,
    classify,
)
from agent.pbx.trunk_events import TrunkRefused, TrunkResult
from agent.store.records import CallChanges
from agent.switchboard.story import result

_TONES = {"sit": INVALID_NUMBER, "not-in-service": INVALID_NUMBER, "busy": BUSY, "congestion": NETWORK_ERROR}
"""An exchange that answers and then plays a tone has not put us through."""
_SOURCES = {"far": "callee", "us": "agent", "network": "network"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known when a call is over.

    ``over``: the line's last report, None when it died without one. ``ordered``: a client asked for the
    hang-up. ``lost``: a process the call needed was gone. ``silent``: the line gave up for want of RTP.
    ``tone``: what the network told by a tone before anybody spoke.
    """

    answered: bool = False
    rang: bool = False
    ordered: bool = False
    lost: bool = False
    silent: bool = False
    tone: str = ""
    over: dict[str, Any] | None = None
    trunk: TrunkResult | TrunkRefused | None = None
    result: dict[str, Any] | None = None


def changes(evidence: Evidence) -> CallChanges:
    """The final state of the call's record: failed with a ``fail_reason``, else completed."""
    verdict = _verdict(evidence)
    fail_reason, outcome = verdict.fail_reason, verdict.outcome
    over = evidence.over or {}
    trunk = evidence.trunk if isinstance(evidence.trunk, TrunkResult) else None
    final: CallChanges = {
        "status": "failed" if fail_reason else "completed",
        "lifecycle": "finalized",
        "phase": "ended",
        "outcome": outcome,
        "fail_reason": fail_reason or None,
        "hangup_cause": (trunk.q850 if trunk else 0) or None,
        "sip_hangup_cause": (trunk.sip_code if trunk else 0) or over.get("sip_code") or None,
        "hangup_source": _source(evidence),
        "talk_seconds": float(over.get("talk_seconds", 0.0)),
        "hold_seconds": float(over.get("hold_seconds", 0.0)),
    }
    if evidence.result is None:
        final["result"] = _no_result(evidence.answered and not fail_reason, outcome)
    return final


def _verdict(evidence: Evidence) -> Verdict | TrunkResult | TrunkRefused:
    """Whose ``fail_reason`` (empty: none) and ``outcome`` count (CONTRACTS.md section 2)."""
    over, trunk = evidence.over, evidence.trunk
    if evidence.lost:
        return PROCESS_DIED
    if over is None:
        return CANCELLED if evidence.ordered and not evidence.answered else PROCESS_DIED
    if evidence.answered and evidence.tone in _TONES:
        return _TONES[evidence.tone]
    if evidence.answered:
        dead = isinstance(trunk, TrunkResult) and trunk.fail_reason == NETWORK_ERROR.fail_reason
        return NETWORK_ERROR if dead or evidence.silent else ANSWERED
    if over["by"] == "us":
        if not isinstance(trunk, TrunkResult):
            return CANCELLED if evidence.ordered else NO_ANSWER
        return trunk if evidence.ordered else trunk.after_ring_timeout()
    if trunk is not None:
        return trunk
    code = int(over["sip_code"])
    return classify(TrunkLeg("", sip_code=code, rang=evidence.rang)) if code else NETWORK_ERROR


def _source(evidence: Evidence) -> str:
    by = (evidence.over or {}).get("by", "network")
    return "api" if evidence.ordered and by == "us" else _SOURCES.get(by, "network")


def _no_result(answered: bool, outcome: str) -> dict[str, Any]:
    """Of a call whose line told nothing of its errand."""
    if answered:
        summary = "The call ended without an account of the errand: review the transcript."
        return result({"status": "unknown", "summary": summary})
    return result({"status": "failed", "summary": f"Nobody was spoken to: {outcome.replace('_', ' ')}."})
