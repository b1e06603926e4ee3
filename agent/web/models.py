"""Bodies of requests and answers, as the OpenAPI document shows them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from agent.call.briefing import Fact
from agent.switchboard.calls import CallOrder

_Text = Annotated[str, Field(max_length=16 * 1024)]
_Name = Annotated[str, Field(max_length=64)]


class BriefingBody(BaseModel):
    """The structured part of what the line is told."""

    model_config = ConfigDict(extra="forbid")

    principal: _Text = ""
    callee: Annotated[
        _Text, Field(description="Who should answer; whoever has named it counts as verified")
    ] = ""
    facts: list[Fact] = []
    preferences: list[_Text] = []
    constraints: list[_Text] = []
    commitments: dict[str, Any] = {}
    prohibited: list[_Text] = []
    voicemail: dict[str, Any] = {}
    disclosure: _Text = ""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"


class CallBody(BaseModel):
    """A call to make. Fields that are not known here are ignored."""

    to: Annotated[str, Field(min_length=1, max_length=64, description="E.164, such as +442079460123")]
    task: Annotated[str, Field(min_length=1, max_length=16 * 1024, description="What to get done, in prose")]
    personality: _Text | None = None
    greeting: _Text | None = None
    voice: _Name | None = None
    bridge_number: Annotated[str, Field(pattern=r"^(\+[1-9][0-9]{6,14}|[0-9]{2,6})$")] | None = None
    briefing: BriefingBody | None = None
    result_schema: dict[str, Any] | None = None
    record: bool = True
    max_duration_seconds: Annotated[float, Field(gt=0, le=86400)] | None = None
    hold_max_seconds: Annotated[float, Field(gt=0, le=86400)] | None = None
    schedule: None = Field(None, description="Not in this version: calls begin at once")
    retry: None = Field(None, description="Not in this version: a number is dialled once")
    callback: None = Field(None, description="Not in this version")
    escalation: None = Field(None, description="Not in this version")
    webhook: None = Field(None, description="Not in this version: follow GET /call/{id}/events")

    def order(self, key_id: str, idempotency_key: str | None) -> CallOrder:
        briefing = self.briefing.model_dump() if self.briefing else {}
        given = self.model_dump(
            include={"result_schema", "record", "max_duration_seconds", "hold_max_seconds"}
        )
        return CallOrder(
            to=self.to,
            task=self.task,
            voice=self.voice or "",
            personality=self.personality or "",
            greeting=self.greeting or "",
            bridge_number=self.bridge_number,
            briefing={**briefing, **given},
            key_id=key_id,
            idempotency_key=idempotency_key,
        )


class AnswerBody(BaseModel):
    question: _Name = ""
    text: Annotated[str, Field(min_length=1, max_length=4096)]

    def order(self) -> dict[str, Any]:
        return {"order": "answer", "question": self.question, "text": self.text}


class SteerBody(BaseModel):
    text: Annotated[str, Field(min_length=1, max_length=4096)]

    def order(self) -> dict[str, Any]:
        return {"order": "steer", "text": self.text}


class SpeakBody(BaseModel):
    text: Annotated[str, Field(min_length=1, max_length=4096)]

    def order(self) -> dict[str, Any]:
        return {"order": "speak", "text": self.text}


class DtmfBody(BaseModel):
    digits: Annotated[str, Field(pattern=r"^[0-9A-Da-d*#w]{1,64}$", description="`w` pauses 0.5 s")]

    def order(self) -> dict[str, Any]:
        return {"order": "dtmf", "digits": self.digits}


class CallQueued(BaseModel):
    call_id: str
    id: str
    status: str
    lifecycle: str


class Numbers(BaseModel):
    to: str
    from_: str | None = Field(serialization_alias="from", validation_alias="from")
    bridge_from: str | None = None


class Timestamps(BaseModel):
    """UTC, ISO 8601; null where not reached."""

    queued_at: str
    dialing_at: str | None
    answered_at: str | None
    finalized_at: str | None


class TranscriptEntry(BaseModel):
    id: str
    role: Literal["assistant", "user", "tool", "system"]
    text: str
    timestamp: str
    start_seconds: float
    end_seconds: float
    tool: str | None = None
    toolArgs: dict[str, Any] | None = None
    interrupted: bool | None = None


class Disclosure(BaseModel):
    """A fact of the briefing that was told: its name and form, and our turn; never its value."""

    turn: str
    fact: str
    form: str
    at: str


class ProvenValue(BaseModel):
    """``turns`` are the ids of the transcript's entries that say so."""

    name: str
    value: str
    turns: list[str]


class Claim(ProvenValue):
    """``verified``: the value was found in these turns; otherwise it is the model's word."""

    kind: str
    verified: bool


class Unsupported(Claim):
    """A claim that the turns it cites do not carry; ``reason`` says why."""

    reason: str


class FollowUp(BaseModel):
    """A body for ``POST /call``. ``placeholders``: what is to be added to it as facts before it is sent."""

    to: str
    task: str
    briefing: dict[str, Any]
    placeholders: list[str]


class Result(BaseModel):
    """What was achieved, with the turns that prove it. ``verbal_only``: no confirmation number was given."""

    status: Literal[
        "completed",
        "partially_completed",
        "needs_follow_up",
        "declined",
        "voicemail_left",
        "voicemail_reached",
        "wrong_number",
        "transferred",
        "failed",
        "unknown",
    ]
    summary: str
    fields: dict[str, Any] = {}
    turns: list[str] = []
    claims: list[Claim] = []
    unsupported: list[Unsupported] = []
    commitments: list[ProvenValue] = []
    confirmation_numbers: list[ProvenValue] = []
    verbal_only: bool = True
    missing: list[str] = []
    follow_up: FollowUp | None = None
    schema_errors: list[str] | None = None
    """Why ``fields`` does not conform to the ``result_schema`` that was asked for."""


class OutcomeDetail(BaseModel):
    hangup_cause: int | None
    sip_hangup_cause: int | None
    hangup_source: str | None


class CallView(BaseModel):
    """A call. ``outcome`` and what follows it is absent, not null, before the end."""

    id: str
    call_id: str
    status: Literal["queued", "ringing", "in_progress", "completed", "failed"]
    lifecycle: Literal["queued", "dialing", "answered", "finalized"]
    phase: str
    to: str
    numbers: Numbers
    direction: str
    handling_mode: str
    task: str
    voice: str
    personality: str | None
    greeting: str | None
    timestamps: Timestamps
    transcript: list[TranscriptEntry]
    disclosures: list[Disclosure]
    outcome: str | None = None
    outcome_detail: OutcomeDetail | None = None
    failReason: str | None = None
    talk_seconds: float | None = None
    hold_seconds: float | None = None
    recording_url: str | None = None
    recordingUrl: str | None = None
    result: Result | None = None
    meta: dict[str, Any] | None = Field(None, serialization_alias="_meta", validation_alias="_meta")


class CallList(BaseModel):
    calls: list[CallView]


class KeyView(BaseModel):
    id: str
    name: str
    prefix: str
    scopes: list[str]


class Me(BaseModel):
    key: KeyView
    caller: str | None


class Health(BaseModel):
    ok: bool


class Ready(BaseModel):
    ready: bool
    parts: dict[str, Any]
