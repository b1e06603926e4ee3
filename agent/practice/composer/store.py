"""Sounds that are rendered once: in memory, and as files in the user's cache folder. Both are bounded."""

from __future__ import annotations

import hashlib
import logging
import os
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

import numpy as np

from agent.config import default_paths
from agent.errors import SetupError
from agent.practice.composer.levels import active_rms
from agent.practice.composer.scene import Pcm, Sound, Wave

log = logging.getLogger(__name__)

VERSION = 2
"""To be raised when an equal recipe sounds otherwise."""
DISK_BYTES = 1 << 30
MEMORY_BYTES = 96 << 20
_PEAK = 30_000


class Store:
    """``folder``: where the files lie; it is made when needed."""

    def __init__(self, folder: Path, disk_bytes: int = DISK_BYTES, memory_bytes: int = MEMORY_BYTES) -> None:
        self._folder = folder
        self._disk_bytes = disk_bytes
        self._memory_bytes = memory_bytes
        self._waves: OrderedDict[str, Wave] = OrderedDict()
        self._lengths: dict[str, int] = {}

    def wave(self, sound: Sound) -> Wave:
        """Its active level is 0 dBov. Raises SetupError."""
        key = repr(sound)
        if key in self._waves:
            self._waves.move_to_end(key)
            return self._waves[key]
        pcm = self._load(key)
        if pcm is None:
            log.info("rendering %.100s", key)
            pcm = _pcm(sound)
            self._save(key, pcm)
        wave = pcm.astype(np.float32)
        wave /= np.float32(active_rms(wave))
        wave.flags.writeable = False
        self._keep(key, wave)
        return wave

    def samples(self, sound: Sound) -> int:
        """How long it is."""
        key = repr(sound)
        if key not in self._lengths:
            self._lengths[key] = len(self.wave(sound))
        return self._lengths[key]

    def _keep(self, key: str, wave: Wave) -> None:
        self._waves[key] = wave
        while len(self._waves) > 1 and sum(one.nbytes for one in self._waves.values()) > self._memory_bytes:
            self._waves.popitem(last=False)

    def _path(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(f'{VERSION} {key}'.encode()).hexdigest()[:32]}.npy"

    def _load(self, key: str) -> Pcm | None:
        path = self._path(key)
        try:
            pcm: Pcm = np.load(path, allow_pickle=False)
        except (OSError, ValueError):
            return None
        with suppress(OSError):
            os.utime(path)  # the oldest files go first
        return pcm

    def _save(self, key: str, pcm: Pcm) -> None:
        path = self._path(key)
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with aside.open("wb") as file:
                np.save(file, pcm, allow_pickle=False)
            aside.replace(path)
            self._prune(path)
        except OSError as error:
            log.warning("a sound could not be kept: %s", error)
        finally:
            aside.unlink(missing_ok=True)

    def _prune(self, new: Path) -> None:
        found = []
        for path in self._folder.glob("*.npy"):
            with suppress(OSError):
                found.append((path.stat().st_mtime, path.stat().st_size, path))
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if total <= self._disk_bytes or path == new:
                break
            path.unlink(missing_ok=True)
            total -= size


def _pcm(sound: Sound) -> Pcm:
    wave = sound.render()
    peak = float(np.abs(wave).max(initial=0))
    if not peak:
        raise SetupError(f"no sound came of {sound!r:.200}")
    return np.asarray(np.round(wave * np.float32(_PEAK / peak)), np.int16)


_store: list[Store] = []


def store() -> Store:
    """This process's own, in the user's cache folder."""
    if not _store:
        _store.append(Store(default_paths().cache / "composer"))
    return _store[0]
