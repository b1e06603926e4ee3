"""Which key to press in a telephone menu."""

from __future__ import annotations

import re

from agent.call.menu import Option, options
from agent.engines.scripted.phrases import contains
from agent.engines.scripted.spoken import near, words

_FILLER = frozenset(
    (
        "for",
        "to",
        "or",
        "please",
        "the",
        "a",
        "an",
        "with",
        "if",
        "you",
        "your",
        "would",
        "like",
        "of",
        "and",
        "speak",
    )
)
_RELATED = (
    ("table", "reservation", "reservations", "booking", "bookings", "book", "reserve", "dinner"),
    ("appointment", "appointments", "scheduling", "schedule", "reschedule"),
    ("bill", "billing", "invoice", "payment", "payments"),
    ("open", "opening", "hours", "directions"),
    ("prescription", "prescriptions", "refill", "pharmacy"),
    ("flight", "flights", "baggage"),
    ("support", "technical", "problem", "repair"),
)
_CHANGES = ("change", "changes", "existing", "cancel", "cancellation", "modify", "reschedule", "confirm")
_PEOPLE = ("operator", "person", "someone", "representative", "desk", "questions", "service", "staff")
_REPEATS = ("repeat", "again", "options")


def choose(heard: str, task: str, tried: frozenset[str] = frozenset()) -> str | None:
    """The key of the option that fits the task; failing that, of the one that leads to a person.

    None: no option fits. Keys in ``tried`` did not lead on.
    """
    offered = [option for option in options(heard) if option.key not in tried]
    wanted = _related(task)
    best = max(offered, key=lambda option: _fit(option, wanted, task), default=None)
    if best is not None and _fit(best, wanted, task) > 0:
        return best.key
    return next((option.key for option in offered if _mentions(option, _PEOPLE)), None)


def is_menu(text: str) -> bool:
    return bool(options(text)) or contains(words(text), "not a valid option")


def _related(task: str) -> frozenset[str]:
    said = frozenset(re.findall(r"[a-z]+", task.lower()))
    related = set(said - _FILLER)
    for group in _RELATED:
        if said & set(group):
            related |= set(group)
    return frozenset(word for word in related if len(word) > 3)


def _fit(option: Option, wanted: frozenset[str], task: str) -> int:
    if _mentions(option, _REPEATS):
        return -1
    fits = sum(near(word, sorted(wanted)) is not None for word in option.text.split())
    wants_change = any(word in task.lower() for word in _CHANGES)
    if _mentions(option, _CHANGES):
        return fits + 2 if wants_change and fits else -1
    return 2 * fits


def _mentions(option: Option, choices: tuple[str, ...]) -> bool:
    return any(near(word, choices) for word in option.text.split())
