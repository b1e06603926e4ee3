"""The oracle's memory of a call: what was meant in each turn of theirs, and what has come of it so far."""

from __future__ import annotations

from collections.abc import Sequence

from agent.call.actions import Message
from agent.practice.episodes.types import Act
from agent.practice.rehearsal.audible import likeliest
from agent.practice.rehearsal.knowledge import Knowledge
from agent.practice.rehearsal.played import Line, Played
from agent.practice.rehearsal.telling import Telling


class Following:
    def __init__(self, played: Played, knows: Knowledge, tells: Telling) -> None:
        self._played, self._knows, self._tells = played, knows, tells
        self._lines = self._messages = 0
        self.turns: dict[str, tuple[Act, ...]] = {}
        """What was meant in each turn of theirs, by the turn's id."""
        self.wrong: tuple[str, ...] = ()
        """The slots that were read back wrong last."""
        self.other_day = False
        """They have named another day, which a yes to a time must not seem to take."""
        self.status = ""

    def new_acts(self, messages: Sequence[Message]) -> tuple[Act, ...]:
        """What was meant since we were asked last."""
        new: Sequence[Line] = self._played.far[self._lines :]
        self._lines += len(new)
        heard = [one.content for one in messages[self._messages :] if one.role == "user"]
        self._messages = len(messages) - 1
        for line in new:
            if heard:
                turn = likeliest(line.text, heard).split(":")[0]
                self.turns[turn] = self.turns.get(turn, ()) + line.acts
        acts = tuple(act for line in new for act in line.acts)
        for act in acts:
            self._note(act)
        return acts

    def _note(self, act: Act) -> None:
        if act.name == "offer" and act.get("day") and act.get("ok") == "no":
            self.other_day = True
        match act.name:
            case "greet" | "identify":
                self._tells.verified = self._tells.verified or bool(act.get("business"))
            case "accept" | "offer" if act.get("ok") != "no":
                self._knows.agree("time", act.get("time"))
            case "read_back":
                self.wrong = tuple(slot for slot, value in act.values if not self._knows.wants(slot, value))
            case "confirm" | "answer":
                self.status = "completed"
            case "wrong_number":
                self.status = "wrong_number"
            case "call_back" | "closed" | "screened_out":
                self.status = self.status or "needs_follow_up"
            case "refuse" | "no_machines":
                self.status = self.status or "declined"
