"""The configuration: one frozen dataclass per section of ``offhook.toml``.

Where things lie: with ``OFFHOOK_HOME`` set, everything is below that folder; otherwise the
configuration is in the user's configuration folder and all else in the user's data folder
(XDG on Linux). Secrets never stand in ``offhook.toml``: they are files of mode 0600 in
``Paths.secrets``, or environment variables where a field says so.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

import platformdirs
from pydantic import ConfigDict, TypeAdapter, ValidationError

from agent.errors import ConfigError


@dataclass(frozen=True)
class Paths:
    """Every place offhook reads or writes at run time."""

    config_file: Path
    data: Path
    cache: Path

    @property
    def calls(self) -> Path:
        """One folder per call: ``<call id>/recording.wav``, ``events.jsonl``."""
        return self.data / "calls"

    @property
    def database(self) -> Path:
        return self.data / "offhook.sqlite3"

    @property
    def secrets(self) -> Path:
        """Mode 0700; files in it 0600."""
        return self.data / "secrets"

    @property
    def run(self) -> Path:
        """Sockets and process ids; short, because a UNIX socket's path holds 107 bytes."""
        return self.data / "run"

    @property
    def pbx(self) -> Path:
        """The PBX's rendered configuration and its own state."""
        return self.data / "pbx"

    @property
    def carrier(self) -> Path:
        """The same for the practice town's telephone network."""
        return self.data / "carrier"

    @property
    def models(self) -> Path:
        """Production models that were fetched."""
        return self.data / "models"

    @property
    def logs(self) -> Path:
        return self.data / "logs"


@dataclass(frozen=True)
class Pbx:
    """``[pbx]``: the Asterisk that the lines register with."""

    host: str = "127.0.0.1"
    sip_port: int = 5160
    ami_port: int = 5138
    rtp_port_start: int = 20000
    rtp_port_end: int = 20999
    root: Path | None = None
    """A private Asterisk (the folder its packages were unpacked into); None: the one set-up fetched."""
    binary: Path | None = None
    """An installed ``asterisk`` to run instead."""
    managed: bool = True
    """False: the PBX runs elsewhere (Docker, another host); offhook neither starts nor stops it."""


@dataclass(frozen=True)
class Trunk:
    """``[trunk]``: the way to the public network. Without a server there is none."""

    server: str = ""
    port: int = 5060
    user: str = ""
    secret_file: Path | None = None
    transport: Literal["udp", "tcp", "tls"] = "udp"
    srtp: bool = False
    ca_file: Path | None = None
    """Certificates (PEM) that the provider's own is verified with over TLS; None: the system's."""
    codecs: tuple[str, ...] = ("ulaw", "alaw", "g722")
    caller_id: str = ""
    from_domain: str = ""
    register: bool = True
    bind_host: str = ""
    """Address of this machine towards the provider; empty: ``pbx.host``. Lines and AMI stay on that one."""
    public_host: str = ""
    """The address the provider sees when this machine is behind NAT."""


@dataclass(frozen=True)
class Phone:
    """``[[phones]]``: a desk phone that registers with the PBX."""

    extension: str
    name: str = ""


@dataclass(frozen=True)
class Lines:
    """``[lines]``: how many calls at once, and how many lines wait registered and warm."""

    count: int = 4
    spare: int = 1
    rtp_port_start: int = 24000
    rtp_port_end: int = 24999
    wideband: bool = False
    """True: lines run at 16 kHz and offer G.722 first."""


@dataclass(frozen=True)
class Engines:
    """``[engines]``: the models and where they are served."""

    whisper_model: Path | None = None
    """A CTranslate2 Whisper folder; None: the practice recogniser."""
    language_model: str = "practice"
    """``practice`` (the one in the repository), or the path of a GGUF file."""
    language_model_url: str = ""
    """An OpenAI-form server (``http://127.0.0.1:8000/v1``) in place of the engine host's own."""
    piper_voices: Path | None = None
    """A folder of Piper voices (``*.onnx`` beside ``*.onnx.json``)."""
    default_voice: str = "jessica"
    voices: Mapping[str, str] = field(
        default_factory=lambda: {
            "jessica": "flite:slt",
            "sarah": "flite:slt",
            "chris": "flite:rms",
            "eric": "flite:awb",
        }
    )
    """Public name -> ``engine:voice``."""
    threads: int = 1


