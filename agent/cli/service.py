"""Commands about the site: up, down, status, doctor."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import sys
import time
from typing import Annotated, Any

import typer

from agent.cli.client import DOCTOR_SECONDS, Client
from agent.cli.local import ensure_key, home, key_file
from agent.cli.shown import summary
from agent.config import Config, Paths
from agent.errors import SwitchboardError
from agent.switchboard.presence import Presence, log_file

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object last.")]
Practice = Annotated[
    bool,
    typer.Option("--practice", help="With the practice town: its telephone network, numbers and people."),
]
DETACHED_SECONDS = 120.0
POLL_SECONDS = 0.2


def register(app: typer.Typer) -> None:
    app.command()(up)
    app.command()(down)
    app.command()(status)
    app.command()(doctor)


def up(
    detach: Annotated[bool, typer.Option("--detach", "-d", help="Go on in the background.")] = False,
    practice: Practice = False,
) -> None:
    """Start everything: PBX, engines, lines and the HTTP API. Ctrl-C, or `offhook down`, stops it."""
    config, paths = home()
    if detach:
        _detached(config, paths, practice)
        return
    presence = Presence(paths)
    presence.take()
    try:
        _show_key(paths)
        _up(config, paths, practice)
    finally:
        presence.release()


def _up(config: Config, paths: Paths, practice: bool) -> None:
    from agent.compose import compose
    from agent.web.server import bind, run

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    for chatty in ("httpx", "uvicorn.access", "uvicorn.error"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    os.umask(0o077)  # transcripts, recordings and logs are their owner's only
    with bind(config.web) as listening:
        made = compose(config, paths, practice=practice)

        def ready() -> None:
            logging.info("= http://%s:%d answers", config.web.host, config.web.port)

        asyncio.run(run(made.site, made.app, listening, ready))


def _show_key(paths: Paths) -> None:
    """Once, and only to a person: a log must not hold it."""
    text = ensure_key(paths)
    if text is not None:
        print(
            f"API key (shown this once): {text}"
            if sys.stdout.isatty()
            else f"API key made: {key_file(paths)}",
            flush=True,
        )


def _detached(config: Config, paths: Paths, practice: bool) -> None:
    presence = Presence(paths)
    presence.take()  # says who runs already; the child takes it again
    _show_key(paths)
    presence.release()
    log = log_file(paths)
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with log.open("ab") as output:
        start = log.stat().st_size
        child = subprocess.Popen(
            [sys.executable, "-m", "agent", "up", *(["--practice"] if practice else [])],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    deadline = time.monotonic() + DETACHED_SECONDS
    while not _ready(config):
        if child.poll() is not None:
            said = log.read_bytes()[start:].decode("utf-8", "replace").strip().splitlines() or [""]
            raise SwitchboardError(said[-1].removeprefix("offhook: ") or f"it ended with {child.returncode}")
        if time.monotonic() > deadline:
            raise SwitchboardError(
                f"not ready after {DETACHED_SECONDS:.0f} s: `offhook status` and {log} say why"
            )
        time.sleep(POLL_SECONDS)
    print(f"offhook runs (pid {child.pid}): http://{config.web.host}:{config.web.port}, log: {log}")


def _ready(config: Config) -> bool:
    import httpx

    host = {"0.0.0.0": "127.0.0.1"}.get(config.web.host, config.web.host)
    try:
        return httpx.get(f"http://{host}:{config.web.port}/readyz", timeout=2.0, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def down() -> None:
    """Stop what `offhook up` started; calls in progress are hung up."""
    _, paths = home()
    pid = Presence(paths).stop()
    print(f"stopped (pid {pid})" if pid else "offhook does not run")


def status(
    call_id: Annotated[
        str | None, typer.Argument(metavar="[CALL]", help="One call: what came of it, and the proof.")
    ] = None,
    as_json: Json = False,
) -> None:
    """What runs: processes, lines, calls in progress; or one call. Exits with 1 when offhook does not run."""
    config, paths = home()
    if call_id is not None:
        view = Client(config, paths).get(f"/call/{call_id}")
        print(json.dumps(view) if as_json else summary(view))
        return
    if not Presence(paths).pid():
        if as_json:
            print(json.dumps({"running": False}))
        raise SwitchboardError("offhook does not run: start it with `offhook up`")
    told = Client(config, paths).get("/status")
    if as_json:
        print(json.dumps({"running": True, **told}))
        return
    print(f"offhook runs (pid {told['pid']}, for {told['uptime_seconds']:.0f} s)")
    for name, part in told["parts"].items():
        print(f"  {name:<10}{part['state']:<10}pid {part['pid'] or '-'}  {part['trouble']}".rstrip())
    for line in told["lines"]:
        print(f"  {line['line']:<10}{line['state']:<10}pid {line['pid'] or '-'}  {line['trouble']}".rstrip())
    print("calls: " + (", ".join(told["calls"]) or "none"))


def doctor(as_json: Json = False, practice: Practice = False) -> None:
    """Try every part for real; exits with 1 when one does not work.

    When offhook does not run, what is needed is started for the time of the check.
    """
    config, paths = home()
    if Presence(paths).pid():
        told = Client(config, paths).post("/doctor", seconds=DOCTOR_SECONDS)
    else:
        told = asyncio.run(_examined_alone(config, paths, practice))
    if as_json:
        print(json.dumps(told))
    else:
        for check in told["checks"]:
            print(f"{'ok  ' if check['ok'] else 'FAIL'}  {check['id']:<16}{check['message']}")
    if not told["ok"]:
        raise typer.Exit(1)


async def _examined_alone(config: Config, paths: Paths, practice: bool) -> dict[str, Any]:
    from agent.compose import compose

    presence = Presence(paths)
    presence.take()
    try:
        made = compose(config, paths, practice=practice)
        await made.site.start()
        try:
            return await made.doctor.examine()
        finally:
            await made.site.stop()
    finally:
        presence.release()
