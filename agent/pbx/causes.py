"""Why a call failed: the trunk leg's answer, as our callers' words. Pure.

What our own leg hears hides the truth (a callee who declines and a wrong trunk password both reach
it as 403), so only the *trunk* leg's SIP status (RFC 3261 section 21) and Q.850 cause count here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Retry(StrEnum):
    """Whether the errand may dial again by itself."""

    BY_POLICY = "by_policy"
    """With back-off, as the errand's policy says."""
    ASK_OWNER = "ask_owner"
    NEVER = "never"
    ONCE = "once"
    """Once, without a word to the owner."""
    RECONCILE = "reconcile"
    """First ask the PBX what became of the call."""
    NONE = "none"
    """There is nothing to retry."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``fail_reason`` is empty for an answered call."""

    fail_reason: str
    outcome: str
    retry: Retry


ANSWERED = Verdict("", "answered", Retry.NONE)
NO_ANSWER = Verdict("no_answer", "no_answer", Retry.BY_POLICY)
BUSY = Verdict("busy", "busy", Retry.BY_POLICY)
REJECTED = Verdict("call_rejected", "rejected", Retry.ASK_OWNER)
INVALID_NUMBER = Verdict("invalid_number", "invalid_number", Retry.NEVER)
"""Also for an answered call on which SIT or "not in service" was heard."""
UNREACHABLE = Verdict("unreachable", "unreachable", Retry.NEVER)
DIAL_FAILED = Verdict("dial_failed", "failed", Retry.ONCE)
NETWORK_ERROR = Verdict("network_error", "network_error", Retry.ONCE)
CANCELLED = Verdict("cancelled", "cancelled", Retry.NONE)
PROCESS_DIED = Verdict("network_error", "system_error", Retry.RECONCILE)


@dataclass(frozen=True, slots=True)
class TrunkLeg:
    """How the trunk leg ended, as the PBX saw it.

    ``dial_status`` is Asterisk's DIALSTATUS. ``sip_code`` 0: the trunk gave no final answer.
    ``q850`` 0: no cause known. ``rang``: a 180 or 183 came.
    """

    dial_status: str
    sip_code: int = 0
    q850: int = 0
    rang: bool = False


BY_SIP: dict[int, Verdict] = {
    480: NO_ANSWER,
    486: BUSY,
    600: BUSY,
    603: REJECTED,
    607: REJECTED,
    608: REJECTED,
    404: INVALID_NUMBER,
    484: INVALID_NUMBER,
    485: INVALID_NUMBER,
    604: INVALID_NUMBER,
    410: UNREACHABLE,
    502: UNREACHABLE,
    401: DIAL_FAILED,
    403: DIAL_FAILED,
    407: DIAL_FAILED,
    482: DIAL_FAILED,
    483: DIAL_FAILED,
    488: DIAL_FAILED,
    606: DIAL_FAILED,
    408: NETWORK_ERROR,
    500: NETWORK_ERROR,
    503: NETWORK_ERROR,
    504: NETWORK_ERROR,
}
BY_Q850: dict[int, Verdict] = {
    18: NETWORK_ERROR,
    19: NO_ANSWER,
    17: BUSY,
    21: REJECTED,
    1: INVALID_NUMBER,
    28: INVALID_NUMBER,
    3: UNREACHABLE,
    20: UNREACHABLE,
    22: UNREACHABLE,
    27: UNREACHABLE,
    34: NETWORK_ERROR,
    38: NETWORK_ERROR,
    41: NETWORK_ERROR,
    42: NETWORK_ERROR,
    102: NETWORK_ERROR,
}
AFTER_RINGING_SIP: dict[int, Verdict] = {403: REJECTED, 408: NO_ANSWER}
"""A screening service or a person refuses once the phone rings; before it, the network does."""
AFTER_RINGING_Q850: dict[int, Verdict] = {18: NO_ANSWER}
BY_DIAL_STATUS: dict[str, Verdict] = {
    "ANSWER": ANSWERED,
    "BUSY": BUSY,
    "NOANSWER": NO_ANSWER,
    "CANCEL": CANCELLED,
    "CHANUNAVAIL": NETWORK_ERROR,
    "CONGESTION": NETWORK_ERROR,
}
NO_MEDIA_Q850 = 44
"""Asterisk hangs a leg up with it when no RTP came for ``rtp_timeout`` seconds."""


def classify(leg: TrunkLeg, *, ring_timeout: bool = False) -> Verdict:
    """Say what the end of ``leg`` means.

    ``ring_timeout``: it was our own ring timer that cancelled the call, not a person.
    """
    if leg.dial_status == "ANSWER":
        return NETWORK_ERROR if leg.q850 == NO_MEDIA_Q850 else ANSWERED
    if leg.dial_status == "CANCEL":
        return NO_ANSWER if ring_timeout else CANCELLED
    if leg.dial_status == "NOANSWER" and not leg.sip_code:
        return NO_ANSWER  # the PBX's own ring timer
    if leg.sip_code:
        return _by_sip(leg)
    if leg.dial_status == "CHANUNAVAIL":
        # No answer and no leg: the trunk itself is away. Its cause (20, subscriber absent) is about the
        # trunk, not about who was called.
        return NETWORK_ERROR
    return _by_q850(leg) or BY_DIAL_STATUS.get(leg.dial_status, DIAL_FAILED)


def _by_sip(leg: TrunkLeg) -> Verdict:
    if leg.rang and leg.sip_code in AFTER_RINGING_SIP:
        return AFTER_RINGING_SIP[leg.sip_code]
    if leg.sip_code in BY_SIP:
        return BY_SIP[leg.sip_code]
    # A status that the table does not have counts as its class (RFC 3261 section 8.1.3.2), unless the
    # cause says more.
    by_class = {5: NETWORK_ERROR, 6: REJECTED}.get(leg.sip_code // 100, DIAL_FAILED)
    return _by_q850(leg) or by_class


def _by_q850(leg: TrunkLeg) -> Verdict | None:
    if leg.rang and leg.q850 in AFTER_RINGING_Q850:
        return AFTER_RINGING_Q850[leg.q850]
    return BY_Q850.get(leg.q850)
