"""The far side of an episode: machines first, then people."""

from __future__ import annotations

from agent.call.values import find
from agent.practice.episodes.machines import Menus, Screening, Voicemail, queue
from agent.practice.episodes.plan import Plan
from agent.practice.episodes.policy import Person
from agent.practice.episodes.surface import Surface
from agent.practice.episodes.types import Step, Told, Written
from agent.practice.menu_trees.machine import TreeMenus

RINGS_SECONDS = 4.0
"""Call screening lets music, or ringing, play until they have decided."""


class Far:
    """Implements ``FarSide`` by handing every call to what is on the line now."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._book = Written()
        self._surface = Surface(plan)
        self._person = Person(plan, self._surface, self._book)
        self._menus: Menus | TreeMenus = (
            TreeMenus(plan.tree) if plan.tree else Menus(plan, self._surface, self._book)
        )
        self._voicemail = Voicemail(plan, self._surface, self._book)
        self._screening = Screening(plan, self._surface, self._book)
        self._now: Person | Menus | TreeMenus | Voicemail | Screening = self._person

    @property
    def book(self) -> Written:
        return self._book

    def opens(self) -> Step:
        match self._plan.start:
            case "menu":
                self._now = self._menus
            case "screening":
                self._now = self._screening
            case "person" | "queue":
                return self._to_person()
            case _:
                self._now = self._voicemail
        return self._now.opens()

    def hears(self, text: str) -> Step:
        self._book.steps += 1
        if self._now is not self._person:
            self._book.told += [Told(value.kind.value, value.value, self._book.steps) for value in find(text)]
        step = self._now.hears(text)
        if self._now is self._screening and self._screening.done:
            return Step(step.says + self._to_person(RINGS_SECONDS).says)
        return self._led_on(step)

    def key(self, digit: str) -> Step:
        self._book.steps += 1
        if isinstance(self._now, Person):
            self._book.told.append(Told("code", digit, self._book.steps, "keyed"))
            return Step()
        return self._led_on(self._now.key(digit))

    def silence(self) -> Step:
        self._book.steps += 1
        return self._led_on(self._now.silence())

    def _led_on(self, step: Step) -> Step:
        return self._to_person() if self._now is self._menus and self._menus.done else step

    def _to_person(self, music: float = 0.0) -> Step:
        """Perhaps through the queue."""
        waiting = queue(self._plan, self._surface) if self._plan.queue else Step()
        self._now = self._person
        music = self._surface.seconds(3, 20) if waiting.says else music
        return Step(waiting.says + self._person.greets(music=music, astray=self._menus.astray).says)
