"""People, businesses and numbers, each of one side of the split."""

from __future__ import annotations

import random
from functools import cache
from importlib.resources import files
from string import ascii_uppercase

from agent.practice.episodes.split import fits

PLACES = (
    "Riverside",
    "Hillcrest",
    "Lakeview",
    "Oakwood",
    "Maple Street",
    "Harbor",
    "Sunset",
    "Northgate",
    "Westfield",
    "Brookside",
    "Cedar Grove",
    "Elm Park",
    "Garden City",
    "Highland",
    "Meadowbrook",
    "Old Mill",
    "Pine Ridge",
    "Silver Lake",
    "Springdale",
    "Union Square",
    "Valley View",
    "Willow Creek",
    "Eastgate",
    "Fairview",
    "Midtown",
)
_AREAS = ("202", "212", "303", "312", "404", "415", "503", "512", "602", "617", "702", "713", "808", "917")
_LETTERS = ascii_uppercase.replace("O", "").replace("I", "").replace("Q", "")
PETS = (
    "Bella",
    "Luna",
    "Charlie",
    "Rocky",
    "Max",
    "Coco",
    "Daisy",
    "Simba",
    "Milo",
    "Oscar",
    "Nala",
    "Buddy",
    "Loki",
    "Rosie",
    "Teddy",
    "Ziggy",
    "Pepper",
    "Felix",
    "Mochi",
    "Biscuit",
)


@cache
def _listed(file: str, split: str) -> tuple[str, ...]:
    text = (files("agent.practice.episodes") / "data" / file).read_text(encoding="utf-8")
    return tuple(name for name in text.split() if fits(name, split))


def first(dice: random.Random, split: str) -> str:
    return dice.choice(_listed("first_names.txt", split))


def last(dice: random.Random, split: str) -> str:
    return dice.choice(_listed("last_names.txt", split))


def until_fits(dice: random.Random, split: str, draw: object) -> str:
    """Draw again until the drawn belongs to ``split``."""
    assert callable(draw)
    while True:
        drawn = str(draw())
        if fits(drawn, split):
            return drawn


def business(dice: random.Random, patterns: tuple[str, ...], split: str) -> str:
    def draw() -> str:
        pattern = dice.choice(patterns)
        return pattern.format(
            last=last(dice, split),
            last2=last(dice, split),
            first=first(dice, split),
            place=dice.choice(PLACES),
        )

    return until_fits(dice, split, draw)


def phone(dice: random.Random, split: str) -> str:
    """For fiction only: 555-01xx."""
    area = dice.choice(_AREAS)
    return until_fits(dice, split, lambda: f"{area}55501{dice.randrange(100):02d}")


def digits(dice: random.Random, split: str, length: int) -> str:
    return until_fits(dice, split, lambda: "".join(dice.choices("0123456789", k=length)))


def code(dice: random.Random, split: str) -> str:
    """A booking number: four to six digits, or letters and digits."""

    def draw() -> str:
        if dice.random() < 0.7:
            return "".join(dice.choices("123456789", k=1) + dice.choices("0123456789", k=dice.randint(3, 5)))
        letters, figures = dice.choices(_LETTERS, k=dice.randint(1, 2)), dice.choices("23456789", k=3)
        return "".join(letters + figures)

    return until_fits(dice, split, draw)


def plate(dice: random.Random, split: str) -> str:
    return until_fits(
        dice, split, lambda: "".join(dice.choices(_LETTERS, k=3) + dice.choices("23456789", k=3))
    )


def birth(dice: random.Random, split: str) -> str:
    return until_fits(
        dice, split, lambda: f"{dice.randint(1942, 2014)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    )


def calendar_date(dice: random.Random, split: str) -> str:
    return until_fits(dice, split, lambda: f"--{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}")


def pet(dice: random.Random, split: str) -> str:
    return until_fits(dice, split, lambda: dice.choice(PETS))


def email(dice: random.Random, split: str) -> str:
    return f"{first(dice, split).lower()}.{last(dice, split).lower()}@example.com"


def card(dice: random.Random, split: str) -> str:
    """Sixteen digits with a right check digit (ISO/IEC 7812)."""
    figures = "4" + digits(dice, split, 14)
    doubled = [int(sign) * (2 - at % 2) for at, sign in enumerate(figures)]
    total = sum(number - 9 if number > 9 else number for number in doubled)
    return figures + str(-total % 10)
