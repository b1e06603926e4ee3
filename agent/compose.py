"""Everything put together from the configuration. No decisions: what is built here is decided elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from agent.config import Config, Paths
from agent.engines.clients import ChatModel, WyomingSynthesizer, WyomingTranscriber
from agent.engines.settings import HostSettings, chat_url, for_site
from agent.pbx import secrets
from agent.pbx.manager import Manager
from agent.pbx.server import Pbx
from agent.ports import LineSetup, SipAccount
from agent.practice import numbers
from agent.practice.carrier import Carrier, CarrierPorts, practice_config
from agent.practice.people import People
from agent.store.calls import CallStore
from agent.store.database import Database
from agent.store.keys import KeyStore
from agent.store.menus import MenuStore
from agent.switchboard import policy
from agent.switchboard.calls import CallDesk, DeskSettings
from agent.switchboard.doctor import Doctor, DoctorParts
from agent.switchboard.events import EventBus
from agent.switchboard.parts import PBX, EnginePart, ServerPart
from agent.switchboard.pool import LinePool, PoolSettings, address_towards, line_command, scrubbed_environment
from agent.switchboard.site import Site, SiteParts
from agent.switchboard.supervisor import Part
from agent.switchboard.trunk import TrunkAnswers
from agent.web.app import WebParts, make_app


@dataclass(frozen=True, slots=True)
class Composed:
    """One site and its faces. ``config``: with the practice town's trunk and policy if that was asked for."""

    config: Config
    site: Site
    app: FastAPI
    doctor: Doctor


def compose(config: Config, paths: Paths, *, practice: bool = False) -> Composed:
    """Build a site; nothing is started. Raises OffhookError (the database, the PBX that is not there)."""
    carrier_ports = _carrier_ports(config)
    if practice:
        config = practice_config(config, paths, carrier_ports)
    host = for_site(paths, config)
    database = Database(paths.database)
    calls, trunk = CallStore(database), TrunkAnswers()
    bus = EventBus(calls)
    manager = Manager.of(config, paths)
    setup = _LineSetups(config, paths, host)
    pool = LinePool(_pool_settings(config, paths, setup))
    desk = CallDesk(_desk_settings(config, paths), calls, MenuStore(database), pool, bus, trunk)
    carrier = Carrier(config, paths, carrier_ports) if practice else None
    pbx = Pbx(config, paths) if config.pbx.managed else None
    parts = SiteParts(
        database=database,
        stages=_stages(paths, host, carrier, pbx),
        manager=manager,
        trunk=trunk,
        pool=pool,
        desk=desk,
        bus=bus,
        calls_folder=paths.calls,
        guests=(PeoplePart(config, paths, host, carrier),) if carrier else (),
        faults=lambda: policy.faults(config.policy),
    )
    site = Site(parts)
    doctor = Doctor(_doctor_parts(config, paths, host, parts, setup, carrier, pbx))
    app = make_app(
        WebParts(
            calls=calls,
            keys=KeyStore(database),
            desk=desk,
            bus=bus,
            recordings=paths.calls,
            status=site.status,
            doctor=doctor.examine,
            bound_to=config.web.host,
            caller=config.trunk.caller_id,
        )
    )
    return Composed(config, site, app, doctor)


class PeoplePart:
    """The people of the practice town; they look after their own processes."""

    name = "people"
    pid = None

    def __init__(self, config: Config, paths: Paths, host: HostSettings, carrier: Carrier) -> None:
        self._config, self._paths, self._host, self._carrier = config, paths, host, carrier
        self._people: People | None = None

    @property
    def alive(self) -> bool:
        return self._people is not None

    async def start(self) -> None:
        accounts, host = self._carrier.accounts(), self._host
        people = People(self._config, self._paths, accounts, stt_socket=host.stt, tts_socket=host.tts)
        await people.start()
        self._people = people

    async def stop(self) -> None:
        people, self._people = self._people, None
        if people is not None:
            await people.stop()


