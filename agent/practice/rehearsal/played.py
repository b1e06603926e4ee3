"""What is left of a call that was played: all that the session told, was told and asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

from agent.call.actions import Message
from agent.call.reports import Report
from agent.practice.episodes.types import Act

Kind = TypeVar("Kind")


class Brain(Protocol):
    """Our side's language model, blocking. Raises EngineUnavailable or EngineRefused."""

    def reply(self, messages: tuple[Message, ...], schema: str) -> str: ...


Owner = Callable[[str], str | None]
"""The owner's answer to a question; None: silence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the brain: all that it was given, and what it wrote."""

    messages: tuple[Message, ...]
    reply: str

    @property
    def account(self) -> bool:
        """It was the account of the call that was asked for, not a reply."""
        return "account" in state_of(self.messages).get("do", ())


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was to be heard: words of theirs, a clause of ours after the gate, or a key."""

    at: float
    """Virtual seconds since the call's start."""
    who: Literal["far", "near", "key"]
    text: str
    acts: tuple[Act, ...] = ()
    heard: str = ""
    """Of theirs, over the telephone: what they had heard of us before."""


@dataclass(slots=True)
class Played:
    """A call that was played to its end. Times are virtual seconds since its start."""

    reports: list[tuple[float, Report]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    """To the owner."""
    seconds: float = 0.0
    over: bool = False
    """False: it was cut off because it did not end by itself."""

    @property
    def far(self) -> list[Line]:
        """What the far side began to say, an utterance each."""
        return [line for line in self.lines if line.who == "far"]

    @property
    def replies(self) -> list[Asked]:
        return [asked for asked in self.asked if not asked.account]

    def told(self, kind: type[Kind]) -> list[Kind]:
        return [report for _, report in self.reports if isinstance(report, kind)]


def state_of(messages: tuple[Message, ...]) -> dict[str, Any]:
    """The last message: ``{"phase": ..., "do": [...]}``."""
    state = json.loads(messages[-1].content)
    assert isinstance(state, dict)
    return state
