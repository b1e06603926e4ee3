"""Sentences of telephone errands: what machines, people and our own side say.

The forms stand in ``forms/*.txt``; ``python -m models.whisper.corpus 20`` shows some sentences. A sentence
is as it is spoken: no figures, letters that are spelled stand by themselves. A fifth of all sentences and
of all names is never trained on (``values.held_out``).
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.whisper.values import Values, held_out

FORMS = Path(__file__).parent / "forms"
SHARES = {"machine": 0.24, "person": 0.35, "near": 0.28, "dictated": 0.13}


@dataclass(frozen=True, slots=True)
class Sentence:
    """``names``: what a briefing could have told about it. ``form`` tells what it was made from."""

    text: str
    names: tuple[str, ...]
    form: str


class Writer:
    """Draws sentences; the same seed draws the same ones."""

    def __init__(self, seed: int, test: bool = False) -> None:
        self._dice = random.Random(seed)
        self._test = test
        self._values = Values(self._dice, test)

    def draw(self) -> Sentence:
        """One sentence, or a few that a turn joins."""
        while True:
            self._values.named.clear()
            forms = [self._form() for _ in range(self._dice.choices((1, 2, 3), (0.68, 0.24, 0.08))[0])]
            text = " ".join(self.fill(form) for _, form in forms)
            text = _tidy(text)
            if held_out(text) == self._test and 2 <= len(text) <= 330:
                names = tuple(dict.fromkeys(self._values.named))
                return Sentence(text, names, "+".join(name for name, _ in forms))

    def _form(self) -> tuple[str, str]:
        kind = self._dice.choices(tuple(SHARES), tuple(SHARES.values()))[0]
        lines, weights = forms_of(kind)
        at = self._dice.choices(range(len(lines)), weights)[0]
        return f"{kind}:{at}", lines[at]

    def fill(self, form: str) -> str:
        """``form`` with its choices made and its slots filled."""
        while found := re.search(r"\(([^()]*)\)", form):
            form = form[: found.start()] + self._dice.choice(found[1].split("|")) + form[found.end() :]
        while slot := re.search(r"\{(\w+)\}", form):
            form = form[: slot.start()] + self._slot(slot[1]) + form[slot.end() :]
        return form

    def _slot(self, slot: str) -> str:
        if slot in slots():
            return self.fill(self._dice.choice(slots()[slot]))
        own: Mapping[str, Callable[[], str]] = {
            "biz": self._business,
            "menu": self._menu,
            "repeat": self._repeat,
            "hours": self._hours,
            "letter": lambda: self._dice.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            "on_date": lambda: self._maybe(" (on|for) {date}", " (on|) {date} at {time}"),
            "for_people": lambda: self._maybe(" for {people}"),
            "with": lambda: self._maybe(" with Doctor {last}", " with {first}", " for {name}"),
        }
        return own[slot]() if slot in own else str(getattr(self._values, slot)())

    def _maybe(self, *forms: str) -> str:
        return self.fill(self._dice.choice(forms)) if self._dice.random() < 0.6 else ""

    def _business(self) -> str:
        return self.fill(
            "({last}'s {kind}|{place} {kind}|the {kind}|{last} and {last}|{last} {kind}|the {place} {kind}|"
            "{first}'s|{first} {last}|the {colour} {first}|{last} Brothers)"
        )

    def _menu(self) -> str:
        options = self._dice.randint(2, 6)
        keys = (
            sorted(self._dice.sample(range(1, 9), options))
            if self._dice.random() < 0.3
            else range(1, options + 1)
        )
        form = self._dice.choice(("For {dept}, press K.", "For {dept}, press K.", "Press K for {dept}.",
                                  "To {deed}, press K.", "K for {dept}.", "If you want to {deed}, press K.",
                                  "{dept}, K.", "For {dept} press K.", "For {dept}, dial K."))  # fmt: skip
        number = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
        return " ".join(self.fill(form.replace("K", number[key])) for key in keys)

    def _repeat(self) -> str:
        return self.fill(
            "(To repeat (these options|this menu)|To hear (this|these options|this menu) again|"
            "To return to the main menu|For an operator|To speak with {person}), press {key}."
            if self._dice.random() < 0.8
            else "Press {key} to (repeat|hear) (these options|this menu)( again|)."
        )

    def _hours(self) -> str:
        return self.fill(
            "(from {time} (to|until) {time}|{day} (to|through) {day}, from {time} (to|until) {time}|"
            "{day} through {day} from {time} to {time}, and {day} from {time} to {time}|"
            "{time} to {time}|every day from {time} until {time})"
        )


@cache
def slots() -> Mapping[str, tuple[str, ...]]:
    """The choices of each slot that is a list."""
    text = (FORMS / "slots.txt").read_text("utf-8").replace("\n  ", " ")
    lines = [line.partition(":") for line in text.splitlines() if not line.startswith("#")]
    return {name: tuple(one.strip() for one in choices.split(";")) for name, _, choices in lines}


@cache
def forms_of(kind: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Forms and their weights."""
    lines = (line.strip() for line in (FORMS / f"{kind}.txt").read_text("utf-8").splitlines())
    found = [re.fullmatch(r"(?:(\d) )?(.+)", line) for line in lines if line and not line.startswith("#")]
    return tuple(one[2] for one in found if one), tuple(int(one[1] or 1) for one in found if one)


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+([,.?!:])", r"\1", text)
    text = re.sub(r"([,.?!:])(?:[,.:])+", r"\1", text)
    text = re.sub(r"([.?!] |^)([a-z])", lambda found: found[1] + found[2].upper(), text)
    return text[:-1] + "." if text.endswith((",", ":")) else text


def sentences(seed: int, count: int, test: bool = False) -> Iterator[Sentence]:
    writer = Writer(seed, test)
    for _ in range(count):
        yield writer.draw()


def main() -> None:
    for sentence in sentences(int(sys.argv[2]) if len(sys.argv) > 2 else 0, int(sys.argv[1])):
        print(json.dumps({"text": sentence.text, "names": sentence.names}))


if __name__ == "__main__":
    main()
