"""A voice to test ears with, a telephone line to send it over, and the engine host as its users start it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from agent.config import Engines
from agent.engines.flite import Flite
from agent.engines.settings import HostSettings
from agent.engines.sound import Samples, resampled, to_pcm
from agent.engines.speakable import speakable

ROOT = Path(__file__).resolve().parents[2]
RATE = 8_000
READY_SECONDS = 60


def mu_law(samples: Samples) -> Samples:
    """Through a G.711 mu-law coder and back (ITU-T G.711, as the continuous formula)."""
    coded = np.round(np.sign(samples) * np.log1p(255 * np.abs(samples)) / np.log(256) * 127) / 127
    return np.asarray(np.sign(coded) * (256 ** np.abs(coded) - 1) / 255, dtype=np.float32)


def telephone(text: str, voice: str = "slt") -> bytes:
    """``text`` in a voice of flite as a telephone line carries it: 8 kHz, mu-law, silence around it."""
    stop = threading.Event()
    spoken = [
        resampled(piece, rate, RATE) for piece, rate in Flite().speak(speakable(text), voice, 1.0, stop)
    ]
    silence = np.zeros(RATE // 5, dtype=np.float32)
    sound = np.concatenate([silence, *spoken, silence]).astype(np.float32)
    return to_pcm(mu_law(sound * np.float32(0.6)))


def word_errors(reference: str, heard: str) -> tuple[int, int]:
    """Edits between the two, and the number of words that should have been there."""
    wanted, got = (re.findall(r"[a-z']+", text.lower()) for text in (reference, heard))
    row = list(range(len(got) + 1))
    for at, word in enumerate(wanted, start=1):
        above, row = row, [at, *row[1:]]
        for column, other in enumerate(got, start=1):
            row[column] = min(above[column] + 1, row[column - 1] + 1, above[column - 1] + (word != other))
    return row[-1], len(wanted)


def settings_in(folder: Path, engines: Engines | None = None) -> HostSettings:
    return HostSettings(
        stt=str(folder / "stt.sock"),
        tts=str(folder / "tts.sock"),
        llm=f"unix:{folder / 'llm.sock'}",
        engines=engines or Engines(),
    )


def start(settings: HostSettings) -> subprocess.Popen[str]:
    """The process; its settings are sent, its answer is not read."""
    host = subprocess.Popen(
        [sys.executable, "-m", "agent.engines"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert host.stdin is not None
    host.stdin.write(settings.to_json() + "\n")
    host.stdin.flush()
    return host


def answer_of(host: subprocess.Popen[str]) -> dict[str, str]:
    assert host.stdout is not None
    line = host.stdout.readline()
    assert line, f"the host said nothing; on stderr: {host.stderr.read() if host.stderr else ''}"
    answer: dict[str, str] = json.loads(line)
    return answer


def end(host: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit code and what it logged."""
    try:
        _, log = host.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        host.kill()
        host.communicate()
        raise
    return host.returncode, log


@contextmanager
def running_host(engines: Engines | None = None) -> Iterator[HostSettings]:
    """A host of its own; ended by the end of its standard input, as by its parent's death."""
    with tempfile.TemporaryDirectory(prefix="eng") as folder:
        settings = replace(settings_in(Path(folder), engines))
        host = start(settings)
        try:
            assert answer_of(host)["event"] == "ready"
            yield settings
        finally:
            end(host)
