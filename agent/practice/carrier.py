"""The practice town's telephone network: a second Asterisk that the owner's PBX has its trunk to."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from agent.config import Config, Paths, Policy, Trunk
from agent.pbx import secrets, templates, values
from agent.pbx.installation import find
from agent.pbx.modules import CARRIER_MODULES
from agent.pbx.ports import Port
from agent.pbx.process import AsteriskProcess, Home
from agent.pbx.render import Account
from agent.ports import SipAccount
from agent.practice import numbers, prompts

TEMPLATES = "carrier"
SUBSCRIBER = "offhook"
AMI_USER = "practice"
AMI_SECRET = "ami-practice"
TRUNK_SECRET = "trunk-practice"
AMI_EVENTS = ("UserEvent", "Hangup", "FullyBooted", "Shutdown")
HOLD_SECONDS = (25, 45)
QUEUE_ANNOUNCEMENT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class CarrierPorts:
    """Where the carrier listens."""

    host: str = "127.0.0.1"
    sip: int = 5260
    ami: int = 5238
    rtp_start: int = 22000
    rtp_end: int = 22999


@dataclass(frozen=True, slots=True)
class Habits:
    """How the network behaves today.

    ``hold_seconds`` in the restaurant's queue; ``ring_seconds`` before anything answers;
    ``telephone_event``: False makes the trunk offer none (RFC 4733), so keys go in the sound.
    ``transport``: what the subscriber's trunk comes over, at the SIP port; people keep to UDP. ``tls``
    needs ``certificate``, a PEM file with the key, too. ``srtp``: no sound in the clear on the trunk.
    """

    hold_seconds: int = HOLD_SECONDS[0]
    ring_seconds: int = 2
    telephone_event: bool = True
    transport: Literal["udp", "tcp", "tls"] = "udp"
    certificate: Path | None = None
    srtp: bool = False

    @classmethod
    def of(cls, seed: int) -> Habits:
        """The habits that ``seed`` gives: a hold of 25 to 45 s."""
        return cls(hold_seconds=random.Random(seed).randint(*HOLD_SECONDS))


DEFAULT_PORTS = CarrierPorts()
DEFAULT_HABITS = Habits()


class Carrier:
    """The carrier's Asterisk. Its methods block: call them from a thread, not from an event loop."""

    def __init__(
        self,
        config: Config,
        paths: Paths,
        ports: CarrierPorts = DEFAULT_PORTS,
        habits: Habits = DEFAULT_HABITS,
        people: tuple[str, ...] = numbers.PEOPLE,
    ) -> None:
        self._paths = paths
        self._ports = ports
        self._habits = habits
        self._people = people
        self._home = Home(paths.carrier, paths.logs / "carrier")
        self._installation = find(config.pbx, paths)
        listens = [
            Port("udp", ports.host, ports.sip, "practice.sip_port"),
            Port("tcp", ports.host, ports.ami, "practice.ami_port"),
        ]
        if habits.transport != "udp":
            listens.append(Port("tcp", ports.host, ports.sip, "practice.sip_port"))
        self._process = AsteriskProcess(
            "the practice carrier", self._installation, self._home, listens, CARRIER_MODULES
        )

    @property
    def alive(self) -> bool:
        return self._process.alive

    @property
    def pid(self) -> int | None:
        return self._process.pid

    @property
    def voicemail(self) -> Path:
        """The folder of recorded messages."""
        return self._home.spool / "voicemail"

    def start(self) -> None:
        """Make what is missing, start, and return when ready. Raises PbxUnavailable, SetupError."""
        sounds = prompts.folder(self._paths)
        prompts.make(sounds)
        self._process.prepare({"offhook": sounds})
        self.voicemail.mkdir(exist_ok=True)
        directories = self._home.directories(self._installation)
        render(
            self._paths, self._ports, self._habits, self._people, self.voicemail, self._home.etc, directories
        )
        self._process.start()

    def stop(self) -> None:
        self._process.stop()

    def command(self, text: str) -> str:
        """Run a command of Asterisk's console. Raises PbxUnavailable, PbxRefused."""
        return self._process.command(text)

    def hold_for(self, seconds: int) -> None:
        """From the next caller on, the restaurant's queue holds for ``seconds``."""
        self.command(f"dialplan set global HOLD_SECONDS {int(seconds)}")

    def accounts(self) -> dict[str, SipAccount]:
        """What the town's people register with, by SIP user (``person-bella``)."""
        return {
            name: SipAccount(
                name, secrets.get_or_make(self._paths.secrets, name), self._ports.host, self._ports.sip
            )
            for name in self._people
        }