class _LineSetups:
    """The first line of input of each line: slot 1 registers as ``line-1``, and has its own RTP ports."""

    def __init__(self, config: Config, paths: Paths, host: HostSettings) -> None:
        self._config = config
        self._paths = paths
        self._host = host

    def __call__(self, slot: int, folder: Path) -> dict[str, Any]:
        config = self._config
        name = f"line-{slot}"
        secret = secrets.get_or_make(self._paths.secrets, name)
        pbx_host = "127.0.0.1" if config.pbx.host == "0.0.0.0" else config.pbx.host
        first, last = config.lines.rtp_port_start, config.lines.rtp_port_end
        share = (last - first + 1) // config.lines.count
        setup = LineSetup(
            account=SipAccount(name, secret, pbx_host, config.pbx.sip_port),
            bind_host=address_towards(pbx_host),
            rtp_port_start=first + (slot - 1) * share,
            rtp_port_end=first + slot * share - 1,
            rate=16000 if config.lines.wideband else 8000,
            stt_socket=self._host.stt,
            tts_socket=self._host.tts,
            llm_url=chat_url(self._host),
        )
        return {
            "setup": asdict(setup),
            "folder": str(folder),
            "hearing": asdict(config.hearing),
            "limits": asdict(config.limits),
        }


def _carrier_ports(config: Config) -> CarrierPorts:
    town = config.practice
    return CarrierPorts(
        sip=town.sip_port, ami=town.ami_port, rtp_start=town.rtp_port_start, rtp_end=town.rtp_port_end
    )


def _pool_settings(config: Config, paths: Paths, setup: _LineSetups) -> PoolSettings:
    return PoolSettings(
        command=line_command(),
        environment=scrubbed_environment(),
        folder=paths.calls,
        setup=setup,
        count=config.lines.count,
        spare=min(config.lines.spare, config.lines.count),
    )


def _desk_settings(config: Config, paths: Paths) -> DeskSettings:
    return DeskSettings(
        policy=config.policy,
        limits=config.limits,
        folder=paths.calls,
        voices=voices(config),
        default_voice=config.engines.default_voice,
        caller=config.trunk.caller_id,
    )


def voices(config: Config) -> tuple[str, ...]:
    """Public names, and ``piper:<voice>`` for each voice in the folder of the configuration."""
    folder = config.engines.piper_voices
    files = sorted(folder.glob("*.onnx")) if folder is not None else []
    return (*config.engines.voices, *(f"piper:{file.stem}" for file in files))


def _stages(
    paths: Paths, host: HostSettings, carrier: Carrier | None, pbx: Pbx | None
) -> Sequence[Sequence[Part]]:
    servers = [ServerPart("carrier", carrier)] if carrier else []
    engines = EnginePart(host, paths.logs / "engines.log")
    return ((*servers, engines), (ServerPart(PBX, pbx),) if pbx else ())


def _doctor_parts(
    config: Config,
    paths: Paths,
    host: HostSettings,
    parts: SiteParts,
    setup: _LineSetups,
    carrier: Carrier | None,
    pbx: Pbx | None,
) -> DoctorParts:
    return DoctorParts(
        pool=parts.pool,
        manager=parts.manager,
        store=CallStore(parts.database),
        stt=WyomingTranscriber(host.stt),
        tts=WyomingSynthesizer(host.tts),
        llm=ChatModel(chat_url(host)),
        voice=config.engines.default_voice,
        language="en",
        probe=[sys.executable, "-m", "agent.line.probe"],
        environment=scrubbed_environment(),
        setup=setup,
        echoes={"PBX": "echo", **({"carrier": numbers.ECHO} if carrier else {})},
        folder=paths.calls,
        trunk_server=config.trunk.server,
        trunk_registers=config.trunk.register,
        qualify=(lambda: pbx.command("pjsip qualify trunk")) if pbx else None,
    )
