"""Episodes over the telephone: a site of its own as users start it, and the stage for a far side.

Everything is real: the call is ordered over HTTP, dialled over the trunk, spoken and recognised. What comes
of it is put into the same form as a rehearsal in text, so that it is judged and recorded in the same way.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import httpx
from pydantic import TypeAdapter

from agent.call.reports import REPORTS, ErrandEnded, Report, TurnTaken
from agent.config import load
from agent.errors import PbxUnavailable
from agent.pbx.installation import find
from agent.ports import LineSetup
from agent.practice import numbers
from agent.practice.carrier import CarrierPorts, stage_account
from agent.practice.demo import home as homes
from agent.practice.demo.client import Client
from agent.practice.demo.home import Home
from agent.practice.demo.site import running
from agent.practice.episodes.types import Act, Episode, Written, owner_says
from agent.practice.rehearsal.played import Line, Played

CALL_SECONDS = 420.0
"""A call that is not over by then is hung up."""
READY_SECONDS = 30.0
BOOK_SECONDS = 15.0
_RTP_PORTS = 200
_SENT = {"principal", "facts", "preferences", "constraints", "commitments", "prohibited", "voicemail"} | {
    "disclosure",
    "language",
    "callee",
}
_Told = tuple[float, str, dict[str, Any]]
"""When (monotonic), who tells (``near``, ``far``), what."""


@dataclass(frozen=True, slots=True)
class AudioCall:
    played: Played
    book: Written
    call: dict[str, Any]
    """What ``GET /call/{id}`` says at the end."""


class Stage:
    """One site and one far side; calls come one after the other."""

    def __init__(self, client: Client, actor: subprocess.Popen[str], split: str, keep: Path) -> None:
        self._client = client
        self._actor = actor
        self._split = split
        self._keep = keep
        self._told: queue.Queue[_Told] = queue.Queue()
        assert actor.stdout is not None
        threading.Thread(target=self._listen, args=(actor.stdout,), daemon=True).start()

    def play(self, episode: Episode) -> AudioCall:
        """Raises PbxUnavailable when the far side does not get ready or does not end."""
        folder = self._keep / episode.id
        folder.mkdir(parents=True, exist_ok=True)
        self._cue(episode, folder)
        self._until("ready", READY_SECONDS)
        began = time.monotonic()
        call_id = self._client.place(order(episode))
        following = threading.Thread(target=self._follow, args=(call_id, episode), daemon=True)
        following.start()
        following.join()
        told, book = self._until("book", BOOK_SECONDS)
        told += self._rest()  # our side's account comes after the far side has gone
        with suppress(httpx.HTTPError):
            self._client.save_recording(call_id, folder / "recording.wav")
        return AudioCall(_played(told, began), _written(book), self._client.call(call_id))

    # -- what is told ------------------------------------------------------------------------

    def _cue(self, episode: Episode, folder: Path) -> None:
        assert self._actor.stdin is not None
        cue = {"seed": episode.seed, "split": self._split, "folder": str(folder)}
        self._actor.stdin.write(json.dumps(cue) + "\n")
        self._actor.stdin.flush()

    def _listen(self, lines: Iterator[str]) -> None:
        for line in lines:
            report = json.loads(line)
            self._told.put((time.monotonic(), "far", report))

    def _follow(self, call_id: str, episode: Episode) -> None:
        """Keep what our side tells; answer for the owner; end what does not end."""
        began = time.monotonic()
        for event in self._client.events(call_id):
            self._told.put((time.monotonic(), "near", event))
            if event["event"] == "question":
                answer = owner_says(episode, str(event.get("text", "")))
                self._client.answer(call_id, str(event["question"]), answer)
            if time.monotonic() - began > CALL_SECONDS:
                self._client.hang_up(call_id)

    def _until(self, name: str, seconds: float) -> tuple[list[_Told], dict[str, Any]]:
        """All that was told before the far side's ``name``, and that."""
        before: list[_Told] = []
        deadline = time.monotonic() + seconds
        while True:
            try:
                one = self._told.get(timeout=max(0.05, deadline - time.monotonic()))
            except queue.Empty:
                raise PbxUnavailable(f"the rehearsal's far side did not come to {name!r}") from None
            if one[1] == "far" and one[2]["event"] == name:
                return before, one[2]
            before.append(one)

    def _rest(self) -> list[_Told]:
        rest = []
        with suppress(queue.Empty):
            while True:
                rest.append(self._told.get_nowait())
        return rest


