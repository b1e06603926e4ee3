"""Commands about calls: call, tail, hangup, latency."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from agent.cli.client import Client
from agent.cli.local import home
from agent.cli.shown import shown, summary
from agent.errors import BriefingRefused

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object last.")]
CallId = Annotated[str, typer.Argument(help="The call's id, as `offhook call` printed it.")]


def register(app: typer.Typer) -> None:
    app.command()(call)
    app.command()(tail)
    app.command()(hangup)
    app.command()(latency)


def call(
    to: Annotated[str, typer.Option(help="Whom to call: E.164, such as +442079460123.")],
    task: Annotated[str, typer.Option(help="What to get done, in prose.")],
    briefing: Annotated[
        Path | None, typer.Option(help="JSON file: principal, facts, constraints, ... of the call.")
    ] = None,
    bridge_number: Annotated[
        str | None, typer.Option(help="Your own phone, for a handoff: E.164, or an extension.")
    ] = None,
    voice: Annotated[str | None, typer.Option(help="Which voice speaks.")] = None,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Show the call as it goes; wait for its end.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make a call.

    Prints the call's id at once; with --follow the call as it happens, and then exits with 1 unless it was
    completed.
    """
    config, paths = home()
    client = Client(config, paths)
    body: dict[str, Any] = {"to": to, "task": task}
    given = {"bridge_number": bridge_number, "voice": voice, "briefing": _briefing(briefing)}
    body.update({name: value for name, value in given.items() if value is not None})
    placed = client.post("/call", body)
    if not follow:
        print(json.dumps(placed) if as_json else placed["call_id"])
        return
    for event in client.events(f"/call/{placed['call_id']}/events"):
        if not as_json and (line := shown(event)):
            print(line, flush=True)
    view = client.get(f"/call/{placed['call_id']}")
    print(json.dumps(view) if as_json else summary(view))
    if view["status"] != "completed":
        raise typer.Exit(1)


def tail(
    call_id: Annotated[
        str | None, typer.Argument(metavar="[CALL]", help="One call, from its beginning.")
    ] = None,
) -> None:
    """Print events as JSON lines: of one call to its end, or of all calls from now on."""
    config, paths = home()
    path = f"/call/{call_id}/events" if call_id else "/events"
    for event in Client(config, paths).events(path):
        print(json.dumps(event), flush=True)


def hangup(call_id: CallId, as_json: Json = False) -> None:
    """End a call, whatever its state."""
    config, paths = home()
    view = Client(config, paths).post(f"/call/{call_id}/hangup")
    print(json.dumps(view) if as_json else f"{call_id}: {view['status']}")


def latency(
    call_id: Annotated[str | None, typer.Argument(metavar="[CALL]", help="Only this call.")] = None,
    as_json: Json = False,
) -> None:
    """Show where the time went: p50, p90 and p95 of every stage, from all calls stored."""
    from agent.store.calls import CallStore
    from agent.store.database import Database
    from agent.switchboard.latency import figures

    _, paths = home()
    database = Database(paths.database)
    try:
        timings = CallStore(database).events(call_id, name="timing", limit=1_000_000)
    finally:
        database.close()
    stages = figures(event.data for event in timings)
    if as_json:
        print(json.dumps({"stages": stages}))
        return
    if not stages:
        print("no timings yet: they come with the first call")
        return
    print(f"{'stage':<16}{'n':>6}{'p50':>9}{'p90':>9}{'p95':>9}{'max':>9}   seconds")
    for stage, row in stages.items():
        cells = "".join(f"{row[name]:>9.3f}" for name in ("p50", "p90", "p95", "max"))
        print(f"{stage:<16}{row['n']:>6.0f}{cells}")


def _briefing(file: Path | None) -> Any:
    if file is None:
        return None
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BriefingRefused(f"{file}: {error}") from error
