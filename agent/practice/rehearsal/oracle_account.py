"""The oracle's account of a call: what came of it, and the turns of theirs that carry it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from agent.practice.episodes.types import SLOTS, Act, Episode
from agent.practice.rehearsal.knowledge import Knowledge

_CARRIERS = ("confirm", "read_back", "accept", "offer")
"""The acts whose values are claims."""
ANSWERS = {"hours": "time", "price": "amount", "stock": "count", "status": "date"}
"""What kind of value answers what."""
_CLAIMED = ("people", "nights", "day", "time", "service", "name")
_SUMMARIES = {
    "book": "Booked",
    "move": "Moved",
    "cancel": "Cancelled",
    "confirm": "Confirmed",
    "ask": "Answered",
}


def account(episode: Episode, knows: Knowledge, turns: Mapping[str, tuple[Act, ...]], status: str) -> str:
    status = status or episode.truth.statuses[0]
    claims = _claims(knows, turns) if status == "completed" else []
    summary = _summary(episode, knows, status)
    missing: list[str] = []
    found: dict[str, Any] = {"status": status, "summary": summary, "claims": claims, "missing": missing}
    return json.dumps(found, ensure_ascii=False)


def _claims(knows: Knowledge, turns: Mapping[str, tuple[Act, ...]]) -> list[dict[str, Any]]:
    claims: dict[str, dict[str, Any]] = {}
    for turn, acts in turns.items():
        for act in acts:
            if act.name == "answer":
                claims["answer"] = _answer(turn, act)
            if act.name not in _CARRIERS or act.get("ok") == "no":
                continue
            for slot, value in act.values:
                reference = _reference(knows, turn, slot)
                if value and reference and knows.wants(slot, value):
                    claims[slot] = {"name": _name(slot), "value": reference, "turns": [turn]}
    return list(claims.values())


def _answer(turn: str, act: Act) -> dict[str, Any]:
    about = act.get("about")
    return {"name": about, "value": f"{{{turn}.{ANSWERS.get(about, 'text')}}}", "turns": [turn]}


def _reference(knows: Knowledge, turn: str, slot: str) -> str:
    if slot == "code":
        return f"{{{turn}.{SLOTS[slot]}}}"
    return knows.ref(slot) if slot in _CLAIMED else ""


def _name(slot: str) -> str:
    return "confirmation_number" if slot == "code" else slot


def _summary(episode: Episode, knows: Knowledge, status: str) -> str:
    if status != "completed":
        return f"Not done: {status.replace('_', ' ')}."
    parts = [f"{word} {knows.ref(slot)}" for slot, word in (("day", "on"), ("time", "at")) if knows.ref(slot)]
    return " ".join([_SUMMARIES.get(episode.plan.errand, "Done"), episode.plan.thing, *parts]) + "."
