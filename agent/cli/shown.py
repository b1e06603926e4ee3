"""A call in words for a person: as it goes, and what came of it with the turns that prove it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from agent.call.claimed import shown as readable
from agent.call.values import Kind

_SPEAKERS = {"assistant": "us", "user": "them", "tool": "tool", "system": "note"}


def shown(event: dict[str, Any]) -> str:
    """One line for a person, or nothing for events that only programs want."""
    at = str(event["at"])[11:19]
    match event["event"]:
        case "call.queued":
            text = f"queued     {event['call_id']}"
        case "phase":
            text = f"phase      {event['phase']}" + (f" ({event['why']})" if event.get("why") else "")
        case "leg":
            text = f"line       {event['state']}" + (f" {event['sip_code']}" if event["sip_code"] else "")
        case "turn":
            text = f"{_SPEAKERS[event['role']]:<11}{event['text']}"
        case "keys":
            text = f"keys       {event['digits']}"
        case "released":
            text = f"told       {_told(event)}"
        case "question":
            text = f"question   {event['text']}"
        case "trouble":
            text = f"trouble    {event['what']} {event.get('detail', '')}"
        case "call.ended":
            text = f"ended      {event['status']}: {event['outcome']}"
        case _:
            text = _heard(event)
    return f"{at}  {text}" if text else ""


def _heard(event: dict[str, Any]) -> str:
    """What the agent believes it hears."""
    if event["event"] != "believed":
        return ""
    why = f" ({event['why']})" if event["why"] else ""
    return f"believed   {event['what']}, {event['sure']:.0%} sure{why}"


def summary(view: dict[str, Any]) -> str:
    """A call of ``GET /call/{id}``, in several lines."""
    return "\n".join(_summary(view))


def _summary(view: dict[str, Any]) -> Iterator[str]:
    result = view.get("result") or {}
    if result:
        yield f"{view['call_id']}: {view['status']}, {view['outcome']}; {result['status']}"
    else:
        yield f"{view['call_id']}: {view['status']}, {view['phase']}"
    if result.get("summary"):
        yield result["summary"]
    yield from _evidence(result, {turn["id"]: turn for turn in view["transcript"]})
    if view.get("disclosures"):
        yield "told: " + ", ".join(f"{_told(told)} in {told['turn']}" for told in view["disclosures"])
    if view.get("recording_url"):
        yield f"recording: {view['recording_url']}"


def _evidence(result: dict[str, Any], turns: dict[str, Any]) -> Iterator[str]:
    claims = result.get("claims", ())
    for claim in claims:
        doubt = "" if claim["verified"] else ", not verified"
        yield f"  {claim['name']}: {_value(claim)}  ({', '.join(claim['turns'])}{doubt})"
    for name in dict.fromkeys(name for claim in claims for name in claim["turns"]):
        if turn := turns.get(name):
            yield f"    {name} {_SPEAKERS[turn['role']]}: {turn['text']}"
    for claim in result.get("unsupported", ()):
        yield f"  not proven: {claim['name']}: {_value(claim)} ({claim['reason']})"
    for error in result.get("schema_errors") or ():
        yield f"  not as asked for: {error}"
    if result.get("commitments") and result.get("verbal_only"):
        yield "  agreed by word of mouth only: no confirmation number was given"
    if result.get("missing"):
        yield "  missing: " + ", ".join(result["missing"])
    if result.get("follow_up"):
        yield "  a follow-up call is prepared: `follow_up` of the result"


def _value(claim: dict[str, Any]) -> str:
    return readable(Kind(claim["kind"]), claim["value"])


def _told(told: dict[str, Any]) -> str:
    return f"{told['fact']} ({told['form']})" if told["form"] else str(told["fact"])
