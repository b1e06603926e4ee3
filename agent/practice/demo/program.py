"""The demo: start everything, make the call, show it, check the far side's book, stop everything."""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import Any

import httpx
from rich.console import Console

from agent.errors import OffhookError
from agent.practice import bookings
from agent.practice.demo import home as homes
from agent.practice.demo.client import Client
from agent.practice.demo.errand import Errand
from agent.practice.demo.home import Home
from agent.practice.demo.site import running
from agent.practice.demo.story import Story
from agent.practice.demo.view import View
from agent.practice.town import bookings_file, recordings_folder

CALL_SECONDS = 160.0
SEED = 48
"""With this person half past seven is taken, eight is free, and it asks whether we are a robot."""
INTERRUPTED = 130


def main() -> int:
    options = _options()
    console = Console(stderr=options.json, highlight=False)
    # A terminated demo must stop what it started, as one that was interrupted does.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        summary = demonstrate(Errand(to=options.number), options.seed, View(console))
    except KeyboardInterrupt:
        console.print("interrupted; everything is stopped")
        return INTERRUPTED
    except (OffhookError, httpx.HTTPError, OSError) as error:
        console.print(f"[bold red]The demo failed:[/] {error}", markup=True, soft_wrap=True)
        summary = {"ok": False, "error": str(error)}
    if options.json:
        print(json.dumps(summary), flush=True)
    return 0 if summary["ok"] else 1


def demonstrate(errand: Errand, seed: int, view: View) -> dict[str, Any]:
    """Run the whole of it; the object that ``--json`` prints."""
    begun = time.monotonic()
    kept = homes.keepsakes()
    story = Story(begun)
    with homes.made() as home, ExitStack() as closing:
        closing.callback(_save_far_side, home, kept)
        with view.wait_for("starting the PBX, the practice town and the engines"):
            site = closing.enter_context(running(home, seed, kept / "offhook.log"))
        view.step(f"everything runs after {time.monotonic() - begun:.1f} s")
        view.step(f"the errand: {errand.task}")
        with Client(home.url, site.key()) as client:
            story.started = time.monotonic()
            call = make_call(client, errand, story, view)
            _save_call(client, call, story, kept)
        with view.wait_for("stopping everything"):
            closing.close()
        problems = errand.differences(bookings.read(bookings_file(home.paths)))
        problems += [f"still running: {command}" for command in site.left_over]
        summary = _summary(home, call, story, kept, problems)
    summary["seconds"] = round(time.monotonic() - begun, 1)
    (kept / "report.json").write_text(json.dumps(summary, indent=1), "utf-8")
    view.result(summary, story)
    return summary


def make_call(client: Client, errand: Errand, story: Story, view: View) -> dict[str, Any]:
    """Order the call and follow it to its end; what ``GET /call/{id}`` then says."""
    call_id = client.place(errand.body())
    try:
        with view.wait_for("queued"):
            for event in client.events(call_id):
                now = time.monotonic()
                story.take(event, now)
                view.show(event, story, now)
                if now - story.started > CALL_SECONDS:
                    client.hang_up(call_id)
    except KeyboardInterrupt:
        with suppress(httpx.HTTPError):
            client.hang_up(call_id)
        raise
    return client.call(call_id)


def _summary(
    home: Home, call: dict[str, Any], story: Story, kept: Path, problems: list[str]
) -> dict[str, Any]:
    entries = bookings.read(bookings_file(home.paths))

    def path(name: str) -> str | None:
        return str(kept / name) if (kept / name).exists() else None

    return {
        "ok": not problems,
        "call_id": call["call_id"],
        "outcome": call.get("outcome"),
        "result": call.get("result"),
        "phases": story.phases,
        "keys": story.keys,
        "hold_seconds": round(story.hold_seconds, 2),
        "timings": story.timings,
        "recording": path("recording.wav"),
        "transcript": path("transcript.json"),
        "far_recording": path("far-side.wav"),
        "booking": asdict(entries[-1].booking) if entries else None,
        "problems": problems,
    }


def _save_call(client: Client, call: dict[str, Any], story: Story, kept: Path) -> None:
    (kept / "events.jsonl").write_text("".join(json.dumps(event) + "\n" for event in story.events), "utf-8")
    (kept / "transcript.json").write_text(json.dumps(call, indent=1), "utf-8")
    if call.get("recording_url"):
        client.save_recording(call["call_id"], kept / "recording.wav")


def _save_far_side(home: Home, kept: Path) -> None:
    """The person's recording and the logs, before the home is gone."""
    for recording in sorted(recordings_folder(home.paths).glob("*/*/recording.wav")):
        shutil.copy(recording, kept / "far-side.wav")
        shutil.copy(recording.with_name("events.jsonl"), kept / "far-side.jsonl")
    if home.paths.logs.is_dir():
        shutil.copytree(home.paths.logs, kept / "logs")
    for log in recordings_folder(home.paths).glob("*/log.txt"):
        shutil.copy(log, kept / f"{log.parent.name}.log")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/demo",
        description="Make a call in the practice town: the agent books a table, and you watch. "
        "Exit code 0 only when the far side really wrote the booking down.",
    )
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object last; the rest goes to stderr"
    )
    parser.add_argument("--seed", type=int, default=SEED, help=f"the far side's temper (default {SEED})")
    parser.add_argument("--number", default=Errand().to, help="the number to call (default: %(default)s)")
    return parser.parse_args()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
