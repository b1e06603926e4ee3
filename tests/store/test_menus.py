from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.call.briefing import MenuStep
from agent.store.database import Database
from agent.store.menus import MenuStore

WAY = (MenuStep("for billing press …", "2", {"1": "billing"}, "2"), MenuStep("please enter", "{phone}#"))
NUMBER = "+12025550101"


@pytest.fixture
def menus(tmp_path: Path) -> Iterator[MenuStore]:
    database = Database(tmp_path / "db")
    yield MenuStore(database)
    database.close()


def test_a_way_is_known_for_its_number_and_its_purpose_only(menus: MenuStore) -> None:
    menus.keep(NUMBER, "book table", WAY)
    assert menus.way(NUMBER, "book table") == WAY
    assert menus.way(NUMBER, "cancel table") == ()
    assert menus.way("+12025550102", "book table") == ()


def test_a_new_way_takes_the_place_of_the_old_and_none_makes_it_forgotten(menus: MenuStore) -> None:
    menus.keep(NUMBER, "book table", WAY)
    menus.keep(NUMBER, "book table", WAY[:1])
    assert menus.way(NUMBER, "book table") == WAY[:1]
    menus.keep(NUMBER, "book table", ())
    assert menus.known() == []


def test_a_number_is_forgotten_with_all_its_ways_and_no_other(menus: MenuStore) -> None:
    for number, purpose in [(NUMBER, "book table"), (NUMBER, "cancel table"), ("+12025550102", "ask prices")]:
        menus.keep(number, purpose, WAY)
    assert menus.forget(NUMBER) == 2
    assert [one.number for one in menus.known()] == ["+12025550102"]
    assert menus.forget() == 1
    assert menus.forget() == 0
