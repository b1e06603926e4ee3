"""Whether the ports a server is about to take are free, and who has them."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from agent.errors import PbxUnavailable


@dataclass(frozen=True, slots=True)
class Port:
    """One port to be taken; ``setting`` is the key of ``offhook.toml`` that changes it."""

    protocol: Literal["udp", "tcp"]
    host: str
    number: int
    setting: str


def check_free(ports: Iterable[Port]) -> None:
    """Raise PbxUnavailable, naming the port, its setting and its holder, if one is taken."""
    for port in ports:
        family = socket.AF_INET6 if ":" in port.host else socket.AF_INET
        kind = socket.SOCK_DGRAM if port.protocol == "udp" else socket.SOCK_STREAM
        with socket.socket(family, kind) as probe:
            if port.protocol == "tcp":  # Asterisk does the same: TIME_WAIT is no obstacle
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((port.host, port.number))
            except OSError as error:
                raise PbxUnavailable(_taken(port, error)) from error


def _taken(port: Port, error: OSError) -> str:
    who = _holder(port)
    by = f"taken by {who}" if who else f"not to be had ({error.strerror})"
    return (
        f"{port.protocol.upper()} port {port.number} on {port.host} is {by}: "
        f"stop that program, or set {port.setting} in offhook.toml to a free one"
    )


def _holder(port: Port) -> str:
    """``asterisk (process 123)``, or empty where it is not ours to see."""
    wanted = {f"socket:[{inode}]" for inode in _inodes(port)}
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            for descriptor in (process / "fd").iterdir():
                if os.readlink(descriptor) in wanted:
                    return f"{(process / 'comm').read_text().strip()} (process {process.name})"
    return ""


def _inodes(port: Port) -> set[str]:
    # proc(5), /proc/net/udp: local address is hex "ADDR:PORT" in column 1, the inode is column 9; a TCP
    # socket holds a port for others only in state 0A, listening.
    inodes = set()
    for table in (port.protocol, f"{port.protocol}6"):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
                fields = line.split()
                listens = port.protocol == "udp" or fields[3] == "0A"
                if listens and int(fields[1].rsplit(":", 1)[1], 16) == port.number:
                    inodes.add(fields[9])
    return inodes
