"""A call in words for a person: as it goes, and what came of it with the turns that prove it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from agent.call.claimed import shown as readable
from agent.call.values import Kind

_SPEAKERS = {"assistant": "us", "user": "them", "tool": "tool", "system": "note"}


def shown(event: dict[str, Any]) -> str:
    """One line for a person, or nothing for events that only programs want."""
    if (words := _EVENTS.get(event["event"])) is None:
        return ""
    name, text = words(event)
    return f"{str(event['at'])[11:19]}  {name:<10} {text}".rstrip()


def _phase(event: dict[str, Any]) -> str:
    return str(event["phase"]) + (f" ({event['why']})" if event.get("why") else "")


def _leg(event: dict[str, Any]) -> str:
    return str(event["state"]) + (f" {event['sip_code']}" if event["sip_code"] else "")


def _queue(event: dict[str, Any]) -> str:
    position, seconds = event["position"], event["wait_seconds"]
    told = [f"number {position}"] if position else []
    return ", ".join([*told, f"about {max(1, round(seconds / 60))} min to wait"] if seconds else told)


def _menu(event: dict[str, Any]) -> str:
    keys = ", ".join(step["keys"] for step in event["steps"])
    return f"learned: {keys} ({event['purpose']})" if keys else "forgotten: it has changed"


def _believed(event: dict[str, Any]) -> str:
    why = f" ({event['why']})" if event["why"] else ""
    return f"{event['what']}, {event['sure']:.0%} sure{why}"


_EVENTS: dict[str, Callable[[dict[str, Any]], tuple[str, str]]] = {
    "call.queued": lambda event: ("queued", event["call_id"]),
    "phase": lambda event: ("phase", _phase(event)),
    "leg": lambda event: ("line", _leg(event)),
    "turn": lambda event: (_SPEAKERS[event["role"]], event["text"]),
    "keys": lambda event: ("keys", event["digits"]),
    "menu-known": lambda event: ("menu", f"known: pressing {event['keys']}"),
    "menu": lambda event: ("menu", _menu(event)),
    "believed": lambda event: ("believed", _believed(event)),
    "queue": lambda event: ("queue", _queue(event)),
    "released": lambda event: ("told", _told(event)),
    "question": lambda event: ("question", event["text"]),
    "trouble": lambda event: ("trouble", f"{event['what']} {event.get('detail', '')}"),
    "call.ended": lambda event: ("ended", f"{event['status']}: {event['outcome']}"),
}


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
