"""The task in an owner's own words."""

from __future__ import annotations

import random
from collections.abc import Collection

from agent.practice.episodes.case import Case
from agent.practice.episodes.forms import FORMS
from agent.practice.episodes.split import pick_form
from agent.practice.episodes.template import expand, fill
from agent.practice.episodes.types import SLOTS
from agent.practice.episodes.writing import write

IN_TASK = ("people", "service", "reason", "day", "time", "nights", "old_day", "old_time", "pet", "item")
"""What the first sentence says."""
VAGUE = 0.5
"""Where the facts hold everything, the task often only points at them."""


def task(dice: random.Random, case: Case, whole: bool) -> str:
    errand = case.errand
    noun = _bare(errand.thing)
    if whole and f"vague.{errand.name}" in FORMS and dice.random() < VAGUE:
        form = pick_form(dice, FORMS[f"vague.{errand.name}"], case.split)
        return expand(form, dice, {"thing": errand.thing, "noun": noun})
    values = {
        "thing": errand.thing,
        "noun": noun,
        "company": case.company,
        "details": _details(dice, case.wanted),
        "when": _when(dice, case),
        "under": dice.choice((" for {}", " under the name {}", ", name {}")).format(case.wanted["name"]),
        "old": _old(dice, case),
        "asks": case.asks.replace("{day}", _written(dice, "day", case.wanted.get("day", "tomorrow"))),
    }
    return expand(pick_form(dice, FORMS[f"task.{errand.name}"], case.split), dice, values)


def sentences(dice: random.Random, case: Case, said: Collection[str]) -> str:
    """A sentence for each other thing that no fact says."""
    text = ""
    for slot, value in case.wanted.items():
        if slot not in IN_TASK and slot != "name" and slot not in said:
            form = pick_form(dice, FORMS[f"task.{slot}"], case.split)
            text += " " + fill(form, dice, {slot: _written(dice, slot, value)}).strip()
    return text


def _bare(thing: str) -> str:
    for article in ("an ", "a ", "the ", "my ", "our "):
        thing = thing.removeprefix(article)
    return thing


def _written(dice: random.Random, slot: str, value: str) -> str:
    return write(SLOTS[slot], value, dice)


def _old(dice: random.Random, case: Case) -> str:
    if "old_day" not in case.wanted:
        return ""
    day = _written(dice, "old_day", case.wanted["old_day"])
    return f"{'' if day == 'tomorrow' else dice.choice(('on ', 'of '))}{day} "


def _details(dice: random.Random, wanted: dict[str, str]) -> str:
    said = ""
    if "people" in wanted:
        alone = wanted["people"] == "1"
        people = _written(dice, "people", wanted["people"])
        said += f" for {people}" + (" person" if alone else dice.choice((" people", "")))
    if "nights" in wanted:
        nights = _written(dice, "nights", wanted["nights"])
        said += f" for {nights} night" + ("" if wanted["nights"] == "1" else "s")
    for slot in ("service", "reason", "pet"):
        if slot in wanted:
            said += f" for {wanted[slot]}"
    return said


def _when(dice: random.Random, case: Case) -> str:
    day = _written(dice, "day", case.wanted["day"]) if "day" in case.wanted else ""
    on = day if day in ("tomorrow", "") or case.errand.name == "move" else f"on {day}"
    if not case.times:
        return on
    first, *others = (_written(dice, "time", time) for time in case.times)
    at = first if "/" in case.times[0] else f"at {first}"
    said = f"{on} {at}" if dice.random() < 0.8 or case.errand.name == "move" else f"{at} {on}"
    form = pick_form(dice, FORMS["task.alternatives"], case.split)
    for other in others:
        said += ("" if form[0] in ",." else " ") + fill(form, dice, {"other": other})
    return said.strip()
