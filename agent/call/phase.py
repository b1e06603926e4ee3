"""The phases of a call, by the names that users see, and which may follow which."""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    WAITING = "waiting"
    """Registered, no briefing yet; never shown of a call."""
    DIALING = "dialing"
    IVR_NAVIGATION = "ivr-navigation"
    HOLD_WAITING = "hold-waiting"
    ACTIVE_CONVERSATION = "active-conversation"
    ESCALATION_PENDING = "escalation-pending"
    VOICEMAIL = "voicemail"
    SCREENING = "screening"
    HANDOFF = "handoff"
    WRAP_UP = "wrap-up"
    ENDED = "ended"
