"""Which key to press in a telephone menu."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.engines.scripted.phrases import contains
from agent.engines.scripted.spoken import near, number, words

_KEYS = {"star": "*", "asterisk": "*", "pound": "#", "hash": "#"}
_PRESS = ("press", "dial", "push")
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


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    text: str


def options(text: str) -> list[Option]:
    """``For reservations, press one`` and ``press one for reservations``, any number of them."""
    # what stands before a key in another sentence has nothing to do with it
    return [option for sentence in re.split(r"[.?!]", text) for option in _in_sentence(words(sentence))]


def _in_sentence(said: list[str]) -> list[Option]:
    presses = [
        at for at, word in enumerate(said[:-1]) if near(word, _PRESS) and _key(said[at + 1]) is not None
    ]
    if not presses:
        return []
    behind_the_last = said[presses[-1] + 2 :][:1] in (["for"], ["to"])
    found: list[Option] = []
    free = 0
    for at, following in zip(presses, [*presses[1:], len(said)], strict=True):
        before, after = said[free:at], said[at + 2 : following]
        behind = after[:1] in (["for"], ["to"]) and behind_the_last and before[:1] not in (["for"], ["to"])
        about = after if behind else before
        found.append(
            Option(_key(said[at + 1]) or "", " ".join(word for word in about if word not in _FILLER))
        )
        free = following if behind else at + 2
    return found


def _key(word: str) -> str | None:
    value = number(word)
    if value is not None and 0 <= value <= 9:
        return str(value)
    return _KEYS.get(word)


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
