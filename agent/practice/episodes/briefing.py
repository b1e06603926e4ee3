"""The briefing of a case: what the owner writes down, and which rule holds for each thing."""

from __future__ import annotations

import random
from typing import Any

from agent.call.briefing import Briefing, Fact, Release
from agent.call.values import Kind
from agent.practice.episodes.case import Case
from agent.practice.episodes.task import IN_TASK, sentences, task
from agent.practice.episodes.types import SLOTS
from agent.practice.episodes.writing import write

FREELY = (*IN_TASK, "name")
VERIFIED = ("account", "member")
"""Told only to those who are who we think."""
_PROHIBITED = (
    "Do not pay anything by card.",
    "Do not agree to a newsletter.",
    "No deposit.",
    "Do not take out any insurance.",
    "Do not give a review.",
    "Do not sign up for a membership.",
)
_PREFERENCES = (
    "The earlier the better.",
    "Be brief.",
    "Be friendly.",
    "Thank them.",
    "A quiet place if they ask.",
    "No need to call me for small things.",
)


def brief(dice: random.Random, case: Case, seed: int) -> tuple[Briefing, dict[str, Release]]:
    """The briefing, and its release rules by slot. A third of them is prose only, a third has the contacts as
    facts, a third everything."""
    form = dice.random()
    guarded = bool(case.secrets) or any(slot in VERIFIED for slot in case.wanted)
    listed = guarded or form < 0.66
    whole = form < 0.33
    rules = _rules(case)
    facts = _facts(dice, case, rules, whole) if listed else ()
    said = {fact.name for fact in facts}
    prose = task(dice, case, whole) + sentences(dice, case, said)
    briefing = Briefing(
        call_id=f"episode-{seed}",
        to=f"+120255501{seed % 100:02d}",
        task=prose,
        principal=case.wanted["name"],
        callee=case.company,
        facts=facts,
        **_manners(dice, case),
    )
    return briefing, rules


def _rules(case: Case) -> dict[str, Release]:
    rules: dict[str, Release] = {}
    for slot in case.wanted:
        rules[slot] = "freely" if slot in FREELY else "verified" if slot in VERIFIED else "if_asked"
    for slot in case.secrets:
        rules[slot] = "never"
    return rules


def _facts(dice: random.Random, case: Case, rules: dict[str, Release], whole: bool) -> tuple[Fact, ...]:
    typed = dice.random() < 0.5
    facts = []
    for slot, value in (case.wanted | case.secrets).items():
        if slot != "time" and (whole or slot not in IN_TASK):
            facts.append(_fact(slot, slot, write(SLOTS[slot], value, dice), rules[slot], typed))
    for at, time in enumerate(case.times if whole else ()):
        name = "time" if at == 0 else f"time.{at + 1}"
        facts.append(_fact("time", name, write("time", time, dice), "freely", typed))
    return tuple(facts)


def _fact(slot: str, name: str, value: str, rule: Release, typed: bool) -> Fact:
    return Fact(name=name, value=value, release=rule, kind=Kind(SLOTS[slot]) if typed else None)


def _manners(dice: random.Random, case: Case) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if case.limit:
        more["commitments"] = {"max_amount": float(case.limit), "currency": "USD"}
    if dice.random() < 0.3:
        more["prohibited"] = (dice.choice(_PROHIBITED),)
    if dice.random() < 0.3:
        more["preferences"] = (dice.choice(_PREFERENCES),)
    if dice.random() < 0.6:
        more["voicemail"] = _voicemail(dice, case)
    return more


def _voicemail(dice: random.Random, case: Case) -> dict[str, str]:
    if dice.random() < 0.5:
        return {"action": dice.choice(("hang up", "hang_up"))}
    name, thing = case.wanted["name"], case.errand.thing
    words = (
        f"This is a message for {{}}. {name} would like you to call back about {thing}.",
        f"Hello, I am calling for {name} about {thing}. Please call back.",
        f"{name} asked me to call about {thing}. We will try again later.",
    )
    return {"action": "leave a message", "message": dice.choice(words).format(case.company)}
