"""The dialplan's own reports about the trunk leg, as typed values.

The dialplan (``asterisk/pbx/extensions.conf.j2``) sends three user events over AMI::

    OffhookDialing  Call, Number                                  the INVITE goes out on the trunk now
    OffhookTrunk    Call, DialStatus, Cause, SipCode, Rang        the trunk leg is over, however
    OffhookRefused  Call, Number, Reason                          the dialplan did not dial
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agent.pbx.causes import DIAL_FAILED, NETWORK_ERROR, Retry, TrunkLeg, Verdict, classify


@dataclass(frozen=True, slots=True)
class TrunkDialing:
    """The call ``call_id`` is being sent to the trunk: from here on it may ring at the far end."""

    call_id: str
    number: str


@dataclass(frozen=True, slots=True)
class TrunkResult:
    """How the trunk leg of ``call_id`` ended. ``fail_reason`` is empty for an answered call."""

    call_id: str
    fail_reason: str
    outcome: str
    sip_code: int
    q850: int
    rang: bool
    dial_status: str
    retry: Retry

    def after_ring_timeout(self) -> TrunkResult:
        """The same, where our own ring timer cancelled the call (the PBX only sees the CANCEL)."""
        leg = TrunkLeg(self.dial_status, self.sip_code, self.q850, self.rang)
        return _result(self.call_id, leg, classify(leg, ring_timeout=True))


@dataclass(frozen=True, slots=True)
class TrunkRefused:
    """The dialplan did not dial: ``barred``, ``unlisted``, ``no-call-id`` or ``no-trunk``.

    ``call_id`` is empty where the line named none (or none that is well-formed).
    """

    call_id: str
    number: str
    reason: str
    fail_reason: str
    outcome: str


TrunkEvent = TrunkDialing | TrunkResult | TrunkRefused


def parse(event: Mapping[str, str]) -> TrunkEvent | None:
    """Read one AMI event (header -> value); None for an event that is not about the trunk leg."""
    if event.get("Event") != "UserEvent":
        return None
    call_id, number = event.get("Call", ""), event.get("Number", "")
    match event.get("UserEvent"):
        case "OffhookDialing":
            return TrunkDialing(call_id, number)
        case "OffhookRefused":
            reason = event.get("Reason", "")
            verdict = NETWORK_ERROR if reason == "no-trunk" else DIAL_FAILED
            return TrunkRefused(call_id, number, reason, verdict.fail_reason, verdict.outcome)
        case "OffhookTrunk":
            leg = TrunkLeg(
                dial_status=event.get("DialStatus", ""),
                sip_code=_number(event.get("SipCode", "")),
                q850=_number(event.get("Cause", "")),
                rang=event.get("Rang", "") == "1",
            )
            return _result(call_id, leg, classify(leg))
    return None


def _result(call_id: str, leg: TrunkLeg, verdict: Verdict) -> TrunkResult:
    return TrunkResult(
        call_id=call_id,
        fail_reason=verdict.fail_reason,
        outcome=verdict.outcome,
        sip_code=leg.sip_code,
        q850=leg.q850,
        rang=leg.rang,
        dial_status=leg.dial_status,
        retry=verdict.retry,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
