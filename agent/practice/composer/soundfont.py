"""FluidSynth, as a library: notes in, sound out. No audio device and no MIDI is touched.

The library alone is taken (``libfluidsynth3``): the program of that name comes with a service that starts
at every login.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from agent.errors import SetupError
from agent.practice.composer.scene import RATE, Wave

FONT = Path("/usr/share/sounds/sf2/TimGM6mb.sf2")
_LIBRARY = "libfluidsynth.so.3"
_OWN_RATE = 24_000
"""Samples of the font are played at any pitch without a filter: the band ends after that."""
_LOG_LEVELS = 5


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key held down; times in seconds, the rest as MIDI has it."""

    start: float
    seconds: float
    channel: int
    pitch: int
    velocity: int


@cache
def available() -> bool:
    return FONT.is_file() and _library() is not None


def render(strokes: Sequence[Stroke], programs: Mapping[int, int], seconds: float) -> Wave:
    """8 kHz. Raises SetupError."""
    library = _library()
    if library is None or not FONT.is_file():
        raise SetupError("libfluidsynth3 or timgm6mb-soundfont is missing: run  scripts/setup")
    settings = library.new_fluid_settings()
    library.fluid_settings_setnum(settings, b"synth.sample-rate", ctypes.c_double(_OWN_RATE))
    library.fluid_settings_setnum(settings, b"synth.gain", ctypes.c_double(0.4))
    library.fluid_settings_setint(settings, b"synth.chorus.active", 0)
    synth = library.new_fluid_synth(settings)
    try:
        if library.fluid_synth_sfload(synth, str(FONT).encode(), 1) < 0:
            raise SetupError(f"{FONT} cannot be read: install timgm6mb-soundfont again")
        for channel, program in programs.items():
            library.fluid_synth_program_change(synth, channel, program)
        wide = _played(library, synth, strokes, round(seconds * _OWN_RATE))
    finally:
        library.delete_fluid_synth(synth)
        library.delete_fluid_settings(settings)
    out: Wave = soxr.resample(wide, _OWN_RATE, RATE)
    return out


def _played(library: ctypes.CDLL, synth: int, strokes: Sequence[Stroke], length: int) -> Wave:
    events = [(round(one.start * _OWN_RATE), True, one) for one in strokes]
    events += [(round((one.start + one.seconds) * _OWN_RATE), False, one) for one in strokes]
    out = np.zeros((length, 2), np.float32)
    now = 0
    # A key goes up before it goes down again.
    for at, down, one in sorted(events, key=lambda event: event[:2]):
        now = _write(library, synth, out, now, min(at, length))
        if down:
            library.fluid_synth_noteon(synth, one.channel, one.pitch, one.velocity)
        else:
            library.fluid_synth_noteoff(synth, one.channel, one.pitch)
    _write(library, synth, out, now, length)
    return np.asarray(out.mean(axis=1), np.float32)


def _write(library: ctypes.CDLL, synth: int, out: Wave, now: int, until: int) -> int:
    if until <= now:
        return now
    buffer = out.ctypes.data_as(ctypes.c_void_p)
    left, right = 2 * now, 2 * now + 1
    library.fluid_synth_write_float(synth, until - now, buffer, left, 2, buffer, right, 2)
    return until


@cache
def _library() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL(_LIBRARY)
    except OSError:
        return None
    pointer, number = ctypes.c_void_p, ctypes.c_int
    signatures: dict[str, tuple[Any, list[Any]]] = {
        "fluid_set_log_function": (pointer, [number, pointer, pointer]),
        "new_fluid_settings": (pointer, []),
        "fluid_settings_setnum": (number, [pointer, ctypes.c_char_p, ctypes.c_double]),
        "fluid_settings_setint": (number, [pointer, ctypes.c_char_p, number]),
        "new_fluid_synth": (pointer, [pointer]),
        "fluid_synth_sfload": (number, [pointer, ctypes.c_char_p, number]),
        "fluid_synth_program_change": (number, [pointer, number, number]),
        "fluid_synth_noteon": (number, [pointer, number, number, number]),
        "fluid_synth_noteoff": (number, [pointer, number, number]),
        "fluid_synth_write_float": (number, [pointer, number, *[pointer, number, number] * 2]),
        "delete_fluid_synth": (None, [pointer]),
        "delete_fluid_settings": (None, [pointer]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    for level in range(_LOG_LEVELS):
        library.fluid_set_log_function(level, None, None)
    return library
