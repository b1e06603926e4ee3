from __future__ import annotations

import json
import stat

from agent.cli.local import ensure_key, key_file, read_key
from agent.store.database import Database
from agent.store.keys import KeyStore
from tests.cli.conftest import Home


async def test_a_new_key_is_shown_once_and_works(home: Home) -> None:
    ran = await home.run("keys", "new", "laptop", "--scope", "read", "--json")
    made = json.loads(ran.out)
    assert made["scopes"] == ["read"]
    database = Database(home.paths.database)
    assert KeyStore(database).find(made["api_key"]) is not None
    database.close()
    listed = await home.run("keys", "list")
    assert "laptop" in listed.out
    assert made["api_key"] not in listed.out


async def test_a_revoked_key_is_listed_as_such(home: Home) -> None:
    made = json.loads((await home.run("keys", "new", "laptop", "--json")).out)
    assert (await home.run("keys", "revoke", made["id"])).code == 0
    again = await home.run("keys", "revoke", made["id"])
    assert again.code == 1
    assert "offhook keys list" in again.err
    rows = json.loads((await home.run("keys", "list", "--json")).out)["keys"]
    assert rows[0]["revoked_at"]


async def test_an_unknown_scope_is_refused(home: Home) -> None:
    ran = await home.run("keys", "new", "laptop", "--scope", "everything")
    assert (ran.code, ran.err) == (
        1,
        "offhook: there is no scope 'everything': there are read, call, admin\n",
    )


def test_the_local_key_is_made_once_and_is_its_owners_only(home: Home) -> None:
    text = ensure_key(home.paths)
    assert text == read_key(home.paths)
    assert stat.S_IMODE(key_file(home.paths).stat().st_mode) == 0o600
    assert stat.S_IMODE(home.paths.secrets.stat().st_mode) == 0o700
    assert ensure_key(home.paths) is None


def test_a_local_key_that_was_revoked_is_replaced(home: Home) -> None:
    first = ensure_key(home.paths)
    database = Database(home.paths.database)
    keys = KeyStore(database)
    keys.revoke(keys.all()[0].id)
    database.close()
    second = ensure_key(home.paths)
    assert second not in (None, first)
    assert read_key(home.paths) == second
