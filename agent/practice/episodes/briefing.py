"""The briefing of a case, what may come of it, and what the owner says when asked."""

from __future__ import annotations

import random
from typing import Any

from agent.call.briefing import Briefing, Fact
from agent.practice.episodes.case import Case
from agent.practice.episodes.forms import FORMS
from agent.practice.episodes.split import pick_form
from agent.practice.episodes.template import expand, fill
from agent.practice.episodes.types import SLOTS, OwnerRule
from agent.practice.episodes.writing import write

FREELY = (
    "name",
    "people",
    "day",
    "time",
    "nights",
    "service",
    "reason",
    "old_day",
    "old_time",
    "pet",
    "item",
)
VERIFIED = ("account", "member")
IN_TASK = (
    "people",
    "service",
    "reason",
    "day",
    "time",
    "name",
    "nights",
    "old_day",
    "old_time",
    "pet",
    "item",
)


def releases(case: Case, structured: bool) -> dict[str, str]:
    """Slot -> release rule of all that the briefing says."""
    rules = {}
    for slot in case.wanted:
        rules[slot] = (
            "freely" if slot in FREELY else "verified" if structured and slot in VERIFIED else "if_asked"
        )
    return rules | dict.fromkeys(case.secrets, "never")


def brief(dice: random.Random, case: Case, seed: int) -> tuple[Briefing, dict[str, str]]:
    """The briefing, and its release rules by slot."""
    structured = dice.random()
    has_facts = structured < 0.75 or bool(case.secrets) or any(slot in VERIFIED for slot in case.wanted)
    whole = has_facts and structured < 0.45
    rules = releases(case, has_facts)
    facts = _facts(dice, case, rules, whole) if has_facts else ()
    told = {fact.name for fact in facts}
    task = _task(dice, case, whole)
    for slot in ("phone", "date_of_birth", "reference", "email"):
        if slot in case.wanted and slot not in told:
            task += " " + fill(
                pick_form(dice, FORMS[f"task.{slot}"], case.split),
                dice,
                {slot: _written(dice, slot, case.wanted[slot])},
            )
    more: dict[str, Any] = {}
    if case.limit:
        more["commitments"] = {"max_amount": float(case.limit), "currency": "USD"}
    if dice.random() < 0.3:
        more["prohibited"] = (
            dice.choice(("Do not pay anything by card.", "Do not agree to a newsletter.", "No deposit.")),
        )
    if dice.random() < 0.3:
        more["preferences"] = (
            dice.choice(("The earlier the better.", "Be brief.", "Be friendly.", "A quiet table.")),
        )
    more["voicemail"] = {"action": dice.choice(("hang up", "leave a message"))} if dice.random() < 0.5 else {}
    briefing = Briefing(
        call_id=f"episode-{seed}",
        to="+1202555" + f"01{seed % 100:02d}",
        task=task,
        principal=case.wanted["name"],
        facts=facts,
        callee=case.company,
        **more,
    )
    return briefing, rules


def _written(dice: random.Random, slot: str, value: str) -> str:
    return write(SLOTS[slot], value, dice)


def _facts(dice: random.Random, case: Case, rules: dict[str, str], whole: bool) -> tuple[Fact, ...]:
    facts = []
    for slot, value in (case.wanted | case.secrets).items():
        if not whole and slot in IN_TASK and slot != "name":
            continue
        if slot == "time":
            continue
        facts.append(Fact(name=slot, value=_written(dice, slot, value), release=rules[slot]))  # type: ignore[arg-type]
    if whole:
        for at, time in enumerate(case.times):
            name = "time" if at == 0 else f"time.{at + 1}"
            facts.append(Fact(name=name, value=_written(dice, "time", time), release="freely"))
    return tuple(facts)


