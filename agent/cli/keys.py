"""Commands about API keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from agent.cli.local import home
from agent.errors import ConfigError

if TYPE_CHECKING:
    from agent.store.keys import KeyStore

app = typer.Typer(help="API keys: new, list, revoke.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Whose key it is, for you to know it by.")],
    scope: Annotated[
        list[str] | None, typer.Option(help="read, call or admin; may be given more than once. Default: all.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a key. It is shown this once and cannot be shown again."""
    from agent.store.keys import ALL_SCOPES, Scope

    chosen = tuple(scope) if scope else ALL_SCOPES
    unknown = [one for one in chosen if one not in get_args(Scope)]
    if unknown:
        raise ConfigError(f"there is no scope {unknown[0]!r}: there are {', '.join(ALL_SCOPES)}")
    with _store() as keys:
        record, text = keys.create(name, chosen)  # type: ignore[arg-type]  # checked above
    print(json.dumps({"id": record.id, "api_key": text, "scopes": record.scopes}) if as_json else text)


@app.command("list")
def list_keys(as_json: Json = False) -> None:
    """List the keys, without their text."""
    with _store() as keys:
        records = keys.all()
    if as_json:
        rows = [
            {
                "id": one.id,
                "name": one.name,
                "prefix": one.prefix,
                "scopes": one.scopes,
                "revoked_at": one.revoked_at,
            }
            for one in records
        ]
        print(json.dumps({"keys": rows}))
        return
    for one in records:
        state = f"revoked {one.revoked_at}" if one.revoked_at else ",".join(one.scopes)
        print(f"{one.id}  {one.prefix}...  {one.name}  {state}")


@app.command()
def revoke(
    key_id: Annotated[str, typer.Argument(help="The key's id, as `offhook keys list` shows it.")],
) -> None:
    """Make a key worthless."""
    with _store() as keys:
        if not keys.revoke(key_id):
            raise ConfigError(f"there is no key {key_id} to revoke: `offhook keys list` shows the keys")
    print(f"{key_id} is revoked")


@contextmanager
def _store() -> Iterator[KeyStore]:
    from agent.store.database import Database
    from agent.store.keys import KeyStore

    _, paths = home()
    database = Database(paths.database)
    try:
        yield KeyStore(database)
    finally:
        database.close()
