"""From older files to the tables of today, one version at a time."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from agent.store.tables import SCHEMA_VERSION, ledger, menus


def _ledger(connection: Connection) -> None:
    ledger.create(connection)


def _menus(connection: Connection) -> None:
    menus.create(connection)


_STEPS: dict[int, Callable[[Connection], None]] = {1: _ledger, 2: _menus}
"""The version that a file has -> what makes it one of the next."""


def migrate(connection: Connection, version: int) -> None:
    """Bring the tables of a file from ``version`` (1 to ``SCHEMA_VERSION``) up to ``SCHEMA_VERSION``."""
    for step in range(version, SCHEMA_VERSION):
        _STEPS[step](connection)
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
