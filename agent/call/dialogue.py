"""The transcript. It only grows: a turn is entered when it is complete."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from agent.call.actions import Message
from agent.call.reports import TurnTaken

Role = Literal["assistant", "user", "tool", "system"]


class Dialogue:
    """Turns for the report, and the same as messages for the model."""

    def __init__(self) -> None:
        self.turns: list[TurnTaken] = []
        self._messages: list[Message] = []

    @property
    def messages(self) -> tuple[Message, ...]:
        return tuple(self._messages)

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
    ) -> TurnTaken:
        """Enter a turn. Times are heard time."""
        turn = TurnTaken(
            f"t{len(self.turns) + 1}",
            role,
            text,
            round(start_seconds, 3),
            round(end_seconds, 3),
            tool,
            dict(tool_args or {}),
            interrupted,
        )
        self.turns.append(turn)
        self._messages.append(_message(turn))
        return turn

    def last_ids(self, role: Role, count: int) -> tuple[str, ...]:
        return tuple(turn.id for turn in self.turns if turn.role == role)[-count:]


def _message(turn: TurnTaken) -> Message:
    """What the far party said is the only thing in the role ``user``: nobody else can pose as it."""
    if turn.role in ("user", "assistant"):
        text = f"{turn.text} —" if turn.interrupted else turn.text
        return Message(turn.role, text)
    return Message("system", f"[{turn.tool}] {turn.text}" if turn.tool else turn.text)


def heard_text(clauses: Iterable[str], clause: int, share: float) -> str:
    """What was heard of ``clauses``: all before ``clause``, and whole words of it up to ``share`` (0..1)."""
    clauses = list(clauses)
    heard = clauses[:clause]
    if clause < len(clauses):
        words = clauses[clause].split(" ")
        length = share * len(clauses[clause])
        while words and len(" ".join(words)) > length:
            words.pop()
        heard.append(" ".join(words))
    return " ".join(part for part in heard if part)
