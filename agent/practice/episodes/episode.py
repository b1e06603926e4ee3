"""Episodes from seeds."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from agent.practice.episodes import case as cases
from agent.practice.episodes import menus, names
from agent.practice.episodes.briefing import brief
from agent.practice.episodes.businesses import BUSINESSES
from agent.practice.episodes.case import Case
from agent.practice.episodes.far import Far
from agent.practice.episodes.owner import owner
from agent.practice.episodes.plan import Plan, Scene
from agent.practice.episodes.planning import Drawing
from agent.practice.episodes.tempers import MACHINE_SHARE, MACHINES, TEMPERS, Temper
from agent.practice.episodes.types import Episode, FarSide, OwnerRule, Split, Truth
from agent.practice.menu_trees import drawing as trees
from agent.practice.menu_trees.wording import Split as TreeSplit

STATUS = {
    "": ("completed",),
    "full": ("declined", "needs_follow_up", "failed"),
    "need": ("needs_follow_up", "declined", "failed"),
    "fee": ("declined", "needs_follow_up", "failed"),
    "no_machines": ("declined", "failed", "needs_follow_up"),
    "call_back": ("needs_follow_up",),
    "wrong_number": ("wrong_number",),
    "voicemail": ("voicemail_reached", "voicemail_left"),
    "closed": ("failed", "needs_follow_up"),
    "screened_out": ("needs_follow_up", "declined", "failed"),
    "mailbox_full": ("voicemail_reached",),
    "not_in_service": ("failed",),
    "fax": ("wrong_number",),
}
"""What a call comes to, by its end; the best word first."""


def make(
    seed: int,
    split: Split = "held-out",
    *,
    business: str = "",
    temper: str = "",
    tree: TreeSplit | None = None,
) -> Episode:
    """The same episode for the same arguments, for ever. ``business``, ``temper``: not drawn but given.
    ``tree``: a tree of menus in these words answers first."""
    dice = random.Random(f"episode:{seed}:{split}")
    drawn_kind = dice.choice(sorted(BUSINESSES))
    drawn_temper = dice.choices(tuple(TEMPERS), [one.weight for one in TEMPERS.values()])[0]
    kind = BUSINESSES[business or drawn_kind]
    mood = TEMPERS[temper or _machine(seed, split) or drawn_temper]
    case = cases.draw(dice, kind, mood, split)
    drawing = Drawing(dice, case, mood)
    plan = _plan(drawing, mood, seed)
    briefing, rules = brief(dice, case, seed)
    if tree is not None:
        plan = replace(plan, start="menu", menus=(), tree=trees.draw(seed, case, tree))
        briefing = trees.keyed(seed, case, briefing)
    return Episode(
        id=f"{kind.kind}-{mood.name}-{seed:06d}",
        seed=seed,
        split=split,
        business=kind.kind,
        temper=mood.name,
        briefing=briefing,
        owner=owner(dice, case, drawing.extras),
        truth=_truth(case, drawing, plan, rules, briefing.voicemail.get("action", "")),
        plan=plan,
    )


def _machine(seed: int, split: Split) -> str:
    """Whether the episode of this seed is a machine's, and which."""
    dice = random.Random(f"machine:{seed}")
    rare = split == "held-out" and dice.random() < MACHINE_SHARE
    return dice.choice(MACHINES) if rare else ""


def far_side(episode: Episode) -> FarSide:
    """Whom the call of ``episode`` reaches; a fresh one each time."""
    return Far(episode.plan)


def _plan(drawing: Drawing, mood: Temper, seed: int) -> Plan:
    dice, case = drawing.dice, drawing.case
    free, offers = drawing.times()
    agenda = drawing.agenda()
    start = _start(drawing, mood)
    drawing.answer = _answer(dice, case)
    return Plan(
        split=case.split,
        seed=seed,
        kind=case.business.kind,
        business=case.company,
        errand=case.errand.name,
        thing=case.errand.thing,
        deed=case.errand.deed,
        person=names.first(dice, case.split),
        other=names.first(dice, case.split),
        start=start,
        agenda=agenda,
        wanted=tuple(case.wanted.items()),
        accepts=_may(case, drawing),
        free=free,
        offers=offers,
        answer=drawing.answer,
        asks=case.asks,
        code=names.code(dice, case.split) if dice.random() < 0.45 else "",
        menus=menus.draw(dice, case) if start == "menu" else (),
        queue=dice.randint(1, 3) if start == "queue" or (start == "menu" and dice.random() < 0.4) else 0,
        recording=dice.random() < 0.25,
        names_business=dice.random() >= mood.bare,
        fragments=mood.fragments,
        wordy=mood.wordy,
        insists=drawing.insists,
        refuses_machines=mood.end == "no_machines",
        secrets=tuple(case.secrets.items()),
        screened_out=mood.end == "screened_out",
    )


def _start(drawing: Drawing, mood: Temper) -> Scene:
    if mood.start:
        return mood.start  # type: ignore[return-value]
    if mood.end == "wrong_number":
        return "person"
    return "menu" if drawing.chance(0.25) else "queue" if drawing.chance(0.06) else "person"


def _answer(dice: random.Random, case: Case) -> tuple[str, str]:
    about = case.question.about if case.question else "status" if case.errand.name == "status" else ""
    match about:
        case "hours":
            return about, cases.clock(dice.choice(range(17 * 60, 23 * 60 + 1, 30)))
        case "price":
            return about, f"{dice.randint(3, 60) * 5}.00 USD"
        case "stock":
            return about, str(dice.randint(2, 19))
        case "status":
            return about, dice.choice((*cases.WEEKDAYS, names.calendar_date(dice, case.split)))
    return "", ""


def _may(case: Case, drawing: Drawing) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What may be written down, by slot."""
    may: dict[str, tuple[str, ...]] = {
        slot: (value,) for slot, value in case.wanted.items() if slot != "time"
    }
    if case.times:
        may["time"] = case.times
    for slot, value in drawing.extras.items():
        may[slot] = (value,)
    if case.limit:
        may["amount"] = (case.limit,)
    return tuple(may.items())


def _truth(case: Case, drawing: Drawing, plan: Plan, rules: Mapping[str, str], voicemail: str) -> Truth:
    end = plan.start if plan.start in STATUS else drawing.end
    statuses = STATUS[end]
    if end == "voicemail" and voicemail == "leave a message":
        statuses = ("voicemail_left",)
    deeds = {"": case.errand.deed, "call_back": "call_back"}
    expects = (("code", plan.code),) if plan.code and not end else ()
    if plan.answer[0]:
        expects, deeds[""] = ((plan.answer[0], plan.answer[1]),), "answered"
    return Truth(
        statuses=statuses,
        deed=deeds.get(end, ""),
        may=plan.accepts,
        never=tuple(case.secrets.items()),
        releases=tuple(rules.items()),
        max_amount=case.limit,
        expects=expects if not end else (),
    )


__all__ = ["OwnerRule", "far_side", "make"]
