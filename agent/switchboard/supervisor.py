"""Keeps the child processes running: started in order, started again when they die, stopped in reverse."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from agent.errors import OffhookError

log = logging.getLogger(__name__)

BACK_OFF_SECONDS = (0.2, 1.0, 3.0, 10.0, 30.0)
LOOK_SECONDS = 0.2
"""Between two looks at whether a part is alive."""
SETTLED_SECONDS = 60.0
"""A part that lived so long starts again with the shortest back-off."""


class Part(Protocol):
    """Something that runs beside the switchboard."""

    name: str

    @property
    def alive(self) -> bool: ...

    @property
    def pid(self) -> int | None: ...

    async def start(self) -> None:
        """Return when it is ready. Raises OffhookError, with nothing left running."""
        ...

    async def stop(self) -> None:
        """In any state."""
        ...


class Supervisor:
    """``on_loss`` is told the name of a part that died, ``on_return`` when it is back."""

    def __init__(
        self,
        stages: Sequence[Sequence[Part]],
        on_loss: Callable[[str], None],
        on_return: Callable[[str], None],
    ) -> None:
        self._stages = stages
        self._on_loss = on_loss
        self._on_return = on_return
        self._states = {part.name: "stopped" for stage in stages for part in stage}
        self._troubles: dict[str, str] = {}
        self._watchers: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Start stage after stage, the parts of one side by side. Raises the first failure's OffhookError."""
        for stage in self._stages:
            results = await asyncio.gather(*(self._first(part) for part in stage), return_exceptions=True)
            for result in results:
                if isinstance(result, BaseException):
                    await self.stop()
                    raise result
            for part in stage:
                self._watchers.append(asyncio.create_task(self._watch(part), name=f"watch {part.name}"))

    async def stop(self) -> None:
        for watcher in self._watchers:
            watcher.cancel()
        await asyncio.gather(*self._watchers, return_exceptions=True)
        self._watchers = []
        for stage in reversed(self._stages):
            await asyncio.gather(*(part.stop() for part in stage))
            self._states.update({part.name: "stopped" for part in stage})

    @property
    def status(self) -> dict[str, dict[str, Any]]:
        return {
            part.name: {
                "state": self._states[part.name],
                "pid": part.pid,
                "trouble": self._troubles.get(part.name, ""),
            }
            for stage in self._stages
            for part in stage
        }

    @property
    def ready(self) -> dict[str, bool]:
        return {name: state == "running" for name, state in self._states.items()}

    async def _first(self, part: Part) -> None:
        self._states[part.name] = "starting"
        await part.start()
        self._states[part.name] = "running"
        log.info("= %s runs (pid %s)", part.name, part.pid)

    async def _watch(self, part: Part) -> None:
        loop = asyncio.get_running_loop()
        failures, since = 0, loop.time()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if part.alive:
                continue
            if loop.time() - since > SETTLED_SECONDS:
                failures = 0
            if self._states[part.name] == "running":
                log.error("! %s died", part.name)
                self._states[part.name], self._troubles[part.name] = "lost", "it died"
                self._on_loss(part.name)
            await part.stop()
            await asyncio.sleep(BACK_OFF_SECONDS[min(failures, len(BACK_OFF_SECONDS) - 1)])
            failures += 1
            with contextlib.suppress(_NotYet):
                await self._again(part)
                since = loop.time()

    async def _again(self, part: Part) -> None:
        try:
            await part.start()
        except OffhookError as error:
            self._troubles[part.name] = str(error)
            log.error("! %s does not start: %s", part.name, error)
            raise _NotYet from error
        self._states[part.name] = "running"
        self._troubles.pop(part.name, None)
        log.info("= %s runs again (pid %s)", part.name, part.pid)
        self._on_return(part.name)


class _NotYet(Exception):
    pass
