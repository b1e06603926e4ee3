"""The hold music that comes with Asterisk: five instrumental tracks of two to five minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from agent.practice.composer.levels import trimmed
from agent.practice.composer.scene import Wave
from agent.practice.composer.speech import pbx_file, read

_FOLDER = "usr/share/asterisk/moh"


@dataclass(frozen=True, slots=True)
class Track:
    name: str
    looped: ClassVar[bool] = True

    def render(self) -> Wave:
        return trimmed(read(pbx_file(f"{_FOLDER}/{self.name}.wav")))
