"""The people of the practice town say what they like: they speak for no owner."""

from __future__ import annotations

from agent.call.gate import Party, Passed, Stopped
from agent.call.phase import Phase


class OpenGate:
    """``agent.call.state.Gatekeeper`` that lets everything pass as it stands."""

    def heard(self, turn: str, text: str, party: Party = Party.PERSON) -> None:
        pass

    def clause(self, text: str, party: Party, phase: Phase) -> Passed | Stopped:
        return Passed(text)

    def spoken(self, text: str) -> None:
        pass

    def cut(self) -> None:
        pass

    def keys(self, keys: str, phase: Phase) -> Passed | Stopped:
        return Passed(keys)