@dataclass(frozen=True)
class Policy:
    """``[policy]``: which numbers may be dialled. No allow-list, no calls."""

    allow: tuple[str, ...] = ()
    """Patterns over E.164: ``+1202555XXXX`` (``X`` is any digit), ``+44*`` (any ending)."""
    deny: tuple[str, ...] = ()
    own_numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Web:
    """``[web]``: the HTTP API."""

    host: str = "127.0.0.1"
    port: int = 8470


@dataclass(frozen=True)
class Hearing:
    """``[hearing]``: when somebody speaks and when they have finished; seconds."""

    speech_probability: float = 0.5
    speech_start_seconds: float = 0.1
    first_pause_seconds: float = 0.2
    """Recognition starts after this much silence."""
    turn_end_seconds: float = 0.7
    """The far party's turn is over after this much silence, where its words do not tell (what they tell:
    ``agent.call.patience``)."""
    menu_turn_end_seconds: float = 1.5
    """The same while a recorded menu is speaking: its options come with pauses between them."""
    barge_in_seconds: float = 0.8
    """We are silent as soon as the far party speaks; so much of it and we break off, less and we go on."""


@dataclass(frozen=True)
class Limits:
    """``[limits]``: when to give up; seconds."""

    ring_seconds: float = 45.0
    hold_max_seconds: float = 1800.0
    max_duration_seconds: float = 3600.0
    silence_prompt_seconds: float = 8.0
    silence_end_seconds: float = 25.0
    engine_seconds: float = 12.0
    account_seconds: float = 20.0
    media_loss_seconds: float = 30.0


@dataclass(frozen=True)
class Practice:
    """``[practice]``: where the practice town's telephone network listens, on loopback."""

    sip_port: int = 5260
    ami_port: int = 5238
    rtp_port_start: int = 22000
    rtp_port_end: int = 22999


@dataclass(frozen=True)
class Config:
    pbx: Pbx = Pbx()
    trunk: Trunk = Trunk()
    phones: tuple[Phone, ...] = ()
    lines: Lines = Lines()
    engines: Engines = Engines()
    policy: Policy = Policy()
    web: Web = Web()
    hearing: Hearing = Hearing()
    limits: Limits = Limits()
    practice: Practice = Practice()

    __pydantic_config__ = ConfigDict(extra="forbid")


for _section in (Pbx, Trunk, Phone, Lines, Engines, Policy, Web, Hearing, Limits, Practice):
    cast(Any, _section).__pydantic_config__ = ConfigDict(extra="forbid")


def default_paths(environment: Mapping[str, str] | None = None) -> Paths:
    """Where this user's offhook keeps its things (see the module's docstring)."""
    environment = os.environ if environment is None else environment
    cache = Path(platformdirs.user_cache_path("offhook"))
    if home := environment.get("OFFHOOK_HOME"):
        root = Path(home).expanduser().resolve()
        return Paths(config_file=root / "offhook.toml", data=root, cache=cache)
    return Paths(
        config_file=Path(platformdirs.user_config_path("offhook")) / "offhook.toml",
        data=Path(platformdirs.user_data_path("offhook")),
        cache=cache,
    )


def load(paths: Paths) -> Config:
    """Read ``paths.config_file``; a missing file is the default configuration.

    Raises ConfigError, naming the file, the key and what is wrong with it.
    """
    try:
        raw: dict[str, Any] = tomllib.loads(paths.config_file.read_text("utf-8"))
    except FileNotFoundError:
        raw = {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{paths.config_file}: {error}") from error
    try:
        return TypeAdapter(Config).validate_python(raw)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{paths.config_file}: {key}: {first['msg']}") from error
