from __future__ import annotations

import json

from agent.call.briefing import MenuStep
from agent.store.database import Database
from agent.store.menus import MenuStore
from tests.cli.conftest import Home

NUMBER = "+12025550101"
WAY = (MenuStep("for billing press …", "2", {"2": "bookings"}), MenuStep("please enter your", "{phone}#"))


def learn(home: Home) -> None:
    database = Database(home.paths.database)
    MenuStore(database).keep(NUMBER, "book table", WAY)
    database.close()


async def test_what_is_known_of_a_menu_is_shown_and_can_be_forgotten(home: Home) -> None:
    assert "no menu is known yet" in (await home.run("ivr", "show")).out
    learn(home)
    shown = (await home.run("ivr", "show", NUMBER)).out.splitlines()
    assert shown[0].startswith(f"{NUMBER}  book table  learned ")
    assert shown[1:] == [
        "  press 2 (bookings) at: for billing press …",
        "  press {phone}# at: please enter your",
    ]
    (row,) = json.loads((await home.run("ivr", "show", "--json")).out)["menus"]
    assert [step["keys"] for step in row["steps"]] == ["2", "{phone}#"]
    assert (await home.run("ivr", "forget", NUMBER)).out == "1 forgotten\n"
    assert json.loads((await home.run("ivr", "show", "--json")).out) == {"menus": []}


async def test_a_number_that_is_not_known_is_said_with_those_that_are(home: Home) -> None:
    learn(home)
    for command in ("show", "forget"):
        ran = await home.run("ivr", command, "+12025550199")
        assert (ran.code, ran.err) == (
            1,
            f"offhook: no menu of +12025550199 is known; known are those of: {NUMBER}\n",
        )


async def test_all_is_forgotten_only_when_all_is_said(home: Home) -> None:
    learn(home)
    assert (await home.run("ivr", "forget")).code == 1
    assert (await home.run("ivr", "forget", NUMBER, "--all")).code == 1
    assert (await home.run("ivr", "forget", "--all")).out == "1 forgotten\n"
