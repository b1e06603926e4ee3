"""What became of the trunk legs, as the PBX tells it: kept until the call that waits for it asks."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from agent.pbx.trunk_events import TrunkDialing, TrunkRefused, TrunkResult, parse

WAIT_SECONDS = 2.0
"""The PBX tells it within some milliseconds of the leg's end; this is for one that does not tell at all."""


class TrunkAnswers:
    """Feed it every AMI event; ask it once per call."""

    def __init__(self) -> None:
        self._waiting: dict[str, asyncio.Future[TrunkResult | TrunkRefused]] = {}

    def expect(self, call_id: str) -> None:
        """From now on what is told of this call is kept."""
        self._waiting[call_id] = asyncio.get_running_loop().create_future()

    def receive(self, event: Mapping[str, str]) -> None:
        """Take one AMI event (header -> value); those of other matters, or of calls not ours, are ignored."""
        told = parse(event)
        if told is None or isinstance(told, TrunkDialing):
            return
        future = self._waiting.get(told.call_id)
        if future is not None and not future.done():
            future.set_result(told)

    async def result(self, call_id: str) -> TrunkResult | TrunkRefused | None:
        """How the trunk leg ended; None when nothing was told in time. The call is forgotten afterwards."""
        future = self._waiting.get(call_id)
        if future is None:
            return None
        try:
            return await asyncio.wait_for(future, WAIT_SECONDS)
        except TimeoutError:
            return None
        finally:
            self.forget(call_id)

    def forget(self, call_id: str) -> None:
        """Nobody will ask: the call never went out."""
        self._waiting.pop(call_id, None)
