"""The events of calls, live: whoever follows a call gets what the store has, then what comes.

The bus carries no events, only the news that there are some; readers take them from the store. So
nothing is lost between replay and live, nothing comes twice, and a slow reader holds nobody up.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from agent.store.calls import CallStore
from agent.store.records import EventRecord

QUEUED: Final = "call.queued"
ENDED: Final = "call.ended"
"""The terminal event: the last one of every call."""


class EventBus:
    def __init__(self, store: CallStore) -> None:
        self._store = store
        self._readers: set[asyncio.Event] = set()
        self._closed = False

    def announce(self) -> None:
        """There are new events in the store."""
        for reader in self._readers:
            reader.set()

    def close(self) -> None:
        """End all readers once they have read what there is."""
        self._closed = True
        self.announce()

    async def follow(self, call_id: str | None = None, after: int = 0) -> AsyncIterator[EventRecord]:
        """Events with a ``seq`` above ``after``; of one call up to its terminal event, or of all calls
        until the bus closes. May raise StoreError."""
        news = asyncio.Event()
        self._readers.add(news)
        try:
            while True:
                news.clear()
                batch = await asyncio.to_thread(self._store.events, call_id, after)
                for event in batch:
                    after = event.seq
                    yield event
                    if call_id is not None and event.name == ENDED:
                        return
                if batch:
                    continue
                if self._closed:
                    return
                await news.wait()
        finally:
            self._readers.discard(news)
