"""A store that makes no sound: scenes are laid out without any program."""

from __future__ import annotations

from agent.practice.composer.scene import RATE, Sound
from agent.practice.composer.speech import Spoken
from agent.practice.composer.store import Store


class Lengths(Store):
    """Knows how long sounds would be, and renders none."""

    def samples(self, sound: Sound) -> int:
        if isinstance(sound, Spoken):
            return 400 * len(sound.text) + 17
        return 90 * RATE + 1 if sound.looped else 2 * RATE
