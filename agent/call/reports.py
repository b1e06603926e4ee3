"""What a line tells the switchboard: the story of a call, one JSON object per line.

Reports are stamped with the wall clock by whoever stores them. ``to_json`` gives
``{"event": "<name>", ...fields}``; the names are the keys of ``REPORTS``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from agent.call.briefing import MenuStep
from agent.call.phase import Phase


@dataclass(frozen=True, slots=True)
class LineReady:
    """The line is registered with the PBX and waits for a briefing."""


@dataclass(frozen=True, slots=True)
class PhaseEntered:
    phase: Phase
    why: str = ""


@dataclass(frozen=True, slots=True)
class LegChanged:
    """Signalling as it happens: ``dialing``, ``ringing``, ``answered``, ``held``, ``resumed``, ``ended``."""

    state: Literal["dialing", "ringing", "answered", "held", "resumed", "ended"]
    sip_code: int = 0
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class TurnTaken:
    """One entry of the transcript, complete.

    ``role``: ``assistant`` (us), ``user`` (far party), ``tool``, ``system``. ``text`` of ours is cut
    back to what was heard. ``start_seconds`` and ``end_seconds`` are heard time, i.e. positions in
    the recording.
    """

    id: str
    role: Literal["assistant", "user", "tool", "system"]
    text: str
    start_seconds: float
    end_seconds: float
    tool: str = ""
    tool_args: dict[str, Any] = field(default_factory=dict)
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What the far party seems to be saying, before the turn is over."""

    text: str


@dataclass(frozen=True, slots=True)
class KeysSent:
    digits: str
    mode: str


@dataclass(frozen=True, slots=True)
class KeyHeard:
    digit: str


@dataclass(frozen=True, slots=True)
class NetworkTone:
    """The network told by a tone what became of the call: ``sit``, ``busy``, ``congestion``; in words:
    ``not-in-service``; or who answered: ``fax``."""

    tone: str


@dataclass(frozen=True, slots=True)
class SoundHeard:
    """What the sound tells besides words, and what nothing is concluded from by itself: ``ringback`` and
    ``ringback_over``, ``beep``, ``floor`` (the noise floor moved). ``at_seconds`` of heard time; ``decibels``
    by which the floor moved."""

    sound: str
    at_seconds: float
    decibels: float = 0.0


@dataclass(frozen=True, slots=True)
class QueueTold:
    """A queue's announcement told our ``position`` (1: next), or how long we are to wait; None: not told."""

    position: int | None = None
    wait_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class MenuKnown:
    """The menu is that of an earlier call; ``keys`` (``2``, ``{phone}#``) are pressed at once."""

    keys: str


@dataclass(frozen=True, slots=True)
class MenuLearned:
    """The way through this number's menu for errands of this ``purpose`` (``book table``) is to be kept;
    without ``steps``: what was kept is to be forgotten, it led elsewhere."""

    purpose: str
    steps: tuple[MenuStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Believed:
    """What the agent believes it hears at the other end, told when it changes: ``what`` is one of
    ``agent.call.who_answered.Answer``, ``sure`` its probability, ``why`` the evidence in words."""

    what: str
    sure: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class TimingTaken:
    """One stage of one turn, in seconds: ``endpoint``, ``transcription``, ``model_first``,
    ``model``, ``synthesis``, ``voice_to_voice``, ``setup``, ``barge_in``, ``hold``."""

    stage: str
    seconds: float
    turn: str = ""


@dataclass(frozen=True, slots=True)
class OwnerAsked:
    """The call waits for the owner."""

    question: str
    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something went wrong and the call goes on."""

    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Released:
    """A fact of the briefing was spoken or keyed. ``form`` as in the reference (``spell``, ``digits``;
    empty: as it is said), ``turn`` the id of our turn. The value is never in it."""

    fact: str
    form: str = ""
    turn: str = ""


@dataclass(frozen=True, slots=True)
class ErrandEnded:
    """What was achieved, as far as the transcript carries it (``agent.call.evidence``).

    ``status`` is one of CONTRACT's ``result.status`` words; ``turns`` the ids that carry the account.
    ``claims``: ``{"name", "value", "kind", "turns", "verified"}``; ``unsupported``: the same with ``reason``.
    ``commitments`` are the claims that were agreed to, ``confirmation_numbers`` what the far party called
    so; ``verbal_only``: there is none. ``follow_up``: a body for ``POST /call``; None where none is needed.
    ``schema_errors``: why ``fields`` does not conform to the briefing's ``result_schema``.
    """

    status: str
    summary: str
    fields: dict[str, Any] = field(default_factory=dict)
    turns: tuple[str, ...] = ()
    claims: tuple[dict[str, Any], ...] = ()
    unsupported: tuple[dict[str, Any], ...] = ()
    commitments: tuple[dict[str, Any], ...] = ()
    confirmation_numbers: tuple[dict[str, Any], ...] = ()
    missing: tuple[str, ...] = ()
    follow_up: dict[str, Any] | None = None
    verbal_only: bool = True
    schema_errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallOver:
    """The last report of a line. ``talk_seconds`` counts from the answer."""

    sip_code: int
    reason: str
    by: str
    answered: bool
    talk_seconds: float
    hold_seconds: float = 0.0


Report = (
    LineReady
    | PhaseEntered
    | LegChanged
    | TurnTaken
    | Heard
    | KeysSent
    | KeyHeard
    | NetworkTone
    | SoundHeard
    | QueueTold
    | MenuKnown
    | MenuLearned
    | Believed
    | TimingTaken
    | OwnerAsked
    | Trouble
    | Released
    | ErrandEnded
    | CallOver
)

REPORTS: dict[str, type] = {
    "line.ready": LineReady,
    "phase": PhaseEntered,
    "leg": LegChanged,
    "turn": TurnTaken,
    "heard": Heard,
    "keys": KeysSent,
    "key-heard": KeyHeard,
    "tone": NetworkTone,
    "sound": SoundHeard,
    "queue": QueueTold,
    "menu-known": MenuKnown,
    "menu": MenuLearned,
    "believed": Believed,
    "timing": TimingTaken,
    "question": OwnerAsked,
    "trouble": Trouble,
    "released": Released,
    "errand": ErrandEnded,
    "over": CallOver,
}
_NAMES = {kind: name for name, kind in REPORTS.items()}


def to_json(report: Report) -> dict[str, Any]:
    """The report as a JSON object."""
    return {"event": _NAMES[type(report)], **asdict(report)}
