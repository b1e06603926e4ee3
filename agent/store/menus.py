"""Ways through the menus of numbers (``agent.call.menu_map``). Each method may raise StoreError."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import RowMapping, delete, insert, select

from agent.call.briefing import MenuStep
from agent.store.database import Database, now
from agent.store.records import MenuRecord
from agent.store.tables import menus


class MenuStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, number: str, purpose: str, steps: Sequence[MenuStep]) -> None:
        """In place of what was kept for errands of this purpose; no steps: nothing is kept from now on."""
        with self._database.writing() as connection:
            mine = (menus.c.number == number) & (menus.c.purpose == purpose)
            connection.execute(delete(menus).where(mine))
            if steps:
                row = {"number": number, "purpose": purpose, "learned_at": now()}
                connection.execute(insert(menus).values(**row, steps=[asdict(step) for step in steps]))

    def way(self, number: str, purpose: str) -> tuple[MenuStep, ...]:
        """Empty where none is known."""
        return next((one.steps for one in self.known(number) if one.purpose == purpose), ())

    def known(self, number: str | None = None) -> list[MenuRecord]:
        """All, or those of one number."""
        query = select(menus).order_by(menus.c.number, menus.c.purpose)
        if number is not None:
            query = query.where(menus.c.number == number)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [_record(row) for row in rows]

    def forget(self, number: str | None = None) -> int:
        """Forget one number's ways, or all; returns how many there were."""
        query = delete(menus) if number is None else delete(menus).where(menus.c.number == number)
        with self._database.writing() as connection:
            return connection.execute(query).rowcount


def _record(row: RowMapping) -> MenuRecord:
    return MenuRecord(**{**row, "steps": tuple(MenuStep(**one) for one in row["steps"])})
