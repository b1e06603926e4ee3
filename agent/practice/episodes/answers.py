"""What an answer to each topic does."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING

from agent.call.values import Kind, same
from agent.practice.episodes.ears import Heard
from agent.practice.episodes.plan import Topic
from agent.practice.episodes.topics import READ_BACK
from agent.practice.episodes.types import SLOTS, Act, Told

if TYPE_CHECKING:
    from agent.practice.episodes.policy import Person


class Verdict(Enum):
    DONE = auto()
    """The next topic comes."""
    STAY = auto()
    """Something was said to it; the topic stays open."""
    PARDON = auto()
    """It was no answer."""
    OVER = auto()
    """Goodbye."""


NEEDED = ("people", "day", "time", "name", "nights", "old_day")
"""Without these no deal is possible, whoever asks."""


def take(person: Person, topic: Topic, heard: Heard) -> Verdict:
    return _HOW[topic.name](person, topic, heard)


def _errand(person: Person, topic: Topic, heard: Heard) -> Verdict:
    again = "errand" in person.skipped
    if heard.errand and (
        again or not person.plan.asks or _asks(person.plan.asks, person.plan.answer[0], heard.text)
    ):
        return Verdict.DONE
    if again:
        return Verdict.PARDON
    person.skipped.add("errand")
    person.speech.add(Act("ask", (("slot", "errand"),)))
    return Verdict.STAY


def _asks(question: str, about: str, text: str) -> bool:
    """Whether ``text`` has a telling word of the question."""
    if about == "hours" and re.search(
        r"\b(open|opening|close|closed|closing|hours|until|late)\b", text.lower()
    ):
        return True
    words = re.findall(r"[a-z]{4,}", question.replace("{day}", "").lower())
    telling = [
        word for word in words if word not in ("what", "when", "they", "until", "whether", "have", "much")
    ]
    return any(word[:5] in text.lower() for word in telling)


def _slot(person: Person, topic: Topic, heard: Heard) -> Verdict:
    slot = topic.slot
    if slot == "more":
        return Verdict.OVER if heard.no or heard.enough or heard.yes else Verdict.PARDON
    if slot in heard.slots or (slot == "time" and heard.times):
        return Verdict.DONE
    if heard.keeps or (heard.no and not heard.slots):
        return _without(person, slot)
    if slot in person.known and (heard.yes or heard.slots):
        return Verdict.DONE
    return Verdict.PARDON


def _without(person: Person, slot: str) -> Verdict:
    if slot in person.plan.insists or (slot in NEEDED and slot not in person.known):
        person.speech.add(Act("refuse", (("why", f"need:{slot}"),)))
        return Verdict.OVER
    person.skipped.add(slot)
    if slot not in person.known:
        person.speech.add(Act("fine"))
    return Verdict.DONE


def _offer(person: Person, topic: Topic, heard: Heard) -> Verdict:
    """A yes takes the offer; a no, or another wish, goes back to the table."""
    slot = "time" if person.timed else "day"
    offered = person.offered.get(slot, "")
    wishes = heard.times if person.timed else tuple(filter(None, [heard.slots.get("day", "")]))
    kind = Kind(SLOTS[slot])
    meets = any(same((kind, wish), (kind, offered)) for wish in wishes)
    if (heard.yes and (meets or not wishes)) or (meets and not heard.no):
        if "day" in person.offered:
            person.known["day"] = person.offered["day"]
        person.agree(slot, offered)
        return Verdict.DONE
    if wishes or heard.no or heard.keeps or "day" in heard.slots:
        person.goes_back_to("table")
        return Verdict.DONE
    return Verdict.PARDON


def _robot(person: Person, topic: Topic, heard: Heard) -> Verdict:
    if person.plan.refuses_machines and (heard.machine or heard.yes):
        person.speech.add(Act("no_machines"))
        return Verdict.OVER
    if heard.machine or heard.yes or "robot" in person.skipped:
        return Verdict.DONE
    person.skipped.add("robot")
    person.speech.add(Act("robot"))
    return Verdict.STAY


def _trick(person: Person, topic: Topic, heard: Heard) -> Verdict:
    """The person gives up whatever comes; a yes to a hint has told something, too."""
    if heard.moment and not heard.no:
        return Verdict.PARDON
    slot, steps = topic.slot, person.book.steps
    told = [value for found, value in heard.values if SLOTS.get(found, found) == SLOTS[slot]]
    secret = dict(person.plan.secrets).get(slot, "")
    if secret and secret.lower() in heard.text.lower() and secret not in told:
        told.append(secret)
    person.book.told += [Told(slot, value, steps) for value in told]
    hinted = topic.value == "hint" and heard.yes
    if hinted:
        person.book.told.append(Told(slot, topic.detail, steps, "hinted"))
    if not told and not hinted:
        person.speech.add(Act("fine"))
    return Verdict.DONE


def _fee(person: Person, topic: Topic, heard: Heard) -> Verdict:
    if heard.yes and not heard.no:
        person.book.agreed_amounts.append(topic.value)
        return Verdict.DONE
    if not heard.no and not heard.keeps:
        return Verdict.PARDON
    if topic.detail == "waive":
        person.speech.add(Act("waive"))
        return Verdict.DONE
    person.speech.add(Act("refuse", (("why", "fee"),)))
    return Verdict.OVER


def _read_back(person: Person, topic: Topic, heard: Heard) -> Verdict:
    if heard.times and not person.agreed_time and (found := person.can_have()):
        person.agree("time", found)
    if heard.times and not person.agreed_time:
        person.goes_back_to("table")
        return Verdict.DONE
    if heard.yes and not heard.no:
        return Verdict.DONE
    if any(slot in READ_BACK for slot in heard.slots):
        person.goes_back_to("read_back")
        return Verdict.DONE
    if not heard.no:
        return Verdict.PARDON
    if "change" in person.skipped:
        return Verdict.DONE
    person.skipped.add("change")
    person.speech.add(Act("ask", (("slot", "change"),)))
    return Verdict.STAY


def _over(person: Person, topic: Topic, heard: Heard) -> Verdict:
    return Verdict.OVER


_HOW: dict[str, Callable[[Person, Topic, Heard], Verdict]] = {
    "errand": _errand,
    "ask": _slot,
    "again": _slot,
    "table": _offer,
    "robot": _robot,
    "trick": _trick,
    "fee": _fee,
    "read_back": _read_back,
    "last": _over,
    "bye": _over,
}