@contextmanager
def stage(split: str, keep: Path, configure: str = "", place: int | None = None) -> Iterator[Stage]:
    """Everything started, and stopped afterwards. ``configure``: more lines for ``offhook.toml``; ``place``:
    see ``home.made``.

    Raises SetupError, PbxUnavailable.
    """
    logs = keep if place is None else keep / f"town-{place}"
    logs.mkdir(exist_ok=True)
    with homes.made(place) as home, ExitStack() as closing:
        with home.paths.config_file.open("a", encoding="utf-8") as file:
            file.write(configure)
        site = closing.enter_context(running(home, 0, logs / "offhook.log"))
        client = closing.enter_context(Client(home.url, site.key()))
        actor = closing.enter_context(_actor(home, logs))
        yield Stage(client, actor, split, keep)


def order(episode: Episode) -> dict[str, Any]:
    """The body of ``POST /call`` for ``episode``."""
    briefing = episode.briefing.model_dump(mode="json", exclude_defaults=True)
    body = {
        "to": numbers.STAGE,
        "task": episode.briefing.task,
        "briefing": {key: value for key, value in briefing.items() if key in _SENT},
        "max_duration_seconds": CALL_SECONDS,
    }
    return body | ({"greeting": episode.briefing.greeting} if episode.briefing.greeting else {})


@contextmanager
def _actor(home: Home, logs: Path) -> Iterator[subprocess.Popen[str]]:
    config = load(home.paths)
    town = config.practice
    ports = CarrierPorts(
        sip=town.sip_port, ami=town.ami_port, rtp_start=town.rtp_port_start, rtp_end=town.rtp_port_end
    )
    account = stage_account(home.paths, ports)
    first = config.lines.rtp_port_start + _RTP_PORTS
    setup = LineSetup(
        account=account,
        bind_host=account.host,
        rtp_port_start=first,
        rtp_port_end=first + _RTP_PORTS - 1,
        rate=8000,
        stt_socket=str(home.paths.run / "stt.sock"),
        tts_socket=str(home.paths.run / "tts.sock"),
        llm_url="",
    )
    music = sorted(str(track) for track in (find(config.pbx, home.paths).data / "moh").glob("*.wav"))
    with (logs / "stage.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "agent.practice.stage.actor"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, "OMP_WAIT_POLICY": "PASSIVE"},
        )
        assert process.stdin is not None
        process.stdin.write(json.dumps({"setup": asdict(setup), "music": music}) + "\n")
        process.stdin.flush()
        try:
            yield process
        finally:
            process.stdin.close()
            try:
                process.wait(READY_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _played(told: list[_Told], began: float) -> Played:
    played = Played()
    for when, who, event in told:
        at = round(when - began, 3)
        if who == "far" and event["event"] == "step":
            says = event["says"] or [{"text": "", "acts": []}]
            played.lines += [Line(at, "far", one["text"], _acts(one["acts"]), event["heard"]) for one in says]
        elif who == "near":
            _take(played, at, event)
    played.seconds = played.lines[-1].at if played.lines else 0.0
    return played


def _take(played: Played, at: float, event: dict[str, Any]) -> None:
    report = _report(event)
    if report is not None:
        played.reports.append((at, report))
    if isinstance(report, TurnTaken) and report.role == "assistant":
        played.lines.append(Line(at, "near", report.text))
    elif event["event"] == "keys":
        played.lines += [Line(at, "key", key) for key in str(event["digits"]) if key != "w"]
    elif event["event"] == "question":
        played.questions.append(str(event["text"]))
    elif isinstance(report, ErrandEnded):
        played.over = True


def _report(event: dict[str, Any]) -> Report | None:
    """The report that an event of the call was made of; None where it is one of the switchboard's own."""
    kind = REPORTS.get(event["event"])
    if kind is None:
        return None
    known = {one.name for one in fields(kind)}
    value: Report = TypeAdapter(kind).validate_python({key: event[key] for key in known if key in event})
    return value


def _acts(acts: list[dict[str, Any]]) -> tuple[Act, ...]:
    return tuple(Act(act["name"], tuple((slot, value) for slot, value in act["values"])) for act in acts)


def _written(book: dict[str, Any]) -> Written:
    known = {one.name for one in fields(Written)}
    return TypeAdapter(Written).validate_python({key: book[key] for key in known if key in book})
