"""The desk where calls are ordered, steered and ended."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from agent.call.briefing import MAX_BYTES, Briefing, LineBriefing
from agent.call.facts import FactBook
from agent.call.fields import schema_fault
from agent.call.purpose import errand_of
from agent.config import Limits, Policy
from agent.errors import BriefingRefused, CallRefused
from agent.store.calls import CallStore
from agent.store.menus import MenuStore
from agent.store.records import CallRecord, NewCall
from agent.switchboard import outcome, policy
from agent.switchboard.conduct import CallConduct, recording_of
from agent.switchboard.events import ENDED, QUEUED, EventBus
from agent.switchboard.outcome import Evidence
from agent.switchboard.pool import LinePool
from agent.switchboard.trunk import TrunkAnswers

log = logging.getLogger(__name__)

HANG_UP_ANSWER_SECONDS = 12.0
"""How long an order to hang up waits for the final record before it answers with what there is."""
MARGIN_SECONDS = 30.0
"""On top of a call's own limits, for a line that does not keep them."""


@dataclass(frozen=True, slots=True)
class CallOrder:
    """What a client asked for. ``briefing``: the structured fields of ``Briefing`` beyond those here."""

    to: str
    task: str
    voice: str = ""
    personality: str = ""
    greeting: str = ""
    bridge_number: str | None = None
    briefing: dict[str, Any] = field(default_factory=dict)
    key_id: str | None = None
    idempotency_key: str | None = None

    @property
    def body_hash(self) -> str:
        asked = [
            self.to,
            self.task,
            self.voice,
            self.personality,
            self.greeting,
            self.bridge_number,
            self.briefing,
        ]
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class DeskSettings:
    policy: Policy
    limits: Limits
    folder: Path
    """One folder per call is made in it."""
    voices: Collection[str]
    default_voice: str
    caller: str = ""


