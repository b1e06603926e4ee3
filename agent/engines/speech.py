"""What every voice engine does, and the clauses that sound is made of."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import Protocol

from agent.engines.sound import Samples

LONG_CLAUSE = 48
"""Characters; a comma ends a clause only after so many: cut finer, the melody suffers."""


class VoiceEngine(Protocol):
    """Blocking; called in worker threads."""

    name: str

    def voices(self) -> tuple[str, ...]:
        """Names that ``speak`` knows."""
        ...

    def speak(
        self, text: str, voice: str, speed: float, stop: threading.Event
    ) -> Iterator[tuple[Samples, int]]:
        """Sound of ``text`` piece by piece, each with its sampling rate. ``speed`` 1 is the voice's own.

        Raises EngineUnavailable; raises Stopped soon after ``stop`` is set.
        """
        ...


def clauses(text: str) -> list[str]:
    """``text`` cut where a speaker pauses: behind ``.?!;:``, and behind a comma in long sentences."""
    pieces: list[str] = []
    begun = ""
    for part in re.findall(r"[^.?!;:,]+[.?!;:,]*\s*", text):
        begun += part
        if not begun.rstrip().endswith(",") or len(begun) >= LONG_CLAUSE:
            pieces.append(begun.strip())
            begun = ""
    return [piece for piece in (*pieces, begun.strip()) if any(sign.isalnum() for sign in piece)]
