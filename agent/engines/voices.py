"""Which voice a name means.

A public name (``jessica``) stands in ``engines.voices`` for ``engine:voice`` or ``engine:voice@speed``;
the latter form may also be asked for as it is. ``speed`` is a factor, 1 is the voice's own rate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agent.engines.speech import VoiceEngine
from agent.errors import EngineRefused

SLOWEST, FASTEST = 0.5, 2.0


@dataclass(frozen=True, slots=True)
class Voice:
    engine: VoiceEngine
    name: str
    speed: float

    @property
    def key(self) -> str:
        return f"{self.engine.name}:{self.name}@{self.speed:g}"


class Voices:
    """The voices of one engine host. ``default`` is spoken when no name is given."""

    def __init__(self, engines: Mapping[str, VoiceEngine], names: Mapping[str, str], default: str) -> None:
        self._engines = engines
        self._names = names
        self._default = default

    def resolve(self, name: str) -> Voice:
        """Raises EngineRefused, listing what there is."""
        asked = name or self._default
        spec = self._names.get(asked, asked)
        engine_name, _, rest = spec.partition(":")
        voice, _, speed = rest.partition("@")
        engine = self._engines.get(engine_name)
        if engine is None or voice not in engine.voices():
            raise EngineRefused(f"unknown voice {asked!r}; there are: {', '.join(self.installed())}")
        return Voice(engine, voice, _speed(speed, asked))

    def installed(self) -> tuple[str, ...]:
        """Public names that work here, then ``engine:voice`` of all engines."""
        specs = [f"{name}:{voice}" for name, engine in self._engines.items() for voice in engine.voices()]
        public = [name for name, spec in self._names.items() if spec.partition("@")[0] in specs]
        return (*public, *specs)


def _speed(text: str, asked: str) -> float:
    try:
        speed = float(text or 1)
    except ValueError:
        speed = 0.0
    if not SLOWEST <= speed <= FASTEST:
        raise EngineRefused(f"voice {asked!r}: the speed must be between {SLOWEST} and {FASTEST}")
    return speed
