"""A scene becomes sound: all at once, or piece by piece for hours in bounded memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from agent.practice.composer.levels import gain
from agent.practice.composer.line import MARGIN, Channel
from agent.practice.composer.scene import PACKET, RATE, UNDER, Label, Part, Pcm, Scene, Wave, samples
from agent.practice.composer.store import Store, store

DUCK_ATTACK, DUCK_RELEASE = samples(0.15), samples(0.4)
"""Music is low when a ducking part begins, and goes up again after it."""
_SLOT = 10 * RATE


@dataclass(frozen=True, slots=True)
class Composed:
    """``pcm``: 8 kHz, 16-bit, mono."""

    pcm: Pcm
    labels: tuple[Label, ...]


def compose(scene: Scene, seed: int, sounds: Store | None = None) -> Composed:
    """``seed`` decides what the line does (noise, losses). Raises SetupError."""
    pieces = list(stream(scene, seed, sounds))
    return Composed(np.concatenate(pieces) if pieces else np.zeros(0, np.int16), scene.labels())


def stream(scene: Scene, seed: int, sounds: Store | None = None, chunk_packets: int = 50) -> Iterator[Pcm]:
    """The same samples, ``chunk_packets`` of 20 ms at a time."""
    mixer, channel = Mixer(scene, sounds or store()), Channel(scene.line, seed)
    size = chunk_packets * PACKET
    for start in range(0, scene.samples, size):
        end = min(start + size, scene.samples)
        yield channel.carry(mixer.mix(start - MARGIN, end + MARGIN))


class Mixer:
    """Any stretch of a scene, before the line."""

    def __init__(self, scene: Scene, sounds: Store) -> None:
        self._samples = scene.samples
        self._sounds = sounds
        self._slots: dict[int, list[Part]] = defaultdict(list)
        for part in scene.parts:
            first, last = part.start - DUCK_ATTACK, part.end + DUCK_RELEASE
            for slot in range(first // _SLOT, last // _SLOT + 1):
                self._slots[slot].append(part)

    def mix(self, start: int, end: int) -> Wave:
        """Samples ``start`` to ``end``; outside of the scene there is silence."""
        out = np.zeros(end - start, np.float32)
        lowered: Wave | None = None
        for part in self._near(start, end):
            first, last = max(part.start, start, 0), min(part.end, end, self._samples)
            if last <= first:
                continue
            piece = self._piece(part, first, last) * gain(part.level)
            if part.kind in UNDER:
                lowered = self._ducking(start, end) if lowered is None else lowered
                piece *= lowered[first - start : last - start]
            out[first - start : last - start] += piece
        return out

    def _near(self, start: int, end: int) -> list[Part]:
        found: dict[int, Part] = {}
        for slot in range(start // _SLOT, (end - 1) // _SLOT + 1):
            found.update((id(part), part) for part in self._slots.get(slot, ()))
        return list(found.values())

    def _piece(self, part: Part, first: int, last: int) -> Wave:
        wave = self._sounds.wave(part.sound)
        begin = part.offset + first - part.start
        stop = begin + last - first
        if part.sound.looped:
            piece = wave.take(np.arange(begin, stop), mode="wrap")
        else:
            piece = np.zeros(stop - begin, np.float32)
            piece[: max(0, len(wave) - begin)] = wave[begin:stop]
        return _faded(piece, part, first)

    def _ducking(self, start: int, end: int) -> Wave:
        """The gain of music over that stretch."""
        decibels = np.zeros(end - start, np.float32)
        at = np.arange(start, end)
        for part in self._near(start, end):
            if part.ducks:
                near = np.interp(
                    at,
                    (part.start - DUCK_ATTACK, part.start, part.end, part.end + DUCK_RELEASE),
                    (0, 1, 1, 0),
                )
                decibels = np.minimum(decibels, -part.ducks * near.astype(np.float32))
        return np.asarray(10 ** (decibels / 20), np.float32)


def _faded(piece: Wave, part: Part, first: int) -> Wave:
    """Straight lines of amplitude."""
    at = np.arange(first, first + len(piece), dtype=np.float32)
    if part.fade_in and first < part.start + part.fade_in:
        piece = piece * np.clip((at - part.start) / np.float32(part.fade_in), 0, 1)
    if part.fade_out and first + len(piece) > part.end - part.fade_out:
        piece = piece * np.clip((part.end - at) / np.float32(part.fade_out), 0, 1)
    return piece
