"""Commands about the menus of numbers: what was learned of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from agent.cli.local import home
from agent.errors import ConfigError

if TYPE_CHECKING:
    from agent.store.menus import MenuStore
    from agent.store.records import MenuRecord

app = typer.Typer(
    help="Menus of numbers that were called: the keys that got an errand through, used on the next call.",
    no_args_is_help=True,
)


@app.command()
def show(
    number: Annotated[
        str | None, typer.Argument(metavar="[NUMBER]", help="Only this number, such as +442079460123.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show the ways through menus that are known: by number and by what the errand was about."""
    with _store() as menus:
        ways = menus.known(number)
        if number is not None and not ways:
            raise _unknown(number, menus)
    if as_json:
        print(json.dumps({"menus": [asdict(one) for one in ways]}))
    elif ways:
        print("\n".join(_shown(one) for one in ways))
    else:
        print("no menu is known yet: one is learned when a call gets through it")


@app.command()
def forget(
    number: Annotated[
        str | None, typer.Argument(metavar="[NUMBER]", help="The number, as `offhook ivr show` prints it.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="The menus of all numbers.")] = False,
) -> None:
    """Forget what is known of a number's menu: the next call listens to it anew."""
    if (number is None) is not everything:
        raise ConfigError("say which number's menu to forget, or --all")
    with _store() as menus:
        count = menus.forget(number)
        if number is not None and not count:
            raise _unknown(number, menus)
    print(f"{count} forgotten")


def _shown(one: MenuRecord) -> str:
    lines = [f"{one.number}  {one.purpose}  learned {one.learned_at}"]
    for step in one.steps:
        chosen = f" ({step.options[step.keys]})" if step.options.get(step.keys) else ""
        lines += [f"  press {step.keys}{chosen} at: {step.prompt}"]
    return "\n".join(lines)


def _unknown(number: str, menus: MenuStore) -> ConfigError:
    known = ", ".join(dict.fromkeys(one.number for one in menus.known())) or "none"
    return ConfigError(f"no menu of {number} is known; known are those of: {known}")


@contextmanager
def _store() -> Iterator[MenuStore]:
    from agent.store.database import Database
    from agent.store.menus import MenuStore

    _, paths = home()
    database = Database(paths.database)
    try:
        yield MenuStore(database)
    finally:
        database.close()
