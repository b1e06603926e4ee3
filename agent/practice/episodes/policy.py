"""A person on the telephone: brings up one topic after the other and takes in what is answered."""

from __future__ import annotations

from agent.call.values import Kind, same
from agent.practice.episodes.answers import Verdict, take
from agent.practice.episodes.ears import Heard, listen
from agent.practice.episodes.plan import Plan, Topic
from agent.practice.episodes.speech import Speech
from agent.practice.episodes.surface import Surface
from agent.practice.episodes.topics import bring_up
from agent.practice.episodes.types import Act, Step, Told, Written

PATIENCE = 3
"""So often in a row a person says "pardon?"; then the call is over."""
MOST_STEPS = 50


class Person:
    """One person, or two: the second has been told nothing."""

    def __init__(self, plan: Plan, surface: Surface, book: Written) -> None:
        self.plan, self.book = plan, book
        self.speech = Speech(surface)
        self.known: dict[str, str] = {}
        self.times: tuple[str, ...] = ()
        """What we would take, as far as we said."""
        self.agreed_time = ""
        self.agreed_day = ""
        """Where only a day is asked for."""
        self.timed = "time" in dict(plan.accepts)
        self.denied: set[str] = set()
        """What was said not to be available."""
        self.offered: dict[str, str] = {}
        self.offers = list(plan.offers)
        self.skipped: set[str] = set()
        self.waiting: Topic | None = None
        self._at = 0
        self._puzzled = 0
        self._repeats = 0
        self._silent = 0
        self._over = False

    def greets(self, *, music: float = 0.0, astray: str = "") -> Step:
        """``music``: seconds of it before the first words. ``astray``: another department has us first."""
        plan = self.plan
        self.speech.wait(music)
        if astray:
            text = self.speech.surface.form("detour", label=astray)
            self.speech.add(Act("transfer", (("from", astray),)), text)
            self.speech.wait(self.speech.surface.seconds(3, 12))
            self.speech.voice = "other"
        text = self.speech.surface.form("greet" if plan.names_business else "greet.bare")
        self.speech.add(self._greeting(text, business=plan.business, person=plan.person), text)
        self.waiting, self._at = plan.agenda[0], 1
        return self.speech.step()

    def greet_as_other(self) -> None:
        other = self.plan.other
        text = self.speech.surface.form("greet.other", person=other)
        act = self._greeting(text, person=other)
        self.speech.add(Act("greet", (*act.values, ("other", "1"))), text)

    @staticmethod
    def _greeting(text: str, **names: str) -> Act:
        """The act says what the words do."""
        return Act("greet", tuple(pair for pair in names.items() if pair[1].lower() in text.lower()))

    # -- what comes in -----------------------------------------------------------------------------

    def hears(self, text: str) -> Step:
        if self._over:
            return Step(hangs_up=True)
        heard = listen(text, self.plan, self._asked())
        self._note(heard)
        self._silent = 0
        if self.book.steps > MOST_STEPS:
            return self.leaves(Act("refuse", (("why", "unclear"),)))
        if heard.repeat:
            return self._again()
        if heard.who and not heard.slots:
            return self._identify()
        if heard.bye and not heard.yes and not self._last_topic():
            return self.leaves()
        if heard.empty:
            return self._pardon()
        return self._answered(heard)

    def silence(self) -> Step:
        if self._over:
            return Step(hangs_up=True)
        self._silent += 1
        if self._last_topic() or self._silent > 2 or self.book.steps > MOST_STEPS:
            return self.leaves()
        self.speech.add(Act("hello"))
        return self.speech.step()

    def _answered(self, heard: Heard) -> Step:
        topic = self.waiting
        verdict = take(self, topic, heard) if topic else Verdict.DONE
        if verdict == Verdict.PARDON:
            if heard.moment:
                self.speech.add(Act("sure"))
                return self.speech.step()
            return self._pardon()
        self._puzzled = 0
        if verdict == Verdict.OVER:
            return self.leaves()
        if verdict == Verdict.STAY:
            return self.speech.step()
        self.speech.acknowledge()
        return self.go_on()

    def _asked(self) -> str:
        topic = self.waiting
        if topic is None:
            return ""
        return topic.slot if topic.name in ("ask", "again") else topic.name

    def _last_topic(self) -> bool:
        return (self.waiting is not None and self.waiting.name in ("last", "bye")) or self._asked() == "more"

    def _note(self, heard: Heard) -> None:
        for slot, value in heard.values:
            self.book.told.append(Told(slot, value, self.book.steps))
        self.book.said_machine |= heard.machine
        for slot, value in heard.slots.items():
            if slot != "time":
                if slot == "day" and self.known.get("day", value) != value:
                    self.agreed_time = self.agreed_day = ""
                self.known[slot] = value
        if heard.times:
            if not any(same((Kind.TIME, time), (Kind.TIME, self.agreed_time)) for time in heard.times):
                self.agreed_time = ""
            self.times = heard.times
            self.known["time"] = heard.times[0]

    def _pardon(self) -> Step:
        self._puzzled += 1
        if self._puzzled > PATIENCE:
            return self.leaves(Act("refuse", (("why", "unclear"),)))
        self.speech.add(Act("pardon"))
        if self._puzzled > 1:
            self.speech.repeat()
        return self.speech.step()

    def _again(self) -> Step:
        self._repeats += 1
        if self._repeats > 2 * PATIENCE:
            return self.leaves(Act("refuse", (("why", "unclear"),)))
        self.speech.repeat()
        return self.speech.step()

    def _identify(self) -> Step:
        if any(topic.name == "wrong_number" for topic in self.plan.agenda):
            self._at = [topic.name for topic in self.plan.agenda].index("wrong_number")
            return self.go_on()
        last = self.speech.last
        self.speech.add(Act("identify", (("business", self.plan.business),)))
        if self.waiting is None or self.waiting.name == "errand" or last is None:
            last = Act("ask", (("slot", "errand"),))
        self.speech.add(last)
        return self.speech.step()

    # -- what comes next ---------------------------------------------------------------------------

    def go_on(self) -> Step:
        """Bring up topics until one has to be answered."""
        while self._at < len(self.plan.agenda):
            topic = self.plan.agenda[self._at]
            self._at += 1
            waits = bring_up(self, topic)
            if waits is None:
                return self.leaves()
            if waits:
                self.waiting = topic
                return self.speech.step()
        return self.leaves()

    def goes_back_to(self, name: str) -> None:
        """The topic ``name`` comes next once more."""
        names = [topic.name for topic in self.plan.agenda]
        self._at = names.index(name if name in names else "read_back")

    def leaves(self, act: Act | None = None) -> Step:
        self._over = True
        if act:
            self.speech.add(act)
        self.speech.add(Act("goodbye"))
        return self.speech.step(hangs_up=True)

    # -- times -------------------------------------------------------------------------------------

    @property
    def agreed(self) -> str:
        return self.agreed_time if self.timed else self.agreed_day

    def agree(self, slot: str, value: str) -> None:
        self.known[slot] = value
        if slot == "time":
            self.agreed_time = value
        else:
            self.agreed_day = value

    def mistake(self, slot: str, value: str) -> None:
        """Something else is written down than was said."""
        self.known[slot] = value
        if slot == "time":
            self.agreed_time = value

    def can_have(self) -> str:
        """The first of our times that is free; of a range the first free one in it. Where only a day is
        asked for: that day."""
        if not self.timed:
            return self.known["day"] if self.plan.free and self._same_day() else ""
        if "day" in self.known and not self._same_day():
            return ""
        for time in self.times:
            for free in self.plan.free:
                if same((Kind.TIME, time), (Kind.TIME, free)):
                    return free
        return ""

    def _same_day(self) -> bool:
        wanted = dict(self.plan.wanted).get("day", "")
        return same((Kind.DATE, self.known["day"]), (Kind.DATE, wanted))
