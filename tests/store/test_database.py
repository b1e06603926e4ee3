from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from agent.errors import StoreError
from agent.store.calls import CallStore
from agent.store.database import Database
from agent.store.menus import MenuStore
from agent.store.records import NewCall, NewDisclosure
from agent.store.tables import SCHEMA_VERSION


def _call(call_id: str = "call_1") -> NewCall:
    return NewCall(id=call_id, to="+12025550101", task="Book a table.", voice="jessica")


def test_a_new_database_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    Database(tmp_path / "data" / "offhook.sqlite3").close()
    mode = stat.S_IMODE((tmp_path / "data" / "offhook.sqlite3").stat().st_mode)
    assert mode == 0o600


def test_what_was_stored_is_there_after_opening_it_again(tmp_path: Path) -> None:
    first = Database(tmp_path / "db")
    CallStore(first).create(_call(), "call.queued")
    first.close()
    second = Database(tmp_path / "db")
    assert CallStore(second).get("call_1") is not None
    second.close()


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    database = Database(tmp_path / "db")
    with database.writing():
        assert CallStore(database).newest() == []
    database.close()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "db"
    with sqlite3.connect(path) as foreign:
        foreign.execute("CREATE TABLE recipes (name TEXT)")
    foreign.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a database of this offhook: move it away"):
        Database(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "db"
    path.write_bytes(b"this is a shopping list, and a long one: " * 50)
    with pytest.raises(StoreError, match="is not a database"):
        Database(path)


def test_a_newer_schema_asks_for_an_update(tmp_path: Path) -> None:
    path = tmp_path / "db"
    Database(path).close()
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version=99")
    newer.close()
    with pytest.raises(StoreError, match="newer offhook"):
        Database(path)


def test_a_file_of_the_first_version_gets_its_ledger_and_keeps_its_calls(tmp_path: Path) -> None:
    path = tmp_path / "db"
    first = Database(path)
    CallStore(first).create(_call(), "call.queued")
    first.close()
    with sqlite3.connect(path) as older:
        older.execute("DROP TABLE ledger")
        older.execute("DROP TABLE menus")
        older.execute("PRAGMA user_version=1")
    older.close()
    today = Database(path)
    CallStore(today).append("call_1", "released", {}, record=NewDisclosure("t2", "phone"))
    assert [told.fact for told in CallStore(today).disclosures("call_1")] == ["phone"]
    assert MenuStore(today).known() == []
    today.close()
    Database(path).close()
    with sqlite3.connect(path) as migrated:
        assert migrated.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    migrated.close()


def test_a_full_disk_stores_nothing_of_a_call_and_says_what_to_do(tmp_path: Path) -> None:
    database = Database(tmp_path / "db")
    calls = CallStore(database)
    with database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")  # SQLite's own way to be full
    large = NewCall(id="call_1", to="+12025550101", task="x" * 20_000, voice="jessica")
    with pytest.raises(StoreError, match="disk is full: free some space"):
        calls.create(large, "call.queued")
    assert calls.get("call_1") is None
    assert calls.events() == []
    database.close()


def test_a_database_locked_by_another_program_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.store.database._BUSY_MILLISECONDS", 20)
    database = Database(tmp_path / "db")
    other = sqlite3.connect(tmp_path / "db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"):
        CallStore(database).create(_call(), "call.queued")
    other.close()
    CallStore(database).create(_call(), "call.queued")
    database.close()


def test_a_folder_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be opened"):
        Database(tmp_path / "file" / "db")
