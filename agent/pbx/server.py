"""The owner's PBX: rendered, started, asked and stopped."""

from __future__ import annotations

import socket

from agent.config import Config, Paths
from agent.errors import PbxUnavailable
from agent.pbx.installation import find
from agent.pbx.modules import PBX_MODULES
from agent.pbx.ports import Port
from agent.pbx.process import READY_SECONDS, AsteriskProcess, Home
from agent.pbx.render import render


class Pbx:
    """The Asterisk of ``config.pbx``. Its methods block: call them from a thread, not from an event loop.

    With ``pbx.managed = false`` it runs elsewhere: it is looked for, and neither started nor stopped.
    Raises PbxUnavailable where no Asterisk is to be found (with the command that gets one).
    """

    def __init__(self, config: Config, paths: Paths) -> None:
        self._config = config
        self._paths = paths
        self._home = Home(paths.pbx, paths.logs / "pbx")
        self._managed: AsteriskProcess | None = None
        if config.pbx.managed:
            self._installation = find(config.pbx, paths)
            self._managed = AsteriskProcess(
                "the PBX", self._installation, self._home, ports_of(config), PBX_MODULES
            )

    @property
    def alive(self) -> bool:
        """Whether our Asterisk runs; one that is managed elsewhere counts as running when it answers."""
        return self._managed.alive if self._managed else self._answers()

    @property
    def pid(self) -> int | None:
        return self._managed.pid if self._managed else None

    def render(self) -> None:
        """Write the configuration and the folders. Raises ConfigError."""
        self._process.prepare()
        render(self._config, self._paths, directories=self._home.directories(self._installation))

    def start(self) -> None:
        """Render, start, and return when Asterisk is fully booted. Raises ConfigError, PbxUnavailable."""
        if self._managed:
            self.render()
            self._managed.start()
        else:
            self.wait_ready()

    def wait_ready(self, seconds: float = READY_SECONDS) -> None:
        if self._managed:
            self._managed.wait_ready(seconds)
        elif not self._answers():
            pbx = self._config.pbx
            raise PbxUnavailable(
                f"no PBX answers at {pbx.host}:{pbx.ami_port}, and pbx.managed = false says not to start one"
            )

    def reload(self) -> None:
        """Render and have the running Asterisk take it over; ports stay as they are until a restart."""
        self.command("core waitfullybooted")
        self.render()
        self.command("core reload")

    def command(self, text: str) -> str:
        """Run a command of Asterisk's console. Raises PbxUnavailable, PbxRefused."""
        return self._process.command(text)

    def console(self) -> list[str]:
        """The argv that opens Asterisk's own console on this PBX."""
        return self._process.console()

    def stop(self) -> None:
        if self._managed:
            self._managed.stop()

    @property
    def _process(self) -> AsteriskProcess:
        if self._managed is None:
            raise PbxUnavailable("pbx.managed = false: ask the Asterisk where it runs")
        return self._managed

    def _answers(self) -> bool:
        pbx = self._config.pbx
        try:
            with socket.create_connection((pbx.host, pbx.ami_port), timeout=2) as manager:
                return manager.recv(64).startswith(b"Asterisk Call Manager")
        except OSError:
            return False


def ports_of(config: Config) -> tuple[Port, ...]:
    pbx, trunk = config.pbx, config.trunk
    ports = [
        Port("udp", pbx.host, pbx.sip_port, "pbx.sip_port"),
        Port("tcp", pbx.host, pbx.ami_port, "pbx.ami_port"),
    ]
    if trunk.server:
        bind = trunk.bind_host or pbx.host
        if trunk.transport != "udp":
            number = pbx.sip_port + (trunk.transport == "tls")
            ports.append(Port("tcp", bind, number, "pbx.sip_port"))
        elif bind != pbx.host:
            ports.append(Port("udp", bind, pbx.sip_port, "pbx.sip_port"))
    return tuple(ports)
