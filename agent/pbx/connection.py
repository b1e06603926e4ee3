"""One connection to the Asterisk Manager Interface: pyst2 with its six defects fenced in.

pyst2 0.5.1 reads the wire and parses messages; what it does wrong is done here instead:

1. an event with ``ChanVariable`` kills its message thread (``dict.has_key``): parsed here without it;
2. it waits for ever: here every action has a timeout, and connecting, too;
3. it takes the next response for the one to its action: here responses are matched by ActionID;
4. a callback that raises kills its event thread: here it is logged and the next one runs;
5. it does not notice a dead peer: here the end of the connection is told (``on_end``), ``agent.pbx.manager``
   pings and connects again;
6. CR and LF in a value inject headers: here such values are refused.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import socket
import threading
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from agent.errors import PbxRefused, PbxUnavailable
from asterisk import manager as pyst2

log = logging.getLogger(__name__)

ACTION_SECONDS = 5.0
Event = Mapping[str, str]
"""The headers of one AMI event; ``Event`` is its name."""


@dataclass(slots=True)
class _Pending:
    """An action that waits: for its response, and with ``until`` for the events of its list."""

    until: str
    done: threading.Event = field(default_factory=threading.Event)
    response: dict[str, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)


class _Flag(threading.Event):
    # pyst2 asks by the old name, which warns on every Python of today.
    isSet = threading.Event.is_set


class Connection(pyst2.Manager):
    """Connected and logged in, or an exception. Threads may share it: one writes at a time.

    ``on_event`` and ``on_end`` are called on the connection's own thread and must return at once.
    """

    def __init__(self, on_event: Callable[[Event], None], on_end: Callable[[], None] = lambda: None) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # its threads are made the old way
            super().__init__()
        self._connected, self._running = _Flag(), _Flag()
        self._on_event, self._on_end = on_event, on_end
        self._pending: dict[str, _Pending] = {}
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._numbers = itertools.count(1)
        self._greeted = threading.Event()

    def open(self, host: str, port: int, user: str, secret: str, seconds: float = ACTION_SECONDS) -> None:
        """Connect and log in. Raises PbxUnavailable; PbxRefused where the login is wrong."""
        try:
            with socket.create_connection((host, port), timeout=seconds) as connected:
                connected.settimeout(None)
                self._sock = connected.makefile(mode="rwb", buffering=0)
                self._socket = connected.dup()
        except OSError as error:
            raise PbxUnavailable(
                f"nobody answers at the PBX's manager port {host}:{port}: {error}"
            ) from error
        self._connected.set()
        self._running.set()
        for thread in (self._read, self.message_loop):
            threading.Thread(target=thread, name=f"ami-{thread.__name__}", daemon=True).start()
        if not self._greeted.wait(seconds):
            self.close()
            raise PbxUnavailable(f"what listens at {host}:{port} is no Asterisk manager")
        try:
            self.action("Login", {"Username": user, "Secret": secret}, seconds=seconds)
        except PbxRefused as error:
            self.close()
            raise PbxRefused(f"the PBX at {host}:{port} refused the login as {user}") from error
        except PbxUnavailable:
            self.close()
            raise

    def action(
        self,
        name: str,
        fields: Mapping[str, str] | None = None,
        *,
        until: str = "",
        seconds: float = ACTION_SECONDS,
    ) -> tuple[dict[str, str], list[Event]]:
        """Send an action; return its response and, with ``until`` (``CoreShowChannelsComplete``), its list.

        Raises PbxUnavailable (no answer in time, connection gone), PbxRefused (``Response: Error``), and
        ValueError for a value with CR, LF or NUL.
        """
        action_id = f"offhook-{next(self._numbers)}"
        message = _message({"Action": name, "ActionID": action_id, **(fields or {})})
        pending = self._pending[action_id] = _Pending(until)
        try:
            self._write(message)
            if not pending.done.wait(seconds):
                raise PbxUnavailable(f"the PBX did not answer {name} within {seconds:g} s")
        finally:
            self._pending.pop(action_id, None)
        if not pending.response:
            raise PbxUnavailable(f"the PBX closed the connection before it answered {name}")
        if pending.response.get("Response") == "Error":
            raise PbxRefused(f"the PBX refused {name}: {pending.response.get('Message', 'no reason given')}")
        return pending.response, pending.events

    def close(self) -> None:
        """Close the connection; waiting actions end with PbxUnavailable. Safe twice, and from any thread."""
        self._running.clear()
        self._connected.clear()
        with contextlib.suppress(AttributeError, OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(AttributeError, OSError):
            self._socket.close()
        self._message_queue.put(None)

    # -- what pyst2's threads run --------------------------------------------------------------------

    def message_loop(self) -> None:
        while lines := self._message_queue.get():
            try:
                self._received(_parsed(lines))
            except Exception:  # the thread's edge: one bad message must not end all that follow
                log.exception("! AMI: a message could not be handled")
        self.close()
        for pending in list(self._pending.values()):
            pending.done.set()
        self._on_end()

    def _read(self) -> None:
        try:
            self._receive_data()
        finally:
            # Whatever ended it, the end is told; and nobody else closes the file that it iterates over.
            self._message_queue.put(None)
            with contextlib.suppress(OSError):
                self._sock.close()

    def _received(self, headers: dict[str, str]) -> None:
        pending = self._pending.get(headers.get("ActionID", ""))
        if "Event" not in headers:
            self._greeted.set()
            if pending is not None:
                pending.response = headers
                if not pending.until or headers.get("Response") == "Error":
                    pending.done.set()
        elif pending is not None and pending.until:
            if headers["Event"] == pending.until:
                pending.done.set()
            else:
                pending.events.append(headers)
        else:
            self._on_event(headers)

    def _write(self, message: bytes) -> None:
        with self._writing:
            if not self._connected.is_set():
                raise PbxUnavailable("there is no connection to the PBX")
            try:
                self._sock.write(message)
            except (OSError, ValueError) as error:
                raise PbxUnavailable(f"the connection to the PBX broke: {error}") from error


def _message(fields: Mapping[str, str]) -> bytes:
    for key, value in fields.items():
        if any(char in f"{key}{value}" for char in "\r\n\0"):
            raise ValueError(f"{key}: a value for the PBX must not hold CR, LF or NUL")
    return "".join(f"{key}: {value}\r\n" for key, value in fields.items()).encode() + b"\r\n"


def _parsed(lines: list[str]) -> dict[str, str]:
    plain = [line for line in lines if not line.startswith("ChanVariable")]
    return dict(pyst2.ManagerMsg(plain).headers)
