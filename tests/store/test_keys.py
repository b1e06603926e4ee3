from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.store.database import Database
from agent.store.keys import KeyStore


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "db")
    yield opened
    opened.close()


@pytest.fixture
def keys(database: Database) -> KeyStore:
    return KeyStore(database)


def test_a_key_is_found_by_its_text(keys: KeyStore) -> None:
    record, text = keys.create("laptop", ("read",))
    assert keys.find(text) == record
    assert keys.find(text + "x") is None


def test_the_text_of_a_key_is_nowhere_in_the_file(keys: KeyStore, database: Database) -> None:
    _, text = keys.create("laptop")
    database.close()
    assert all(text.encode() not in part.read_bytes() for part in database.path.parent.iterdir())


def test_a_revoked_key_opens_nothing_and_stays_listed(keys: KeyStore) -> None:
    record, text = keys.create("laptop")
    assert keys.revoke(record.id)
    assert not keys.revoke(record.id)
    assert keys.find(text) is None
    assert [key.revoked_at is not None for key in keys.all()] == [True]
    assert keys.count() == 1