class CallDesk:
    def __init__(
        self,
        settings: DeskSettings,
        store: CallStore,
        menus: MenuStore,
        pool: LinePool,
        bus: EventBus,
        trunk: TrunkAnswers,
    ) -> None:
        self._settings = settings
        self._store = store
        self._menus = menus
        self._pool = pool
        self._bus = bus
        self._trunk = trunk
        self._live: dict[str, CallConduct] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    # -- life --------------------------------------------------------------------------------

    def recover(self) -> int:
        """End the calls that a switchboard which died has left; returns how many. May raise StoreError."""
        left = self._store.unfinished()
        for record in left:
            final = outcome.changes(Evidence(answered=record.answered_at is not None, lost=True))
            final["recording"] = recording_of(self._settings.folder, record.id)
            reason = "the switchboard stopped while the call was in progress"
            data = {"status": final["status"], "outcome": final["outcome"], "reason": reason}
            self._store.append(record.id, ENDED, {**data, "fail_reason": final["fail_reason"]}, final)
            log.warning("x %s was left by a switchboard that died: system_error", record.id)
        return len(left)

    async def close(self, seconds: float = 15.0) -> None:
        """Take no more calls; hang up and finalise those there are."""
        self._closed = True
        for call in self._live.values():
            call.hang_up()
        if self._tasks:
            _, waiting = await asyncio.wait(self._tasks, timeout=seconds)
            for task in waiting:
                task.cancel()

    @property
    def live(self) -> list[str]:
        return list(self._live)

    def lose_all(self) -> None:
        """The PBX died: every call on it is over."""
        for call in self._live.values():
            call.lose()

    # -- orders ------------------------------------------------------------------------------

    async def place(self, order: CallOrder) -> CallRecord:
        """Store a queued call and let it begin; returns before anything rings.

        The same idempotency key and body: the same call. Raises DialRefused, BriefingRefused, StoreError, and
        CallRefused with ``invalid_phone``, ``invalid_voice``, ``conflict`` or ``number_pool_exhausted``.
        """
        policy.check(order.to, self._settings.policy)
        voice = order.voice or self._settings.default_voice
        if voice not in self._settings.voices:
            known = ", ".join(sorted(self._settings.voices))
            raise CallRefused("invalid_voice", f"there is no voice {voice[:40]!r} here; there are: {known}")
        briefing = _briefing("call_" + secrets.token_hex(10), voice, order)
        if (earlier := await self._earlier(order)) is not None:
            return earlier
        return await self._begin(order, briefing)

    async def hang_up(self, call_id: str) -> CallRecord:
        """End the call, whatever its state, and return its record. Raises CallRefused(``not_found``)."""
        record = await self._get(call_id)
        call = self._live.get(call_id)
        if record.over or call is None:
            return record
        call.hang_up()
        try:
            await asyncio.wait_for(call.over.wait(), HANG_UP_ANSWER_SECONDS)
        except TimeoutError:
            log.warning("- %s was told to hang up and is not over yet", call_id)
        return await self._get(call_id)

    async def order(self, call_id: str, order: dict[str, Any]) -> CallRecord:
        """Pass ``order`` (``agent.line.orders``) to the call's line.

        Raises CallRefused: ``not_found``, or ``conflict`` when the call is over or not yet on a line.
        """
        record = await self._get(call_id)
        call = self._live.get(call_id)
        if record.over or call is None or not await call.order(order):
            raise CallRefused(
                "conflict", f"call {call_id} is {record.status}: there is nobody to take the order"
            )
        return record

    # -- inside ------------------------------------------------------------------------------

    async def _earlier(self, order: CallOrder) -> CallRecord | None:
        if order.idempotency_key is None:
            return None
        found = await asyncio.to_thread(self._store.find_idempotent, order.key_id, order.idempotency_key)
        if found is None:
            return None
        call_id, body_hash = found
        if body_hash != order.body_hash:
            raise CallRefused("conflict", "this Idempotency-Key was used with another body: use a new key")
        return await self._get(call_id)

    async def _begin(self, order: CallOrder, briefing: Briefing) -> CallRecord:
        briefed = await asyncio.to_thread(self._with_menu, briefing)
        lease = None if self._closed else self._pool.lease()
        if lease is None:
            raise CallRefused("number_pool_exhausted", "all lines are busy: try again in some seconds")
        try:
            record, event = await asyncio.to_thread(
                self._store.create,
                self._new(order, briefing),
                QUEUED,
                order.idempotency_key,
                order.body_hash,
            )
        except BaseException:
            await lease.release()
            raise
        if event is None:  # another request with the same idempotency key was quicker
            await lease.release()
            return await self._earlier(order) or record
        self._conduct(
            briefing,
            CallConduct(
                briefing.call_id,
                briefed.model_dump(mode="json"),
                lease,
                self._store,
                self._menus,
                self._bus,
                self._trunk,
                self._settings.folder,
                self._longest_seconds(briefing),
            ),
        )
        return record

    def _with_menu(self, briefing: Briefing) -> LineBriefing:
        errand = errand_of(briefing, FactBook.of(briefing))
        return LineBriefing(**dict(briefing), menu=self._menus.way(briefing.to, errand.words))

    def _conduct(self, briefing: Briefing, conduct: CallConduct) -> None:
        self._live[briefing.call_id] = conduct
        task = asyncio.create_task(conduct.run(), name=briefing.call_id)
        self._tasks.add(task)

        def _over(done: asyncio.Task[None]) -> None:
            self._tasks.discard(done)
            self._live.pop(briefing.call_id, None)

        task.add_done_callback(_over)
        self._bus.announce()

    def _longest_seconds(self, briefing: Briefing) -> float:
        limits = self._settings.limits
        talking = briefing.max_duration_seconds or limits.max_duration_seconds
        return limits.ring_seconds + talking + limits.account_seconds + MARGIN_SECONDS

    def _new(self, order: CallOrder, briefing: Briefing) -> NewCall:
        return NewCall(
            id=briefing.call_id,
            to=order.to,
            task=order.task,
            voice=briefing.voice,
            key_id=order.key_id,
            caller=self._settings.caller,
            bridge_number=order.bridge_number,
            personality=order.personality or None,
            greeting=order.greeting or None,
            briefing=order.briefing,
        )

    async def _get(self, call_id: str) -> CallRecord:
        record = await asyncio.to_thread(self._store.get, call_id)
        if record is None:
            raise CallRefused("not_found", f"there is no call {call_id[:60]!r}")
        return record


def _briefing(call_id: str, voice: str, order: CallOrder) -> Briefing:
    try:
        briefing = Briefing(
            call_id=call_id,
            to=order.to,
            task=order.task,
            voice=voice,
            personality=order.personality,
            greeting=order.greeting,
            **order.briefing,
        )
    except (ValidationError, TypeError) as error:
        raise BriefingRefused(f"the briefing does not hold together: {_first_fault(error)}") from error
    if briefing.result_schema is not None and (fault := schema_fault(briefing.result_schema)):
        raise BriefingRefused(f"result_schema is no JSON Schema: {fault}")
    if len(briefing.model_dump_json()) > MAX_BYTES:
        raise BriefingRefused(f"the briefing is longer than {MAX_BYTES} bytes: shorten the task or the facts")
    return briefing


def _first_fault(error: ValidationError | TypeError) -> str:
    if isinstance(error, TypeError):
        return str(error)
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
