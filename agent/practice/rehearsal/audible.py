"""What could be understood of what was said: nobody can answer what the recogniser lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.call.actions import Message
from agent.call.values import Kind, find, same
from agent.practice.episodes.types import SLOTS, Act

_READING = re.compile(r"t\d+: (.*?)(?: \[([^\[\]]*)\])?$", re.DOTALL)
_NEEDED = {"offer": ("day", "time"), "read_back": ("people", "day", "time"), "fee": ("amount",)}
"""The slots without whose values an act cannot be answered."""


class Understood:
    """What was heard since we last spoke, as the prompt has it."""

    def __init__(self, messages: Sequence[Message]) -> None:
        last = max((at for at, one in enumerate(messages) if one.role == "assistant"), default=0)
        heard = [_READING.match(one.content) for one in messages[last:] if one.role == "user"]
        self._text = " ".join(match[1] for match in heard if match)
        self._notes = "; ".join(match[2] or "" for match in heard if match)

    def all_of(self, act: Act) -> bool:
        """Whether the values that the answer to ``act`` depends on were heard as they were meant."""
        if act.name == "menu":
            return self.key(act.get("right"))
        return all(self._heard(slot, act.get(slot)) for slot in _NEEDED.get(act.name, ()) if act.get(slot))

    def key(self, key: str) -> bool:
        """Whether the menu was understood so far as to offer ``key``."""
        return not key or re.search(rf"(?:menu: |, ){re.escape(key)}(?: |,|;|$)", self._notes) is not None

    def _heard(self, slot: str, value: str) -> bool:
        kind = Kind(SLOTS.get(slot, "text"))
        return any(same(found, (kind, value)) for found in find(self._text, kind))


def likeliest(said: str, heard: Sequence[str]) -> str:
    """Which of ``heard`` is what was made of ``said``."""
    words = set(re.findall(r"\w+", said.lower()))
    return max(heard, key=lambda text: len(words & set(re.findall(r"\w+", text.lower()))))
