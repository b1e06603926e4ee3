"""What the engine host is told at its start."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError

from agent.call import phrases
from agent.config import Config, Engines, Paths
from agent.errors import ConfigError

SEQUENCES = 4
"""Calls whose prompts the language model keeps warm at once, unless told otherwise."""


@dataclass(frozen=True)
class HostSettings:
    """Addresses: the path of a UNIX socket, or ``tcp://host:port`` (``stt``, ``tts``);
    ``unix:/path`` or ``http://host:port`` (``llm``)."""

    stt: str
    tts: str
    llm: str
    engines: Engines = field(default_factory=Engines)
    sequences: int = SEQUENCES
    phrases: tuple[str, ...] = ()
    """Said often: synthesised ahead in the default voice, at 8 kHz, once the host is ready."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    def to_json(self) -> str:
        """One line, for the host's standard input."""
        return _ADAPTER.dump_json(self).decode()

    @classmethod
    def from_json(cls, line: str) -> HostSettings:
        """Raises ConfigError."""
        try:
            return _ADAPTER.validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise ConfigError(f"engine host settings: {key}: {first['msg']}") from error


_ADAPTER = TypeAdapter(HostSettings)


def for_site(paths: Paths, config: Config) -> HostSettings:
    """The host of one site: sockets in ``paths.run``, one warm prompt for each line.

    With ``engines.language_model_url`` set, lines use that URL; the host then serves no language model.
    """
    run: Path = paths.run
    return HostSettings(
        stt=str(run / "stt.sock"),
        tts=str(run / "tts.sock"),
        llm=f"unix:{run / 'llm.sock'}",
        engines=config.engines,
        sequences=max(SEQUENCES, config.lines.count),
        phrases=phrases.ALL,
    )


def chat_url(settings: HostSettings) -> str:
    """Where lines find the language model."""
    return settings.engines.language_model_url or settings.llm
