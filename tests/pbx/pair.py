"""Both real Asterisks on free loopback ports below a short temporary home.

Use the fixture ``pbx_pair`` (session-scoped, in ``tests/pbx/conftest.py``), or ``running_pair()``.
"""

from __future__ import annotations

import random
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Condition

from agent.config import Config, Lines, Paths, Phone, default_paths
from agent.config import Pbx as PbxSection
from agent.pbx import secrets
from agent.pbx.connection import Connection, Event
from agent.pbx.render import AMI_USER
from agent.pbx.server import Pbx
from agent.pbx.trunk_events import TrunkEvent, parse
from agent.practice import carrier as practice
from agent.practice.carrier import Carrier, CarrierPorts, Habits, practice_config

READY_SECONDS = 10.0


@dataclass
class Watch:
    """Every event of one Asterisk since the start, and waiting for one."""

    events: list[Event] = field(default_factory=list)
    _changed: Condition = field(default_factory=Condition)

    def take(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def settle(self, quiet_seconds: float = 0.2) -> None:
        """Forget what came so far, once nothing has come for a while."""
        with self._changed:
            while self._changed.wait(quiet_seconds):
                pass
            self.events.clear()

    def wait(self, wanted: Callable[[Event], bool], seconds: float = 10.0) -> Event:
        """The first event, past or to come, that is ``wanted``."""
        with self._changed:
            found = self._changed.wait_for(lambda: next(filter(wanted, self.events), None), seconds)
        assert found is not None, (
            f"no such event within {seconds} s; seen: {[dict(e) for e in self.events[-5:]]}"
        )
        return found

    def user_event(self, name: str, seconds: float = 10.0, **fields: str) -> Event:
        return self.wait(
            lambda event: event.get("UserEvent") == name and fields.items() <= event.items(), seconds
        )

    def trunk(self, kind: type[TrunkEvent], call_id: str, seconds: float = 10.0) -> TrunkEvent:
        """The dialplan's report of this kind about this call."""

        def wanted(event: Event) -> bool:
            told = parse(event)
            return isinstance(told, kind) and told.call_id == call_id

        told = parse(self.wait(wanted, seconds))
        assert told is not None
        return told


@dataclass
class Pair:
    """A PBX registered with the practice carrier."""

    config: Config
    paths: Paths
    ports: CarrierPorts
    pbx: Pbx
    carrier: Carrier
    watch: Watch
    """Events of the PBX."""
    carrier_watch: Watch
    """Events of the carrier."""

    def line_secret(self, user: str = "line-1") -> str:
        return secrets.get_or_make(self.paths.secrets, user)


def free_port() -> int:
    """A port that is free for UDP and TCP right now."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.bind(("127.0.0.1", 0))
            port: int = udp.getsockname()[1]
            with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp:
                try:
                    tcp.bind(("127.0.0.1", port))
                except OSError:
                    continue
                return port


def free_pbx_section() -> PbxSection:
    start = random.SystemRandom().randrange(40000, 50000, 400)
    return PbxSection(
        sip_port=free_port(), ami_port=free_port(), rtp_port_start=start, rtp_port_end=start + 399
    )


def free_carrier_ports() -> CarrierPorts:
    start = random.SystemRandom().randrange(50000, 60000, 400)
    return CarrierPorts(sip=free_port(), ami=free_port(), rtp_start=start, rtp_end=start + 399)


@contextmanager
def temporary_paths() -> Iterator[Paths]:
    """A home with a short path: a UNIX socket's path holds 107 bytes."""
    root = Path(tempfile.mkdtemp(prefix="oh-", dir="/tmp"))
    try:
        yield Paths(config_file=root / "offhook.toml", data=root, cache=default_paths().cache)
    finally:
        shutil.rmtree(root)


@contextmanager
def watching(port: int, user: str, secret: str) -> Iterator[Watch]:
    watch = Watch()
    connection = Connection(watch.take)
    connection.open("127.0.0.1", port, user, secret)
    try:
        yield watch
    finally:
        connection.close()


@contextmanager
def running_pair(config: Config | None = None, habits: Habits | None = None) -> Iterator[Pair]:
    """Both, registered with each other. ``config``: everything but ``pbx`` and ``trunk``."""
    ports = free_carrier_ports()
    with temporary_paths() as paths:
        base = replace(
            config or Config(lines=Lines(count=4), phones=(Phone("201", "Anna"),)), pbx=free_pbx_section()
        )
        config = practice_config(base, paths, ports)
        carrier = Carrier(config, paths, ports, habits or Habits(hold_seconds=25, ring_seconds=1))
        pbx = Pbx(config, paths)
        try:
            carrier.start()
            pbx.start()
            wait_until(
                lambda: "Registered" in pbx.command("pjsip show registrations").split("Unregistered")[0]
            )
            ami = secrets.get_or_make(paths.secrets, secrets.AMI)
            practice_ami = secrets.get_or_make(paths.secrets, practice.AMI_SECRET)
            with (
                watching(config.pbx.ami_port, AMI_USER, ami) as watch,
                watching(ports.ami, practice.AMI_USER, practice_ami) as carrier_watch,
            ):
                yield Pair(config, paths, ports, pbx, carrier, watch, carrier_watch)
        finally:
            pbx.stop()
            carrier.stop()


def wait_until(condition: Callable[[], bool], seconds: float = READY_SECONDS) -> None:
    """Return when ``condition`` holds; fails after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"still not true after {seconds} s"
        time.sleep(0.05)
