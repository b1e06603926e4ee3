"""Opening the SQLite file, and its errors in words that say what to do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry

from agent.errors import StoreError
from agent.store.migrations import migrate
from agent.store.tables import SCHEMA_VERSION, metadata

APPLICATION_ID = 0x4F46484B
"""``OFHK``, in the file's header: so another program's database is not taken for ours."""

_BUSY_MILLISECONDS = 5000

_CURES = (
    ("disk is full", "the disk is full: free some space under {folder}"),
    ("locked", "another program keeps {file} locked: stop it (`fuser {file}` names it)"),
    ("not a database", "{file} is not a database: move it away, or restore it from a copy"),
    ("malformed", "{file} is damaged: restore it from a copy"),
    ("readonly", "{file} cannot be written: `ls -l {file}` shows whose it is"),
    ("unable to open", "{file} cannot be opened: `ls -ld {folder}` shows whose the folder is"),
    ("disk i/o error", "the disk under {folder} reports an error: see `dmesg`"),
)


class Database:
    """One SQLite file (WAL, foreign keys on). Every method may raise StoreError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # SQLite would make it readable to all; transcripts are nobody else's business.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise StoreError(f"the database cannot be opened: {error}") from error
        self._engine = _engine(path)
        try:
            with self.writing() as connection:
                _prepare(connection, path)
            self._write_ahead()
        except StoreError:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is stored, or nothing."""
        with self._translated(), self._engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        self._engine.dispose()

    def _write_ahead(self) -> None:
        """Readers then never wait for the writer. It cannot be set inside a transaction."""
        with self._translated():
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA journal_mode=WAL")
            finally:
                connection.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except (DatabaseError, sqlite3.Error) as error:
            raise StoreError(self._cure(str(getattr(error, "orig", error)))) from error

    def _cure(self, message: str) -> str:
        for sign, cure in _CURES:
            if sign in message.lower():
                return cure.format(file=self.path, folder=self.path.parent)
        return f"{self.path}: {message}"


def now() -> str:
    """The wall clock, as the tables hold it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _engine(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 5})

    @event.listens_for(engine, "connect")
    def _connected(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # The driver's own transactions begin late and DEFERRED; ours are begun below.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        # IMMEDIATE: a writer that starts as a reader cannot wait for its turn, it fails at once.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _prepare(connection: Connection, path: Path) -> None:
    """Make the tables in an empty file, bring older ones up to date, or check that they are ours."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    names = inspect(connection).get_table_names()
    if application == APPLICATION_ID and version == SCHEMA_VERSION:
        return
    if application == APPLICATION_ID and version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} was made by a newer offhook (schema {version}): update, or move the file away"
        )
    if application == APPLICATION_ID and version >= 1:
        migrate(connection, version)
        return
    if names or application not in (0, APPLICATION_ID):
        raise StoreError(f"{path} is not a database of this offhook: move it away and start again")
    metadata.create_all(connection)
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
