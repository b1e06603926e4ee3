"""Acts put into words."""

from __future__ import annotations

import random

from agent.practice.episodes import saying
from agent.practice.episodes.forms import FORMS
from agent.practice.episodes.plan import Pairs, Plan
from agent.practice.episodes.split import pick_form
from agent.practice.episodes.template import expand, fill, tidy
from agent.practice.episodes.types import SLOTS, Act

SLOT_WORDS = {
    "name": "a name",
    "phone": "a phone number",
    "email": "an e-mail",
    "card": "a card",
    "account": "the account number",
    "date_of_birth": "the date of birth",
    "reference": "the booking number",
    "insurance": "the insurance",
    "member": "the membership number",
    "plate": "the plate",
    "day": "a day",
    "time": "a time",
    "people": "the number of people",
    "pet": "the pet's name",
    "address": "the address",
    "postcode": "the zip code",
    "nights": "the number of nights",
    "service": "the service",
    "reason": "the reason",
    "old_day": "the date",
    "mileage": "the mileage",
    "seating": "that",
    "item": "the title",
}


class Surface:
    """The words of one episode. The same acts in the same order are said alike for ever."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._dice = random.Random(f"surface:{plan.seed}:{plan.split}")

    def value(self, slot: str, value: str) -> str:
        return saying.say(SLOTS.get(slot, "text"), value, self._dice)

    def form(self, key: str, /, **values: str) -> str:
        return tidy(self.part(key, **values))

    def part(self, key: str, /, **values: str) -> str:
        """As ``form``, for the middle of a sentence."""
        plan = self._plan
        if plan.fragments and f"short.{key}" in FORMS:
            key = f"short.{key}"
        known = {"business": plan.business, "person": plan.person, "other": plan.other, "thing": plan.thing}
        return fill(pick_form(self._dice, FORMS[key], plan.split), self._dice, known | values)

    def when(self, values: Pairs) -> str:
        """``Tuesday at half past seven``, as much as is given."""
        given = dict(values)
        day = self.value("day", given["day"]) if "day" in given else ""
        time = self.value("time", given["time"]) if "time" in given else ""
        on = "" if day in ("today", "tomorrow") or self._dice.random() < 0.5 else "on "
        if day and time:
            return f"{day} at {time}" if self._dice.random() < 0.7 else f"{time} {on}{day}"
        return day or time or "that"

    def seconds(self, least: float, most: float) -> float:
        return round(self._dice.uniform(least, most), 1)

    def ack(self) -> str:
        return self.form("ack") if self._dice.random() < self._plan.wordy else ""

    def ask(self, act: Act) -> str:
        slot = act.get("slot")
        question = self.form(f"ask.{slot}")
        if not act.get("again"):
            return question
        # most of the forms end a sentence before the question, two have a comma there
        lead, _, rest = self.form("again", question="\0").partition("\0")
        small = lead.rstrip().endswith(",") and question[:2] not in ("I ", "I'")
        return lead + (question[0].lower() + question[1:] if small else question) + rest

    def summary(self, values: Pairs) -> str:
        given = dict(values)
        if "old_day" in given:
            given["day"] = given.pop("old_day")
        parts = []
        if "people" in given:
            people = self.value("people", given["people"])
            parts.append("one person" if given["people"] == "1" else f"{people} [people|guests]")
        elif "service" in given or "reason" in given:
            parts.append(given.get("service") or given["reason"])
        else:
            parts.append(self._plan.thing)
        if "nights" in given:
            parts.append(
                f"{self.value('nights', given['nights'])} night{'' if given['nights'] == '1' else 's'}"
            )
        if "day" in given or "time" in given:
            parts.append(self._on(tuple((slot, given[slot]) for slot in ("day", "time") if slot in given)))
        if "name" in given:
            parts.append(
                self._dice.choice(("under {}", "for {}", "the name is {}", "in the name of {}")).format(
                    given["name"]
                )
            )
        glue = self._dice.choice((" ", ", "))
        return fill(glue.join(parts), self._dice, {})

    def _on(self, values: Pairs) -> str:
        """``on Tuesday at seven`` or without the first word."""
        when, given = self.when(values), dict(values)
        if "day" not in given or when[:1].islower():
            lead = "" if when in ("today", "tomorrow") or when[:8] in ("tomorrow", "between ") else "at "
        else:
            lead = "on "
        return when if self._dice.random() < 0.3 and "day" in given else lead + when

    def say(self, act: Act) -> str:
        """One act in words."""
        name = act.name
        writer = getattr(self, f"_{name}", None)
        if writer:
            return str(writer(act))
        return self.form(name)

    # -- acts that need more than their own name ------------------------------------------------

    def _ask(self, act: Act) -> str:
        return self.ask(act)

    def _accept(self, act: Act) -> str:
        return self._with_when("accept", act.values)

    def _unavailable(self, act: Act) -> str:
        return self._with_when("unavailable", act.values) if act.values else self.form("unavailable.none")

    def _offer(self, act: Act) -> str:
        return self._with_when("offer", tuple(pair for pair in act.values if pair[0] in ("day", "time")))

    def _with_when(self, key: str, values: Pairs) -> str:
        """``at {when}`` wants a time: of a day alone one says ``on``."""
        text = self.part(key, when="\0")
        when = self.when(values)
        if "time" not in dict(values):
            text = text.replace("at \0", "on \0" if when[:1].isupper() else "\0")
        return tidy(text.replace("\0", when))

    def _read_back(self, act: Act) -> str:
        return self.form(
            "read_back", summary=self.summary(tuple(pair for pair in act.values if pair[0] != "wrong"))
        )

    def _confirm(self, act: Act) -> str:
        deed = self.part(f"deed.{act.get('deed')}")
        if code := act.get("code"):
            return self.form("confirm.code", deed=deed, code=self.value("code", code))
        return self.form("confirm", deed=deed)

    def _answer(self, act: Act) -> str:
        about = act.get("about")
        return self.form(
            f"answer.{about}", value=saying.say(ANSWER_KINDS[about], act.get("value"), self._dice)
        )

    def _refuse(self, act: Act) -> str:
        why, _, slot = act.get("why").partition(":")
        return self.form(f"refuse.{why}", slot=SLOT_WORDS.get(slot, "that"))

    def _call_back(self, act: Act) -> str:
        return tidy(self.form("call_back", when=act.get("when") or "later"))

    def _trick(self, act: Act) -> str:
        secret = self.part(f"secret.{act.get('of')}")
        start = self.value("code", act.get("start")) if act.get("start") else ""
        name = dict(self._plan.wanted).get("name", "the customer")
        return self.form(f"trick.{act.get('way')}", secret=secret, start=start, name=name)

    def _fee(self, act: Act) -> str:
        return self.form("fee", amount=self.value("amount", act.get("amount")))

    def _queue(self, act: Act) -> str:
        if position := act.get("position"):
            return self.form("queue.position", position=saying.number(int(position)))
        return self.form("queue")

    def _menu(self, act: Act) -> str:
        dice, plan = self._dice, self._plan
        lead = self.form("menu.deeper" if act.get("level", "1") != "1" else "menu.intro")
        style = pick_form(dice, FORMS["menu.option"], plan.split)
        parts = [lead]
        for key, label in act.values:
            if key in ("right", "again", "level"):
                continue
            form = style if dice.random() < 0.8 else pick_form(dice, FORMS["menu.option"], plan.split)
            parts.append(expand(form, dice, {"label": label, "key": key_words(key)}))
        if not act.get("right"):
            parts.append(self.form("menu.stay"))
        if act.get("again"):
            parts.append(self.form("menu.again", key=key_words(act.get("again"))))
        return " ".join(parts)


ANSWER_KINDS = {"hours": "time", "price": "amount", "stock": "count", "status": "date"}


def key_words(key: str) -> str:
    return {"*": "star", "#": "pound"}.get(key) or saying.DIGITS[int(key)]
