"""Commands about models: what there is, fetching it, checking it, putting it to use."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agent.cli.local import home
from agent.errors import SetupError

if TYPE_CHECKING:
    from agent.engines.catalogue import Entry

app = typer.Typer(
    help="Models for real calls: list, fetch, verify, use. Nothing is ever fetched unasked.",
    no_args_is_help=True,
)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Names = Annotated[list[str] | None, typer.Argument(help="Names, as `offhook models list` shows them.")]
Rung = Annotated[
    str, typer.Option(help="All models for a machine: small-cpu, big-cpu or gpu, instead of names.")
]


@app.command("list")
def list_models(as_json: Json = False) -> None:
    """List the models that are known, with size and licence, and which of them are here."""
    from agent.engines import catalogue

    _, paths = home()
    here = catalogue.installed(paths.models)
    known = catalogue.entries().values()
    if as_json:
        rows = [asdict(entry) | {"installed": entry.name in here} for entry in known]
        print(json.dumps({"folder": str(paths.models), "models": rows}))
        return
    for entry in known:
        state = "installed" if entry.name in here else ""
        print(f"{entry.name:24} {entry.megabytes:5} MB  {entry.licence:28} {state}".rstrip())
        suits = f" For: {', '.join(entry.rungs)}." if entry.rungs else ""
        speaks = f" Speaks for {entry.voice}." if entry.voice else ""
        print(f"    {entry.about}{speaks}{suits}")
    print("The practice models, which are used until you choose others, come with offhook.", file=sys.stderr)


@app.command()
def fetch(
    names: Names = None,
    rung: Rung = "",
    source: Annotated[
        Path | None, typer.Option("--from", help="Take the files from this folder instead of the hub.")
    ] = None,
) -> None:
    """Fetch models from the model hub, or from a folder they were carried over in."""
    from agent.engines import catalogue, fetching

    _, paths = home()
    here = catalogue.installed(paths.models)
    for entry in _chosen(names, rung):
        if entry.name in here and not catalogue.verify(paths.models, here[entry.name]):
            print(f"{entry.name} is here already")
            continue
        print(f"{entry.name}: about {entry.megabytes} MB, licence {entry.licence}", file=sys.stderr)
        if source is None:
            one = fetching.fetch(entry, paths.models)
        else:
            one = fetching.take(entry, paths.models, source.expanduser())
        print(f"{entry.name} is installed ({sum(file.bytes for file in one.files) // 1_000_000} MB)")


@app.command()
def verify(names: Names = None, as_json: Json = False) -> None:
    """Compare the files of models with what was fetched. Exit code 1 when one differs."""
    from agent.engines import catalogue

    _, paths = home()
    here = catalogue.installed(paths.models)
    if unknown := [name for name in names or () if name not in here]:
        raise SetupError(f"{unknown[0]} is not installed: offhook models fetch {unknown[0]}")
    found = {name: catalogue.verify(paths.models, here[name]) for name in names or here}
    if as_json:
        print(json.dumps({"ok": not any(found.values()), "models": found}))
    else:
        for name, wrong in found.items():
            print(f"{name}: {'; '.join(wrong) or 'ok'}")
        if not found:
            print("no production model is installed", file=sys.stderr)
    if any(found.values()):
        raise typer.Exit(1)


@app.command()
def use(names: Names = None, rung: Rung = "") -> None:
    """Write into offhook.toml that these models are used, from the next `offhook up` on."""
    from agent.engines import catalogue, choosing

    _, paths = home()
    here = catalogue.installed(paths.models)
    entries = _chosen(names, rung)
    for entry in entries:
        if entry.name not in here:
            raise SetupError(f"{entry.name} is not installed: offhook models fetch {entry.name}")
        if wrong := catalogue.verify(paths.models, here[entry.name]):
            raise SetupError(f"{wrong[0]}: offhook models fetch {entry.name}")
    for entry in entries:
        choosing.write(paths.config_file, choosing.settings_of(entry, paths.models))
        print(f"{entry.name} is used from the next start on ({os.fspath(paths.config_file)})")


def _chosen(names: list[str] | None, rung: str) -> list[Entry]:
    """Raises SetupError."""
    from agent.engines import catalogue

    if bool(names) == bool(rung):
        raise SetupError("name models, or give --rung: `offhook models list` shows both")
    if rung and rung not in catalogue.RUNGS:
        raise SetupError(f"there is no rung {rung!r}; there are: {', '.join(catalogue.RUNGS)}")
    if rung:
        return [entry for entry in catalogue.entries().values() if rung in entry.rungs]
    return [catalogue.entry(name) for name in names or ()]
