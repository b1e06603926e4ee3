"""flite, the voice of the practice set: one short-lived process per clause.

The text goes in by standard input (what stands in the arguments can be read by everybody on the
machine). The sound comes out through an unnamed file: flite seeks back to write the WAV header, so into a
pipe it writes the header alone, or hangs.
"""

from __future__ import annotations

import io
import os
import select
import shutil
import subprocess
import tempfile
import threading
import wave
from collections.abc import Iterator
from typing import IO

from agent.engines.jobs import Stopped
from agent.engines.sound import Samples, to_samples, with_pauses
from agent.engines.speech import clauses
from agent.errors import EngineUnavailable, SetupError

_NOT_FOR_SENTENCES = "awb_time"
TIMEOUT_SECONDS = 10.0
_CHECK_SECONDS = 0.05
LEAD, SENTENCE_PAUSE, CLAUSE_PAUSE = 0.02, 0.3, 0.12
"""Silence before a clause and behind it, in seconds."""


class Flite:
    name = "flite"

    def __init__(self, program: str = "flite") -> None:
        path = shutil.which(program)
        if path is None:
            raise SetupError("flite is not installed; install it: apt install flite")
        self._program = path
        listed = subprocess.run([path, "-lv"], capture_output=True, text=True, timeout=TIMEOUT_SECONDS)
        _, _, names = listed.stdout.partition(":")
        self._voices = tuple(sorted(name for name in names.split() if name != _NOT_FOR_SENTENCES))

    def voices(self) -> tuple[str, ...]:
        return self._voices

    def speak(
        self, text: str, voice: str, speed: float, stop: threading.Event
    ) -> Iterator[tuple[Samples, int]]:
        for clause in clauses(text):
            samples, rate = self._synthesize(clause, voice, speed, stop)
            after = SENTENCE_PAUSE if clause.endswith((".", "?", "!")) else CLAUSE_PAUSE
            yield with_pauses(samples, rate, LEAD, after), rate

    def _synthesize(self, text: str, voice: str, speed: float, stop: threading.Event) -> tuple[Samples, int]:
        command = [self._program, "-voice", voice, "--setf", f"duration_stretch={1 / speed:.3f}"]
        with tempfile.TemporaryFile() as sound:
            process = subprocess.Popen(
                [*command, "-o", "/dev/stdout"],
                stdin=subprocess.PIPE,
                stdout=sound,
                stderr=subprocess.DEVNULL,
            )
            try:
                _feed(process.stdin, text)
                _wait(process, stop)
            finally:
                if process.poll() is None:
                    process.kill()
                process.wait()
            sound.seek(0)
            return _read_wav(sound.read())


def _feed(stdin: IO[bytes] | None, text: str) -> None:
    assert stdin is not None
    try:
        with stdin:
            stdin.write(text.encode("utf-8", "replace"))
    except BrokenPipeError as error:
        raise EngineUnavailable("flite ended before it had read its text") from error


def _wait(process: subprocess.Popen[bytes], stop: threading.Event) -> None:
    """Until the process ends. ``Popen.wait(timeout)`` polls with growing pauses; a pidfd wakes at once."""
    ended = os.pidfd_open(process.pid)
    try:
        waited = 0.0
        while not select.select([ended], [], [], _CHECK_SECONDS)[0]:
            waited += _CHECK_SECONDS
            if stop.is_set():
                raise Stopped
            if waited > TIMEOUT_SECONDS:
                raise EngineUnavailable(f"flite did not answer within {TIMEOUT_SECONDS:.0f} s")
    finally:
        os.close(ended)


def _read_wav(raw: bytes) -> tuple[Samples, int]:
    try:
        with wave.open(io.BytesIO(raw)) as sound:
            return to_samples(sound.readframes(sound.getnframes())), sound.getframerate()
    except (wave.Error, EOFError) as error:
        raise EngineUnavailable(f"flite gave no sound: {error}") from error
