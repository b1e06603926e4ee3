"""pjsua2's words into ours. The only place where its constants are translated."""

from __future__ import annotations

from enum import Enum, auto

import pjsua2 as pj


class LegState(Enum):
    """The states of an INVITE session (RFC 3261 section 13) as far as a leg tells them apart."""

    IDLE = auto()
    CALLING = auto()
    INVITED = auto()
    EARLY = auto()
    CONFIRMED = auto()
    ENDED = auto()


class Flow(Enum):
    """What the peer lets happen with sound (RFC 3264 section 8.4)."""

    NONE = auto()
    TALKING = auto()
    HELD = auto()


LEG_STATES: dict[int, LegState] = {
    pj.PJSIP_INV_STATE_NULL: LegState.IDLE,
    pj.PJSIP_INV_STATE_CALLING: LegState.CALLING,
    pj.PJSIP_INV_STATE_INCOMING: LegState.INVITED,
    pj.PJSIP_INV_STATE_EARLY: LegState.EARLY,
    pj.PJSIP_INV_STATE_CONNECTING: LegState.EARLY,
    pj.PJSIP_INV_STATE_CONFIRMED: LegState.CONFIRMED,
    pj.PJSIP_INV_STATE_DISCONNECTED: LegState.ENDED,
}

FLOWS: dict[int, Flow] = {
    pj.PJSUA_CALL_MEDIA_NONE: Flow.NONE,
    pj.PJSUA_CALL_MEDIA_ACTIVE: Flow.TALKING,
    pj.PJSUA_CALL_MEDIA_LOCAL_HOLD: Flow.TALKING,
    pj.PJSUA_CALL_MEDIA_REMOTE_HOLD: Flow.HELD,
    pj.PJSUA_CALL_MEDIA_ERROR: Flow.NONE,
}

NETWORK_EVENTS: frozenset[int] = frozenset(
    {pj.PJSIP_EVENT_TIMER, pj.PJSIP_EVENT_TRANSPORT_ERROR, pj.PJSIP_EVENT_TX_MSG}
)
"""Causes of a transaction's end that are nobody's answer: a timer ran out, nothing could be sent."""

CODEC_PRIORITIES: dict[int, dict[str, int]] = {
    8000: {"PCMU/8000": 250, "PCMA/8000": 240},
    16000: {"G722/16000": 254, "PCMU/8000": 250, "PCMA/8000": 240},
}
"""By the line's rate; a codec that is not named is off."""
