"""The phases of a call, by the names that users see, which may follow which, and what holds in each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    WAITING = "waiting"
    """Registered, no briefing yet; never shown of a call."""
    DIALING = "dialing"
    """Until it is known who or what answered."""
    IVR_NAVIGATION = "ivr-navigation"
    HOLD_WAITING = "hold-waiting"
    ACTIVE_CONVERSATION = "active-conversation"
    ESCALATION_PENDING = "escalation-pending"
    VOICEMAIL = "voicemail"
    SCREENING = "screening"
    HANDOFF = "handoff"
    WRAP_UP = "wrap-up"
    ENDED = "ended"


_LATE = frozenset({Phase.WRAP_UP, Phase.ENDED})
_TALK = frozenset(
    {
        Phase.IVR_NAVIGATION,
        Phase.HOLD_WAITING,
        Phase.ACTIVE_CONVERSATION,
        Phase.VOICEMAIL,
        Phase.SCREENING,
    }
)
_ASIDE = frozenset({Phase.ESCALATION_PENDING, Phase.HANDOFF})

TRANSITIONS: dict[Phase, frozenset[Phase]] = {
    Phase.WAITING: frozenset({Phase.DIALING, Phase.ACTIVE_CONVERSATION}) | _LATE,
    Phase.DIALING: _TALK | _LATE,
    Phase.IVR_NAVIGATION: _TALK | _ASIDE | _LATE,
    Phase.HOLD_WAITING: _TALK | _ASIDE | _LATE,
    Phase.ACTIVE_CONVERSATION: _TALK | _ASIDE | _LATE,
    Phase.ESCALATION_PENDING: frozenset({Phase.ACTIVE_CONVERSATION, Phase.HOLD_WAITING, Phase.HANDOFF})
    | _LATE,
    Phase.VOICEMAIL: frozenset({Phase.ACTIVE_CONVERSATION}) | _LATE,
    Phase.SCREENING: _TALK | _LATE,
    Phase.HANDOFF: frozenset({Phase.ACTIVE_CONVERSATION}) | _LATE,
    Phase.WRAP_UP: frozenset({Phase.ENDED}),
    Phase.ENDED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds in a phase. ``watchdog`` is the longest stay; what follows it, the session knows."""

    actions: tuple[str, ...]
    """What the model may do (``agent.call.reply.ACTIONS``)."""
    watchdog_seconds: float | None = None
    """None: the call's own limits are the watchdog (``ring_seconds``, ``hold_max``, ``max_duration``)."""
    machine: bool = False
    """A recorded voice speaks: it hears nothing, so it neither stops us nor is asked to repeat."""
    silence_matters: bool = False
    """Nobody speaking for long is answered with a question, and at last with the end."""


RULES: dict[Phase, Rules] = {
    Phase.WAITING: Rules(()),
    Phase.DIALING: Rules(("none", "wait", "end")),
    Phase.IVR_NAVIGATION: Rules(("none", "press", "wait", "ask_owner", "end"), 300.0, machine=True),
    Phase.HOLD_WAITING: Rules(("none", "wait"), machine=True),
    Phase.ACTIVE_CONVERSATION: Rules(
        ("none", "press", "wait", "ask_owner", "hand_off", "leave_message", "end"), silence_matters=True
    ),
    Phase.ESCALATION_PENDING: Rules(("none", "wait"), 60.0),
    Phase.VOICEMAIL: Rules(("leave_message", "end"), 120.0, machine=True),
    Phase.SCREENING: Rules(("none", "press", "wait", "end"), 120.0, machine=True),
    Phase.HANDOFF: Rules(("none", "wait"), 120.0),
    Phase.WRAP_UP: Rules((), 30.0, machine=True),
    Phase.ENDED: Rules(()),
}
