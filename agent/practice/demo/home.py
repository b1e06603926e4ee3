"""A home of the demo's own, so that it touches no configuration and no running offhook."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from agent.config import Paths, default_paths

_RTP = (10000, 14000, 18000)
"""Ranges of the PBX, the lines and the town; below those of a running offhook (20000 and up)."""
_RTP_STEP, PLACES = 400, 10


@dataclass(frozen=True, slots=True)
class Home:
    folder: Path
    web_port: int
    """Everything below ``folder``; all ports were free when this was made."""

    @property
    def paths(self) -> Paths:
        return default_paths(self.environment)

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "OFFHOOK_HOME": str(self.folder)}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"


def keepsakes() -> Path:
    """A fresh folder for what is kept of a demo: recordings, transcript, logs."""
    base = Path(platformdirs.user_data_path("offhook")) / "demo"
    folder = base / time.strftime("%Y-%m-%d-%H%M%S")
    for number in range(2, 100):
        with contextlib.suppress(FileExistsError):
            folder.mkdir(parents=True)
            return folder
        folder = base / f"{folder.name[:17]}-{number}"
    raise FileExistsError(f"no room for another demo in {base}")


@contextlib.contextmanager
def made(place: int | None = None) -> Iterator[Home]:
    """The folder, readable by this user alone, with its configuration; it is gone afterwards.

    ``place``: homes of different places (0 to 9) never share a range of RTP ports; None: any.
    """
    # Not below TMPDIR: a UNIX socket's path holds 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="offhook-", dir="/tmp"))
    try:
        ports = free_ports(5)
        (folder / "offhook.toml").write_text(_configuration(place, *ports), "utf-8")
        yield Home(folder, ports[0])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_ports(count: int) -> tuple[int, ...]:
    """Ports that nobody has on loopback, neither over UDP nor over TCP."""
    held: list[socket.socket] = []
    ports: list[int] = []
    try:
        while len(ports) < count:
            stream = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            held.append(stream)
            stream.bind(("127.0.0.1", 0))
            port = stream.getsockname()[1]
            datagram = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            held.append(datagram)
            with contextlib.suppress(OSError):
                datagram.bind(("127.0.0.1", port))
                ports.append(port)
    finally:
        for one in held:
            one.close()
    return tuple(ports)


def _configuration(
    place: int | None, web: int, pbx_sip: int, pbx_ami: int, town_sip: int, town_ami: int
) -> str:
    # Whoever rehearses beside a running offhook wants other RTP ports, too: theirs are in these ranges.
    at = random.SystemRandom().randrange(PLACES) if place is None else place % PLACES
    pbx, lines, town = (first + _RTP_STEP * at for first in _RTP)
    return f"""\
[web]
port = {web}

[pbx]
sip_port = {pbx_sip}
ami_port = {pbx_ami}
rtp_port_start = {pbx}
rtp_port_end = {pbx + _RTP_STEP - 1}

[practice]
sip_port = {town_sip}
ami_port = {town_ami}
rtp_port_start = {town}
rtp_port_end = {town + _RTP_STEP - 1}

[lines]
count = 1
rtp_port_start = {lines}
rtp_port_end = {lines + _RTP_STEP - 1}
"""
