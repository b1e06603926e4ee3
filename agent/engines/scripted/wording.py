"""Our sentences. Times and numbers as a person writes them; the voice makes them speakable."""

from __future__ import annotations

from num2words import num2words

from agent.engines.scripted.errand import Errand

REPEAT = "Sorry, could you repeat that please?"
GOODBYE = "Thank you. Goodbye."
DONE = "No, thank you very much. Goodbye."
CALL_BACK = "I'm sorry, that doesn't work. I will call back later. Thank you. Goodbye."
UNKNOWN = "I don't have that information right now."
YES_RIGHT = "Yes, that's right."


def clock(minutes: int) -> str:
    """``19:30`` as ``7:30 pm``."""
    hour, minute = divmod(minutes % (24 * 60), 60)
    shown = f"{(hour - 1) % 12 + 1}:{minute:02d}" if minute else f"{(hour - 1) % 12 + 1}"
    return f"{shown} {'am' if hour < 12 else 'pm'}"


def day(name: str) -> str:
    """``tuesday`` as ``Tuesday``, ``march 3`` as ``March 3``, ``tomorrow`` as it is."""
    return name if name in ("today", "tomorrow") else name.title()


def on_day(errand: Errand) -> str:
    if not errand.days:
        return ""
    first = errand.days[0]
    return day(first) if first in ("today", "tomorrow") else f"on {day(first)}"


def people(count: int) -> str:
    return "one person" if count == 1 else f"{num2words(count)} people"


def introduction(errand: Errand) -> str:
    who = f" on behalf of {errand.name}" if errand.name else ""
    return f"Hello, I'm an assistant calling{who}. {request(errand, errand.wishes()[:1])}"


def request(errand: Errand, wishes: tuple[int, ...]) -> str:
    """What is wanted, in one sentence."""
    if not errand.is_booking:
        task = errand.task.strip().rstrip(".")
        return f"I would like to {task[:1].lower()}{task[1:]}."
    size = f" for {people(errand.size)}" if errand.size else ""
    what = "make an appointment" if "appointment" in errand.task.lower() else f"book a table{size}"
    when = f" at {clock(wishes[0])}" if wishes else ""
    return " ".join(f"I would like to {what} {on_day(errand)}{when}.".split())


def who_we_are(errand: Errand) -> str:
    who = f" for {errand.name}" if errand.name else ""
    return f"Yes, I am an automated assistant calling{who}."


def name_is(errand: Errand) -> str:
    return f"The name is {errand.name}." if errand.name else UNKNOWN


def spelling(errand: Errand) -> str:
    """The last name, letter by letter."""
    if not errand.name:
        return UNKNOWN
    if (whole := errand.name.strip("{}")) != errand.name:
        return f"The name is {{{whole}.last}}. {{{whole}.last:spell}}."
    last = errand.name.split()[-1]
    return f"The name is {last}. {' '.join(last.upper())}."


def phone_is(errand: Errand) -> str:
    return f"The phone number is {errand.phone}." if errand.phone else UNKNOWN


def correction(errand: Errand, minutes: int | None) -> str:
    size = f"for {people(errand.size)} " if errand.size else ""
    when = f" at {clock(minutes)}" if minutes is not None else ""
    return " ".join(f"No, sorry. It is {size}{on_day(errand)}{when}.".split()).replace(" .", ".")
