"""Speech: flite and espeak-ng in many voices, and prompts that a human being recorded."""

from __future__ import annotations

import io
import subprocess
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
import soxr

from agent.config import default_paths
from agent.errors import SetupError
from agent.practice.composer.levels import trimmed
from agent.practice.composer.scene import RATE, Wave

_TIMEOUT_SECONDS = 60
_PROMPTS = "usr/share/asterisk/sounds/en_US_f_Allison"


@dataclass(frozen=True, slots=True)
class Voice:
    """``size``: the length of the speaker's throat, 1 as the voice was made; a smaller one sounds younger.
    ``pitch``: factor of the voice's own. ``speed``: factor."""

    engine: Literal["flite", "espeak"]
    name: str
    size: float = 1.0
    pitch: float = 1.0
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Spoken:
    text: str
    voice: Voice
    looped: ClassVar[bool] = False

    def render(self) -> Wave:
        return trimmed(speak(self.text, self.voice))


@dataclass(frozen=True, slots=True)
class Recorded:
    """A prompt of Asterisk's English sound package, by its name in there."""

    name: str
    looped: ClassVar[bool] = False

    def render(self) -> Wave:
        return trimmed(read(pbx_file(f"{_PROMPTS}/{self.name}.wav")))


def speak(text: str, voice: Voice, rate: int = RATE) -> Wave:
    """Any level, silence at the ends, ``rate`` samples a second. Raises SetupError."""
    # A shorter throat is the sound played faster: the speech is made as much slower, and lower, before.
    speed, pitch = voice.speed * voice.size, voice.pitch * voice.size
    if voice.engine == "flite":
        settings = {"duration_stretch": 1 / speed, "f0_shift": pitch}
        command = ["flite", "-voice", voice.name]
        command += [part for key, value in settings.items() for part in ("--setf", f"{key}={value:.3f}")]
        command += ["-o", "/dev/stdout"]
    else:
        height = str(round(min(99, max(0, 50 + 100 * (pitch - 1)))))
        command = ["espeak-ng", "-v", voice.name, "-s", str(round(160 * speed)), "-p", height]
        command += ["--stdout", "--stdin"]
    samples, made_at = from_wav(run(command, text))
    out: Wave = soxr.resample(samples, made_at / voice.size, rate)
    if not np.abs(out).max(initial=0) > 1e-3:
        raise SetupError(f"{voice.name} gave no sound for {text!r}")
    return out


def run(command: list[str], text: str) -> bytes:
    """What ``command`` makes of ``text``. flite seeks back to write its header: the output is a file."""
    with tempfile.TemporaryFile() as out:
        try:
            subprocess.run(
                command,
                input=text.encode(),
                stdout=out,
                stderr=subprocess.DEVNULL,
                timeout=_TIMEOUT_SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise SetupError(f"{command[0]} could not speak ({error}): run  scripts/setup") from error
        out.seek(0)
        return out.read()


def from_wav(raw: bytes) -> tuple[Wave, int]:
    """Samples, full scale 1, and their rate."""
    try:
        with wave.open(io.BytesIO(raw)) as head:
            rate = head.getframerate()
    except (wave.Error, EOFError) as error:
        raise SetupError(f"a voice gave no sound: {error}") from error
    data = raw[raw.find(b"data") + 8 :]  # espeak-ng does not know the length when it writes the header
    samples = np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2")
    return samples.astype(np.float32) / np.float32(32768), rate


def read(path: Path) -> Wave:
    """A WAV file at 8 kHz. Raises SetupError."""
    try:
        samples, rate = from_wav(path.read_bytes())
    except OSError as error:
        raise SetupError(f"{path} cannot be read: run  scripts/setup") from error
    out: Wave = samples if rate == RATE else soxr.resample(samples, rate, RATE)
    return out


def pbx_file(name: str) -> Path:
    """``name`` where set-up unpacked Asterisk, or where the system has it. Raises SetupError."""
    for root in (default_paths().cache / "pbxroot", Path("/")):
        if (root / name).exists():
            return root / name
    raise SetupError(f"{name} is missing: run  scripts/setup")
