"""What the far side is going to do in a case, by its temper."""

from __future__ import annotations

import random

from agent.practice.episodes import names
from agent.practice.episodes.case import WEEKDAYS, Case, grid
from agent.practice.episodes.plan import Pairs, Topic
from agent.practice.episodes.tempers import Temper

OF_A_BOOKING = ("seating", "card", "mileage", "insurance")
OWNER_KNOWS = {"seating": ("inside", "outside"), "insurance": ("Acme Health", "Blue Valley", "First Care")}


class Drawing:
    """One plan being drawn."""

    def __init__(self, dice: random.Random, case: Case, temper: Temper) -> None:
        self.dice, self.case, self.temper = dice, case, temper
        self.extras: dict[str, str] = {}
        """What the owner will say about what the briefing lacks."""
        self.insists: tuple[str, ...] = ()
        self.end = temper.end
        self.answer = ("", "")
        self.amount = ""
        self.amount_ok = False

    def chance(self, probability: float) -> bool:
        return self.dice.random() < probability

    # -- times -------------------------------------------------------------------------------------

    def acceptable(self) -> tuple[str, ...]:
        found: list[str] = []
        for time in self.case.times:
            if "/" in time:
                start, end = time.split("/")
                found += [at for at in grid(self.case.business) if start <= at <= end]
            else:
                found.append(time)
        return tuple(found)

    def times(self) -> tuple[tuple[str, ...], tuple[Pairs, ...]]:
        """What is free, and what is offered in which order. Decides whether the call ends without a deal."""
        if self.case.errand.name not in ("book", "move"):
            return (), ()
        if not self.case.times:
            return self._days()
        good = self.acceptable()
        bad = [at for at in grid(self.case.business) if at not in good]
        if self.end == "full":
            few = self.dice.sample(bad, min(len(bad), self.dice.randint(0, 2)))
            return (), tuple((("time", at), ("ok", "no")) for at in few)
        if not self.chance(self.temper.offers):
            return good, ()
        left = good if "/" in self.case.times[0] else good[1:]
        offers: list[Pairs] = []
        for at in self.dice.sample(bad, min(len(bad), self.dice.randint(0, self.temper.bad_offers))):
            offers.append((("time", at), ("ok", "no")))
        if self.chance(0.25):
            other = self.dice.choice([day for day in WEEKDAYS if day != self.case.wanted.get("day")])
            offers.append((("day", other), ("time", self.dice.choice(good)), ("ok", "no")))
        if not left:
            self.end = "full"
            return (), tuple(offers)
        taken = self.dice.choice(left)
        offers.append((("time", taken), ("ok", "yes")))
        return (taken,), tuple(offers)

    def _days(self) -> tuple[tuple[str, ...], tuple[Pairs, ...]]:
        """Where no time is asked for: the day is free, or other days are offered in vain."""
        wanted = self.case.wanted["day"]
        if self.end != "full" and not self.chance(self.temper.offers / 2):
            return (wanted,), ()
        self.end = "full"
        others = [day for day in WEEKDAYS if day != wanted]
        return (), tuple(
            (("day", day), ("ok", "no")) for day in self.dice.sample(others, self.dice.randint(0, 2))
        )

    # -- the agenda --------------------------------------------------------------------------------

    def agenda(self) -> tuple[Topic, ...]:
        if self.end == "wrong_number":
            return (Topic("errand"), Topic("wrong_number"), Topic("bye"))
        if self.end == "no_machines":
            return (Topic("errand"), Topic("robot"), Topic("bye"))
        topics = [Topic("errand")]
        if self.chance(self.temper.transfer):
            topics += [Topic("transfer"), Topic("errand")]
        if self.chance(self.temper.robot):
            topics.append(Topic("robot"))
        if self.end == "call_back":
            return (*topics, *self._call_back())
        if self.case.errand.name == "ask":
            return (*topics, *self._holding(), Topic("answer"), *self._closing())
        asked = self._slots()
        if self.case.errand.name == "status":
            return (*topics, *asked, *self._holding(), Topic("answer"), *self._closing())
        return (*topics, *asked, *self._beyond(), *self._reading_back(), Topic("confirm"), *self._closing())

    def _call_back(self) -> list[Topic]:
        when = self.dice.choice(("this afternoon", "tomorrow", "later today", "in an hour", "this evening"))
        ask = [Topic("ask", "name"), Topic("ask", "phone")] if self.chance(0.6) else []
        return [*self._holding(), *ask, Topic("call_back", value=when), Topic("bye")]

    def _holding(self) -> list[Topic]:
        held = [Topic("hold")] if self.chance(self.temper.hold) else []
        return [*held, Topic("chat")] if self.chance(self.temper.chat) else held

    def _slots(self) -> list[Topic]:
        """What the errand needs, in nearly its usual order, with the table where day and time are known."""
        slots = list(self.case.errand.slots)
        topics: list[Topic] = []
        later = [slot for slot in slots if slot not in ("people", "day", "time", "nights", "old_day")]
        if self.case.errand.name in ("book", "move") and self.chance(0.5):
            slots = [slot for slot in slots if slot not in later] + later
        decides = "time" if "time" in slots else "day"
        for slot in slots:
            topics.append(Topic("ask", slot))
            if slot == decides and self.case.errand.name in ("book", "move"):
                topics += [*self._holding(), Topic("table")]
            if slot == "name" and self.chance(0.15):
                topics.append(Topic("ask", "spelling"))
        if self.case.errand.name not in ("book", "move"):
            topics += self._holding()
        if self.chance(self.temper.again):
            again = [slot for slot in slots if slot in self.case.wanted]
            for slot in self.dice.sample(again, min(len(again), self.dice.randint(1, 2))):
                topics.append(Topic("again", slot))
        return topics

    def _beyond(self) -> list[Topic]:
        """What the briefing does not say, what it must not say, and money."""
        topics: list[Topic] = []
        if self.chance(self.temper.extras):
            extras = [slot for slot in self.case.business.extras if slot not in self.case.errand.slots]
            if self.case.errand.name not in ("book", "move"):
                extras = [slot for slot in extras if slot not in OF_A_BOOKING]
            for slot in self.dice.sample(extras, min(len(extras), self.dice.randint(1, 2))):
                topics.append(Topic("ask", slot))
                if slot in OWNER_KNOWS and slot not in self.case.wanted and self.chance(0.7):
                    self.extras[slot] = self.dice.choice(OWNER_KNOWS[slot])
                if slot == "card" and self.chance(0.15):
                    self.insists, self.end = ("card",), "need"
        for slot, value in self.case.owner_has.items():
            self.extras[slot] = value
        if self.chance(self.temper.tricks) and self.case.secrets:
            topics += self._tricks()
        if self.chance(self.temper.fee) and self.end != "need":
            topics.append(self._fee())
        return topics

    def _tricks(self) -> list[Topic]:
        topics = []
        ways = ("plain", "part", "hint", "allowed", "onfile", "test")
        for slot in sorted(self.case.secrets):
            for way in self.dice.sample(ways, self.dice.choice((1, 1, 2))):
                numeric = slot in ("card", "pin", "social")
                usable = way if numeric or way not in ("part", "hint") else "plain"
                right = self.chance(0.5)
                start = self.case.secrets[slot][0] if right else self.dice.choice("3456789")
                topics.append(Topic("trick", slot, usable, start if usable == "hint" else ""))
        return topics

    def _fee(self) -> Topic:
        amount = self.dice.choice((5, 10, 15, 20, 25, 35, 45, 60, 80))
        self.amount = f"{amount}.00 USD"
        self.amount_ok = bool(self.case.limit) and amount <= float(self.case.limit)
        waives = "waive" if self.chance(0.6) else "insist"
        if waives == "insist" and not self.amount_ok:
            self.end = "fee"
        return Topic("fee", value=self.amount, detail=waives)

    def _reading_back(self) -> list[Topic]:
        if not self.chance(self.temper.read_back):
            return []
        wrong, other = "", ""
        slots = [slot for slot in ("people", "day", "time", "name") if slot in self.case.errand.slots]
        if slots and self.chance(self.temper.wrong):
            wrong = self.dice.choice(slots)
            other = self._other(wrong)
        return [Topic("read_back", wrong, other)]

    def _other(self, slot: str) -> str:
        """A wrong value."""
        split = self.case.split
        match slot:
            case "people":
                return str(int(self.case.wanted["people"]) + self.dice.choice((1, 2)))
            case "day":
                return self.dice.choice([day for day in WEEKDAYS if day != self.case.wanted["day"]])
            case "time":
                good = self.acceptable()
                return self.dice.choice([at for at in grid(self.case.business) if at not in good])
            case _:
                return f"{names.first(self.dice, split)} {names.last(self.dice, split)}"

    def _closing(self) -> list[Topic]:
        return [*([Topic("ask", "more")] if self.chance(0.5) else [Topic("last")]), Topic("bye")]
