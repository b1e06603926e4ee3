"""The owner's PBX: rendered, started, asked and stopped."""

from __future__ import annotations

from agent.config import Config, Paths
from agent.pbx.installation import find
from agent.pbx.modules import PBX_MODULES
from agent.pbx.ports import Port
from agent.pbx.process import READY_SECONDS, AsteriskProcess, Home
from agent.pbx.render import render


class Pbx:
    """The Asterisk of ``config.pbx``. Its methods block: call them from a thread, not from an event loop.

    Raises PbxUnavailable where no Asterisk is to be found (with the command that gets one).
    """

    def __init__(self, config: Config, paths: Paths) -> None:
        self._config = config
        self._paths = paths
        self._home = Home(paths.pbx, paths.logs / "pbx")
        self._installation = find(config.pbx, paths)
        self._process = AsteriskProcess(
            "the PBX", self._installation, self._home, _ports(config), PBX_MODULES
        )

    @property
    def alive(self) -> bool:
        return self._process.alive

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def render(self) -> None:
        """Write the configuration and the folders. Raises ConfigError."""
        self._home.make(self._installation)
        render(self._config, self._paths, directories=self._home.directories(self._installation))

    def start(self) -> None:
        """Render, start, and return when Asterisk is fully booted. Raises ConfigError, PbxUnavailable."""
        self.render()
        self._process.start()

    def wait_ready(self, seconds: float = READY_SECONDS) -> None:
        self._process.wait_ready(seconds)

    def reload(self) -> None:
        """Render and have the running Asterisk take it over; ports stay as they are until a restart."""
        self.render()
        self.command("core reload")

    def command(self, text: str) -> str:
        """Run a command of Asterisk's console. Raises PbxUnavailable, PbxRefused."""
        return self._process.command(text)

    def console(self) -> list[str]:
        """The argv that opens Asterisk's own console on this PBX."""
        return self._process.console()

    def stop(self) -> None:
        self._process.stop()


def _ports(config: Config) -> tuple[Port, ...]:
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
