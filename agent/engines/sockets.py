"""Sockets that the engine host listens at, private to its user."""

from __future__ import annotations

import fcntl
import os
import socket
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from agent.errors import ConfigError, EngineRefused

_MAX_PATH = 107
_BACKLOG = 64


@dataclass
class Listener:
    """A bound, listening socket. ``lock`` is held as long as the process lives."""

    sock: socket.socket
    path: Path | None = None
    lock: IO[bytes] | None = field(default=None, repr=False)

    def close(self) -> None:
        """Stop listening and remove the socket's file."""
        self.sock.close()
        if self.path is not None:
            self.path.unlink(missing_ok=True)
        if self.lock is not None:
            self.lock.close()


def listen(address: str) -> Listener:
    """Bind ``/path``, ``unix:/path``, ``tcp://host:port`` or ``http://host:port``.

    A socket left behind by a host that died is replaced. Raises EngineRefused when a live host serves
    it, ConfigError when the address cannot be used.
    """
    if "://" in address:
        return _listen_tcp(address)
    path = Path(address.removeprefix("unix:"))
    if len(os.fsencode(path)) > _MAX_PATH:
        raise ConfigError(
            f"{path}: a UNIX socket's path holds {_MAX_PATH} bytes; choose a shorter OFFHOOK_HOME"
        )
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.chmod(0o700)
        lock = _lock(path)
        # whoever held the lock is dead: what lies here is a leftover
        path.unlink(missing_ok=True)
        return Listener(_bind(path), path, lock)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error


def _lock(path: Path) -> IO[bytes]:
    lock = open(path.with_name(path.name + ".lock"), "wb")  # noqa: SIM115 - held until the process ends
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise EngineRefused(f"another engine host serves {path}; stop it first") from error
    return lock


def _bind(path: Path) -> socket.socket:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        sock.bind(str(path))
    except OSError:
        sock.close()
        raise
    finally:
        os.umask(before)
    sock.listen(_BACKLOG)
    return sock


def _listen_tcp(address: str) -> Listener:
    parts = urlsplit(address)
    if not parts.hostname or parts.port is None:
        raise ConfigError(f"{address}: must name a host and a port")
    try:
        return Listener(socket.create_server((parts.hostname, parts.port), backlog=_BACKLOG))
    except OSError as error:
        raise ConfigError(f"{address}: {error.strerror}") from error
