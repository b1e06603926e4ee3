"""API keys. A key is 256 random bits; only its SHA-256 is stored.

No slow hash: that protects secrets that can be guessed, and 256 random bits cannot.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Literal

from sqlalchemy import func, insert, select, update

from agent.store.database import Database, now
from agent.store.records import KeyRecord
from agent.store.tables import api_keys

Scope = Literal["read", "call", "admin"]
"""``read``: see calls; ``call``: make and steer them; ``admin``: the machine's state and checks."""

ALL_SCOPES: tuple[Scope, ...] = ("read", "call", "admin")

_COLUMNS = [api_keys.c[name] for name in ("id", "name", "prefix", "scopes", "created_at", "revoked_at")]


class KeyStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, name: str, scopes: tuple[Scope, ...] = ALL_SCOPES) -> tuple[KeyRecord, str]:
        """A new key; its text comes back this once and is stored nowhere."""
        text = "ofh_" + secrets.token_urlsafe(32)
        record = KeyRecord(
            id="key_" + secrets.token_hex(6),
            name=name,
            prefix=text[:8],
            scopes=tuple(scopes),
            created_at=now(),
            revoked_at=None,
        )
        with self._database.writing() as connection:
            connection.execute(
                insert(api_keys).values(
                    id=record.id,
                    name=name,
                    prefix=record.prefix,
                    hash=_hash(text),
                    scopes=list(scopes),
                    created_at=record.created_at,
                )
            )
        return record, text

    def find(self, text: str) -> KeyRecord | None:
        """The key with this text, unless it was revoked."""
        query = select(*_COLUMNS).where(api_keys.c.hash == _hash(text), api_keys.c.revoked_at.is_(None))
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else KeyRecord(**{**row, "scopes": tuple(row["scopes"])})

    def all(self) -> list[KeyRecord]:
        with self._database.reading() as connection:
            rows = connection.execute(select(*_COLUMNS).order_by(api_keys.c.created_at)).mappings().all()
        return [KeyRecord(**{**row, "scopes": tuple(row["scopes"])}) for row in rows]

    def revoke(self, key_id: str) -> bool:
        """False when there is no such key, or it was revoked before."""
        live = (api_keys.c.id == key_id) & api_keys.c.revoked_at.is_(None)
        with self._database.writing() as connection:
            return connection.execute(update(api_keys).where(live).values(revoked_at=now())).rowcount == 1

    def count(self) -> int:
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(api_keys)).scalar_one()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
