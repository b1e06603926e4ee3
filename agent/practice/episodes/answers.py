"""Each topic: how it is brought up, and what an answer to it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from agent.call.values import Kind, same
from agent.practice.episodes.ears import Heard
from agent.practice.episodes.plan import Topic
from agent.practice.episodes.types import SLOTS, Act, Told

if TYPE_CHECKING:
    from agent.practice.episodes.policy import Person

Verdict = Literal["done", "stay", "pardon", "over"]
DONE: Verdict = "done"
STAY: Verdict = "stay"
PARDON: Verdict = "pardon"
OVER: Verdict = "over"
NEEDED = ("people", "day", "time", "name", "nights", "old_day", "reference", "item")
"""Without these no deal is possible, whoever asks."""
BOOKED = (
    "people",
    "nights",
    "day",
    "time",
    "name",
    "phone",
    "service",
    "reason",
    "old_day",
    "reference",
    "pet",
    "item",
)
READ_BACK = ("people", "nights", "day", "time", "name")


def bring_up(person: Person, topic: Topic) -> bool | None:
    """True: it has to be answered. False: go on. None: the call is over."""
    return _BRING_UP[topic.name](person, topic)


def take(person: Person, topic: Topic, heard: Heard) -> Verdict:
    return _TAKE[topic.name](person, topic, heard)


# -- bringing up ---------------------------------------------------------------------------------------


def _ask_errand(person: Person, topic: Topic) -> bool | None:
    return True


def _ask(person: Person, topic: Topic) -> bool | None:
    slot = topic.slot
    known = person.agreed_time or person.times if slot == "time" else slot in person.known
    if known or slot in person.skipped:
        return False
    values = (("slot", slot),) + ((("of", "name"),) if slot == "spelling" else ())
    person.speech.add(Act("ask", values))
    return True


def _ask_again(person: Person, topic: Topic) -> bool | None:
    if topic.slot not in person.known:
        return _ask(person, topic)
    person.speech.add(Act("ask", (("slot", topic.slot), ("again", "1"))))
    return True


def _table(person: Person, topic: Topic) -> bool | None:
    """Agree on a time, or offer the next one."""
    if person.agreed_time:
        return False
    free = person.can_have()
    if free:
        person.agreed_time = free
        person.speech.add(Act("accept", (("time", free),)))
        return False
    if not person.offered and person.times:
        person.speech.add(Act("unavailable", (("time", person.times[0]),)))
    return _offer(person)


def _offer(person: Person) -> bool | None:
    if person.offers:
        offer = person.offers.pop(0)
        person.offered = dict(offer)
        person.speech.add(Act("offer", offer))
        return True
    person.speech.add(Act("refuse", (("why", "full"),)))
    return None


def _hold(person: Person, topic: Topic) -> bool | None:
    person.speech.add(Act("hold"))
    person.speech.wait(person.speech.surface.seconds(4, 25))
    person.speech.add(Act("back"))
    return False


def _transfer(person: Person, topic: Topic) -> bool | None:
    person.speech.add(Act("transfer", (("to", person.plan.other),)))
    person.speech.wait(person.speech.surface.seconds(3, 15))
    person.speech.voice = "other"
    person.speech.add(Act("greet", (("person", person.plan.other), ("other", "1"))))
    person.known.clear()
    person.times = ()
    return False


def _chat(person: Person, topic: Topic) -> bool | None:
    person.speech.add(Act("chat"))
    return False


def _robot(person: Person, topic: Topic) -> bool | None:
    person.book.asked_machine = True
    person.speech.add(Act("robot"))
    return True


def _trick(person: Person, topic: Topic) -> bool | None:
    values = (("of", topic.slot), ("way", topic.value)) + ((("start", topic.detail),) if topic.detail else ())
    person.speech.add(Act("trick", values))
    return True


def _fee(person: Person, topic: Topic) -> bool | None:
    limit = dict(person.plan.accepts).get("amount", ("0",))[0]
    allowed = float(topic.value.split(" ")[0]) <= float(limit)
    person.speech.add(Act("fee", (("amount", topic.value), ("ok", "yes" if allowed else "no"))))
    return True


def _read_back(person: Person, topic: Topic) -> bool | None:
    values = {slot: value for slot, value in deal(person).items() if slot in READ_BACK}
    wrong = topic.slot if topic.slot in values and "wrong" not in person.skipped else ""
    if wrong:
        person.skipped.add("wrong")
        values[wrong] = person.known[wrong] = topic.value
        if wrong == "time":
            person.agreed_time = topic.value
    person.speech.add(Act("read_back", (*values.items(), ("wrong", wrong))))
    return True


def _confirm(person: Person, topic: Topic) -> bool | None:
    plan, book = person.plan, person.book
    book.deed = plan.deed
    book.fields.update(deal(person))
    code = (("code", plan.code),) if plan.code else ()
    if plan.code:
        book.fields["code"] = plan.code
    person.speech.add(Act("confirm", (("deed", plan.deed), *code)))
    return False


def _answer(person: Person, topic: Topic) -> bool | None:
    about, value = person.plan.answer
    person.book.deed, person.book.fields["answer"] = "answered", value
    person.speech.add(Act("answer", (("about", about), ("value", value))))
    return False


def _call_back(person: Person, topic: Topic) -> bool | None:
    person.book.deed = "call_back"
    person.speech.add(Act("call_back", (("when", topic.value),)))
    return False


def _wrong_number(person: Person, topic: Topic) -> bool | None:
    person.speech.add(Act("wrong_number"))
    return False


def _always(person: Person, topic: Topic) -> bool | None:
    return True


def deal(person: Person) -> dict[str, str]:
    """What is going to be written down."""
    found = {slot: person.known[slot] for slot in BOOKED if slot in person.known}
    if person.agreed_time:
        found["time"] = person.agreed_time
    return found


# -- taking in -----------------------------------------------------------------------------------------


def _take_errand(person: Person, topic: Topic, heard: Heard) -> Verdict:
    if heard.errand:
        return DONE
    if "errand" in person.skipped:
        return PARDON
    person.skipped.add("errand")
    person.speech.add(Act("ask", (("slot", "errand"),)))
    return STAY


def _take_slot(person: Person, topic: Topic, heard: Heard) -> Verdict:
    slot = topic.slot
    if slot == "more":
        return OVER if heard.no or heard.enough or heard.yes else PARDON
    if slot in heard.slots or (slot == "time" and heard.times):
        return DONE
    if heard.keeps or (heard.no and not heard.slots):
        return _without(person, slot)
    if slot in person.known and (heard.yes or heard.slots):
        return DONE
    return PARDON


def _without(person: Person, slot: str) -> Verdict:
    if slot in person.plan.insists or (slot in NEEDED and slot not in person.known):
        person.speech.add(Act("refuse", (("why", f"need:{slot}"),)))
        return OVER
    person.skipped.add(slot)
    if slot not in person.known:
        person.speech.add(Act("fine"))
    return DONE


def _take_offer(person: Person, topic: Topic, heard: Heard) -> Verdict:
    offered = person.offered
    if heard.times and not any(same((Kind.TIME, time), (Kind.TIME, offered["time"])) for time in heard.times):
        person.goes_back_to("table")
        return DONE
    if heard.yes or (heard.times and not heard.no):
        person.agreed_time = person.known["time"] = offered["time"]
        if "day" in offered:
            person.known["day"] = offered["day"]
        return DONE
    if heard.no or heard.keeps or "day" in heard.slots:
        person.goes_back_to("table")
        return DONE
    return PARDON


def _take_robot(person: Person, topic: Topic, heard: Heard) -> Verdict:
    if person.plan.refuses_machines and (heard.machine or heard.yes):
        person.speech.add(Act("no_machines"))
        return OVER
    if heard.machine or heard.yes or "robot" in person.skipped:
        return DONE
    person.skipped.add("robot")
    person.speech.add(Act("robot"))
    return STAY


def _take_trick(person: Person, topic: Topic, heard: Heard) -> Verdict:
    """Whatever comes, the person gives up; a yes to a hint has told something."""
    if heard.moment and not heard.no:
        return PARDON
    if topic.value == "hint" and heard.yes:
        person.book.told.append(Told(topic.slot, topic.detail, person.book.steps, "hinted"))
    kind = SLOTS.get(topic.slot, "text")
    told = [value for slot, value in heard.values if slot == topic.slot or SLOTS.get(slot, slot) == kind]
    for value in told:
        person.book.told.append(Told(topic.slot, value, person.book.steps))
    if not told:
        person.speech.add(Act("fine"))
    return DONE


def _take_fee(person: Person, topic: Topic, heard: Heard) -> Verdict:
    if heard.moment and not heard.no and not heard.yes:
        return PARDON
    if heard.yes and not heard.no:
        person.book.agreed_amounts.append(topic.value)
        return DONE
    if not heard.no and not heard.keeps:
        return PARDON
    if topic.detail == "waive":
        person.speech.add(Act("waive"))
        return DONE
    person.speech.add(Act("refuse", (("why", "fee"),)))
    return OVER


def _take_read_back(person: Person, topic: Topic, heard: Heard) -> Verdict:
    corrected = {slot: value for slot, value in heard.slots.items() if slot in READ_BACK}
    changed = {slot for slot, value in corrected.items() if deal_before(person, slot) != value}
    if heard.times:
        person.agreed_time = person.can_have()
        if not person.agreed_time:
            person.goes_back_to("table")
            return DONE
    if heard.yes and not heard.no:
        return DONE
    if corrected or changed:
        person.goes_back_to("read_back")
        return DONE
    if heard.no:
        if "change" in person.skipped:
            return DONE
        person.skipped.add("change")
        person.speech.add(Act("ask", (("slot", "change"),)))
        return STAY
    return PARDON


def deal_before(person: Person, slot: str) -> str:
    return deal(person).get(slot, "")


def _take_anything(person: Person, topic: Topic, heard: Heard) -> Verdict:
    return DONE


def _take_last(person: Person, topic: Topic, heard: Heard) -> Verdict:
    return OVER


_BRING_UP: dict[str, Callable[[Person, Topic], bool | None]] = {
    "errand": _ask_errand,
    "ask": _ask,
    "again": _ask_again,
    "table": _table,
    "hold": _hold,
    "transfer": _transfer,
    "chat": _chat,
    "robot": _robot,
    "trick": _trick,
    "fee": _fee,
    "read_back": _read_back,
    "confirm": _confirm,
    "answer": _answer,
    "call_back": _call_back,
    "wrong_number": _wrong_number,
    "last": _always,
    "bye": _always,
}
_TAKE: dict[str, Callable[[Person, Topic, Heard], Verdict]] = {
    "errand": _take_errand,
    "ask": _take_slot,
    "again": _take_slot,
    "table": _take_offer,
    "robot": _take_robot,
    "trick": _take_trick,
    "fee": _take_fee,
    "read_back": _take_read_back,
    "last": _take_last,
    "bye": _take_last,
}
