"""All that a line knows: one briefing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from agent.call.secrecy import is_secret
from agent.call.values import Kind

MAX_BYTES = 16 * 1024


Release = Literal["freely", "if_asked", "verified", "never"]


class Fact(BaseModel):
    """Something the owner knows. ``release`` says to whom it may be told:

    ``freely`` to any person and in a voicemail message; ``if_asked`` to a person who asked for it or said it
    first; ``verified`` as ``if_asked``, once the far party has named ``Briefing.callee`` or the owner agreed;
    ``never`` to nobody. A payment card, PIN, password or one-time code is always ``never``: another rule, or
    ``keys``, given for one is a validation error.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    value: str
    release: Release = "if_asked"
    kind: Kind | None = None
    """What kind of value it is; None: guessed from the name and the value."""
    keys: bool = False
    """It may be keyed into a menu."""

    @model_validator(mode="before")
    @classmethod
    def _secrets_stay(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not is_secret(str(data.get("name", "")), str(data.get("value", ""))):
            return data
        if data.get("release", "never") != "never" or data.get("keys"):
            raise ValueError(
                f"{str(data.get('name', ''))[:60]!r} is a payment card, PIN, password or one-time code: "
                'such a fact is never told nor keyed; leave it out, or give it "release": "never"'
            )
        return {**data, "release": "never"}


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
    callee: str = ""
    """Who should answer: a far party that has named it counts as verified."""
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


@dataclass(frozen=True, slots=True)
class MenuStep:
    """One menu on the way that got an errand through (``agent.call.menu_map``)."""

    prompt: str
    """Its first words, in lower case, with ``…`` for every number."""
    keys: str
    """As they were chosen: ``2``, or a fact by reference, ``{phone}#``."""
    options: dict[str, str] = field(default_factory=dict)
    """Key: what it is for, as far as it was heard."""
    fits: str = ""
    """The key that fitted the errand best by its words, where that was clear."""


class LineBriefing(Briefing):
    """What a line is handed."""

    menu: tuple[MenuStep, ...] = ()
    """The way through this number's menu, where an errand like this got through before."""