def practice_config(config: Config, paths: Paths, ports: CarrierPorts = DEFAULT_PORTS) -> Config:
    """``config`` with the practice carrier as its trunk and only the town's numbers permitted."""
    secrets.get_or_make(paths.secrets, TRUNK_SECRET)
    trunk = Trunk(
        server=ports.host,
        port=ports.sip,
        user=SUBSCRIBER,
        secret_file=paths.secrets / TRUNK_SECRET,
        caller_id=numbers.OWNER,
    )
    return replace(config, trunk=trunk, policy=Policy(allow=numbers.ALLOW, own_numbers=(numbers.OWNER,)))


def render(
    paths: Paths,
    ports: CarrierPorts,
    habits: Habits,
    people: tuple[str, ...],
    voicemail: Path,
    into: Path,
    directories: dict[str, str] | None = None,
) -> tuple[Path, ...]:
    """Write the carrier's configuration into ``into`` and return the files. Raises ConfigError."""
    rtp_start, rtp_end = values.port_range("carrier.rtp", ports.rtp_start, ports.rtp_end)
    return templates.render(
        TEMPLATES,
        {
            "directories": directories or {},
            "system_name": "practice-carrier",
            "modules": CARRIER_MODULES,
            "host": values.address("carrier.host", ports.host),
            "sip_port": values.port("carrier.sip", ports.sip),
            "ami_host": ports.host,
            "ami_user": AMI_USER,
            "ami_port": values.port("carrier.ami", ports.ami),
            "ami_secret": secrets.get_or_make(paths.secrets, AMI_SECRET),
            "ami_networks": ("127.0.0.0/255.0.0.0", "::1/128"),
            "ami_events": AMI_EVENTS,
            "rtp_start": rtp_start,
            "rtp_end": rtp_end,
            "max_calls": 200,
            "codecs": values.CODECS,
            "transport": habits.transport,
            "certificate": _certificate(habits),
            "srtp": habits.srtp,
            "dtmf_mode": "auto" if habits.telephone_event else "inband",
            "subscriber": _account(paths, SUBSCRIBER, TRUNK_SECRET),
            "people": tuple(
                _account(paths, values.user("people", name), name)
                for name in (*people, numbers.STAGE_ACCOUNT)
            ),
            "n": numbers,
            "refusals": numbers.REFUSALS,
            "hold_seconds": habits.hold_seconds,
            "ring_seconds": habits.ring_seconds,
            "queue_announcement": "offhook/bella-queue",
            "queue_announcement_seconds": QUEUE_ANNOUNCEMENT_SECONDS,
            "voicemail_folder": values.path("the carrier's folder", str(voicemail)),
        },
        into,
    )


def stage_account(paths: Paths, ports: CarrierPorts = DEFAULT_PORTS) -> SipAccount:
    """What the stage of a rehearsal registers with."""
    name = numbers.STAGE_ACCOUNT
    return SipAccount(name, secrets.get_or_make(paths.secrets, name), ports.host, ports.sip)


def _certificate(habits: Habits) -> str:
    return values.path("the carrier's certificate", str(habits.certificate)) if habits.certificate else ""


def _account(paths: Paths, user: str, secret: str) -> Account:
    return Account(user, secrets.get_or_make(paths.secrets, secret))
