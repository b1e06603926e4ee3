"""The far side of an episode: machines first, then people."""

from __future__ import annotations

from agent.call.values import find
from agent.practice.episodes.machines import Menus, Voicemail, queue
from agent.practice.episodes.plan import Plan
from agent.practice.episodes.policy import Person
from agent.practice.episodes.surface import Surface
from agent.practice.episodes.types import Step, Told, Written
from agent.practice.menu_trees.machine import TreeMenus


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
        self._now: Person | Menus | TreeMenus | Voicemail = self._person

    @property
    def book(self) -> Written:
        return self._book

    def opens(self) -> Step:
        match self._plan.start:
            case "voicemail" | "closed":
                self._now = self._voicemail
                return self._voicemail.opens()
            case "menu":
                self._now = self._menus
                return self._menus.opens()
            case _:
                return self._to_person()

    def hears(self, text: str) -> Step:
        self._book.steps += 1
        if self._now is not self._person:
            self._book.told += [Told(value.kind.value, value.value, self._book.steps) for value in find(text)]
        return self._led_on(self._now.hears(text))

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

    def _to_person(self) -> Step:
        """Perhaps through the queue."""
        waiting = queue(self._plan, self._surface) if self._plan.queue else Step()
        self._now = self._person
        music = self._surface.seconds(3, 20) if waiting.says else 0.0
        return Step(waiting.says + self._person.greets(music=music, astray=self._menus.astray).says)
