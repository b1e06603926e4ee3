"""The transcript. It only grows: a turn is entered when it is complete.

It has two forms. Turns, for the report, hold what was really spoken. Messages, for the model, hold what the
model wrote, with its references (``{phone}``) as they stood: so the values stay out of the prompt, and what
was evaluated once is a beginning of the next prompt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from agent.call.actions import Message
from agent.call.reports import TurnTaken

Role = Literal["assistant", "user", "tool", "system"]

_REFERENCE = re.compile(r"(\{[a-z][a-z0-9_.]*(?::[a-z]+)?\})")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of what we say: as the model wrote it, and with its references filled in."""

    written: str
    spoken: str


class Dialogue:
    """Turns for the report, and messages for the model."""

    def __init__(self) -> None:
        self.turns: list[TurnTaken] = []
        self._messages: list[Message] = []

    @property
    def messages(self) -> tuple[Message, ...]:
        return tuple(self._messages)

    @property
    def next_id(self) -> str:
        """The id of the turn that is entered next."""
        return f"t{len(self.turns) + 1}"

    def add(
        self,
        role: Role,
        text: str,
        start_seconds: float,
        end_seconds: float,
        *,
        tool: str = "",
        tool_args: dict[str, Any] | None = None,
        interrupted: bool = False,
        content: str | None = None,
    ) -> TurnTaken:
        """Enter a turn. Times are heard time.

        ``content``: what the model is given of it (the reading of a far turn, our reply as JSON); without it
        the text, and nothing where it is empty.
        """
        turn = TurnTaken(
            self.next_id,
            role,
            text,
            round(start_seconds, 3),
            round(end_seconds, 3),
            tool,
            dict(tool_args or {}),
            interrupted,
        )
        self.turns.append(turn)
        if content is None:
            content = f"[{tool}] {text}" if tool else text
        self.keep(role, content)
        return turn

    def keep(self, role: Role, content: str) -> None:
        """Enter what only the model is given: a reply without words, a note. Only what the far party said has
        the role ``user``: nobody else can pose as it."""
        if content:
            self._messages.append(Message(role if role in ("user", "assistant") else "system", content))


def heard_of(clauses: Sequence[Clause], clause: int, share: float) -> Clause:
    """What was heard of ``clauses``: all before ``clause``, and whole words of it up to ``share`` (0..1)."""
    heard = list(clauses[:clause])
    if clause < len(clauses):
        heard.append(_cut(clauses[clause], share))
    return Clause(
        " ".join(part.written for part in heard if part.written),
        " ".join(part.spoken for part in heard if part.spoken),
    )


def _cut(clause: Clause, share: float) -> Clause:
    words = clause.spoken.split(" ")
    length = share * len(clause.spoken)
    while words and len(" ".join(words)) > length:
        words.pop()
    spoken = " ".join(words)
    return Clause(_written_part(clause, len(spoken)), spoken)


def _written_part(clause: Clause, heard: int) -> str:
    """What of ``clause.written`` stands for the first ``heard`` characters spoken; a reference is kept
    whole or dropped."""
    parts = _REFERENCE.split(clause.written)
    pattern = "".join("(.+?)" if at % 2 else f"({re.escape(part)})" for at, part in enumerate(parts))
    filled = re.fullmatch(pattern, clause.spoken, re.DOTALL)
    if filled is None:
        words = clause.written.split(" ")
        return " ".join(words[: len(words) * heard // max(1, len(clause.spoken))])
    kept = ""
    for at, part in enumerate(parts):
        if filled.end(at + 1) > heard:
            return (kept if at % 2 else kept + part[: max(0, heard - filled.start(at + 1))]).rstrip()
        kept += part
    return kept
