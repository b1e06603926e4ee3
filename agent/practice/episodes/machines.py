"""What answers before a person does: menus, queues, announcements, a voicemail."""

from __future__ import annotations

from dataclasses import replace

from agent.practice.episodes.plan import Menu, Plan
from agent.practice.episodes.speech import Speech
from agent.practice.episodes.surface import Surface
from agent.practice.episodes.types import Act, Step, Told, Utterance, Written

TRIES = 3


class Menus:
    """Menu after menu; ``done`` when the last right key was pressed."""

    def __init__(self, plan: Plan, surface: Surface, book: Written) -> None:
        self._plan, self._book = plan, book
        self._speech = Speech(surface, "machine")
        self._level = 0
        self._tries = 0
        self.done = False
        self.astray = ""
        """The department that was chosen by mistake; it puts us through."""

    def opens(self) -> Step:
        if self._plan.recording:
            self._speech.add(Act("recording"))
        return self._say()

    def key(self, digit: str) -> Step:
        menu = self._menu()
        if digit == menu.right:
            self._level += 1
            self._tries = 0
            self.done = self._level == len(self._plan.menus)
            return Step() if self.done else self._say()
        if menu.again and digit == menu.again:
            return self._once_more()
        if digit in dict(menu.options):
            self.done, self.astray = True, dict(menu.options)[digit]
            return Step()
        self._speech.add(Act("invalid"))
        return self._once_more()

    def hears(self, text: str) -> Step:
        """Menus understand keys only."""
        return self._once_more()

    def silence(self) -> Step:
        """Where no key leads on, those who wait through the second round are put through."""
        if not self._menu().right and self._tries:
            self.done = True
            return Step()
        return self._once_more()

    def _menu(self) -> Menu:
        return self._plan.menus[self._level]

    def _once_more(self) -> Step:
        self._tries += 1
        if self._tries > TRIES:
            self._speech.add(Act("goodbye"))
            return self._speech.step(hangs_up=True)
        return self._say()

    def _say(self) -> Step:
        menu = self._menu()
        level = (("level", str(self._level + 1)),)
        self._speech.add(Act("menu", (*menu.options, ("right", menu.right), ("again", menu.again), *level)))
        return self._speech.step()


def queue(plan: Plan, surface: Surface) -> Step:
    """The announcements of a queue, with music between."""
    speech = Speech(surface, "machine")
    position = len(plan.business) % 4 + plan.queue
    for at in range(plan.queue):
        if at:
            speech.wait(surface.seconds(5, 20))
        numbered = plan.seed % 3 == 0
        speech.add(Act("queue", (("position", str(max(1, position - at))),) if numbered else ()))
    return speech.step()


BEEP = Utterance("", (Act("sound", (("of", "beep"),)),), "machine", pause_seconds=0.6, sound="beep")
FAX = Utterance("", (Act("sound", (("of", "fax"),)),), "machine", pause_seconds=0.8, sound="fax")


class Screening:
    """Asks who calls and why; ``done`` when they want to talk to us."""

    def __init__(self, plan: Plan, surface: Surface, book: Written) -> None:
        self._plan, self._book = plan, book
        self._speech = Speech(surface, "machine")
        self._tries = 0
        self.done = False

    def opens(self) -> Step:
        self._speech.add(Act("screening"))
        step = self._speech.step()
        return Step((*step.says, BEEP)) if "tone" in step.says[0].text else step

    def hears(self, text: str) -> Step:
        if self._plan.screened_out:
            self._speech.add(Act("screened_out"))
            return self._speech.step(hangs_up=True)
        self.done = True
        self._speech.add(Act("screening_thanks"))
        return self._speech.step()

    def key(self, digit: str) -> Step:
        return Step()

    def silence(self) -> Step:
        self._tries += 1
        return Step(hangs_up=True) if self._tries > TRIES else self.opens()


class Voicemail:
    """Takes a message after its beep; or says why it takes none and ends the call by itself."""

    def __init__(self, plan: Plan, surface: Surface, book: Written) -> None:
        self._plan, self._book = plan, book
        self._speech = Speech(surface, "machine")
        self._silent = 0

    def opens(self) -> Step:
        start = self._plan.start
        if start == "fax":
            return Step((FAX, FAX, FAX), hangs_up=True)
        self._speech.add(Act(start))
        says = self._speech.step().says
        if start == "not_in_service":
            return Step((replace(says[0], sound="sit"),) * 2, hangs_up=True)
        return Step((*says, BEEP)) if start == "voicemail" else Step(says, hangs_up=True)

    def hears(self, text: str) -> Step:
        self._book.messages.append(text)
        self._book.deed = "message"
        return Step(hangs_up=self._book.steps > 8)

    def key(self, digit: str) -> Step:
        return Step()

    def silence(self) -> Step:
        self._silent += 1
        return Step(hangs_up=self._silent > 1)


__all__ = ["Menus", "Screening", "Told", "Voicemail", "queue"]
