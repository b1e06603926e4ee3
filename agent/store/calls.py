"""Calls with their turns and events. Each method is one transaction and may raise StoreError."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update
from sqlalchemy.exc import IntegrityError

from agent.store.database import Database, now
from agent.store.records import (
    CallChanges,
    CallRecord,
    DisclosureRecord,
    EventRecord,
    NewCall,
    NewDisclosure,
    NewTurn,
    TurnRecord,
)
from agent.store.tables import calls, events, idempotency, ledger, turns

_STAMPS = {"dialing": "dialing_at", "answered": "answered_at", "finalized": "finalized_at"}
"""Lifecycle -> the column stamped when it is first reached."""


class CallStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self, call: NewCall, event: str, idempotency_key: str | None = None, body_hash: str = ""
    ) -> tuple[CallRecord, EventRecord | None]:
        """Store a queued call and its first event.

        If ``idempotency_key`` is taken, nothing is stored: the call it stands for comes back, with None
        (see also ``find_idempotent``, which knows the body).
        """
        try:
            with self._database.writing() as connection:
                stamp = now()
                state = {"status": "queued", "lifecycle": "queued", "phase": "dialing", "queued_at": stamp}
                connection.execute(insert(calls).values(**asdict(call), **state))
                if idempotency_key is not None:
                    row = {"key_id": call.key_id, "key": idempotency_key, "body_hash": body_hash}
                    connection.execute(insert(idempotency).values(call_id=call.id, **row))
                stored = _append(connection, call.id, stamp, event, {"to": call.to})
        except IntegrityError:
            found = self.find_idempotent(call.key_id, idempotency_key or "")
            if found is None:
                raise
            return self._must_get(found[0]), None
        return self._must_get(call.id), stored

    def find_idempotent(self, key_id: str | None, key: str) -> tuple[str, str] | None:
        """The call made under this idempotency key, and the hash of the body that made it."""
        query = select(idempotency.c.call_id, idempotency.c.body_hash).where(
            idempotency.c.key_id == key_id, idempotency.c.key == key
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else (row.call_id, row.body_hash)

    def append(
        self,
        call_id: str,
        event: str,
        data: dict[str, Any],
        changes: CallChanges | None = None,
        record: NewTurn | NewDisclosure | None = None,
    ) -> EventRecord:
        """Store an event together with what it changes in the call, and its entry in transcript or ledger."""
        with self._database.writing() as connection:
            stamp = now()
            if changes:
                _change(connection, call_id, stamp, changes)
            match record:
                case NewTurn():
                    row = {"timestamp": stamp, **asdict(record)}
                    connection.execute(insert(turns).values(call_id=call_id, **row))
                case NewDisclosure():
                    connection.execute(insert(ledger).values(call_id=call_id, at=stamp, **asdict(record)))
            return _append(connection, call_id, stamp, event, data)

    def get(self, call_id: str) -> CallRecord | None:
        with self._database.reading() as connection:
            row = connection.execute(select(calls).where(calls.c.id == call_id)).mappings().first()
        return None if row is None else _call(row)

    def transcript(self, call_id: str) -> list[TurnRecord]:
        query = select(turns).where(turns.c.call_id == call_id).order_by(turns.c.number)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [TurnRecord(**_own(row)) for row in rows]

    def disclosures(self, call_id: str) -> list[DisclosureRecord]:
        """What was told on the call, in order."""
        query = select(ledger).where(ledger.c.call_id == call_id).order_by(ledger.c.number)
        with self._database.reading() as connection:
            return [DisclosureRecord(**_own(row)) for row in connection.execute(query).mappings()]

    def newest(
        self, direction: str | None = None, since: str | None = None, limit: int = 50
    ) -> list[CallRecord]:
        """The newest first. ``since``: queued at or after this time."""
        query = select(calls).order_by(calls.c.number.desc()).limit(limit)
        if direction is not None:
            query = query.where(calls.c.direction == direction)
        if since is not None:
            query = query.where(calls.c.queued_at >= since)
        with self._database.reading() as connection:
            return [_call(row) for row in connection.execute(query).mappings()]

    def unfinished(self) -> list[CallRecord]:
        query = select(calls).where(calls.c.finalized_at.is_(None)).order_by(calls.c.number)
        with self._database.reading() as connection:
            return [_call(row) for row in connection.execute(query).mappings()]

    def events(
        self, call_id: str | None = None, after: int = 0, name: str | None = None, limit: int = 1000
    ) -> list[EventRecord]:
        """Events with a ``seq`` above ``after``, in order; of all calls when ``call_id`` is None."""
        query = select(events).where(events.c.seq > after).order_by(events.c.seq).limit(limit)
        if call_id is not None:
            query = query.where(events.c.call_id == call_id)
        if name is not None:
            query = query.where(events.c.name == name)
        with self._database.reading() as connection:
            return [EventRecord(**row) for row in connection.execute(query).mappings()]

    def last_seq(self) -> int:
        query = select(events.c.seq).order_by(events.c.seq.desc()).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).scalar() or 0

    def _must_get(self, call_id: str) -> CallRecord:
        record = self.get(call_id)
        assert record is not None
        return record


def _own(row: RowMapping) -> dict[str, Any]:
    """A row without what only ties it to its call."""
    return {key: value for key, value in row.items() if key not in ("number", "call_id")}


def _call(row: RowMapping) -> CallRecord:
    return CallRecord(**row)


def _append(connection: Connection, call_id: str, at: str, name: str, data: dict[str, Any]) -> EventRecord:
    row = {"call_id": call_id, "at": at, "name": name, "data": data}
    key = connection.execute(insert(events).values(**row)).inserted_primary_key
    assert key is not None
    return EventRecord(key[0], call_id, at, name, data)


def _change(connection: Connection, call_id: str, stamp: str, changes: CallChanges) -> None:
    values: dict[str, Any] = dict(changes)
    mine = calls.c.id == call_id
    connection.execute(update(calls).where(mine).values(**values))
    column = _STAMPS.get(changes.get("lifecycle", ""))
    if column is not None:
        unset = calls.c[column].is_(None)
        connection.execute(update(calls).where(mine, unset).values(**{column: stamp}))
