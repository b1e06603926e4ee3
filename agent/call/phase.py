"""The phases of a call, by the names that users see, which may follow which, and what holds in each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto


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


_TALK = {
    Phase.IVR_NAVIGATION,
    Phase.HOLD_WAITING,
    Phase.ACTIVE_CONVERSATION,
    Phase.VOICEMAIL,
    Phase.SCREENING,
}
_ASIDE = {Phase.ESCALATION_PENDING, Phase.HANDOFF}
_LATE = {Phase.WRAP_UP, Phase.ENDED}

TRANSITIONS: dict[Phase, set[Phase]] = {
    Phase.WAITING: {Phase.DIALING, Phase.ACTIVE_CONVERSATION} | _LATE,
    Phase.DIALING: _TALK | _LATE,
    Phase.IVR_NAVIGATION: (_TALK | _ASIDE | _LATE) - {Phase.IVR_NAVIGATION},
    Phase.HOLD_WAITING: (_TALK | _ASIDE | _LATE) - {Phase.HOLD_WAITING},
    Phase.ACTIVE_CONVERSATION: (_TALK | _ASIDE | _LATE) - {Phase.ACTIVE_CONVERSATION},
    Phase.ESCALATION_PENDING: {Phase.ACTIVE_CONVERSATION, Phase.HOLD_WAITING, Phase.HANDOFF} | _LATE,
    Phase.VOICEMAIL: (_TALK | _LATE) - {Phase.VOICEMAIL},
    Phase.SCREENING: (_TALK | _LATE) - {Phase.SCREENING},
    Phase.HANDOFF: {Phase.ACTIVE_CONVERSATION} | _LATE,
    Phase.WRAP_UP: {Phase.ENDED},
    Phase.ENDED: set(),
}


class OnSilence(Enum):
    """What to do when nobody has spoken for ``silence_prompt_seconds``."""

    NOTHING = auto()
    ASK = auto()
    """Ask whether somebody is there; after ``silence_end_seconds`` end the call."""
    HOLD = auto()
    """A menu that says nothing is connecting us."""
    REASSURE = auto()
    """The far party waits for us: say that we are still there."""


class OnWatchdog(Enum):
    """What to do when a phase has lasted too long."""

    HANG_UP = auto()
    OPEN = auto()
    """Nobody knows who answered: speak first."""
    GO_ON = auto()
    """Without the owner's answer."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds in a phase."""

    actions: tuple[str, ...] = ()
    """What the model may do (``agent.call.reply.ACTIONS``)."""
    answers: bool = False
    """What is heard is answered."""
    machine: bool = False
    """A recorded voice speaks: it hears nothing, so it neither stops us nor is asked to repeat."""
    silence: OnSilence = OnSilence.NOTHING
    watchdog_seconds: float | None = None
    """None: the call's own limits are the watchdog (``ring_seconds``, ``hold_max``, ``max_duration``)."""
    on_watchdog: OnWatchdog = OnWatchdog.HANG_UP


RULES: dict[Phase, Rules] = {
    Phase.WAITING: Rules(),
    Phase.DIALING: Rules(on_watchdog=OnWatchdog.OPEN),
    Phase.IVR_NAVIGATION: Rules(
        ("none", "press", "wait", "ask_owner", "end"),
        answers=True,
        machine=True,
        silence=OnSilence.HOLD,
        watchdog_seconds=300.0,
    ),
    Phase.HOLD_WAITING: Rules(machine=True),
    Phase.ACTIVE_CONVERSATION: Rules(
        ("none", "press", "wait", "ask_owner", "hand_off", "leave_message", "end"),
        answers=True,
        silence=OnSilence.ASK,
    ),
    Phase.ESCALATION_PENDING: Rules(
        ("none", "wait"),
        answers=True,
        silence=OnSilence.REASSURE,
        watchdog_seconds=60.0,
        on_watchdog=OnWatchdog.GO_ON,
    ),
    Phase.VOICEMAIL: Rules(("leave_message", "end"), machine=True, watchdog_seconds=120.0),
    Phase.SCREENING: Rules(("wait", "end"), machine=True, watchdog_seconds=120.0),
    Phase.HANDOFF: Rules(watchdog_seconds=120.0),
    Phase.WRAP_UP: Rules(machine=True, watchdog_seconds=30.0),
    Phase.ENDED: Rules(),
}
