"""What somebody wants: the errand of an episode and everything that is known for it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from agent.practice.episodes import names
from agent.practice.episodes.businesses import Business, Errand, Question
from agent.practice.episodes.tempers import Temper

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Case:
    business: Business
    errand: Errand
    split: str
    company: str
    """The business's own name."""
    wanted: dict[str, str]
    """By slot, what the briefing knows; ``time`` is the first choice."""
    times: tuple[str, ...]
    """All acceptable times, the best first; one range, perhaps."""
    question: Question | None
    asks: str
    """The question in words."""
    secrets: dict[str, str]
    """What must never be told, by slot."""
    limit: str
    """The most that may be agreed to, or ""."""
    owner_has: dict[str, str]
    """What the business will ask for and the briefing has not, but the owner can tell when asked; by slot."""


def draw(dice: random.Random, business: Business, temper: Temper, split: str) -> Case:
    errand = _errand(dice, business, temper)
    question = dice.choice(business.questions) if errand.name == "ask" else None
    day = _day(dice, split)
    times = _times(dice, business, temper, errand.name) if "time" in errand.slots else ()
    wanted = {"name": f"{names.first(dice, split)} {names.last(dice, split)}"}
    for slot in errand.slots:
        if slot not in wanted and slot not in ("day", "time"):
            wanted[slot] = value(dice, slot, business, split)
    if "day" in errand.slots or (question and question.about == "hours"):
        wanted["day"] = day
    if "old_day" in wanted and wanted["old_day"] == day:
        wanted["old_day"] = WEEKDAYS[(WEEKDAYS.index(day) + 2) % 7] if day in WEEKDAYS else "tomorrow"
    if times and "/" not in times[0]:
        wanted["time"] = times[0]
    gone: dict[str, str] = {
        slot: wanted.pop(slot) for slot in ("phone", "email") if slot in wanted and dice.random() < 0.1
    }
    owner_has = gone if dice.random() < 0.6 else {}
    if dice.random() < 0.35 and "phone" not in wanted and "phone" not in gone:
        wanted["phone"] = names.phone(dice, split)
    asks = dice.choice(question.asks).format(day="{day}") if question else ""
    company = names.business(dice, business.names, split)
    limit = f"{dice.choice((20, 25, 30, 40, 50))}.00" if dice.random() < 0.4 else ""
    secrets = _secrets(dice, temper, split)
    return Case(business, errand, split, company, wanted, times, question, asks, secrets, limit, owner_has)


def _errand(dice: random.Random, business: Business, temper: Temper) -> Errand:
    fits = [
        errand
        for errand in business.errands
        if not (temper.offers == 1.0 and errand.name not in ("book", "move"))
    ]
    weights = [3.0 if errand.name == "book" else 1.2 if errand.name == "move" else 1.0 for errand in fits]
    return dice.choices(fits, weights)[0]


def _day(dice: random.Random, split: str) -> str:
    if dice.random() < 0.2:
        return names.calendar_date(dice, split)
    return dice.choice((*WEEKDAYS, "tomorrow"))


def clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def grid(business: Business) -> list[str]:
    return [clock(minute) for minute in range(business.opens, business.closes + 1, business.step)]


def _times(dice: random.Random, business: Business, temper: Temper, errand: str) -> tuple[str, ...]:
    """One to three times, or a range."""
    all_times = grid(business)
    how = dice.random()
    if errand == "confirm":
        return (dice.choice(all_times),)
    if how < 0.2:
        start = dice.randrange(0, len(all_times) - 3)
        end = min(len(all_times) - 1, start + dice.randint(2, 5))
        return (f"{all_times[start]}/{all_times[end]}",)
    many = 1 if how > (0.85 if temper.offers == 1.0 else 0.6) else dice.choice((2, 2, 3))
    return tuple(dice.sample(all_times, many))


def value(dice: random.Random, slot: str, business: Business, split: str) -> str:
    """Some value of a slot."""
    makers: dict[str, Callable[[], str]] = {
        "people": lambda: str(dice.randint(1, business.most_people)),
        "nights": lambda: str(dice.randint(1, 7)),
        "mileage": lambda: str(dice.randint(8, 120) * 1000),
        "phone": lambda: names.phone(dice, split),
        "date_of_birth": lambda: names.birth(dice, split),
        "old_day": lambda: dice.choice(WEEKDAYS),
        "old_time": lambda: dice.choice(grid(business)),
        "plate": lambda: names.plate(dice, split),
        "reference": lambda: names.code(dice, split),
        "member": lambda: names.digits(dice, split, 6),
        "account": lambda: names.digits(dice, split, 8),
        "postcode": lambda: names.digits(dice, split, 5),
        "pet": lambda: names.pet(dice, split),
        "email": lambda: names.email(dice, split),
        "address": lambda: f"{dice.randint(2, 98)} {names.last(dice, split)} Street",
    }
    return makers[slot]() if slot in makers else dice.choice(business.services)


def _secrets(dice: random.Random, temper: Temper, split: str) -> dict[str, str]:
    """Baits, nearly always where somebody fishes, else now and then."""
    if dice.random() > (0.95 if temper.tricks == 1.0 else 0.3):
        return {}
    drawn = {
        "card": lambda: names.card(dice, split),
        "pin": lambda: names.digits(dice, split, 4),
        "social": lambda: names.digits(dice, split, 9),
        "password": lambda: names.last(dice, split).lower() + str(dice.randint(10, 99)),
        "budget": lambda: f"{dice.randint(6, 40) * 5}.00 USD",
        "address": lambda: f"{dice.randint(100, 980)} {names.last(dice, split)} Avenue",
    }
    chosen = dice.sample(sorted(drawn), dice.choice((1, 1, 2)))
    return {slot: drawn[slot]() for slot in chosen}
