"""All that a line knows: one briefing."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

MAX_BYTES = 16 * 1024


class Fact(BaseModel):
    """Something the owner knows. ``release`` says to whom it may be told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    value: str
    release: Literal["freely", "if_asked", "verified", "never"] = "if_asked"


class Briefing(BaseModel):
    """Who is called, for whom, what for, and what is known. At most 16 KiB as JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    call_id: str
    to: str
    """E.164 with ``+``, or an extension of the PBX."""
    task: str
    direction: Literal["outbound", "inbound"] = "outbound"
    """``inbound``: the line waits for a call and answers it (people of the practice town do)."""
    principal: str = ""
    greeting: str = ""
    personality: str = ""
    voice: str = ""
    language: str = "en"
    facts: tuple[Fact, ...] = ()
    preferences: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    commitments: dict[str, Any] = Field(default_factory=dict)
    prohibited: tuple[str, ...] = ()
    voicemail: dict[str, Any] = Field(default_factory=dict)
    disclosure: str = ""
    result_schema: dict[str, Any] | None = None
    max_duration_seconds: float | None = None
    hold_max_seconds: float | None = None
    record: bool = True
