"""How a person brings up each topic."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from agent.practice.episodes.plan import Topic
from agent.practice.episodes.types import Act

if TYPE_CHECKING:
    from agent.practice.episodes.policy import Person

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
    "plate",
)
READ_BACK = ("people", "nights", "day", "time", "name")
READ_BACK_OF_CANCEL = ("old_day", "name")


def bring_up(person: Person, topic: Topic) -> bool | None:
    """True: it has to be answered. False: go on with the next. None: the call is over."""
    return _HOW[topic.name](person, topic)


def deal(person: Person) -> dict[str, str]:
    """What is going to be written down."""
    found = {slot: person.known[slot] for slot in BOOKED if slot in person.known}
    if person.agreed_time:
        found["time"] = person.agreed_time
    return found


def _wait(person: Person, topic: Topic) -> bool | None:
    return True


def _ask(person: Person, topic: Topic) -> bool | None:
    slot = topic.slot
    known = person.agreed_time or person.times if slot == "time" else slot in person.known
    if known or slot in person.skipped:
        return False
    person.speech.add(Act("ask", (("slot", slot), *((("of", "name"),) if slot == "spelling" else ()))))
    return True


def _ask_again(person: Person, topic: Topic) -> bool | None:
    if topic.slot not in person.known:
        return _ask(person, topic)
    person.speech.add(Act("ask", (("slot", topic.slot), ("again", "1"))))
    return True


def _table(person: Person, topic: Topic) -> bool | None:
    """Agree on a time (a day, where no time is asked for), or offer another."""
    slot = "time" if person.timed else "day"
    if person.agreed:
        return False
    if found := person.can_have():
        person.agree(slot, found)
        person.speech.add(Act("accept", ((slot, found),)))
        return False
    asked_for = (person.times or ("",))[0] if person.timed else person.known.get("day", "")
    if asked_for and asked_for not in person.denied:
        person.denied.add(asked_for)
        # a range is not repeated: what would be said of it is that nothing in it is free
        values = () if "/" in asked_for else ((slot, asked_for),)
        person.speech.add(Act("unavailable", values))
    return _offer(person)


def _offer(person: Person) -> bool | None:
    if not person.offers:
        person.speech.add(Act("refuse", (("why", "full"),)))
        return None
    offer = person.offers.pop(0)
    person.offered = dict(offer)
    person.speech.add(Act("offer", offer))
    return True


def _hold(person: Person, topic: Topic) -> bool | None:
    person.speech.add(Act("hold"))
    person.speech.wait(person.speech.surface.seconds(4, 25))
    person.speech.add(Act("back"))
    return False


def _transfer(person: Person, topic: Topic) -> bool | None:
    person.speech.add(Act("transfer", (("to", person.plan.other),)))
    person.speech.wait(person.speech.surface.seconds(3, 15))
    person.speech.voice = "other"
    person.greet_as_other()
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
    start = (("start", topic.detail),) if topic.detail else ()
    person.speech.add(Act("trick", (("of", topic.slot), ("way", topic.value), *start)))
    return True


def _fee(person: Person, topic: Topic) -> bool | None:
    limit = dict(person.plan.accepts).get("amount", ("0",))[0]
    allowed = float(topic.value.split(" ")[0]) <= float(limit)
    person.speech.add(Act("fee", (("amount", topic.value), ("ok", "yes" if allowed else "no"))))
    return True


def _read_back(person: Person, topic: Topic) -> bool | None:
    read = READ_BACK_OF_CANCEL if person.plan.errand == "cancel" else READ_BACK
    values = {slot: value for slot, value in deal(person).items() if slot in read}
    wrong = topic.slot if topic.slot in values and "wrong" not in person.skipped else ""
    if wrong:
        person.skipped.add("wrong")
        person.mistake(wrong, topic.value)
        values[wrong] = topic.value
    if not values:
        return False
    person.speech.add(Act("read_back", (*values.items(), ("wrong", wrong))))
    return True


def _confirm(person: Person, topic: Topic) -> bool | None:
    plan, book = person.plan, person.book
    book.deed = plan.deed
    book.fields.update(deal(person))
    code = (("code", plan.code),) if plan.code else ()
    book.fields.update(code)
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


_HOW: dict[str, Callable[[Person, Topic], bool | None]] = {
    "errand": _wait,
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
    "last": _wait,
    "bye": _wait,
}
