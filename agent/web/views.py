"""From the store's records to the answers of the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from agent.store.records import CallRecord, DisclosureRecord, TurnRecord

API_VERSION = 2


def call_view(
    record: CallRecord, transcript: list[TurnRecord], disclosures: list[DisclosureRecord], base_url: str
) -> dict[str, Any]:
    """``GET /call/{id}``: the union of both generations' fields."""
    view: dict[str, Any] = {
        "id": record.id,
        "call_id": record.id,
        "status": record.status,
        "lifecycle": record.lifecycle,
        "phase": record.phase,
        "to": record.to,
        "numbers": {"to": record.to, "from": record.caller or None, "bridge_from": record.bridge_number},
        "direction": record.direction,
        "handling_mode": record.handling_mode,
        "task": record.task,
        "voice": record.voice,
        "personality": record.personality,
        "greeting": record.greeting,
        "timestamps": {
            "queued_at": record.queued_at,
            "dialing_at": record.dialing_at,
            "answered_at": record.answered_at,
            "finalized_at": record.finalized_at,
        },
        "transcript": [_turn(turn) for turn in transcript],
        "disclosures": [asdict(disclosure) for disclosure in disclosures],
    }
    return {**view, **_ending(record, base_url)} if record.over else view


def _ending(record: CallRecord, base_url: str) -> dict[str, Any]:
    recording = f"{base_url.rstrip('/')}/call/{record.id}/recording" if record.recording else None
    ending: dict[str, Any] = {
        "outcome": record.outcome,
        "outcome_detail": {
            "hangup_cause": record.hangup_cause,
            "sip_hangup_cause": record.sip_hangup_cause,
            "hangup_source": record.hangup_source,
        },
        "talk_seconds": record.talk_seconds,
        "hold_seconds": record.hold_seconds,
        "recording_url": recording,
        "recordingUrl": recording,
        "result": record.result,
        "_meta": {"api_version": API_VERSION},
    }
    return {**ending, "failReason": record.fail_reason} if record.fail_reason else ending


def _turn(turn: TurnRecord) -> dict[str, Any]:
    view: dict[str, Any] = {
        "id": turn.id,
        "role": turn.role,
        "text": turn.text,
        "timestamp": turn.timestamp,
        "start_seconds": turn.start_seconds,
        "end_seconds": turn.end_seconds,
    }
    if turn.tool:
        view |= {"tool": turn.tool, "toolArgs": turn.tool_args}
    return {**view, "interrupted": True} if turn.interrupted else view