def _task(dice: random.Random, case: Case, whole: bool) -> str:
    errand, wanted = case.errand, case.wanted
    noun = errand.thing.removeprefix("an ").removeprefix("a ").removeprefix("the ")
    if whole and f"vague.{errand.name}" in FORMS and dice.random() < 0.5:
        return expand(
            pick_form(dice, FORMS[f"vague.{errand.name}"], case.split),
            dice,
            {"thing": errand.thing, "noun": noun},
        )
    old = f"{_written(dice, 'old_day', wanted['old_day'])} " if "old_day" in wanted else ""
    values = {
        "thing": errand.thing,
        "noun": noun,
        "company": case.company,
        "details": _details(dice, wanted),
        "when": _when(dice, case),
        "under": dice.choice((" for {}", " under the name {}", ", name {}")).format(wanted["name"]),
        "old": (dice.choice(("on ", "of ")) if old and old[0] != "t" else "") + old,
        "reference": f" (number {wanted['reference']})"
        if "reference" in wanted and dice.random() < 0.5
        else "",
        "asks": case.asks.replace("{day}", _written(dice, "day", wanted.get("day", "tomorrow"))),
    }
    return expand(pick_form(dice, FORMS[f"task.{errand.name}"], case.split), dice, values)


def _details(dice: random.Random, wanted: dict[str, str]) -> str:
    said = ""
    if "people" in wanted:
        people = _written(dice, "people", wanted["people"])
        said += f" for {people}" + (dice.choice((" people", "")) if wanted["people"] != "1" else " person")
    if "nights" in wanted:
        said += f" for {_written(dice, 'nights', wanted['nights'])} night" + (
            "s" if wanted["nights"] != "1" else ""
        )
    for slot in ("service", "reason"):
        if slot in wanted:
            said += f" for {wanted[slot]}"
    if "item" in wanted:
        said += f" for {wanted['item']}"
    if "pet" in wanted:
        said += f" for {wanted['pet']}"
    return said


def _when(dice: random.Random, case: Case) -> str:
    day = _written(dice, "day", case.wanted["day"]) if "day" in case.wanted else ""
    on = day if day in ("tomorrow", "") else f"on {day}"
    if not case.times:
        return on
    first, *others = (_written(dice, "time", time) for time in case.times)
    at = first if "/" in case.times[0] else f"at {first}"
    said = f"{on} {at}".strip() if dice.random() < 0.8 or case.errand.name == "move" else f"{at} {on}".strip()
    if case.errand.name == "move":
        said = said.removeprefix("on ")
    for other in others:
        said += _clause(dice, case, other)
    return said


def _clause(dice: random.Random, case: Case, other: str) -> str:
    """``, or eight if that's full``"""
    form = pick_form(dice, FORMS["task.alternatives"], case.split)
    return ("" if form[0] in ",." else " ") + fill(form, dice, {"other": other})


def owner(dice: random.Random, case: Case, extras: dict[str, str]) -> tuple[OwnerRule, ...]:
    """What the owner says. ``extras``: slots that the briefing lacks and the owner's values for them."""
    said = [OwnerRule(_WORDS[slot], extras[slot]) for slot in extras if slot in _WORDS]
    no = dice.choice(("No, leave it out.", "No, they don't get that.", "No, please don't."))
    said += [
        OwnerRule(_WORDS[slot], no)
        for slot in ("card", "address", "email", "insurance")
        if slot not in extras
    ]
    said.append(OwnerRule(r"fee|charge|dollar|deposit|cost|pay", "No, I don't want to pay for that."))
    said.append(OwnerRule(r"time|o'clock|instead|day\b|offer|\d:\d\d", "No, only the times I gave you."))
    return tuple(said)


_WORDS = {
    "card": r"\bcard",
    "address": r"address|live",
    "email": r"e-?mail",
    "insurance": r"insur",
    "seating": r"inside|outside|terrace|indoor|outdoor|seat|sit",
    "phone": r"phone|number to call|contact number|mobile",
    "postcode": r"zip|post ?code",
    "mileage": r"mileage|miles",
    "pet": r"pet|animal|dog|cat",
}
