"""``offhook pbx render | check | reload | console``."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from agent.config import Config, Paths, default_paths, load
from agent.errors import OffhookError
from agent.pbx.installation import find
from agent.pbx.ports import check_free
from agent.pbx.render import render
from agent.pbx.server import Pbx, ports_of

T = TypeVar("T")
app = typer.Typer(help="The owner's PBX: its configuration and its console.", no_args_is_help=True)


@dataclass(frozen=True, slots=True)
class Check:
    """The form of ``offhook doctor``."""

    id: str
    ok: bool
    message: str


@app.command("render")
def render_command(
    into: Annotated[
        Path | None,
        typer.Option(help="Write there, for an Asterisk with its usual folders (a container, another host)."),
    ] = None,
) -> None:
    """Write Asterisk's configuration files from offhook.toml."""
    config, paths = _configured()
    if into is None:
        _try(Pbx(config, paths).render)
        into = paths.pbx / "etc"
    else:
        _try(lambda: render(config, paths, into))
    typer.echo(f"wrote {into}")


@app.command()
def check(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Say whether the PBX could start: its configuration, an Asterisk, free ports. Exit 1 if not."""
    config, paths = _configured()
    checks = [
        _check("pbx-config", lambda: _renders(config, paths)),
        _check("asterisk", lambda: find(config.pbx, paths).version()),
        _check("ports", lambda: _ports(config, paths)),
    ]
    ok = all(done.ok for done in checks)
    if as_json:
        typer.echo(json.dumps({"ok": ok, "checks": [asdict(done) for done in checks]}))
    else:
        for done in checks:
            typer.echo(f"{'ok' if done.ok else 'NO':3} {done.id:11} {done.message}")
    raise typer.Exit(0 if ok else 1)


@app.command()
def reload() -> None:
    """Write the configuration and have the running PBX take it over. Ports change with a restart only."""
    config, paths = _configured()
    _try(Pbx(config, paths).reload)
    typer.echo("reloaded")


@app.command()
def console() -> None:
    """Open Asterisk's own console on the running PBX."""
    config, paths = _configured()
    pbx = _try(lambda: Pbx(config, paths))
    _try(lambda: pbx.command("core waitfullybooted"))
    command = pbx.console()
    os.execv(command[0], command)


def _configured() -> tuple[Config, Paths]:
    paths = default_paths()
    return _try(lambda: load(paths)), paths


def _renders(config: Config, paths: Paths) -> str:
    with tempfile.TemporaryDirectory() as folder:
        files = render(config, paths, Path(folder))
    return f"{len(files)} files"


def _ports(config: Config, paths: Paths) -> str:
    try:
        Pbx(config, paths).command("core waitfullybooted")
    except OffhookError:
        check_free(ports_of(config))
        return "free"
    return "the PBX runs"


def _check(name: str, run: Callable[[], str]) -> Check:
    try:
        return Check(name, True, run())
    except OffhookError as error:
        return Check(name, False, str(error))


def _try(run: Callable[[], T]) -> T:
    try:
        return run()
    except OffhookError as error:
        typer.echo(f"offhook: {error}", err=True)
        raise typer.Exit(1) from error
