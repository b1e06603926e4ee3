"""The prompt's facts by reference, put into words for rules that work on words, and back again.

The rules understand "on Tuesday at 7:30 pm for four people"; the prompt and the reply say
``on {day} at {time} for {people} people``. Names and telephone numbers stay references throughout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agent.call.actions import Message
from agent.call.prompt import briefing_text, written
from agent.engines.scripted import wording
from agent.engines.scripted.spoken import MONTHS, days, times

_LINE = re.compile(
    r"\{(?P<id>[a-z][a-z0-9_.]*)\}: (?P<kind>[a-z]+), (?P<release>[a-z ]+?)(?: = (?P<value>.*))?"
)
_ITEM = re.compile(r"(?P<name>Task|Preferences|Constraints|Limits|Prohibited|Voicemail): (?P<text>.*)")
_REFERENCE = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
_DATE = re.compile(r"(?:\d{4})?-{1,2}(\d\d)-(\d\d)")
_TELLABLE = ("freely", "if asked")
_WISHES = ("day", "date", "time")
_SIZES = ("people", "party_size", "guests")


@dataclass(frozen=True, slots=True)
class Fact:
    id: str
    kind: str
    release: str
    value: str


def facts_of(messages: Sequence[Message]) -> tuple[Fact, ...]:
    """Raises ValueError where the first message is no head of ``agent.call.prompt``."""
    found = (_LINE.fullmatch(line) for line in briefing_text(messages).splitlines())
    return tuple(Fact(one["id"], one["kind"], one["release"], one["value"] or "") for one in found if one)


def briefing_of(messages: Sequence[Message]) -> dict[str, Any]:
    """The briefing of the head: its prose in words, its names and telephone numbers as references."""
    facts = facts_of(messages)
    items = [_ITEM.fullmatch(line) for line in briefing_text(messages).splitlines()]
    written_out = " ".join(one["text"] for one in items if one)
    prose = {one["name"]: in_words(one["text"], facts) for one in items if one}
    told = [fact for fact in facts if fact.release in _TELLABLE]
    alone = [
        fact for fact in told if fact.id.split(".")[0] in _WISHES and f"{{{fact.id}}}" not in written_out
    ]
    sizes = [fact.value for fact in told if fact.kind == "count" and fact.id in _SIZES]
    return {
        "task": prose.get("Task", ""),
        "preferences": [prose["Preferences"]] if "Preferences" in prose else [],
        "constraints": [prose["Constraints"]] if "Constraints" in prose else [],
        "facts": [
            {"name": kind, "value": f"{{{fact.id}}}", "release": "freely"}
            for kind in ("name", "phone")
            for fact in told
            if fact.kind == kind
        ]
        + [{"name": "people", "value": value, "release": "freely"} for value in sizes],
        "wishes": [_words(fact) for fact in alone],
    }


def dialogue_of(messages: Sequence[Message]) -> list[Message]:
    """The transcript: what was said, in words."""
    facts = facts_of(messages)
    return [Message(one.role, in_words(written(one), facts)) for one in messages[1:-1]]


def in_words(text: str, facts: Sequence[Fact]) -> str:
    """``text`` with days, times and counts put in."""
    values = {fact.id: _words(fact) for fact in facts if fact.value}
    return _REFERENCE.sub(lambda match: values.get(match[1], match[0]), text)


def by_reference(text: str, facts: Sequence[Fact]) -> str:
    """``text`` as the rules word it, with references in place of what is known."""
    for fact in facts:
        for words, reference in _wordings(fact):
            text = re.sub(rf"(?<![\w:]){re.escape(words)}(?![\w:])", reference, text)
    return text


def _wordings(fact: Fact) -> list[tuple[str, str]]:
    words, reference = _words(fact), f"{{{fact.id}}}"
    match fact.kind:
        case "time" if "/" not in fact.value:
            return [(wording.clock(clock.minutes), reference) for clock in times(f"at {words}")]
        case "date":
            return [(wording.day(day), reference) for day in days(words)]
        case "count" if fact.value.isdigit() and int(fact.value) > 1:
            return [(wording.people(int(fact.value)), f"{reference} people")]
    return []


def _words(fact: Fact) -> str:
    """A value as the rules read it."""
    if fact.kind == "time":
        first, _, last = fact.value.replace("?", "").partition("/")
        if not last:
            return first
        return f"after {first}" if last in ("11:59", "23:59") else f"between {first} and {last}"
    if date := _DATE.fullmatch(fact.value):
        return f"{MONTHS[int(date[1]) - 1].title()} {int(date[2])}"
    return fact.value
