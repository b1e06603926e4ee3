"""The PBX's manager interface for an event loop: events in, a few actions out, always connected again."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass

from agent.config import Config, Paths
from agent.errors import PbxError, PbxRefused, PbxUnavailable
from agent.pbx import secrets
from agent.pbx.connection import ACTION_SECONDS, Connection, Event
from agent.pbx.render import AMI_USER

log = logging.getLogger(__name__)

PING_SECONDS = 5.0
MISSED_PINGS = 2
RETRY_SECONDS = (0.5, 1.0, 2.0, 5.0)
Callback = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Channel:
    """``account`` is the call id, once the dialplan has accepted it."""

    name: str
    state: str
    account: str
    caller: str
    extension: str


@dataclass(frozen=True, slots=True)
class Registration:
    """Our registration with a provider; ``status`` is Asterisk's: Registered, Unregistered, Rejected."""

    server: str
    status: str


@dataclass(frozen=True, slots=True)
class Device:
    """A SIP endpoint of the PBX: ``line-1``, ``201``, ``trunk``.

    ``state`` is Asterisk's: NOT_INUSE, INUSE, RINGING, ..., UNAVAILABLE (not registered, or a trunk whose
    server does not answer OPTIONS).
    """

    name: str
    state: str

    @property
    def reachable(self) -> bool:
        return self.state not in ("UNAVAILABLE", "INVALID", "UNKNOWN")


class Manager:
    """Belongs to the loop that calls ``start``; all callbacks run there, one after the other.

    While the PBX is away, actions raise PbxUnavailable at once, and it is tried again in the background.
    """

    def __init__(
        self,
        host: str,
        port: int,
        user: str,
        secret: str,
        *,
        ping_seconds: float = PING_SECONDS,
        action_seconds: float = ACTION_SECONDS,
    ) -> None:
        self._address = (host, port, user, secret)
        self._ping_seconds, self._action_seconds = ping_seconds, action_seconds
        self._callbacks: list[Callback] = []
        self._watchers: list[Callable[[bool], None]] = []
        self._connection: Connection | None = None
        self._ended = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    @classmethod
    def of(cls, config: Config, paths: Paths) -> Manager:
        """The manager of the configured PBX."""
        secret = secrets.get_or_make(paths.secrets, secrets.AMI)
        host = "127.0.0.1" if config.pbx.host == "0.0.0.0" else config.pbx.host
        return cls(host, config.pbx.ami_port, AMI_USER, secret)

    @property
    def connected(self) -> bool:
        return self._connection is not None

    def subscribe(self, callback: Callback) -> Callable[[], None]:
        """Have every event given to ``callback``; call what is returned to end that."""
        self._callbacks.append(callback)
        return functools.partial(self._callbacks.remove, callback)

    def on_connected(self, watcher: Callable[[bool], None]) -> None:
        """Have ``watcher`` told when the connection comes (True) and goes (False)."""
        self._watchers.append(watcher)

    async def start(self) -> None:
        """Connect; from then on stay connected. Raises PbxUnavailable, PbxRefused."""
        await self._connect()
        self._keeper = asyncio.create_task(self._keep(), name="ami-keeper")

    async def stop(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeper
            self._keeper = None
        self._drop()

    async def ping(self) -> None:
        await self._ask("Ping")

    async def channels(self) -> tuple[Channel, ...]:
        rows = await self._list("CoreShowChannels", "CoreShowChannelsComplete", "CoreShowChannel")
        return tuple(
            Channel(
                name=row.get("Channel", ""),
                state=row.get("ChannelStateDesc", ""),
                account=row.get("AccountCode", ""),
                caller=row.get("CallerIDNum", ""),
                extension=row.get("Exten", ""),
            )
            for row in rows
        )

    async def hangup(self, channel: str) -> bool:
        """Hang ``channel`` up; False where it is gone already."""
        try:
            await self._ask("Hangup", {"Channel": channel})
        except PbxRefused:
            return False
        return True

    async def hangup_call(self, call_id: str) -> int:
        """Hang up every channel of the call; return how many there were."""
        channels = [channel.name for channel in await self.channels() if channel.account == call_id]
        return sum([await self.hangup(channel) for channel in channels])

    async def registrations(self) -> tuple[Registration, ...]:
        """Our registrations with providers: one, or none."""
        rows = await self._list(
            "PJSIPShowRegistrationsOutbound",
            "OutboundRegistrationDetailComplete",
            "OutboundRegistrationDetail",
        )
        return tuple(Registration(row.get("ServerUri", ""), row.get("Status", "")) for row in rows)

    async def devices(self) -> tuple[Device, ...]:
        """The SIP endpoints and whether they can be reached right now."""
        rows = await self._list("DeviceStateList", "DeviceStateListComplete", "DeviceStateChange")
        return tuple(
            Device(row["Device"].removeprefix("PJSIP/"), row.get("State", ""))
            for row in rows
            if row.get("Device", "").startswith("PJSIP/")
        )

    # -- staying connected ---------------------------------------------------------------------------

    async def _connect(self) -> None:
        loop = asyncio.get_running_loop()
        ended = self._ended = asyncio.Event()
        connection = Connection(
            on_event=lambda event: _post(loop, self._deliver, event), on_end=lambda: _post(loop, ended.set)
        )
        host, port, user, secret = self._address
        await asyncio.to_thread(connection.open, host, port, user, secret, self._action_seconds)
        self._connection = connection
        log.info("= AMI: connected to %s:%d", host, port)
        self._tell(True)

    async def _keep(self) -> None:
        while True:
            await self._until_lost()
            log.warning("x AMI: connection lost")
            self._drop()
            self._tell(False)
            attempt = 0
            while self._connection is None:
                await asyncio.sleep(RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)])
                attempt += 1
                with contextlib.suppress(PbxError):
                    await self._connect()

    async def _until_lost(self) -> None:
        """Return when the connection has ended or so many pings in a row were not answered."""
        missed = 0
        while missed < MISSED_PINGS:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), self._ping_seconds)
                return
            try:
                await self.ping()
                missed = 0
            except PbxError:
                missed += 1

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    # -- events and actions --------------------------------------------------------------------------

    def _deliver(self, event: Event) -> None:
        for callback in tuple(self._callbacks):
            try:
                callback(event)
            except Exception:  # a subscriber's fault is its own: the others must still hear
                log.exception("! AMI: a subscriber failed on %s", event.get("Event"))

    def _tell(self, connected: bool) -> None:
        for watcher in tuple(self._watchers):
            try:
                watcher(connected)
            except Exception:  # as above
                log.exception("! AMI: a watcher failed")

    async def _ask(self, name: str, fields: dict[str, str] | None = None) -> None:
        await self._run(name, fields or {}, "")

    async def _list(self, name: str, until: str, row: str) -> list[Event]:
        try:
            rows = await self._run(name, {}, until)
        except PbxRefused as error:
            if "No " not in str(error):  # an empty list is answered as an error, "No ... found"
                raise
            return []
        return [event for event in rows if event.get("Event") == row]

    async def _run(self, name: str, fields: dict[str, str], until: str) -> list[Event]:
        connection = self._connection
        if connection is None:
            raise PbxUnavailable("there is no connection to the PBX")
        _, events = await asyncio.to_thread(
            connection.action, name, fields, until=until, seconds=self._action_seconds
        )
        return events


def _post(loop: asyncio.AbstractEventLoop, callback: Callable[..., None], *arguments: object) -> None:
    with contextlib.suppress(RuntimeError):  # the loop is closed: there is nobody left to hear it
        loop.call_soon_threadsafe(callback, *arguments)
