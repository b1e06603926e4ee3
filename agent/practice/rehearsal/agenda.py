"""Virtual time: what is to happen when, in order."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable

NEVER = float("inf")


class Agenda:
    """``now`` only moves when what comes next is taken."""

    def __init__(self) -> None:
        self.now = 0.0
        self._entries: list[tuple[float, int, Callable[[], None]]] = []
        self._count = itertools.count()

    @property
    def next_at(self) -> float:
        return self._entries[0][0] if self._entries else NEVER

    def later(self, seconds: float, happens: Callable[[], None]) -> None:
        heapq.heappush(self._entries, (self.now + seconds, next(self._count), happens))

    def happen(self) -> None:
        """Let the next entry happen."""
        at, _, happens = heapq.heappop(self._entries)
        self.now = max(self.now, at)
        happens()
