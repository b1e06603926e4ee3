"""Acts gathered into utterances, and utterances into a step."""

from __future__ import annotations

from typing import Literal

from agent.practice.episodes.surface import Surface
from agent.practice.episodes.types import Act, Step, Utterance

Voice = Literal["machine", "person", "other"]


class Speech:
    def __init__(self, surface: Surface, voice: Voice = "person") -> None:
        self.surface = surface
        self.voice: Voice = voice
        self._says: list[Utterance] = []
        self._acts: list[Act] = []
        self._texts: list[str] = []
        self._music = 0.0
        self._pause = 0.0
        self._last: Act | None = None

    def add(self, act: Act, text: str = "") -> None:
        """``text``: how it is said, where that is known already."""
        self._texts.append(text or self.surface.say(act))
        self._acts.append(act)
        if act.name not in ("pardon", "hello", "sure"):
            self._last = act

    def acknowledge(self) -> None:
        if ack := self.surface.ack():
            self._texts.append(ack)

    @property
    def last(self) -> Act | None:
        """The last act that mattered."""
        return self._last

    def repeat(self) -> None:
        """The last act that mattered, in other words."""
        if self._last:
            self.add(self._last)

    def wait(self, music: float, pause: float = 0.0) -> None:
        """What was gathered is said; what comes next comes after music."""
        self._flush()
        self._music, self._pause = music, pause

    def step(self, *, hangs_up: bool = False) -> Step:
        self._flush()
        says, self._says = tuple(self._says), []
        return Step(says, hangs_up)

    def _flush(self) -> None:
        if self._acts:
            text = _joined(self._texts)
            self._says.append(Utterance(text, tuple(self._acts), self.voice, self._music, self._pause))
            self._music = self._pause = 0.0
        self._acts, self._texts = [], []


def _joined(texts: list[str]) -> str:
    """``Okay,`` goes on in lower case unless a name follows."""
    said = ""
    for text in texts:
        if said.endswith(","):
            first = text.split(" ")[0]
            text = (
                text
                if first in ("I", "I'm", "I'll", "I've", "I'd") or len(first) < 2
                else text[0].lower() + text[1:]
            )
        elif said and said[-1] not in ".?!":
            said += "."
        said = f"{said} {text}".strip()
    return said if said and said[-1] in ".?!" else said.rstrip(",") + "."
