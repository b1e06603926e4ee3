"""What the tables hold, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypedDict

from agent.call.briefing import MenuStep


@dataclass(frozen=True, slots=True)
class NewCall:
    """What is known of a call before anything rings. ``briefing``: the structured part, as it was ordered."""

    id: str
    to: str
    task: str
    voice: str
    key_id: str | None = None
    caller: str = ""
    bridge_number: str | None = None
    personality: str | None = None
    greeting: str | None = None
    briefing: dict[str, Any] = field(default_factory=dict)
    direction: str = "outbound"
    handling_mode: str = "agent"


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call; times as ``agent.store.database.now`` writes them, None where not reached."""

    number: int
    id: str
    key_id: str | None
    direction: str
    handling_mode: str
    to: str
    caller: str
    bridge_number: str | None
    task: str
    personality: str | None
    greeting: str | None
    voice: str
    briefing: dict[str, Any]
    status: str
    lifecycle: str
    phase: str
    queued_at: str
    dialing_at: str | None
    answered_at: str | None
    finalized_at: str | None
    outcome: str | None
    fail_reason: str | None
    hangup_cause: int | None
    sip_hangup_cause: int | None
    hangup_source: str | None
    talk_seconds: float | None
    hold_seconds: float | None
    recording: str | None
    result: dict[str, Any] | None

    @property
    def over(self) -> bool:
        return self.finalized_at is not None


class CallChanges(TypedDict, total=False):
    """Columns of a call that change in its life. The ``*_at`` are stamped with the time of the write."""

    status: str
    lifecycle: str
    phase: str
    outcome: str
    fail_reason: str | None
    hangup_cause: int | None
    sip_hangup_cause: int | None
    hangup_source: str | None
    talk_seconds: float
    hold_seconds: float
    recording: str | None
    result: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class NewTurn:
    id: str
    role: str
    text: str
    start_seconds: float
    end_seconds: float
    tool: str = ""
    tool_args: dict[str, Any] = field(default_factory=dict)
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class TurnRecord(NewTurn):
    timestamp: str = ""


@dataclass(frozen=True, slots=True)
class NewDisclosure:
    """A fact that was told: its id and form; ``turn`` is the id of our turn."""

    turn: str
    fact: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class DisclosureRecord(NewDisclosure):
    at: str = ""


@dataclass(frozen=True, slots=True)
class MenuRecord:
    """The way through a number's menu for errands of one ``purpose`` (``Purpose.words``)."""

    number: str
    purpose: str
    steps: tuple[MenuStep, ...]
    learned_at: str


@dataclass(frozen=True, slots=True)
class EventRecord:
    """``seq`` grows over all calls; it is the id of the server-sent event."""

    seq: int
    call_id: str
    at: str
    name: str
    data: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        return {"event": self.name, "call_id": self.call_id, "seq": self.seq, "at": self.at, **self.data}


@dataclass(frozen=True, slots=True)
class KeyRecord:
    id: str
    name: str
    prefix: str
    scopes: tuple[str, ...]
    created_at: str
    revoked_at: str | None
